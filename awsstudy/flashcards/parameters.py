"""A learner's own FSRS parameters: fitted to the log, pulled towards the average learner's.

A fit to few reviews does harm, so there is none below 150 of them, and what is fitted counts by
n / (n + 300). The fit needs the optional package ``fsrs-rs-python``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import numpy as np

from awsstudy.flashcards.enough import ENOUGH_REVIEWS
from awsstudy.flashcards.memory import AGAIN, History, Model, pack
from awsstudy.flashcards.scheduling import DEFAULTS, RELEARNING_STEPS

PULL = 300
"""At so many reviews the fit and the defaults count alike."""
SCALES = (0, 1, 2, 3, 11)
"""Weights that multiply a stability: halfway between two of them is their geometric mean."""
CERTAIN = 1e-6
"""No chance is taken to be nearer to 0 or 1, so that one surprise has a finite loss."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """How well parameters foretold reviews."""

    reviews: int
    log_loss: float
    """Lower is better; 0.69 is what a coin would get."""
    expected: float
    """The mean chance of recall that was foretold."""
    recalled: float
    """The share that was recalled."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Parameters that were made for one learner."""

    parameters: tuple[float, ...]
    reviews: int
    """How many long-term reviews they rest on."""


@dataclass(frozen=True, slots=True)
class NoFit:
    """Why the average learner's parameters stay."""

    reason: Literal["few_reviews", "no_optimizer"]
    reviews: int


def long_term_reviews(histories: Sequence[History]) -> int:
    """How many reviews came on a later study day than the review before."""
    return sum(
        later.day > before
        for history in histories
        for before, later in zip(
            accumulate((a.day for a in history), max), history[1:], strict=False
        )
    )


def fit(histories: Sequence[History]) -> Fitted | NoFit:
    """The learner's own parameters, or why there are none."""
    reviews = long_term_reviews(histories)
    if reviews < ENOUGH_REVIEWS:
        return NoFit("few_reviews", reviews)
    try:
        raw = raw_fit(histories)
    except ImportError:
        return NoFit("no_optimizer", reviews)
    return Fitted(shrunk(raw, reviews), reviews)


def shrunk(raw: Sequence[float], reviews: int) -> tuple[float, ...]:
    """Fitted parameters, pulled towards the defaults the more the fewer the reviews."""
    share = reviews / (reviews + PULL) if reviews >= ENOUGH_REVIEWS else 0.0
    return tuple(
        float(default ** (1 - share) * own**share)
        if index in SCALES
        else (1 - share) * default + share * own
        for index, (default, own) in enumerate(zip(DEFAULTS, raw, strict=True))
    )


def raw_fit(histories: Sequence[History]) -> tuple[float, ...]:
    """What the optimizer makes of a log; unsafe on small ones.

    Raises:
        ImportError: ``fsrs-rs-python`` is not installed.
    """
    import fsrs_rs_python as optimizer  # noqa: PLC0415 - optional

    # By time, because the optimizer gives later reviews more weight.
    prefixes = sorted(_prefixes(histories), key=lambda prefix: prefix[:2])
    items = [
        optimizer.FSRSItem([optimizer.FSRSReview(rating, days) for rating, days in reviews])
        for _, _, reviews in prefixes
    ]
    found = optimizer.FSRS([]).compute_parameters(
        items,
        card_ids=[row for _, row, _ in prefixes],
        enable_short_term=True,
        num_relearning_steps=len(RELEARNING_STEPS),
        training_config=optimizer.TrainingConfig(),
    )
    return tuple(found)


def _prefixes(histories: Sequence[History]) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """For every long-term review its day, its row and all reviews up to it as rating and days."""
    for row, history in enumerate(histories):
        reviews: list[tuple[int, int]] = []
        day = history[0].day if history else 0
        for answer in history:
            days = max(0, answer.day - day)
            day += days
            reviews.append((answer.rating, days))
            if days:
                yield day, row, list(reviews)


def log_loss(parameters: Sequence[float], histories: Sequence[History], since: int) -> Prediction:
    """How well parameters foretold the long-term reviews from a study day on."""
    log = pack(histories)
    chances = Model(parameters).trace(log)[1]
    chosen = ~np.isnan(chances) & (log.dates >= since)
    chance = np.clip(chances[chosen], CERTAIN, 1 - CERTAIN)
    recalled = log.ratings[chosen] > AGAIN
    losses = -np.log(np.where(recalled, chance, 1 - chance))
    count = int(chosen.sum())
    if not count:
        return Prediction(0, 0.0, 0.0, 0.0)
    return Prediction(count, float(losses.mean()), float(chance.mean()), float(recalled.mean()))
