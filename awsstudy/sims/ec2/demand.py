"""Demand over a week, and what a level of commitment makes of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from awsstudy.sims.ec2.purchase import SpotUse, Usage

DAY_HOURS = 24
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKEND = ("sat", "sun")
WEEK_HOURS = DAY_HOURS * len(DAYS)

Hours = Fraction | int
"""A length of time, exactly; whole hours are whole numbers, which are faster."""
Levels = Mapping[int, Hours]
"""For how many hours how many instances were needed."""


@dataclass(frozen=True, slots=True)
class Load:
    """What an hour needs."""

    firm: int = 0
    """Instances that must not be interrupted."""
    spot: int = 0


def needed(usage: Usage) -> tuple[int, ...]:
    """The instances needed in each hour of the week, from Monday 00:00."""
    weekday = usage.profile or tuple(
        usage.peak if (hour - usage.peak_start) % DAY_HOURS < usage.peak_hours else usage.base
        for hour in range(DAY_HOURS)
    )
    low = min(weekday)
    weekend = tuple(low + _part(count - low, usage.weekend_share) for count in weekday)
    return tuple(n for day in DAYS for n in (weekend if day in WEEKEND else weekday))


@dataclass(frozen=True, slots=True)
class Week:
    """What each hour of a week needs."""

    loads: tuple[Load, ...]
    changes: tuple[int, ...]
    """The hours in which the load is not that of the hour before."""

    @classmethod
    def of(cls, loads: tuple[Load, ...]) -> Week:
        """The week of these hours."""
        changed = (hour for hour in range(len(loads)) if not hour or loads[hour] != loads[hour - 1])
        return cls(loads, tuple(changed))

    def without_spot(self, hours: Collection[int]) -> Week:
        """The week with Spot interrupted in some hours: its work runs on as On-Demand usage."""
        if not hours:
            return self
        moved = (
            Load(load.firm + load.spot) if hour in hours else load
            for hour, load in enumerate(self.loads)
        )
        return Week.of(tuple(moved))


@lru_cache(maxsize=256)
def planned(usage: Usage, spot: SpotUse) -> Week:
    """The week, with the interruptible work on Spot."""
    demand = needed(usage)
    low = min(demand)
    onto_spot = ((count - low) * spot.share // 100 for count in demand)
    return Week.of(tuple(Load(n - s, s) for n, s in zip(demand, onto_spot, strict=True)))


def _part(count: int, percent: int) -> int:
    """A share of a count, to the nearest whole, halves up."""
    return (2 * count * percent + 100) // 200


def hours_at_least(levels: Levels, count: int) -> Hours:
    """In how many hours at least so many instances were needed."""
    return sum(hours for level, hours in levels.items() if level >= count)


@dataclass(slots=True)
class Tally:
    """Instance-hours so far."""

    committed: Hours = 0
    """Paid for under the commitment, used or not."""
    covered: Hours = 0
    """Committed and used."""
    on_demand: Hours = 0
    spot: Hours = 0
    levels: dict[int, Hours] = field(default_factory=dict)

    def add(self, hours: Hours, load: Load, committed: int) -> None:
        """Count some hours of one load."""
        covered = min(load.firm, committed)
        self.committed += hours * committed
        self.covered += hours * covered
        self.on_demand += hours * (load.firm - covered)
        self.spot += hours * load.spot
        self.levels[load.firm] = self.levels.get(load.firm, 0) + hours

    @property
    def firm(self) -> Hours:
        """Instance-hours that did not run on Spot."""
        return self.covered + self.on_demand

    @property
    def idle(self) -> Hours:
        """Instance-hours that were paid for and not used."""
        return self.committed - self.covered

    def under(self, committed: int) -> Tally:
        """The same demand under another commitment."""
        tally = Tally(spot=self.spot)
        for level, hours in self.levels.items():
            tally.add(hours, Load(level), committed)
        return tally
