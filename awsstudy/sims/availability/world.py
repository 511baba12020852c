"""What is asked about: a diagram of parts, a target, a fleet, a site and what fails there."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from awsstudy.sims.kernel import Params

Ask = Literal["diagram", "downtime", "copies", "fleet", "outage", "designs"]
Kind = Literal["part", "row", "spare", "quorum"]
Layout = Literal["one-az", "multi-az", "standby", "pilot-light", "multi-region"]
What = Literal["instance", "zone", "region", "edge"]
Period = Literal["month", "year"]

MOST_LEAVES = 12
"""Parts of a diagram, copies counted: all their states could be gone through."""


class Block(Params):
    """A part of a system, or how parts are combined."""

    id: str = Field("part", min_length=1, max_length=24)
    kind: Kind = "part"
    """A part; a row of parts that are all needed; spares of which one, or ``need``, is enough."""
    a: float = Field(99.0, ge=50, le=99.999999, json_schema_extra={"unit": "%"})
    """A part's availability; not looked at where it has an ``mtbf_h``."""
    mtbf_h: float | None = Field(None, ge=1, le=100_000, json_schema_extra={"unit": "h"})
    mttr_h: float = Field(10, ge=0.01, le=100, json_schema_extra={"unit": "h"})
    copies: int = Field(1, ge=1, le=MOST_LEAVES)
    """Equal, independent copies of a part."""
    need: int = Field(1, ge=1, le=MOST_LEAVES)
    """How many copies, or members of a quorum, are enough."""
    beta: float = Field(0, ge=0, le=0.2)
    """Share of a part's failures that hit all its copies at once."""
    of: tuple[str, ...] = Field((), max_length=MOST_LEAVES)
    """The members of a row, of spares, of a quorum."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Block:
        if (self.kind == "part") == bool(self.of):
            raise ValueError("a part has no members, and a combination has some")
        if self.need > (self.copies if self.kind == "part" else max(1, len(self.of))):
            raise ValueError("more are needed than there are")
        return self


class Goal(Params):
    """A target of availability, and what it is counted over."""

    pct: float = Field(99.9, ge=50, le=99.999999, json_schema_extra={"unit": "%"})
    period: Period = "year"
    """A year of 365 days or a month of 30."""


class Fleet(Params):
    """Instances that must carry the peak after a loss."""

    peak: int = Field(12, ge=1, le=1000)
    """Instances that the peak takes."""
    zones: int = Field(3, ge=2, le=6)
    lost: int = Field(1, ge=0, le=3)
    """Zones whose loss the rest must carry at once."""


class Site(Params):
    """Where the servers stand, and how fast a fault is noticed and met."""

    layout: Layout = "one-az"
    zones: int = Field(2, ge=1, le=6)
    """Zones used in a Region, unless the layout says one or two."""
    servers: int = Field(2, ge=1, le=8)
    """Servers in each zone."""
    capacity_pct: int = Field(60, ge=10, le=200, json_schema_extra={"unit": "%"})
    """What one zone's servers can carry, in percent of the demand."""
    detect_s: int = Field(30, ge=0, le=600, json_schema_extra={"unit": "s"})
    failover_s: int = Field(60, ge=0, le=600, json_schema_extra={"unit": "s"})
    """How long a standby or switched-off copy takes until it can serve."""
    ttl_s: int = Field(60, ge=0, le=600, json_schema_extra={"unit": "s"})
    """How long clients may keep an old DNS answer."""
    lag_s: int = Field(5, ge=0, le=3600, json_schema_extra={"unit": "s"})
    """How far a copy in another Region lags behind."""


class Fault(Params):
    """What fails, when and for how long."""

    what: What = "zone"
    at_min: int = Field(10, ge=0, le=1000, json_schema_extra={"unit": "min"})
    minutes: int = Field(40, ge=1, le=400, json_schema_extra={"unit": "min"})


_CHAIN = (
    Block(id="system", kind="row", of=("elb", "web", "db")),
    Block(id="elb", a=99.99),
    Block(id="web", a=99, copies=2),
    Block(id="db", a=99.95),
)


class AvailabilityParams(Params):
    """A question about availability and what it needs."""

    ask: Ask = "diagram"
    blocks: tuple[Block, ...] = Field(_CHAIN, min_length=1, max_length=24)
    """A diagram; its first block is the whole."""
    goal: Goal = Goal()
    fleet: Fleet = Fleet()
    site: Site = Site()
    fault: Fault = Fault()
    designs: tuple[Layout, ...] = Field(
        ("one-az", "multi-az", "pilot-light", "multi-region"), min_length=1, max_length=5
    )
    """Layouts that are compared under the fault."""

    @field_validator("blocks")
    @classmethod
    def _is_a_diagram(cls, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        known = {block.id: block for block in blocks}
        if len(known) < len(blocks):
            raise ValueError("two blocks have the same id")
        seen: set[str] = set()
        _walk(known, blocks[0].id, (), seen)
        if unused := known.keys() - seen:
            raise ValueError(f"no combination has the block '{min(unused)}'")
        if sum(block.copies for block in blocks if block.kind == "part") > MOST_LEAVES:
            raise ValueError(f"a diagram has at most {MOST_LEAVES} parts, copies counted")
        return blocks


def _walk(known: dict[str, Block], name: str, above: tuple[str, ...], seen: set[str]) -> None:
    if name not in known:
        raise ValueError(f"there is no block '{name}'")
    if name in above:
        raise ValueError(f"the block '{name}' contains itself")
    if name in seen:
        return
    seen.add(name)
    for member in known[name].of:
        _walk(known, member, (*above, name), seen)
