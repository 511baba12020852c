"""Route tables: the longest matching prefix wins; the local route is always there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from awsstudy.sims.kernel import NearMiss
from awsstudy.sims.network.addresses import Block, written

LOCAL = "local"
INSIDE = ("eni", "nat")
"""Targets to which part of the VPC's own range may be sent; all others leave it to ``local``."""


@dataclass(frozen=True, slots=True)
class Route:
    """A row of a route table."""

    block: Block
    target: str
    """``local``, ``igw``, ``vgw``, ``nat:<host>``, ``eni:<host>`` or ``pcx:<vpc>``."""

    @property
    def kind(self) -> str:
        """The target without its name."""
        return self.target.partition(":")[0]

    @property
    def named(self) -> str:
        """The name behind the colon."""
        return self.target.partition(":")[2]


def usable(routes: Sequence[Route], local: Block) -> tuple[Route, ...]:
    """The rows that count: ``local`` first, then those that do not contradict it."""
    rest = (
        route
        for route in routes
        if not local.covers(route.block)
        or (route.block.prefix > local.prefix and route.kind in INSIDE)
    )
    return (Route(local, LOCAL), *rest)


def longest(routes: Sequence[Route], address: int) -> Route | None:
    """The row with the longest prefix that holds the address, the upper one of equals."""
    best: Route | None = None
    for route in routes:
        if route.block.holds(address) and (best is None or route.block.prefix > best.block.prefix):
            best = route
    return best


def closest(routes: Sequence[Route], address: int) -> NearMiss | None:
    """Of routes that do not hold an address, the one that shares most of its first bits."""
    if not routes:
        return None

    def apart(route: Route) -> int:
        return (route.block.first ^ address).bit_length()

    route = min(routes, key=apart)
    return NearMiss(str(route.block), "destination", str(route.block), written(address))
