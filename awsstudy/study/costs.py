"""How long things take this learner: seconds, measured where there are answers enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from awsstudy.store.records import DayCount

ENOUGH = 30
"""With fewer answers of a kind the average learner's seconds are taken."""


@dataclass(frozen=True, slots=True)
class Seconds:
    """What things take; the defaults are medians of ten thousand users of Anki."""

    right: float = 13.0
    """A card seen before and recalled."""
    wrong: float = 37.4
    """A card seen before, forgotten and learned again the same day."""
    new: float = 38.0
    """A new card, with its repetitions on the first day."""
    question: float = 60.0
    """A question with its feedback: a guess until it is measured."""
    simulator: float = 240.0
    """A scenario, predicted and played: a guess."""
    correction: float = 60.0
    """Reading a correction: a guess."""
    miss: float = 40.0
    """Going through a miss of a mock exam: a guess."""


USUAL = Seconds()


def seconds_of(days: Iterable[DayCount]) -> Seconds:
    """What things take, from what was counted of the days so far."""
    counts = list(days)
    usual = USUAL

    def mean(which: Callable[[DayCount], bool], otherwise: float) -> float:
        chosen = [one for one in counts if which(one)]
        number = sum(one.count for one in chosen)
        if number < ENOUGH:
            return otherwise
        return sum(one.ms for one in chosen) / number / 1000

    reviews = [one for one in counts if one.kind == "review"]
    relearned = mean(lambda one: one.kind == "review" and one.phase == "relearning", 0.0)
    forgotten = mean(_forgotten, 0.0)
    return Seconds(
        right=mean(lambda one: _seen(one) and one.rating > 1, usual.right),
        wrong=forgotten + relearned if forgotten and relearned else usual.wrong,
        new=_first_day(reviews, usual.new),
        question=mean(lambda one: one.kind == "attempt", usual.question),
    )


def _seen(one: DayCount) -> bool:
    return one.kind == "review" and one.phase == "review"


def _forgotten(one: DayCount) -> bool:
    return _seen(one) and one.rating == 1


def _first_day(reviews: Iterable[DayCount], otherwise: float) -> float:
    """What a new card takes, its learning steps included."""
    learning = [one for one in reviews if one.phase in ("new", "learning")]
    new = sum(one.count for one in learning if one.phase == "new")
    return sum(one.ms for one in learning) / new / 1000 if new >= ENOUGH else otherwise
