"""A problem about what the internet reaches."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import beliefs, detours, shortcuts
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.scenes import (
    ANY,
    Scene,
    parted,
    reached,
    reading,
)
from awsstudy.sims.problems import Problem, Value

# Where a route table sends a packet.


# What the internet reaches.

_IN_WRONG = (
    "nat-accepts-inbound",
    "public-address-is-enough",
    "private-works-online",
    "answers-find-home",
    "sg-stateless",
)
_IN_WALKS = (
    shortcuts.NatAcceptsInbound,
    detours.PublicAddressIsEnough,
    detours.PrivateWorksOnline,
    beliefs.AnswersFindHome,
    beliefs.SgStateless,
)


def _reaching(random: Random) -> VpcParams:
    scene = Scene()
    port = pick(random, (22, 443, 8443))
    first = between(random, 10, 90)
    scene.group("sg", [("tcp", ANY, port, port)], ())
    scene.subnet("public", 0, [(ANY, "igw")])
    scene.subnet("natted", 1, [(ANY, "nat:nat")])
    scene.subnet("lone", 2, [])
    scene.host("nat", "public", 5, kind="natgw", pub=f"198.51.100.{first}")
    scene.host("a", "public", 10, pub=f"198.51.100.{first + 1}", sgs=["sg"])
    scene.host("b", "natted", 11, sgs=["sg"])
    scene.host("c", "natted", 12, pub=f"198.51.100.{first + 2}", sgs=["sg"])
    scene.host("d", "lone", 13, pub=f"198.51.100.{first + 3}", sgs=["sg"])
    scene.host("e", "public", 14, sgs=["sg"])
    scene.host("f", "public", 15, pub=f"198.51.100.{first + 4}", sgs=["sg"])
    scene.online()
    names = shuffled(random, ("nat", "a", "b", "c", "d", "e", "f"))
    for name in names[:5]:
        host = scene.hosts[name]
        scene.probe("user", host.get("pub") or host["ip"], port)
    return scene.params()


def draw_reaching(random: Random, _rules: RuleBook) -> VpcParams:
    """Addresses that someone on the internet tries."""
    return parted(random, _reaching, reached, _IN_WALKS)


_SHAPES = {
    "nat": "is-nat",
    "a": "is-public",
    "f": "is-public",
    "b": "is-private",
    "c": "is-behind-nat",
    "d": "is-lone",
    "e": "is-public-subnet-private",
}


def reaching_values(params: VpcParams, _run: Run) -> Mapping[str, Value]:
    """Each address and whose it is."""
    owners = {h.pub or h.ip: name for name, h in params.hosts.items()}
    values: dict[str, Value] = {"port": params.probes[0].dport}
    for number, probe in enumerate(params.probes, 1):
        values[f"a{number}"] = probe.dst
        values[f"s{number}"] = _SHAPES[owners[probe.dst]]
    return values


PROBLEMS: tuple[Problem[VpcParams], ...] = (
    Problem("online-reach", draw_reaching, reading(reached), reaching_values, _IN_WRONG),
)
