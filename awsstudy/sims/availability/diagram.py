"""Availability of a diagram in exact fractions, a part that several members share counted once.

Rules of combination: AWS Well-Architected, Reliability Pillar, "Availability". The common-cause
share (beta) is a convention of reliability engineering, not AWS's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import product
from operator import mul

from awsstudy.sims.availability.world import Block

ONE = Fraction(1)


def exact(number: float) -> Fraction:
    """The number as it was written: 99.9 is 999/10."""
    return Fraction(str(number))


def product_of(values: Sequence[Fraction]) -> Fraction:
    """All of them at once."""
    return reduce(mul, values, ONE)


def at_least(need: int, values: Sequence[Fraction]) -> Fraction:
    """The probability that at least ``need`` of independent parts are up."""
    ways = [ONE, *[Fraction(0)] * need]  # ways[i]: i are up; the last: need or more
    for value in values:
        for up in range(need, -1, -1):
            stays = ways[up] if up == need else ways[up] * (1 - value)
            ways[up] = stays + (ways[up - 1] * value if up else 0)
    return ways[need]


class Algebra:
    """How availabilities combine; each wrong model believes otherwise of one of these."""

    def part(self, block: Block) -> Fraction:
        """One copy of a part: a share of time, or MTBF / (MTBF + MTTR)."""
        if block.mtbf_h is None:
            return exact(block.a) / 100
        works = exact(block.mtbf_h)
        return works / (works + exact(block.mttr_h))

    def copies(self, block: Block) -> Fraction:
        """A part with all its copies, some failures common to all."""
        down, shared = 1 - self.part(block), exact(block.beta)
        if block.copies == 1:
            return 1 - down
        alone = 1 - (1 - shared) * down
        return (1 - shared * down) * self.spares(block.need, [alone] * block.copies)

    def row(self, values: Sequence[Fraction]) -> Fraction:
        """Parts that are all needed."""
        return product_of(values)

    def spares(self, need: int, values: Sequence[Fraction]) -> Fraction:
        """Parts of which some are enough."""
        return at_least(need, values)


class Diagram:
    """Blocks by name, the first one being the whole."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks: Mapping[str, Block] = {block.id: block for block in blocks}
        self.root = blocks[0].id

    def availability(self, name: str, algebra: Algebra) -> Fraction:
        """How available a block is: every state of shared parts, weighted."""
        shared = self._shared(name)
        total = Fraction(0)
        for states in product((True, False), repeat=len(shared)):
            known, weight = {}, ONE
            for part, up in zip(shared, states, strict=True):
                value = algebra.copies(self.blocks[part])
                weight *= value if up else 1 - value
                known[part] = Fraction(up)
            total += weight * self._value(name, known, algebra)
        return total

    def _value(self, name: str, known: Mapping[str, Fraction], algebra: Algebra) -> Fraction:
        if name in known:
            return known[name]
        block = self.blocks[name]
        if block.kind == "part":
            return algebra.copies(block)
        values = [self._value(member, known, algebra) for member in block.of]
        if block.kind == "row":
            return algebra.row(values)
        return algebra.spares(block.need if block.kind == "quorum" else 1, values)

    def _shared(self, name: str) -> tuple[str, ...]:
        """Parts that more than one way leads to."""
        ways: Counter[str] = Counter()
        self._count(name, ways)
        return tuple(part for part, number in ways.items() if number > 1)

    def _count(self, name: str, ways: Counter[str]) -> None:
        block = self.blocks[name]
        if block.kind == "part":
            ways[name] += 1
        for member in block.of:
            self._count(member, ways)

    def order(self) -> tuple[str, ...]:
        """Every block, members before what they are members of."""
        found: dict[str, None] = {}
        self._gather(self.root, found)
        return tuple(found)

    def _gather(self, name: str, found: dict[str, None]) -> None:
        for member in self.blocks[name].of:
            self._gather(member, found)
        found.setdefault(name)
