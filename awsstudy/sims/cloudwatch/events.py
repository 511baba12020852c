"""What happens while an alarm is evaluated, and what its state sets off."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsRetrieved(Event):
    """The alarm retrieved the data points of its evaluation range."""

    points: str
    real: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointArrived(Event):
    """A new data point came in; the oldest left the range."""

    point: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueReported(Event):
    """A value of the metric was compared with the threshold."""

    value: str
    comparison: str
    threshold: float
    point: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowChosen(Event):
    """There were enough real data points; the newest N are judged."""

    window: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsFilled(Event):
    """There were too few real data points; the rest is treated as missing data are."""

    window: str
    gaps: int
    treatment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachesCounted(Event):
    """The breaching data points were counted against M."""

    breaching: int
    m: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrematureAlarmed(Event):
    """Only breaches are known, and the oldest is old enough: ALARM with fewer than M."""

    breaching: int
    m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmHeldBack(Event):
    """Only breaches are known, but they are too young: the alarm waits for the next data point."""

    breaching: int
    m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StateKept(Event):
    """Missing data are ignored, so the alarm stays as it is."""

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateDecided(Event):
    """The evaluation came to a state."""

    before: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentCompared(Event):
    """The same data points under one treatment of missing data."""

    treatment: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmTurned(Event):
    """A new data point changed the state."""

    before: str
    state: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionInvoked(Event):
    """The state ALARM invoked its action."""

    action: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpared(Event):
    """The alarm stayed in ALARM, and the action was not invoked again."""

    action: str


ALL: tuple[type[Event], ...] = (
    PointsRetrieved,
    PointArrived,
    ValueReported,
    WindowChosen,
    GapsFilled,
    BreachesCounted,
    PrematureAlarmed,
    AlarmHeldBack,
    StateKept,
    StateDecided,
    TreatmentCompared,
    AlarmTurned,
    ActionInvoked,
    ActionSpared,
)
