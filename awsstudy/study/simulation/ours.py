"""Our way: the shipped planner with the shipped fit, driven as the app drives it."""

from __future__ import annotations

import numpy as np

from awsstudy.flashcards.enough import wants_fit
from awsstudy.flashcards.memory import Array, Memory, Model
from awsstudy.flashcards.parameters import Fitted, fit
from awsstudy.flashcards.scheduling import DEFAULTS
from awsstudy.study.gain import Planner, Situation, Units, seconds_to_come
from awsstudy.study.simulation.course import Calendar
from awsstudy.study.simulation.dice import Places
from awsstudy.study.simulation.record import Memories, Record


class ExamMode:
    """Plans every day by gain per second; learns the learner's parameters on the way.

    Args:
        record: what the learners did.
        personal: whether parameters are fitted to each learner's own record.
    """

    def __init__(self, record: Record, *, personal: bool = True) -> None:
        self._record, self._personal = record, personal
        learners, cards = record.shape
        self._memories = Memories(record, np.tile(np.asarray(DEFAULTS), (learners, 1)))
        self._fitted = np.zeros(learners, np.int64)
        self._weight = np.full(cards, 1 / cards)

    def queue(self, calendar: Calendar) -> Places:
        """Every learner's plan of the day."""
        self._learn(calendar)
        reviews = self._record.long_term()
        queue = np.full(self._record.shape, -1)
        for row in np.flatnonzero(calendar.studying):
            planner = Planner(Model(self._memories.parameters[row]))
            come = seconds_to_come(
                calendar.budget, calendar.days, int(calendar.kept[row]), calendar.day
            )
            situation = Situation(calendar.days, calendar.budget, come, int(reviews[row]))
            order = planner.plan_day(self.units(int(row), calendar.day), situation).order
            queue[row, : len(order)] = order
        return queue

    def units(self, row: int, day: int) -> Units:
        """What the planner is told of one learner's cards."""
        memories = self._memories
        return Units(
            memory=Memory(memories.stability[row], memories.difficulty[row]),
            elapsed=(day - self._record.last[row]).astype(np.float64),
            seen=self._record.length[row] > 0,
            weight=self._weight,
        )

    def forecast(self, day: int) -> Array:
        """The share of cards every learner is expected to recall on a day, without more study."""
        self._memories.catch_up()
        recall = self._memories.recall((day - self._record.last).astype(np.float64))
        return np.asarray(np.where(self._record.length > 0, recall, 0.0).mean(axis=1))

    def _learn(self, calendar: Calendar) -> None:
        """Fit the parameters of whoever studies and has enough new reviews; bring memories up."""
        if self._personal:
            reviews = self._record.long_term()
            for row in np.flatnonzero(calendar.studying):
                if wants_fit(int(self._fitted[row]), int(reviews[row])):
                    self._fit(int(row), int(reviews[row]))
        self._memories.catch_up()

    def _fit(self, row: int, reviews: int) -> None:
        fitted = fit(self._record.histories(row))
        if isinstance(fitted, Fitted):
            self._fitted[row] = reviews
            self._memories.set_parameters(row, np.asarray(fitted.parameters))
