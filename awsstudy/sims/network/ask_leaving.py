"""A problem about ways to the internet."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import beliefs, detours, shortcuts
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.scenes import (
    ANY,
    USER,
    Scene,
    parted,
    reading,
    working,
)
from awsstudy.sims.problems import Problem, Value

# Where a route table sends a packet.


# Who reaches the internet.

_OUT_WRONG = (
    "route-is-enough",
    "public-address-is-enough",
    "nat-anywhere",
    "forwards-by-itself",
    "private-stays-private",
    "nacl-stateful",
    "sg-stateless",
)
_OUT_WALKS = (
    detours.RouteIsEnough,
    detours.PublicAddressIsEnough,
    shortcuts.NatAnywhere,
    shortcuts.ForwardsByItself,
    shortcuts.PrivateStaysPrivate,
    beliefs.NaclStateful,
    beliefs.SgStateless,
)
_GOOD_WAYS = ("way-igw-public", "way-nat-public", "way-instance-off")
_BAD_WAYS = (
    "way-igw-private",
    "way-public-no-route",
    "way-nat-private",
    "way-instance-on",
    "way-acl-no-answers",
    "way-nat-no-route",
)
"""How a server is meant to reach the internet."""


def _leaving(random: Random) -> VpcParams:
    scene = Scene()
    scene.group("sg", [("all", "10.0.0.0/16", 0, 65535)])
    scene.subnet("public", 0, [(ANY, "igw")])
    scene.host("nat-public", "public", 5, kind="natgw", pub="198.51.100.5")
    scene.host("nat-checked", "public", 6, pub="198.51.100.6", sgs=["sg"])
    scene.host("nat-free", "public", 7, pub="198.51.100.7", sgs=["sg"], nat=True)
    scene.nacls["no-answers"] = {
        "in": [(100, "allow", "tcp", ANY, 443, 443)],
        "out": [(100, "allow", "all", ANY, 0, 65535)],
    }
    scene.online("site")
    good = shuffled(random, _GOOD_WAYS)[: between(random, 0, 2)]
    bad = shuffled(random, _BAD_WAYS)[: 4 - len(good)]
    for number, way in enumerate(shuffled(random, (*good, *bad))):
        _way(scene, f"app{number + 1}", number + 1, way)
    return scene.params()


def _way(scene: Scene, name: str, number: int, way: str) -> None:
    inner = f"nat-{name}"
    routes = {
        "way-nat-public": "nat:nat-public",
        "way-nat-private": f"nat:{inner}",
        "way-instance-off": "eni:nat-free",
        "way-instance-on": "eni:nat-checked",
        "way-public-no-route": "",
        "way-nat-no-route": "",
    }
    to = routes.get(way, "igw")
    nacl = "no-answers" if way == "way-acl-no-answers" else "open"
    scene.subnet(way, number, [(ANY, to)] if to else [], nacl)
    if way == "way-nat-private":
        scene.host(inner, way, 5, kind="natgw", pub=f"198.51.100.{50 + number}")
    public = way in ("way-igw-public", "way-public-no-route", "way-acl-no-answers")
    more = {"pub": f"198.51.100.{20 + number}"} if public else {}
    scene.host(name, way, 10, sgs=["sg"], **more)
    scene.probe(name, USER)


def draw_leaving(random: Random, _rules: RuleBook) -> VpcParams:
    """Four servers, each with another way to the internet."""
    return parted(random, _leaving, working, _OUT_WALKS)


def leaving_values(params: VpcParams, _run: Run) -> Mapping[str, Value]:
    """The way of each server."""
    return {f"w_{probe.src}": params.hosts[probe.src].subnet or "" for probe in params.probes}


PROBLEMS: tuple[Problem[VpcParams], ...] = (
    Problem("internet-access", draw_leaving, reading(working), leaving_values, _OUT_WRONG),
)
