"""What happens while availability is worked out, and while a fault runs through a site."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRated(Event):
    """A part's availability is known, its copies included."""

    block: str
    copies: int
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockCombined(Event):
    """A combination's availability follows from its members'."""

    block: str
    how: str
    members: tuple[str, ...]
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DowntimeAllowed(Event):
    """A share of a period may be lost."""

    percent: float
    period: str
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesTried(Event):
    """So many copies reach the target, or do not."""

    copies: int
    percent: float
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetSized(Event):
    """So many instances in each zone carry the peak after the loss."""

    zones: int
    left: int
    per_zone: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignJudged(Event):
    """A layout serves again before the fault is mended, or does not."""

    layout: str
    what: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultStruck(Event):
    """Servers were lost; nobody knows yet."""

    what: str
    places: tuple[str, ...]
    served: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeLost(Event):
    """An edge location failed; viewers are answered by another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultDetected(Event):
    """Health checks noticed."""

    after_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficMoved(Event):
    """Requests go only to places that stand."""

    places: tuple[str, ...]
    after_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityFellShort(Event):
    """The places that are left cannot carry the demand."""

    available: float
    demand: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingLeft(Event):
    """No place is left to serve from: the service waits for the repair."""

    layout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservePromoted(Event):
    """A waiting copy was made ready."""

    places: tuple[str, ...]
    after_s: float
    lost_s: float
    """How much of the last data it lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultMended(Event):
    """The lost places are back."""

    what: str
    after_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficReturned(Event):
    """Requests go to the mended places again."""

    places: tuple[str, ...]


WORKED_OUT: tuple[type[Event], ...] = (
    PartRated,
    BlockCombined,
    DowntimeAllowed,
    CopiesTried,
    FleetSized,
    DesignJudged,
)
HAPPENED: tuple[type[Event], ...] = (
    FaultStruck,
    EdgeLost,
    FaultDetected,
    TrafficMoved,
    CapacityFellShort,
    NothingLeft,
    ReservePromoted,
    FaultMended,
    TrafficReturned,
)
