"""Whether forecasts of recall come true: foretold against observed. Pure.

Bins of the chance that was foretold, the usual figures over them, and every day's own reckoning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, sqrt
from typing import Protocol

from awsstudy.progress.share import Share

ENOUGH = 50
"""With fewer reviews nothing is said of how well they were foretold."""
ENOUGH_A_DAY = 10
WIDTH = 5
"""Per cent a bin is wide."""
DAYS = 7
CERTAIN = 1e-6
"""No chance is taken to be nearer to 0 or 1, so that one surprise has a finite loss."""


class Outcome(Protocol):
    """A review that was foretold."""

    @property
    def day(self) -> date:
        """Its study day."""

    @property
    def chance(self) -> float:
        """The chance of recall that was foretold."""

    @property
    def recalled(self) -> bool:
        """What came."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Reviews of which much the same was foretold."""

    low: float
    high: float
    foretold: float
    """The mean of what was foretold."""
    observed: Share
    """What was recalled of them."""


@dataclass(frozen=True, slots=True)
class DayScore:
    """How a day was foretold."""

    day: date
    foretold: float
    """The share of that day's reviews that was expected to be recalled."""
    observed: Share


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well recall was foretold; the figures are None where there are too few reviews."""

    reviews: int
    log_loss: float | None = None
    """Lower is better; 0.69 is what a coin would get."""
    rmse: float | None = None
    """Root of the mean squared distance between foretold and observed, by bins."""
    ece: float | None = None
    """The mean distance between foretold and observed, by bins."""
    bins: tuple[Bin, ...] = ()
    days: tuple[DayScore, ...] = ()
    """The last days with reviews enough, oldest first."""

    @property
    def enough(self) -> bool:
        """Whether there were reviews enough to say anything."""
        return self.reviews >= ENOUGH


def calibration(outcomes: Iterable[Outcome]) -> Calibration:
    """How well the long-term reviews of cards were foretold."""
    found = list(outcomes)
    if len(found) < ENOUGH:
        return Calibration(len(found))
    bins = tuple(_bins(found))
    errors = [(one.observed.of, one.foretold - _value(one.observed)) for one in bins]
    return Calibration(
        reviews=len(found),
        log_loss=sum(map(_loss, found)) / len(found),
        rmse=sqrt(sum(n * error**2 for n, error in errors) / len(found)),
        ece=sum(n * abs(error) for n, error in errors) / len(found),
        bins=bins,
        days=tuple(_days(found))[-DAYS:],
    )


def _loss(one: Outcome) -> float:
    chance = min(1 - CERTAIN, max(CERTAIN, one.chance))
    return -log(chance if one.recalled else 1 - chance)


def _bins(outcomes: Iterable[Outcome]) -> Iterable[Bin]:
    groups: dict[int, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[min(100 // WIDTH - 1, int(one.chance * 100) // WIDTH)].append(one)
    for place, group in sorted(groups.items()):
        low, high = place * WIDTH / 100, (place + 1) * WIDTH / 100
        yield Bin(low, high, _mean(group), _observed(group))


def _days(outcomes: Iterable[Outcome]) -> Iterable[DayScore]:
    groups: dict[date, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[one.day].append(one)
    for day, group in sorted(groups.items()):
        if len(group) >= ENOUGH_A_DAY:
            yield DayScore(day, _mean(group), _observed(group))


def _mean(group: Sequence[Outcome]) -> float:
    return sum(one.chance for one in group) / len(group)


def _observed(group: Sequence[Outcome]) -> Share:
    return Share(sum(one.recalled for one in group), len(group))


def _value(share: Share) -> float:
    return share.hits / share.of
