"""A problem about where a route table sends a packet."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import detours
from awsstudy.sims.network.addresses import address
from awsstudy.sims.network.events import RouteChosen
from awsstudy.sims.network.filters import Packet
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.scenes import (
    ANY,
    Scene,
)
from awsstudy.sims.network.walk import Walk
from awsstudy.sims.network.world import World
from awsstudy.sims.problems import Answer, Problem, Value

# Where a route table sends a packet.


# Where a route table sends a packet.

_ROUTE_WRONG = ("first-route-wins", "last-route-wins", "default-catches-all", "widest-route-wins")
_ROUTE_WALKS = (
    detours.FirstRouteWins,
    detours.LastRouteWins,
    detours.DefaultCatchesAll,
    detours.WidestRouteWins,
)


def _table(random: Random) -> VpcParams:
    second = between(random, 16, 31)
    third = between(random, 1, 250)
    targets = shuffled(random, ("pcx:B", "nat:nat", "eni:appliance", "vgw"))
    nested = [
        ("172.16.0.0/12", targets[0]),
        (f"172.{second}.0.0/16", targets[1]),
        (f"172.{second}.{third}.0/24", targets[2]),
        (f"172.{second}.{third}.128/25", targets[3]),
    ]
    rows = shuffled(random, [(ANY, "igw"), *nested])
    scene = Scene()
    scene.vpcs["B"] = {"cidr": f"172.{second}.0.0/16"}
    scene.subnet("app", 1, rows)
    scene.group("sg", [])
    scene.host("web", "app", 10, sgs=["sg"])
    scene.host("appliance", "app", 11, sgs=["sg"])
    scene.host("nat", "app", 12, kind="natgw")
    last = pick(random, (between(random, 1, 126), between(random, 129, 254)))
    inside = (f"172.{second}.{third}.{last}", f"172.{second}.{(third + 3) % 250}.{last}")
    scene.probe("web", pick(random, (inside[0], inside[0], inside[1])))
    return scene.params()


def draw_table(random: Random, _rules: RuleBook) -> VpcParams:
    """Nested routes in any order, and an address that most of them hold."""
    return fitting(lambda: _table(random), lambda params: len(set(_choices(params))) >= 4)


def _choices(params: VpcParams) -> list[str]:
    world = World(params)
    packet = Packet(0, address(params.probes[0].dst), "tcp", 0, 0)
    routes = world.routes("app")
    chosen = (walk(world).choose(routes, packet) for walk in (Walk, *_ROUTE_WALKS))
    return [route.target for route in chosen if route]


def target(_params: VpcParams, run: Run) -> Answer:
    """The target of the first route that was taken, without its name."""
    routes = (event for event in run.events if isinstance(event, RouteChosen))
    found = next(routes, None)
    return found.target.partition(":")[0] if found else None


def table_values(params: VpcParams, run: Run) -> Mapping[str, Value]:
    """The rows of the table, the address and the row that counts."""
    rows = params.rts["rt-app"]
    words = "; ".join(f"{dst} -> {to.partition(':')[0]}" for dst, to in rows)
    chosen = next(event for event in run.events if isinstance(event, RouteChosen))
    return {"rows": words, "dst": params.probes[0].dst, "chosen": chosen.destination}


PROBLEMS: tuple[Problem[VpcParams], ...] = (
    Problem("route-choice", draw_table, target, table_values, _ROUTE_WRONG),
)
