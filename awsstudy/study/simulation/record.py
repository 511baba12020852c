"""What simulated learners have done: every answer to every card, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from awsstudy.flashcards.memory import Answer, Array, History, Memory, Model
from awsstudy.study.simulation.dice import Places

ROOM = 128
"""How many answers a card's record can hold."""


class Record:
    """The answers of learners (rows) to cards (columns)."""

    def __init__(self, learners: int, cards: int) -> None:
        self.shape = (learners, cards)
        self.length = np.zeros(self.shape, np.int64)
        self.visits = np.zeros(self.shape, np.int64)
        """On how many days a card was answered."""
        self.last = np.zeros(self.shape, np.int64)
        """The day of a card's last answer."""
        self._ratings = np.zeros((*self.shape, ROOM), np.int8)
        self._days = np.zeros((*self.shape, ROOM), np.int16)

    def add(self, rows: Places, cards: Places, ratings: Places, day: int) -> None:
        """Note an answer for each of some different cards."""
        place = self.length[rows, cards]
        self._ratings[rows, cards, place] = ratings
        self._days[rows, cards, place] = day
        self.length[rows, cards] = place + 1
        self.last[rows, cards] = day

    def entry(self, rows: Places, cards: Places, place: Places) -> Entry:
        """The answers at some places of their cards' records."""
        days = self._days[rows, cards, place].astype(np.int64)
        before = self._days[rows, cards, np.maximum(place - 1, 0)]
        ratings = self._ratings[rows, cards, place].astype(np.int64)
        return Entry(rows, cards, place, ratings, days, days - before)

    def histories(self, row: int) -> list[History]:
        """The record of one learner, as a fit takes it."""
        return [
            list(map(Answer, days[:length], ratings[:length]))
            for days, ratings, length in zip(
                self._days[row].tolist(),
                self._ratings[row].tolist(),
                self.length[row].tolist(),
                strict=True,
            )
            if length
        ]

    def long_term(self) -> Places:
        """How many reviews of each learner came on a later day than the one before."""
        return np.asarray(np.maximum(self.visits - 1, 0).sum(axis=1))


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer each to some different cards; arrays of one length."""

    rows: Places
    cards: Places
    place: Places
    """How many answers the card had before."""
    ratings: Places
    days: Places
    waited: Places
    """Days since the card's answer before; 0 for the first."""


class Reader:
    """Reads a record from where it last stopped."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._read = np.zeros(record.shape, np.int64)

    def unread(self) -> Entry | None:
        """The next unread answer of every card that has one; None when all are read."""
        rows, cards = np.nonzero(self._read < self._record.length)
        if not len(rows):
            return None
        entry = self._record.entry(rows, cards, self._read[rows, cards])
        self._read[rows, cards] += 1
        return entry

    def rewind(self, row: int) -> None:
        """Read one learner's answers once more from the first."""
        self._read[row] = 0


class Memories:
    """What FSRS makes of a record, with parameters for every learner."""

    def __init__(self, record: Record, parameters: Array, ageing: Array | None = None) -> None:
        self.parameters = parameters
        """Of shape ``(learners, 21)``."""
        self.stability = np.ones(record.shape)
        self.difficulty = np.ones(record.shape)
        self._ageing = np.ones(record.shape) if ageing is None else ageing
        self._reader = Reader(record)

    def set_parameters(self, row: int, parameters: Array) -> None:
        """Give a learner other parameters and work out all memories again."""
        self.parameters[row] = parameters
        self._reader.rewind(row)

    def catch_up(self) -> None:
        """Take in what was answered since the last time."""
        while (entry := self._reader.unread()) is not None:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        where = (entry.rows, entry.cards)
        model = Model(self.parameters[entry.rows])
        before = Memory(self.stability[where], self.difficulty[where])
        after = model.next(before, entry.ratings, entry.waited * self._ageing[where])
        after = model.first(entry.ratings).where(entry.place == 0, after)
        self.stability[where], self.difficulty[where] = after.stability, after.difficulty

    def recall(self, days: Array) -> Array:
        """The chance of recall so many days after each card's last answer."""
        model = Model(self.parameters[:, None, :])
        return model.recall(days * self._ageing, self.stability)
