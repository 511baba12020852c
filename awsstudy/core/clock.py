"""The only reader of time. Everything else is told what time it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import Protocol
from zoneinfo import ZoneInfo

ROLLOVER_HOUR = 4
"""A study day runs from 04:00 to 04:00 local, so that a late evening belongs to its own day."""


class Clock(Protocol):
    """Tells the time and the learner's time zone."""

    @property
    def zone(self) -> ZoneInfo | None:
        """The learner's time zone; None means the machine's."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never run backwards, for measuring how long something took."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    zone: ZoneInfo | None = None

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some fixed moment of this run of the machine."""
        return monotonic()


@dataclass(slots=True)
class FixedClock:
    """A clock that stands until it is moved: for tests, demonstrations and forecasts."""

    instant: datetime = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    zone: ZoneInfo | None = field(default_factory=lambda: ZoneInfo("UTC"))

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.instant

    def monotonic(self) -> float:
        """The moment it was set to, in seconds."""
        return self.instant.timestamp()

    def advance(self, **by: float) -> None:
        """Move forward by keyword amounts of ``timedelta`` (``minutes=10``)."""
        self.instant += timedelta(**by)


def study_day(moment: datetime, zone: ZoneInfo | None) -> date:
    """The study day a moment belongs to.

    Args:
        moment: aware.
        zone: the learner's time zone; None means the machine's.
    """
    return (moment.astimezone(zone) - timedelta(hours=ROLLOVER_HOUR)).date()


def today(clock: Clock) -> date:
    """The study day it is now."""
    return study_day(clock.now(), clock.zone)


def day_start(day: date, zone: ZoneInfo | None) -> datetime:
    """The moment (UTC) a study day begins: 04:00 local, whatever daylight saving does."""
    local = datetime(day.year, day.month, day.day, ROLLOVER_HOUR, tzinfo=zone)
    return (local if zone else local.astimezone()).astimezone(UTC)
