"""Which misconceptions to mend today, and in what order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from awsstudy.study.remedy import Treatment

STARTS = 3
"""So many treatments are begun a day at the plan's suggestion, however many beliefs showed."""
CHECKS = 10
"""So many checks make one sitting."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What today asks for."""

    urgent: tuple[Treatment, ...]
    """Believed with certainty: to be corrected today, before anything else."""
    checks: tuple[Treatment, ...]
    """Their checks are due, the longest due first; asked in one sitting."""
    next: Treatment | None
    """What to go on with, or to begin, when there is time."""


def ranked(
    treatments: Iterable[Treatment], weights: Mapping[str, int], day: date
) -> list[Treatment]:
    """What to do first comes first: sure, then what is due, then the latest and weightiest.

    Args:
        treatments: every misconception that showed.
        weights: by misconception, its weight in the exam; one without is no longer in the content.
        day: the study day.
    """
    known = [one for one in treatments if one.misconception in weights]
    return sorted(known, key=lambda one: (_class(one, day), *_within(one, weights)))


def _class(one: Treatment, day: date) -> int:
    if one.urgent:
        return 0
    if one.check_due(day):
        return 1
    # What is under way is finished before anything is begun; what must wait comes after both.
    return {"contrast": 2, "correction": 3, "check": 4, "none": 5}[one.step]


def _within(one: Treatment, weights: Mapping[str, int]) -> tuple[int, int, float, str]:
    return (
        -one.believed_on.toordinal(),
        -weights[one.misconception],
        -one.believed_at.timestamp(),
        one.misconception,
    )


def agenda(treatments: Iterable[Treatment], weights: Mapping[str, int], day: date) -> Agenda:
    """What to mend on a study day."""
    order = ranked(treatments, weights, day)
    left = max(0, STARTS - sum(one.corrected_on == day for one in order))
    checks = sorted((one for one in order if one.check_due(day)), key=lambda one: one.due)
    open_ones = (
        one
        for one in order
        if one.step == "contrast" or (left and one.step == "correction" and not one.urgent)
    )
    urgent = [one for one in order if one.urgent]
    return Agenda(tuple(urgent[:left]), tuple(checks[:CHECKS]), next(open_ones, None))
