"""FSRS-6 over arrays: many memories and many learners at once, for plans, forecasts and fits.

What is committed to the record goes through ``flashcards.scheduling``; both give the same numbers.
Days are whole study days. Imports numpy, so whoever needs it imports it late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from awsstudy.flashcards.scheduling import DEFAULTS, MAX_STABILITY, MIN_STABILITY

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

EASY_DIFFICULTY, HARD_DIFFICULTY = 1.0, 10.0
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


class Answer(NamedTuple):
    """One review of a memory."""

    day: int
    """The study day, counted from any fixed day."""
    rating: int
    """1 again, 2 hard, 3 good, 4 easy."""


History = Sequence[Answer]
"""The reviews of one memory, oldest first."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Where memories stand; arrays of one shape."""

    stability: Array
    """Days after which the chance of recall has fallen to 90 %."""
    difficulty: Array
    """From 1 to 10."""

    def where(self, chosen: NDArray[np.bool_], other: Memory) -> Memory:
        """These memories where chosen, the other ones elsewhere."""
        return Memory(
            np.where(chosen, self.stability, other.stability),
            np.where(chosen, self.difficulty, other.difficulty),
        )


@dataclass(frozen=True, slots=True)
class Log:
    """Histories side by side, one a row, filled up at the end."""

    ratings: Counts
    """0 where a history has ended."""
    days: Counts
    """Study days since the review before; 0 for the first."""
    dates: Counts
    """The study day of each review."""


def pack(histories: Sequence[History]) -> Log:
    """Histories as arrays. A day before the last one, after a clock was set back, is the same."""
    longest = max((len(history) for history in histories), default=0)
    ratings, days, dates = (np.zeros((len(histories), longest), np.int64) for _ in range(3))
    for row, history in enumerate(histories):
        for column, answer in enumerate(history):
            ratings[row, column] = answer.rating
            dates[row, column] = max(answer.day, dates[row, column - 1] if column else answer.day)
    days[:, 1:] = np.where(ratings[:, 1:] > 0, dates[:, 1:] - dates[:, :-1], 0)
    return Log(ratings, days, dates)


class Model:
    """FSRS-6 with one set of 21 parameters or with arrays of sets.

    Args:
        parameters: of shape ``(..., 21)``; what comes before the 21 broadcasts against memories, so
            that ``(learners, 1, 21)`` serves memories of shape ``(learners, cards)``.
    """

    def __init__(self, parameters: ArrayLike = DEFAULTS) -> None:
        self._w: Array = np.moveaxis(np.asarray(parameters, np.float64), -1, 0)
        self._decay = -self._w[20]
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._lapse_share = np.exp(self._w[17] * self._w[18])
        self._gain = np.exp(self._w[8])
        self._goal = self._raw_difficulty(np.asarray(EASY))

    def recall(self, days: ArrayLike, stability: ArrayLike) -> Array:
        """The chance of recall so many days after the last review."""
        ratio = np.asarray(days, np.float64) / np.asarray(stability, np.float64)
        return np.asarray((1 + self._factor * ratio) ** self._decay)

    def interval(self, stability: ArrayLike, retention: ArrayLike) -> Array:
        """After how many days the chance of recall will have fallen to the retention."""
        fall = np.asarray(retention, np.float64) ** (1 / self._decay) - 1
        return np.asarray(np.asarray(stability, np.float64) / self._factor * fall)

    def first(self, rating: ArrayLike) -> Memory:
        """The memory after the first review."""
        rating = np.asarray(rating)
        stability = np.choose(np.clip(rating, AGAIN, EASY) - 1, list(self._w[:4]))
        difficulty = self._raw_difficulty(rating)
        shape = np.broadcast_shapes(stability.shape, difficulty.shape)
        return Memory(
            np.broadcast_to(_clip_stability(stability), shape),
            np.broadcast_to(_clip_difficulty(difficulty), shape),
        )

    def next(self, memory: Memory, rating: ArrayLike, days: ArrayLike) -> Memory:
        """The memory after another review, so many study days after the one before."""
        rating, days = np.asarray(rating), np.maximum(np.asarray(days, np.float64), 0)
        same_day = self._same_day(memory.stability, rating)
        later = np.where(
            rating == AGAIN, self._forgotten(memory, days), self._recalled(memory, rating, days)
        )
        stability = _clip_stability(np.where(days == 0, same_day, later))
        return Memory(stability, self._next_difficulty(memory.difficulty, rating))

    def replay(self, log: Log) -> Memory:
        """Where the histories lead; one without reviews has no stability (nan)."""
        return self.trace(log)[0]

    def trace(self, log: Log) -> tuple[Memory, Array]:
        """Where the histories lead, and the chance of recall before every review.

        The chance is nan for a first review and for one on the day of the review before.
        """
        rows, columns = log.ratings.shape
        memory = Memory(np.full(rows, np.nan), np.full(rows, np.nan))
        chances = np.full((rows, columns), np.nan)
        for column in range(columns):
            rating, days = log.ratings[:, column], log.days[:, column]
            if column == 0:
                memory = self.first(rating).where(rating > 0, memory)
                continue
            long_term = (rating > 0) & (days > 0)
            chances[long_term, column] = self.recall(days, memory.stability)[long_term]
            memory = self.next(memory, rating, days).where(rating > 0, memory)
        return memory, chances

    def _raw_difficulty(self, rating: NDArray[np.int64]) -> Array:
        return np.asarray(self._w[4] - np.exp(self._w[5] * (rating - 1)) + 1)

    def _next_difficulty(self, difficulty: Array, rating: NDArray[np.int64]) -> Array:
        change = -self._w[6] * (rating - GOOD)
        damped = difficulty + (HARD_DIFFICULTY - difficulty) * change / 9
        return _clip_difficulty(self._w[7] * self._goal + (1 - self._w[7]) * damped)

    def _same_day(self, stability: Array, rating: NDArray[np.int64]) -> Array:
        w = self._w
        growth = np.exp(w[17] * (rating - GOOD + w[18])) * stability ** -w[19]
        # Recalled with effort is still recalled: only Again shrinks a memory on the same day.
        return np.asarray(stability * np.where(rating > AGAIN, np.maximum(growth, 1), growth))

    def _recalled(self, memory: Memory, rating: NDArray[np.int64], days: Array) -> Array:
        w, stability = self._w, memory.stability
        surprise = np.exp((1 - self.recall(days, stability)) * w[10]) - 1
        growth = self._gain * (11 - memory.difficulty) * stability ** -w[9] * surprise
        effort = np.where(rating == HARD, w[15], np.where(rating == EASY, w[16], 1.0))
        return np.asarray(stability * (1 + growth * effort))

    def _forgotten(self, memory: Memory, days: Array) -> Array:
        w, stability = self._w, memory.stability
        kept = w[11] * memory.difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
        kept = kept * np.exp((1 - self.recall(days, stability)) * w[14])
        return np.asarray(np.minimum(kept, stability / self._lapse_share))


def _clip_stability(stability: Array) -> Array:
    return np.clip(stability, MIN_STABILITY, MAX_STABILITY)


def _clip_difficulty(difficulty: Array) -> Array:
    return np.clip(difficulty, EASY_DIFFICULTY, HARD_DIFFICULTY)
