"""The usual ways of choosing what to study, to compare ours with.

Each gets the same minutes, the same same-day steps and the same learners.
"""

from __future__ import annotations

import numpy as np

from awsstudy.flashcards.memory import AGAIN, Array, Model
from awsstudy.flashcards.scheduling import DEFAULTS
from awsstudy.study.gain import Flags
from awsstudy.study.simulation.course import Calendar
from awsstudy.study.simulation.dice import Places
from awsstudy.study.simulation.record import Entry, Memories, Reader, Record

RETENTION = 0.9
NEW_PER_DAY = 20
BOXES = (1, 2, 4, 8, 16, 32)
SM2_INTERVALS = (1, 6)
SM2_EASE, SM2_LEAST_EASE = 2.5, 1.3
LAST = 1e9
"""Stands behind everything in an order."""


class FsrsDue:
    """Due cards by FSRS with the average learner's parameters, for a steady 90 % of recall."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._memories = Memories(record, np.tile(np.asarray(DEFAULTS), (record.shape[0], 1)))
        self._model = Model(DEFAULTS)

    def due(self, day: int) -> Array:
        """How many days overdue every card is; negative before it is due."""
        self._memories.catch_up()
        interval = self._model.interval(self._memories.stability, RETENTION)
        return np.asarray(day - self._record.last - np.maximum(1, np.round(interval)))


class Sm2Due:
    """Due cards by SuperMemo 2: intervals of 1 and 6 days, then times an ease."""

    def __init__(self, record: Record) -> None:
        self._record, self._reader = record, Reader(record)
        self._ease = np.full(record.shape, SM2_EASE)
        self._interval = np.ones(record.shape)
        self._streak = np.zeros(record.shape, np.int64)

    def due(self, day: int) -> Array:
        """How many days overdue every card is; negative before it is due."""
        while (entry := self._reader.unread()) is not None:
            self._take(entry)
        return np.asarray(day - self._record.last - np.round(self._interval))

    def _take(self, entry: Entry) -> None:
        # What is repeated on the same day changes nothing in SM-2.
        counts = (entry.place == 0) | (entry.waited > 0)
        where = (entry.rows[counts], entry.cards[counts])
        rating = entry.ratings[counts]
        short = 4.0 - rating
        ease = self._ease[where] + 0.1 - short * (0.08 + short * 0.02)
        self._ease[where] = np.maximum(SM2_LEAST_EASE, ease)
        streak = np.where(rating == AGAIN, 0, self._streak[where] + 1)
        longer = np.where(streak == 2, SM2_INTERVALS[1], self._interval[where] * self._ease[where])
        self._interval[where] = np.where(streak <= 1, SM2_INTERVALS[0], longer)
        self._streak[where] = streak


class LeitnerDue:
    """Due cards by Leitner's boxes: a right answer doubles the days, a wrong one starts again."""

    def __init__(self, record: Record) -> None:
        self._record, self._reader = record, Reader(record)
        self._box = np.full(record.shape, -1)

    def due(self, day: int) -> Array:
        """How many days overdue every card is; negative before it is due."""
        while (entry := self._reader.unread()) is not None:
            counts = (entry.place == 0) | (entry.waited > 0)
            where = (entry.rows[counts], entry.cards[counts])
            up = np.minimum(self._box[where] + 1, len(BOXES) - 1)
            self._box[where] = np.where(entry.ratings[counts] == AGAIN, 0, up)
        return np.asarray(day - self._record.last - np.asarray(BOXES)[self._box])


class DueFirst:
    """What is due, the longest due first, then so many new cards a day: an app's defaults."""

    def __init__(self, record: Record, due: FsrsDue | Sm2Due | LeitnerDue) -> None:
        self._record, self._due = record, due

    def queue(self, calendar: Calendar) -> Places:
        """Due cards, then new ones."""
        overdue = self._due.due(calendar.day)
        seen = self._record.length > 0
        new = _next_new(seen, NEW_PER_DAY)
        return _queue(np.where(seen, -overdue, LAST / 2), (seen & (overdue >= 0)) | new)


class Paced:
    """New cards first, as many a day as it takes to have seen all some days before the exam.

    Then what FSRS says is due. The strongest way that needs nothing but a due date.

    Args:
        record: what the learners did.
        reserve: how many days before the exam all is to have been seen.
        ahead: whether minutes that are left go to what is due next.
    """

    def __init__(self, record: Record, *, reserve: int = 5, ahead: bool = False) -> None:
        self._record, self._due = record, FsrsDue(record)
        self._reserve, self._ahead = reserve, ahead

    def queue(self, calendar: Calendar) -> Places:
        """New cards, then due ones, then perhaps others."""
        overdue = self._due.due(calendar.day)
        seen = self._record.length > 0
        left = (~seen).sum(axis=1)
        quota = np.ceil(left / max(1, calendar.days - self._reserve)).astype(np.int64)
        new = _next_new(seen, quota[:, None])
        wanted = seen if self._ahead else seen & (overdue >= 0)
        return _queue(np.where(seen, -overdue, -LAST), wanted | new)


def _next_new(seen: Flags, count: Places | int) -> Flags:
    """The first cards, in the deck's order, that were not seen."""
    return ~seen & (np.cumsum(~seen, axis=1) <= count)


def _queue(key: Array, wanted: Flags) -> Places:
    """Wanted cards, the lowest key first, in the deck's order among equals; then -1."""
    order = np.argsort(np.where(wanted, key, LAST), axis=1, kind="stable")
    rows = np.arange(len(order))[:, None]
    return np.where(wanted[rows, order], order, -1)
