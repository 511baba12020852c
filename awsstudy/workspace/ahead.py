"""Plans the days ahead: how many minutes each has, what it brings, what a change costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, stdev
from typing import TYPE_CHECKING

from awsstudy.core.errors import SettingsError
from awsstudy.core.ids import event_id
from awsstudy.store.plan_records import DayPlan
from awsstudy.study.calendar import Change, caught_up, days_from, missed, said_of

if TYPE_CHECKING:
    from awsstudy.workspace.planner import CardPlanner
    from awsstudy.workspace.workspace import Workspace

HORIZON = 28
"""Days shown where no exam ends them."""
LONGEST = 400
LOOKED_BACK = 14
"""So many past days can be caught up with."""
MOST_MINUTES = 600
SEEDS = range(4, 13)
"""So often the days are played forward, the less often the more of them there are."""
DAYS_PLAYED = 480
Z90 = 1.645


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A day to come."""

    day: date
    minutes: int
    said: bool
    """Whether something else was said of it than what every day has."""
    new: int
    """Facts met for the first time, as expected."""
    again: int
    """Facts asked again, as expected."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change adds to the score expected in the exam, in points of 100."""

    points: float
    margin: float
    """Half of the 90 % interval: the days are played forward with chance."""

    @property
    def told(self) -> bool:
        """Whether it is more than chance."""
        return abs(self.points) > self.margin


def rounds(days: int, seeds: range) -> int:
    """How often so many days are played forward, so that it takes a second at most."""
    return min(seeds[-1], max(seeds[0], DAYS_PLAYED // max(1, days)))


class Ahead:
    """One learner's days ahead."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.planner: CardPlanner = workspace.planner
        self.score = 0.0
        """The share of the exam's score to be recalled, as planned; of the last ``days``."""

    @property
    def today(self) -> date:
        """The study day."""
        return self.planner.day

    @property
    def has_exam(self) -> bool:
        """Whether an exam lies ahead, so that a change has a cost."""
        return bool(self.planner.days_to_exam)

    def _days(self) -> list[date]:
        return days_from(self.today, min(LONGEST, self.planner.days_to_exam or HORIZON))

    def days(self) -> list[DayAhead]:
        """The days up to the exam, or the next four weeks."""
        planner, days = self.planner, self._days()
        loads = self._expected() if self.has_exam else self._due(days)
        return [
            DayAhead(
                day,
                planner.minutes_on(day),
                said_of(day, planner.day_plans) is not None,
                *loads.get(day, (0, 0)),
            )
            for day in days
        ]

    def _expected(self) -> dict[date, tuple[int, int]]:
        found = self.planner.outlook()
        self.score = found.score
        days = days_from(self.today, len(found.loads))
        return {day: (load.new, load.again) for day, load in zip(days, found.loads, strict=True)}

    def _due(self, days: Sequence[date]) -> dict[date, tuple[int, int]]:
        """What comes back on each day by now; of what is new nothing is known."""
        units = self._workspace.memory.states.units.values()
        due = Counter(max(self.today, unit.due_day) for unit in units if unit.due_day)
        return {day: (0, due[day]) for day in days}

    def backlog(self) -> int:
        """Minutes that were missed lately; without an exam what the overdue cards take."""
        planner, first = self.planner, self.planner.first_day
        if not self.has_exam:
            units = self._workspace.memory.states.units.values()
            overdue = sum(bool(unit.due_day and unit.due_day < self.today) for unit in units)
            return round(overdue * planner.costs.right / 60)
        if first is None:
            return 0
        since = max(first, self.today - timedelta(days=LOOKED_BACK))
        days = days_from(since, (self.today - since).days)
        return missed((planner.minutes_on(day), planner.minutes_studied(day)) for day in days)

    def catch_up(self, number: int) -> list[Change]:
        """What spreads the backlog over so many days, from today on."""
        days, settings = days_from(self.today, number), self._workspace.settings
        said = self.planner.day_plans
        return caught_up(self.backlog(), days, settings, said, MOST_MINUTES)

    def plans(self, changes: Iterable[Change]) -> list[DayPlan]:
        """Changes as they will be saved.

        Raises:
            SettingsError: one begins before today.
        """
        changes = list(changes)
        if early := [one.first for one in changes if one.first < self.today]:
            raise SettingsError(f"{early[0]} has passed.")
        now = self._workspace.clock.now()
        return [
            DayPlan(
                id=event_id(now),
                at=now,
                first_day=one.first,
                last_day=one.last,
                minutes=one.minutes,
            )
            for one in changes
        ]

    def difference(self, plans: Sequence[DayPlan]) -> Difference | None:
        """What changes would add to the expected score; None without an exam ahead."""
        if not self.has_exam:
            return None
        other = self._workspace.planner
        other.day_plans = [*self.planner.day_plans, *plans]
        units = self.planner.syllabus().units
        gains = [
            100 * (other.outlook(seed, units).score - self.planner.outlook(seed, units).score)
            for seed in range(rounds(len(self._days()), SEEDS))
        ]
        return Difference(mean(gains), Z90 * stdev(gains) / len(gains) ** 0.5)

    def save(self, plans: Iterable[DayPlan]) -> None:
        """Keep changes."""
        for plan in plans:
            self._workspace.store.plans.plan_days(plan)
        self.planner = self._workspace.planner
