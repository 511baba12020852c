"""The picture of an address plan: the VPC's addresses as strips, its subnets, the judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from awsstudy.sims.network.addresses import Block, written
from awsstudy.sims.network.arithmetic import Arithmetic
from awsstudy.sims.panels import Cell, Column, Grid, Mark, Row, Sign, Strip, Table

STRIPS, CELLS = 2, 32
"""How many rows of characters stand for the VPC's addresses, and how many are in a row."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TAKEN, FREE = "#", "."
MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Placed:
    """A subnet of the plan; without a block it could not be."""

    name: str
    block: Block | None
    usable: int = 0
    machines: int = 0


def space(vpc: Block, existing: Sequence[Placed], created: Sequence[Placed]) -> Grid:
    """One character for each 64th of the VPC, in two rows; a letter for each new subnet."""
    named = [one for one in created if one.block is not None]
    part = max(1, vpc.size // (STRIPS * CELLS))
    width = min(CELLS, vpc.size // part)
    strips = []
    for first in range(vpc.first, vpc.last + 1, width * part):
        parts = (range(first + n * part, first + (n + 1) * part) for n in range(width))
        chars = "".join(_char(stretch, existing, named) for stretch in parts)
        strips.append(Strip(written(first), chars))
    signs = [Sign(FREE, "free-space", "muted"), Sign(TAKEN, "existing")]
    signs += [Sign(LETTERS[n % 26], one.name, "chosen") for n, one in enumerate(named)]
    return Grid("space", tuple(strips), tuple(signs), "addresses-axis")


def _char(stretch: range, existing: Sequence[Placed], named: Sequence[Placed]) -> str:
    for number, one in enumerate(named):
        if _touches(one, stretch):
            return LETTERS[number % 26]
    return TAKEN if any(_touches(one, stretch) for one in existing) else FREE


def _touches(one: Placed, stretch: range) -> bool:
    return one.block is not None and one.block.first <= stretch[-1] and stretch[0] <= one.block.last


def subnets(existing: Sequence[Placed], created: Sequence[Placed], sums: Arithmetic) -> Table:
    """Block, usable range and number of usable addresses of each subnet."""
    columns = (Column("subnet"), Column("block"), Column("usable-range"), Column("usable"))
    rows = [Row(_cells(one, sums, "existing"), "") for one in existing]
    rows += [Row(_cells(one, sums), _mark(one)) for one in created]
    return Table("subnets", columns, tuple(rows[-MOST_ROWS:]))


def judgements(peers: Mapping[str, bool], roles: Mapping[str, str]) -> Table:
    """What was said of other VPCs and of single addresses."""
    said = {name: "peering-ok" if ok else "peering-no" for name, ok in peers.items()} | {**roles}
    good = ("peering-ok", "instance")
    rows = (Row((name, word), "good" if word in good else "bad") for name, word in said.items())
    return Table("judgements", (Column("asked"), Column("verdict")), tuple(rows))


def _cells(one: Placed, sums: Arithmetic, name: str = "") -> tuple[Cell, ...]:
    if one.block is None:
        return (one.name, "refused", None, None)
    first = written(one.block.first + sums.first)
    last = written(max(one.block.first, one.block.last - sums.last))
    return (name or one.name, str(one.block), f"{first} - {last}", one.usable)


def _mark(one: Placed) -> Mark:
    return "bad" if one.block is None or one.usable < one.machines else "good"
