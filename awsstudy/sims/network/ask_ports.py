"""A problem about the smallest range of ports that lets answers out."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.network.filters import TOP_PORT
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.scenes import (
    ANY,
    Scene,
    verdicts,
)
from awsstudy.sims.network.wording import SERVICES, span
from awsstudy.sims.problems import Answer, Problem, Value

# The smallest range of ports.

CLIENTS: Mapping[str, tuple[int, int]] = {
    "linux-client": (32768, 61000),
    "windows-client": (49152, TOP_PORT),
    "nat-gateway-client": (1024, TOP_PORT),
    "load-balancer-client": (1024, TOP_PORT),
    "lambda-client": (1024, TOP_PORT),
}
RANGES = ((1024, TOP_PORT), (32768, 61000), (49152, TOP_PORT))


def draw_range(random: Random, _rules: RuleBook) -> VpcParams:
    """Servers whose network ACLs let answers out to one range each."""
    port = pick(random, SERVICES[:2])
    low, high = CLIENTS[kind := pick(random, tuple(CLIENTS))]
    scene = Scene()
    scene.group("sg", [("tcp", ANY, port, port)])
    scene.online(kind)
    for number, (first, last) in enumerate(shuffled(random, ((port, port), *RANGES))):
        name = f"nacl-{first}-{last}"
        out = [(100, "allow", "tcp", ANY, first, last)]
        scene.nacls[name] = {"in": [(100, "allow", "tcp", ANY, port, port)], "out": out}
        scene.subnet(f"s{number}", number, [(ANY, "igw")], name)
        scene.host(f"web{number}", f"s{number}", 10, pub=f"198.51.100.{10 + number}", sgs=["sg"])
        for sport in (low, high):
            scene.probe(kind, f"198.51.100.{10 + number}", port, sport)
    return scene.params()


def smallest_range(params: VpcParams, run: Run) -> Answer:
    """The narrowest range by which every answer gets out."""
    found = verdicts(run)
    best: tuple[int, str] | None = None
    for number, subnet in enumerate(params.subnets.values()):
        _, _, _, _, low, high = params.nacls[subnet.nacl]["out"][0]
        pair = found[2 * number : 2 * number + 2]
        if all(one["ok"] for one in pair) and (best is None or high - low < best[0]):
            best = high - low, span(low, high)
    return best[1] if best else None


def range_values(params: VpcParams, _run: Run) -> Mapping[str, Value]:
    """Client and service."""
    client = params.probes[0].src
    return {"client": client, "port": params.probes[0].dport, "ports": span(*CLIENTS[client])}


PROBLEMS: tuple[Problem[VpcParams], ...] = (
    Problem(
        "ephemeral-range",
        draw_range,
        smallest_range,
        range_values,
        ("nacl-service-port", "linux-ports", "windows-ports", "all-ports"),
    ),
)
