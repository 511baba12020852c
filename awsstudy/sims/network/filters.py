"""Packet filters: what a rule matches, ordered stateless lists, stateful sets of allow rules.

A filter is asked about one packet at a time. Which rule decided, how many were read, and which
rule came nearest to deciding otherwise are part of the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from awsstudy.sims.kernel import NearMiss
from awsstudy.sims.network.addresses import EVERYWHERE, Block, written

TOP_PORT = 65535
ALL = "all"


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet's header."""

    src: int
    dst: int
    proto: str
    sport: int
    dport: int
    opening: bool = True
    """Whether it opens a conversation; an answer does not."""

    def answer(self) -> Packet:
        """The header of the answer to it."""
        return Packet(self.dst, self.src, self.proto, self.dport, self.sport, opening=False)

    def coming_from(self, src: int) -> Packet:
        """The packet with another source address."""
        return replace(self, src=src)

    def going_to(self, dst: int) -> Packet:
        """The packet with another destination address."""
        return replace(self, dst=dst)

    def __str__(self) -> str:
        return f"{self.proto} {written(self.src)}:{self.sport} -> {written(self.dst)}:{self.dport}"


@dataclass(frozen=True, slots=True)
class FilterRule:
    """One rule: whom and what it matches, and what it then does."""

    name: str
    """How people call it: a NACL's ``100``, or a security group's rule in words."""
    proto: str = ALL
    block: Block = EVERYWHERE
    """The far side's addresses."""
    low: int = 0
    high: int = TOP_PORT
    """Ports of the packet's destination; a rule for all protocols takes every port."""
    allow: bool = True
    group: str = ""
    """Instead of a block: a security group."""
    members: frozenset[int] | None = None
    """The private addresses of everyone who has that group."""

    def misses(self, packet: Packet, far: int) -> tuple[str, ...]:
        """The parts that do not fit a packet whose far side is the given address."""
        return tuple(
            name
            for name, fits in (
                ("protocol", self.proto in (ALL, packet.proto)),
                ("address", self.is_for(far)),
                ("port", self.proto == ALL or self.low <= packet.dport <= self.high),
            )
            if not fits
        )

    def matches(self, packet: Packet, far: int) -> bool:
        """Whether every part fits."""
        if self.proto != ALL and not (
            self.proto == packet.proto and self.low <= packet.dport <= self.high
        ):
            return False
        return self.is_for(far)

    def is_for(self, far: int) -> bool:
        """Whether the far side is one of those it speaks of."""
        return self.block.holds(far) if self.members is None else far in self.members

    @property
    def ports(self) -> str:
        """Its ports as text."""
        if self.proto == ALL or (self.low, self.high) == (0, TOP_PORT):
            return ALL
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"

    def part(self, name: str) -> str:
        """One of its parts as text."""
        if name == "protocol":
            return self.proto
        if name == "port":
            return self.ports
        return self.group or str(self.block)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a filter said about a packet."""

    allowed: bool
    rule: str
    """The rule that decided; ``*`` where none matched."""
    scanned: int
    """How many rules were read."""
    near: NearMiss | None = None


NONE = "*"
"""The rule that catches what no other one matches."""


def nearest(rules: Iterable[FilterRule], packet: Packet, far: int) -> NearMiss | None:
    """The allow rule with the fewest parts that do not fit, and the first such part."""
    best: tuple[int, FilterRule, str] | None = None
    for rule in rules:
        missed = rule.misses(packet, far)
        if rule.allow and missed and (best is None or len(missed) < best[0]):
            best = len(missed), rule, missed[-1]
    if best is None:
        return None
    found = {"protocol": packet.proto, "port": str(packet.dport), "address": written(far)}
    return NearMiss(best[1].name, best[2], best[1].part(best[2]), found[best[2]])


def first_match(rules: Sequence[FilterRule], packet: Packet, far: int) -> Ruling:
    """A stateless, ordered list: the first rule that matches decides, and none means no."""
    for number, rule in enumerate(rules, 1):
        if rule.matches(packet, far):
            near = None if rule.allow else _overtaken(rules[number:], rule, packet, far)
            return Ruling(rule.allow, rule.name, number, near)
    return Ruling(allowed=False, rule=NONE, scanned=len(rules), near=nearest(rules, packet, far))


def _overtaken(
    later: Iterable[FilterRule], denying: FilterRule, packet: Packet, far: int
) -> NearMiss | None:
    """The allow rule that would have let the packet through, had it stood before the deny."""
    for rule in later:
        if rule.allow and rule.matches(packet, far):
            return NearMiss(rule.name, "order", f"< {denying.name}", rule.name)
    return None


def any_match(rules: Sequence[FilterRule], packet: Packet, far: int) -> Ruling:
    """Allow rules without an order: one that matches suffices, and none means no."""
    for number, rule in enumerate(rules, 1):
        if rule.matches(packet, far):
            return Ruling(allowed=True, rule=rule.name, scanned=number)
    return Ruling(allowed=False, rule=NONE, scanned=len(rules), near=nearest(rules, packet, far))


@dataclass(slots=True)
class FlowTable:
    """What stateful filters and translators remember of the conversations they let through."""

    _seen: set[tuple[str, Packet]] = field(default_factory=set)
    _original: dict[tuple[str, Packet], Packet] = field(default_factory=dict)

    def remember(self, place: str, packet: Packet) -> None:
        """A packet was let through: its answer belongs to it."""
        self._seen.add((place, packet.answer()))

    def knows(self, place: str, packet: Packet) -> bool:
        """Whether a packet answers one that was let through at that place."""
        return (place, packet) in self._seen

    def translate(self, place: str, before: Packet, after: Packet) -> None:
        """A packet was sent on with another header: its answer will be translated back."""
        self._original[place, after.answer()] = before.answer()

    def restored(self, place: str, packet: Packet) -> Packet | None:
        """The answer as the first sender must see it; None where nothing is known of it."""
        return self._original.get((place, packet))
