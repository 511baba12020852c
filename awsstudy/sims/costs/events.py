"""What happens from the purchase to the comparison."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandMeasured(Event):
    """How much of the capacity for the peak is used on average."""

    peak: int
    average: float
    idle_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ServersBought(Event):
    """Own servers were paid for before they served anybody."""

    count: int
    usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSpent(Event):
    """What a year cost on both sides, and what of the purchase was written off."""

    year: int
    own_usd: float
    written_off_usd: float
    cloud_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChanged(Event):
    """The hourly price changed."""

    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadChanged(Event):
    """From this year on the other side has cost less in all."""

    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEvenFound(Event):
    """The share of hours above which owning pays off."""

    percent: float
    used_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFound(Event):
    """What the purchase is worth in today's money."""

    usd: float
    plain_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesCompared(Event):
    """What both sides cost in all."""

    own_usd: float
    cloud_usd: float
    side: str


ALL: tuple[type[Event], ...] = (
    DemandMeasured,
    ServersBought,
    YearSpent,
    PriceChanged,
    LeadChanged,
    BreakEvenFound,
    ValueFound,
    SidesCompared,
)
