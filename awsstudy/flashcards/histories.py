"""From the log to what the memory model reads: the reviews of each fact as days and ratings.

Imports numpy, so whoever needs it imports it late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from awsstudy.flashcards.memory import AGAIN, Answer, History, Model, pack
from awsstudy.store.records import Review


@dataclass(frozen=True, slots=True)
class Epoch:
    """Since when which parameters are in use."""

    since: str
    """Id of the event that brought them; empty for the beginning."""
    parameters: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Foretold:
    """A card that came back on a later day, and how likely it was thought to be recalled."""

    day: date
    chance: float
    recalled: bool


def by_unit(reviews: Iterable[Review]) -> list[list[Review]]:
    """The reviews that touch the memory, each fact's together, oldest first."""
    found: dict[str, list[Review]] = {}
    for review in reviews:
        if review.kind != "cram":
            found.setdefault(review.fact_id, []).append(review)
    return list(found.values())


def histories(reviews: Iterable[Review]) -> list[History]:
    """The history of every fact."""
    return [_history(rows) for rows in by_unit(reviews)]


def _history(reviews: Iterable[Review]) -> History:
    return [Answer(one.study_day.toordinal(), one.rating) for one in reviews]


def foretold(reviews: Iterable[Review], epochs: Sequence[Epoch]) -> list[Foretold]:
    """What was foretold of cards that came back, by the parameters that were in use at the time.

    So no review is foretold by parameters that were fitted to it. Answers to questions change the
    memory but are not judged: a guess is not a recall.

    Args:
        reviews: the log.
        epochs: the parameters in use, the first ones first.
    """
    rows = by_unit(reviews)
    log = pack([_history(row) for row in rows])
    found: list[tuple[str, Foretold]] = []
    for place, epoch in enumerate(epochs):
        until = epochs[place + 1].since if place + 1 < len(epochs) else "~"
        chances = Model(epoch.parameters).trace(log)[1]
        for row, column in np.argwhere(~np.isnan(chances)).tolist():
            one = rows[row][column]
            if one.kind == "card" and epoch.since < one.id < until:
                chance = float(chances[row, column])
                found.append((one.id, Foretold(one.study_day, chance, one.rating > AGAIN)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]
