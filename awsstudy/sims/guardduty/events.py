"""What happens while GuardDuty watches."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLogged(Event):
    """A behaviour left its first line in a log."""

    who: str
    behaviour: str
    source: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityMissed(Event):
    """GuardDuty did not see a behaviour, or did not report it."""

    who: str
    behaviour: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingReported(Event):
    """A new finding."""

    type: str
    who: str
    severity: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingUpdated(Event):
    """An existing finding counted a further occurrence."""

    type: str
    who: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSent(Event):
    """A finding, or what has been added to it, was sent to EventBridge."""

    type: str
    who: str
    occurrences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionStarted(Event):
    """A rule of EventBridge did what its owner wanted."""

    reaction: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingBlocked(Event):
    """The behaviour went on after the finding: nobody had been told to stop it."""

    who: str
    reached: int


ALL: tuple[type[Event], ...] = (
    LineLogged,
    ActivityMissed,
    FindingReported,
    FindingUpdated,
    NotificationSent,
    ReactionStarted,
    NothingBlocked,
)
