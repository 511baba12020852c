"""One check that a packet met on its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsstudy.sims.kernel import NearMiss
from awsstudy.sims.network.filters import Packet
from awsstudy.sims.network.world import Node

FORWARD, RETURN = "fwd", "ret"
ARRIVED = "arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A check, what it was asked about, and what came of it."""

    way: str
    """``fwd`` for the request, ``ret`` for the answer."""
    check: str
    """``sg-out``, ``nacl-in``, ``route``, ``igw``, ``nat``, ``arrived`` or where it was dropped."""
    place: str
    """Whose check: a host, a subnet, a VPC."""
    packet: Packet
    """The header that was checked."""
    rules: tuple[str, ...]
    """Ids in the rule book."""
    passed: bool = True
    rule: str = ""
    """The rule of the situation that decided: a NACL's number, a route's destination."""
    target: str = ""
    """Of a route: where it leads."""
    after: Packet | None = None
    """The header afterwards, where it was translated."""
    near: NearMiss | None = None
    scanned: int = 0
    """How many rules were read."""
    host: Node | None = None
    """Who received the packet."""

    @property
    def drop(self) -> str:
        """The place of a drop: check and name."""
        return f"{self.check}:{self.place}"


Hops = Iterator[Hop]
