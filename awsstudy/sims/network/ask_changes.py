"""A problem about repairs: which single change lets the answers out.

Every candidate change is a server of its own, alike but for that change, and probed once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import beliefs
from awsstudy.sims.network.filters import TOP_PORT
from awsstudy.sims.network.params import Direction, VpcParams
from awsstudy.sims.network.scenes import ANY, USER, Scene, parted, reading
from awsstudy.sims.problems import Answer, Problem, Value

EPHEMERAL = (1024, TOP_PORT)
SERVER = ("acl-out-1024", "acl-out-service", "acl-in-1024", "sg-out-1024", "sg-in-1024")
CLIENT = ("acl-in-1024", "acl-in-service", "acl-out-1024", "sg-in-1024", "sg-out-1024")
"""Where a rule is added, and for which ports: to instances that serve, and that ask others."""
_WALKS = (
    beliefs.NaclServicePort,
    beliefs.NaclSwapped,
    beliefs.SgNeedsAnswers,
    beliefs.SgNeedsAnswersIn,
)


def _candidates(random: Random) -> VpcParams:
    scene = Scene()
    port = pick(random, (80, 443, 8443))
    serves = random.random() < 0.5
    scene.online("user" if serves else "site")
    for number, change in enumerate(shuffled(random, SERVER if serves else CLIENT)):
        sport = between(random, 33000, 60000)
        public = f"198.51.100.{10 + number}"
        _instance(scene, number, change, port, "in" if serves else "out")
        if serves:
            scene.probe("user", public, port, sport)
        else:
            scene.probe(f"host-{change}", USER, port, sport)
    return scene.params()


def _instance(scene: Scene, number: int, change: str, port: int, request: Direction) -> None:
    """An instance whose filters let the request pass, and have one rule more."""
    acl: dict[str, list[Any]] = {"in": [], "out": []}
    group: dict[str, list[Any]] = {"in": [], "out": []}
    acl[request].append((100, "allow", "tcp", ANY, port, port))
    group[request].append(("tcp", ANY, port, port))
    kind, where, ports = change.split("-")
    low, high = (port, port) if ports == "service" else EPHEMERAL
    if kind == "acl":
        acl[where].append((200, "allow", "tcp", ANY, low, high))
    else:
        group[where].append(("tcp", ANY, low, high))
    scene.nacls[change] = acl
    scene.subnet(change, number, [(ANY, "igw")], change)
    scene.group(f"sg-{change}", group["in"], group["out"])
    scene.host(f"host-{change}", change, 10, pub=f"198.51.100.{10 + number}", sgs=[f"sg-{change}"])


def helping(params: VpcParams, found: Sequence[Mapping[str, Any]]) -> Answer:
    """The change with which the connection works."""
    names = tuple(params.subnets)
    return next((name for name, one in zip(names, found, strict=True) if one["ok"]), None)


def draw_change(random: Random, _rules: RuleBook) -> VpcParams:
    """The candidates in another order, another service, other client ports."""
    return parted(random, _candidates, helping, _WALKS)


def change_values(params: VpcParams, _run: Run) -> Mapping[str, Value]:
    """The service and the client's port, and who asks whom."""
    probe = params.probes[0]
    serves = probe.src == "user"
    return {
        "port": probe.dport,
        "sport": probe.sport,
        "who": "serves" if serves else "asks",
        "request": "way-in" if serves else "way-out",
        "answer_way": "way-out" if serves else "way-in",
    }


PROBLEMS: tuple[Problem[VpcParams], ...] = (
    Problem(
        "which-change",
        draw_change,
        reading(helping),
        change_values,
        ("nacl-service-port", "nacl-swapped", "sg-needs-answers", "sg-needs-answers-in"),
    ),
)
