"""A course of study: learners with so many minutes a day, until the morning of the exam."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from awsstudy.flashcards.memory import AGAIN, EASY, GOOD, Array
from awsstudy.flashcards.scheduling import LEARNING_STEPS, RELEARNING_STEPS
from awsstudy.study.gain import Flags, Habits
from awsstudy.study.simulation.dice import Dice, Places, pick
from awsstudy.study.simulation.record import Record
from awsstudy.study.simulation.truth import ActrTruth, FsrsTruth, Truth

LEARNING, REVIEW, RELEARNING = 0, 1, 2
SECONDS = np.array(
    [[19.58, 18.79, 13.78, 10.71], [19.38, 17.59, 12.38, 8.94], [16.44, 15.25, 12.32, 8.03]]
)
"""What an answer takes while learning, reviewing and relearning, by rating: medians of ten thousand
users of Anki, as fsrs-rs's simulator has them; the chances below too."""
AFTER = np.array(
    [
        [[0.3686, 0.0628, 0.5108, 0.0577], [0.0442, 0.4553, 0.4457, 0.0549]]
        + [[0.0519, 0.0470, 0.8462, 0.0550]] * 2,
        [[0.2157, 0.0643, 0.6595, 0.0604], [0.05, 0.4638, 0.4475, 0.0387]]
        + [[0.1057, 0.1434, 0.7266, 0.0244]] * 2,
    ]
)
"""The chances of each rating on the same day, while learning and relearning, by the one before."""
TIME_SPREAD = 0.5
"""Deviation of the logarithm of how long an answer takes."""
MOST_STEPS = 8
"""A card that is not learned after so many answers of a day waits for the next."""
QUICKEST = 5.0
"""Seconds below which hardly any card is done; bounds how many can be needed in a session."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The conditions under which learners study."""

    name: str
    cards: int = 500
    days: int = 30
    minutes: float = 20.0
    attendance: float = 1.0
    """The chance that a day is studied."""
    truth: Literal["fsrs", "act-r"] = "fsrs"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where in the course a day is, for every learner."""

    day: int
    days: int
    """Days until the exam, this one among them."""
    kept: Places
    """How many of the days before were studied."""
    studying: Flags
    """Who studies today."""
    budget: float
    """Seconds of a day."""


class Policy(Protocol):
    """A way of choosing what to study."""

    def queue(self, calendar: Calendar) -> Places:
        """Cards in the order in which to take them, a row for every learner, filled with -1."""


MakePolicy = Callable[[Record], Policy]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a course ended; a number for every learner."""

    recall: Array
    """The share of all cards recalled in the exam, as the true memory has it."""
    hours: Array
    """Time spent."""
    seen: Array
    """The share of cards that were seen at all."""


class Course:
    """One scenario, played by many learners at once."""

    def __init__(
        self, scenario: Scenario, seeds: Sequence[int], parameters: Array, make: MakePolicy
    ) -> None:
        self.scenario = scenario
        self.record = Record(len(seeds), scenario.cards)
        self.policy = make(self.record)
        self._truth: Truth = (
            FsrsTruth(self.record, parameters.copy(), seeds)
            if scenario.truth == "fsrs"
            else ActrTruth(self.record, seeds)
        )
        self._dice = {name: Dice(seeds, name) for name in ("rating", "time", "attendance")}
        self._habits = Habits()
        self._kept = np.zeros(len(seeds), np.int64)
        self._owed = np.zeros(len(seeds))
        self._spent = np.zeros(len(seeds))

    def run(self) -> Outcome:
        """Study until the exam."""
        for day in range(self.scenario.days):
            self._study(day)
        exam = self._truth.chances(self.scenario.days).mean(axis=1)
        seen = (self.record.length > 0).mean(axis=1)
        return Outcome(exam, self._spent / 3600, seen)

    def _study(self, day: int) -> None:
        calendar = self._calendar(day)
        queue = self.policy.queue(calendar)[:, : int(calendar.budget / QUICKEST)]
        rows = np.broadcast_to(np.arange(len(queue))[:, None], queue.shape)
        wanted = (queue >= 0) & calendar.studying[:, None]
        # What a day ran over is taken from the next, so that no policy gains by long last cards.
        budget = calendar.budget - self._owed
        first = self._first_ratings(rows, queue, day)
        steps = self._same_day_ratings(rows, queue, first)
        seconds = np.where(wanted, self._seconds(rows, queue, first, steps), 0.0)
        begun = np.cumsum(seconds, axis=1) - seconds
        done = wanted & (begun < budget[:, None])
        spent = (seconds * done).sum(axis=1)
        self._owed = np.where(calendar.studying, np.maximum(0, spent - budget), self._owed)
        self._spent += spent
        self._kept += calendar.studying
        self._note(rows, queue, done, [first, *steps], day)

    def _calendar(self, day: int) -> Calendar:
        learners = np.arange(len(self._kept))
        luck = self._dice["attendance"].uniform(learners, day)
        return Calendar(
            day=day,
            days=self.scenario.days - day,
            kept=self._kept.copy(),
            studying=luck < self.scenario.attendance,
            budget=60.0 * self.scenario.minutes,
        )

    def _first_ratings(self, rows: Places, queue: Places, day: int) -> Places:
        """How every card of a queue would be rated when it is first shown today."""
        visits = self.record.visits[rows, queue]
        chance = self._truth.chances(day)[rows, queue]
        luck = [self._dice["rating"].uniform(rows, queue, visits, draw) for draw in (0, 1)]
        fresh = AGAIN + pick(np.asarray(self._habits.firsts), luck[1])
        passed = AGAIN + 1 + pick(np.asarray(self._habits.passes), luck[1])
        return np.where(visits == 0, fresh, np.where(luck[0] < chance, passed, AGAIN))

    def _same_day_ratings(self, rows: Places, queue: Places, first: Places) -> list[Places]:
        """The ratings that follow on the same day until a card is learned; 0 where it is."""
        visits = self.record.visits[rows, queue]
        relearning = (visits > 0).astype(np.int64)
        needed = np.where(relearning, len(RELEARNING_STEPS), len(LEARNING_STEPS))
        step = np.where(relearning, 0, _next_step(0, first))
        open_ = np.where(relearning, first == AGAIN, step < needed)
        before, ratings = first, []
        for draw in range(2, 2 + MOST_STEPS):
            luck = self._dice["rating"].uniform(rows, queue, visits, draw)
            rating = np.where(open_, AGAIN + pick(AFTER[relearning, before - 1], luck), 0)
            ratings.append(rating)
            step = _next_step(step, rating)
            open_ = open_ & (step < needed)
            before = np.maximum(rating, AGAIN)
        return ratings

    def _seconds(
        self, rows: Places, queue: Places, first: Places, steps: Sequence[Places]
    ) -> Array:
        """What every card of a queue takes today, with its repetitions."""
        visits = self.record.visits[rows, queue]
        phase = np.where(visits > 0, REVIEW, LEARNING)
        total = SECONDS[phase, first - 1] * self._slowness(rows, queue, visits, 0)
        again = np.where(visits > 0, RELEARNING, LEARNING)
        for number, rating in enumerate(steps, start=1):
            if rating.any():
                seconds = SECONDS[again, rating - 1] * self._slowness(rows, queue, visits, number)
                total = total + np.where(rating > 0, seconds, 0.0)
        return np.asarray(total)

    def _slowness(self, rows: Places, queue: Places, visits: Places, number: int) -> Array:
        noise = self._dice["time"].normal(rows, queue, visits, number)
        return np.asarray(np.exp(TIME_SPREAD * noise - TIME_SPREAD**2 / 2))

    def _note(
        self, rows: Places, queue: Places, done: Flags, ratings: Sequence[Places], day: int
    ) -> None:
        self.record.visits[rows[done], queue[done]] += 1
        for rating in ratings:
            given = done & (rating > 0)
            self.record.add(rows[given], queue[given], rating[given], day)


def _next_step(step: Places | int, rating: Places) -> Places:
    """The step a rating leads to, as in ``flashcards.scheduling``; far beyond all for Easy."""
    easy = np.where(rating == EASY, len(LEARNING_STEPS), step)
    return np.where(rating == AGAIN, 0, np.where(rating == GOOD, np.asarray(step) + 1, easy))
