"""A problem about the rule of a network ACL that decides."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import beliefs
from awsstudy.sims.network.addresses import address
from awsstudy.sims.network.events import PacketDropped, RuleMatched
from awsstudy.sims.network.filters import ALL, TOP_PORT, Packet
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.scenes import (
    ANY,
    USER,
    Scene,
)
from awsstudy.sims.network.walk import Walk
from awsstudy.sims.network.wording import SERVICES, WEB, acl_words
from awsstudy.sims.network.world import World
from awsstudy.sims.problems import Answer, Problem, Value

# Which rule of a network ACL decides.

_ORDER_WRONG = ("nacl-last-wins", "nacl-as-written", "nacl-deny-wins", "nacl-most-exact")
_ORDER_WALKS = (
    beliefs.NaclLastWins,
    beliefs.NaclAsWritten,
    beliefs.NaclDenyWins,
    beliefs.NaclMostExact,
)


def draw_order(random: Random, _rules: RuleBook) -> VpcParams:
    """A list of overlapping rules, written in another order than their numbers'."""
    port = pick(random, SERVICES)
    found: list[tuple[Any, ...]] = []
    for _ in range(200):
        found = _overlapping(random, port)
        if _apart(found, port):
            break
    scene = Scene()
    scene.nacls["nacl"] = {"in": found, "out": ((100, "allow", ALL, ANY, 0, TOP_PORT),)}
    scene.subnet("public", 0, [(ANY, "igw")], "nacl")
    scene.group("sg", [("tcp", ANY, 0, TOP_PORT)])
    scene.host("web", "public", 10, pub=WEB, sgs=["sg"])
    scene.online()
    scene.probe("user", WEB, port)
    return scene.params()


def _overlapping(random: Random, port: int) -> list[tuple[Any, ...]]:
    numbers = shuffled(random, (50, 80, 90, 100, 110, 120, 150, 200, 300))[:5]
    shapes = shuffled(
        random,
        (
            (ALL, ANY, 0, TOP_PORT),
            ("tcp", ANY, port, port),
            ("tcp", "203.0.113.0/24", port, port),
            ("tcp", f"{USER}/32", port, port),
            ("tcp", "203.0.0.0/16", 0, TOP_PORT),
            ("tcp", "203.0.113.0/24", 1024, TOP_PORT),
            ("udp", ANY, port, port),
            ("tcp", "192.0.2.0/24", port, port),
        ),
    )[:5]
    return [
        (number, pick(random, ("allow", "deny")), *shape)
        for number, shape in zip(numbers, shapes, strict=True)
    ]


def _apart(rows: list[tuple[Any, ...]], port: int) -> bool:
    """Whether the beliefs about the order name at least four different rules."""
    scene = Scene()
    scene.nacls["open"] = {"in": rows}
    scene.subnet("public", 0)
    world = World(scene.params())
    packet = Packet(address(USER), 0, "tcp", 40001, port)
    walks = (Walk, *_ORDER_WALKS)
    return len({walk(world).acl_ruling("public", "in", packet).rule for walk in walks}) >= 4


def order_answer(_params: VpcParams, run: Run) -> Answer:
    """The rule of the inbound list that decided."""
    for event in run.events:
        if isinstance(event, RuleMatched | PacketDropped) and event.check == "nacl-in":
            return event.rule
    return None


def order_values(params: VpcParams, run: Run) -> Mapping[str, Value]:
    """The rows as written, and what the one that decides does."""
    rows = params.nacls["nacl"]["in"]
    listed = "; ".join(acl_words([row]) for row in rows)
    deciding = next(row for row in rows if str(row[0]) == order_answer(params, run))
    return {"rows": listed, "port": params.probes[0].dport, "action": deciding[1]}


PROBLEMS: tuple[Problem[VpcParams], ...] = (
    Problem("acl-rule", draw_order, order_answer, order_values, _ORDER_WRONG),
)
