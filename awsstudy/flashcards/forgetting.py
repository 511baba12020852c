"""The forgetting curve: how the chance of recalling a fact falls from its last review on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from awsstudy.flashcards.scheduling import Schedule
from awsstudy.store.records import UnitState

AT_LEAST = 28
"""Days ahead that are shown."""
AT_MOST = 366


@dataclass(frozen=True, slots=True)
class Curve:
    """The chance of recalling a fact, if it is not reviewed."""

    first: date
    """The study day of its last review."""
    recall: tuple[float, ...]
    """By day, from the first on."""

    @property
    def last(self) -> date:
        """The last day it tells of."""
        return self.first + timedelta(days=len(self.recall) - 1)

    def on(self, day: date) -> float | None:
        """The chance on a day; None before its last review or past the end."""
        place = (day - self.first).days
        return self.recall[place] if 0 <= place < len(self.recall) else None


def curve_of(
    schedule: Schedule, unit: UnitState, day: date, exam: date | None = None
) -> Curve | None:
    """The curve of a fact from its last review past today, its due day and the exam.

    Args:
        schedule: the memory model.
        unit: the fact.
        day: the study day it is.
        exam: the day of the exam, if there is one.
    """
    if unit.last_day is None or unit.stability is None:
        return None
    reach = [day + timedelta(days=AT_LEAST), day + (day - unit.last_day)]
    reach += [one + timedelta(days=7) for one in (unit.due_day, exam) if one]
    days = min(AT_MOST, max((one - unit.last_day).days for one in reach))
    whole = [unit.last_day + timedelta(days=n) for n in range(max(AT_LEAST, days) + 1)]
    return Curve(unit.last_day, tuple(schedule.recall(unit, one) for one in whole))
