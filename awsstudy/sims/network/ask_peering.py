"""A problem about who reaches whom over peering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import beliefs, shortcuts
from awsstudy.sims.network.addresses import block
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.scenes import (
    ANY,
    OUT_ALL,
    USER,
    Scene,
    parted,
    reading,
)
from awsstudy.sims.problems import Problem, Value

# Where a route table sends a packet.


# Who reaches whom over peering.

_PEER_WRONG = (
    "transitive",
    "shares-gateways",
    "peering-routes-itself",
    "peering-has-a-direction",
    "answers-find-home",
)
_PEER_WALKS = (
    shortcuts.Transitive,
    shortcuts.SharesGateways,
    shortcuts.PeeringRoutesItself,
    shortcuts.PeeringHasADirection,
    beliefs.AnswersFindHome,
)
_CIDRS = {"A": "10.0.0.0/16", "B": "10.1.0.0/16", "C": "10.2.0.0/16"}


def _spokes(random: Random) -> VpcParams:
    scene = Scene(vpcs={n: {"cidr": c, "igw": n == "A"} for n, c in _CIDRS.items()})
    scene.peerings += [("A", "B"), ("A", "C")]
    scene.group("sg", OUT_ALL)
    scene.online("site")
    routes: dict[str, list[tuple[str, str]]] = {
        "A": [(ANY, "igw")],
        "B": [(_CIDRS["A"], "pcx:A")],
        "C": [(_CIDRS["A"], "pcx:A")],
    }
    for peer in ("B", "C"):
        if random.random() < 0.55:
            routes["A"].append((_CIDRS[peer], f"pcx:{peer}"))
        if random.random() < 0.6:
            other = "C" if peer == "B" else "B"
            routes[peer].append((_CIDRS[other], "pcx:A"))
        if random.random() < 0.5:
            routes[peer].append((ANY, "pcx:A"))
    for name in _CIDRS:
        scene.subnet(f"net-{name}", 1, routes[name], vpc=name)
        scene.host(f"host-{name}", f"net-{name}", 10, sgs=["sg"])
    scene.probe("host-B", "10.0.1.10")
    scene.probe("host-A", "10.2.1.10")
    scene.probe("host-B", "10.2.1.10")
    scene.probe("host-C", USER)
    return scene.params()


_PAIRS = ("B-A", "A-C", "B-C", "C-internet")


def pairs(_params: VpcParams, found: Sequence[Mapping[str, Any]]) -> tuple[str, ...] | None:
    """The connections that work."""
    return tuple(name for name, one in zip(_PAIRS, found, strict=True) if one["ok"]) or None


def draw_spokes(random: Random, _rules: RuleBook) -> VpcParams:
    """A hub and two spokes, with some of the routes that are needed."""
    return parted(random, _spokes, pairs, _PEER_WALKS)


def spoke_values(params: VpcParams, _run: Run) -> Mapping[str, Value]:
    """The route tables in words."""
    return {
        f"rows_{name}": "; ".join(
            f"{block(dst)} -> {to}" for dst, to in params.rts[f"rt-net-{name}"]
        )
        for name in _CIDRS
    }


PROBLEMS: tuple[Problem[VpcParams], ...] = (
    Problem("peering-reach", draw_spokes, reading(pairs), spoke_values, _PEER_WRONG),
)
