"""What the learner's memory really does, hidden from every policy.

FSRS-6 with another learner's parameters and items that fade faster or slower than others; or the
ACT-R model of Pavlik and Anderson (2005), for which every policy's idea of memory is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from awsstudy.flashcards.memory import Array
from awsstudy.study.simulation.dice import Dice, Places
from awsstudy.study.simulation.record import Entry, Memories, Reader, Record

ITEM_SPREAD = 0.35
"""Deviation of the logarithm of how fast days pass for an item, in both kinds of memory."""


class Truth(Protocol):
    """A memory that was learned from a record."""

    def chances(self, day: int) -> Array:
        """The chance of recall of every card on a day; 0 for what was never seen."""


class FsrsTruth:
    """FSRS-6 with hidden parameters, one set a learner."""

    def __init__(self, record: Record, parameters: Array, seeds: Sequence[int]) -> None:
        self._record = record
        self._memories = Memories(record, parameters, _ageing(record, seeds))

    def chances(self, day: int) -> Array:
        """The chance of recall of every card on a day."""
        self._memories.catch_up()
        waited = (day - self._record.last).astype(np.float64)
        return np.where(self._record.length > 0, self._memories.recall(waited), 0.0)


DECAY, DECAY_GROWTH = 0.177, 0.217
NOISE = 0.255
THRESHOLD = -1.2
"""Activation at which recall is even. The other constants are Pavlik and Anderson's; with this one
a card learned today is recalled by seven in ten tomorrow: a harder deck than Anki's usual."""
DAY = 86_400 * 0.025
"""Seconds a day counts for: away from study, forgetting is forty times slower."""
STEP, LATER_STEPS = 60.0, 600.0
"""Seconds from a card's first answer of a day to its next, and from then on."""
TRACES = 64


class ActrTruth:
    """Every encounter leaves a trace, which fades the faster the better the card was known."""

    def __init__(self, record: Record, seeds: Sequence[int]) -> None:
        self._record, self._reader = record, Reader(record)
        self._day = DAY * _ageing(record, seeds)
        self._times = np.zeros((*record.shape, TRACES))
        self._decays = np.zeros((*record.shape, TRACES))
        self._count = np.zeros(record.shape, np.int64)
        self._clock = np.zeros(record.shape)

    def chances(self, day: int) -> Array:
        """The chance of recall of every card on a day."""
        while (entry := self._reader.unread()) is not None:
            self._take(entry)
        rows, cards = np.indices(self._record.shape)
        activation = self._activation(rows, cards, day * self._day)
        chance = 1 / (1 + np.exp((THRESHOLD - activation) / NOISE))
        return np.where(self._count > 0, chance, 0.0)

    def _take(self, entry: Entry) -> None:
        where = (entry.rows, entry.cards)
        start = entry.days * self._day[where]
        again = self._clock[where] + np.where(self._clock[where] > start, LATER_STEPS, STEP)
        now: Array = np.where((entry.place > 0) & (entry.waited == 0), again, start)
        activation = self._activation(entry.rows, entry.cards, now)
        # The oldest traces have faded most: theirs is the place when there is no other.
        place = self._count[where] % TRACES
        self._decays[(*where, place)] = DECAY + DECAY_GROWTH * np.exp(activation)
        self._times[(*where, place)] = now
        self._count[where] += 1
        self._clock[where] = now

    def _activation(self, rows: Places, cards: Places, now: Array) -> Array:
        """The logarithm of what the traces add up to; minus infinity without any."""
        used = min(TRACES, int(self._count.max()) or 1)
        times, decays = self._times[rows, cards, :used], self._decays[rows, cards, :used]
        live = np.arange(used) < self._count[rows, cards][..., None]
        # Two encounters are a second apart at least.
        age = np.maximum(now[..., None] - times, 1.0)
        total = np.where(live, age**-decays, 0.0).sum(axis=-1)
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(total))


def _ageing(record: Record, seeds: Sequence[int]) -> Array:
    """How fast days pass for every item."""
    rows, cards = np.indices(record.shape)
    return np.exp(ITEM_SPREAD * Dice(seeds, "fading").normal(rows, cards))
