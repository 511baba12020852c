"""What happens when EC2 capacity is bought and billed."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionPriced(Event):
    """The commitment was priced against On-Demand."""

    option: str
    on_demand_usd: float
    rate_usd: float
    discount_pct: float
    break_even_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceMissing(Event):
    """The commitment is not priced for this machine, so nothing was bought."""

    option: str
    machine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(Event):
    """The learner planned another number of instances before buying."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed(Event):
    """Instances were committed to."""

    option: str
    count: int
    usd_per_hour: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandCovered(Event):
    """Demand met the commitment exactly."""

    day: str
    hour: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandExceeded(Event):
    """Demand rose above the commitment."""

    day: str
    hour: int
    needed: int
    on_demand: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentWasted(Event):
    """Demand fell below the commitment."""

    day: str
    hour: int
    needed: int
    idle: int
    usd_per_hour: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotLaunched(Event):
    """Interruptible work was put on Spot."""

    day: str
    hour: int
    count: int
    usd_per_hour: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotInterrupted(Event):
    """EC2 took the Spot Instances back for an hour."""

    day: str
    hour: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBilled(Event):
    """A day's cost came together."""

    day: str
    usd: float
    on_demand_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekBilled(Event):
    """The week's cost came together."""

    usd: float
    month_usd: float
    saving_usd: float
    wasted_usd: float
    best: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RateAveraged(Event):
    """The upfront payment was spread over the hours of the term."""

    upfront_usd: float
    hourly_usd: float
    hours: int
    effective_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEvenFound(Event):
    """The share of hours was found from which the commitment is cheaper."""

    effective_usd: float
    on_demand_usd: float
    pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PaybackFound(Event):
    """The month was found in which the upfront payment has been earned back."""

    upfront_usd: float
    saving_usd: float
    months: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingSaved(Event):
    """On-Demand costs no more than the recurring fee, so nothing is earned back."""

    on_demand_usd: float
    hourly_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCompared(Event):
    """The cost of the whole term was compared."""

    years: int
    on_demand_usd: float
    committed_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsReserved(Event):
    """The Reserved Instances were counted in normalized units."""

    size: str
    count: int
    factor: float
    units: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsApplied(Event):
    """Reserved units were applied to the running instances of one size."""

    size: str
    running: int
    units: float
    covered: float
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RestBilled(Event):
    """What no reserved unit covers was billed On-Demand."""

    units: float
    unused: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFitted(Event):
    """An option gave all that is needed."""

    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRejected(Event):
    """An option lacked something that is needed."""

    option: str
    lacks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionChosen(Event):
    """The cheapest fitting option was chosen."""

    option: str


ALL: tuple[type[Event], ...] = (
    OptionPriced,
    PriceMissing,
    PlanChanged,
    Committed,
    DemandCovered,
    DemandExceeded,
    CommitmentWasted,
    SpotLaunched,
    SpotInterrupted,
    DayBilled,
    WeekBilled,
    RateAveraged,
    BreakEvenFound,
    PaybackFound,
    NothingSaved,
    TermCompared,
    UnitsReserved,
    UnitsApplied,
    RestBilled,
    OptionFitted,
    OptionRejected,
    OptionChosen,
)
