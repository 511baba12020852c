"""When a fact comes back: FSRS-6 through the ``fsrs`` library, and our learning steps around it.

The library is fed whole study days (04:00 to 04:00 local) instead of clock times, so that elapsed
days are those the learner lived; learning steps and fuzz are off in it. Everything here is a pure
function of states, ratings and days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS

from awsstudy.core.hashing import content_hash
from awsstudy.store.records import UnitState

ALGO = "fsrs-6"
LEARNING_STEPS = (timedelta(minutes=1), timedelta(minutes=10))
RELEARNING_STEPS = (timedelta(minutes=10),)
MAX_STABILITY = 36_500.0
MIN_STABILITY = 0.001
DEFAULTS = tuple(DEFAULT_PARAMETERS)
"""FSRS-6's parameters of the average learner."""


class Rating(IntEnum):
    """How well a card was recalled."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is answered: the instant and the study day it belongs to."""

    at: datetime
    day: date


class Schedule:
    """FSRS with one learner's desired retention and, where they were fitted, parameters."""

    def __init__(
        self, retention: float = 0.9, parameters: Sequence[float] = DEFAULT_PARAMETERS
    ) -> None:
        self.weights = tuple(parameters)
        self.version = f"{ALGO} {content_hash(*map(str, parameters))}"
        """By which rules and parameters a memory is derived."""
        self._fsrs = fsrs.Scheduler(
            parameters=parameters,
            desired_retention=retention,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=int(MAX_STABILITY),
            enable_fuzzing=False,
        )

    def rate(
        self,
        state: UnitState,
        rating: Rating,
        now: Moment,
        *,
        steps: bool = True,
        interval: int = 0,
    ) -> UnitState:
        """The state after an answer.

        Args:
            state: the state before.
            rating: how well it was recalled.
            now: when it was answered.
            steps: whether a success goes through the learning steps, as with cards; an answer to a
                question or a prediction ends them.
            interval: days until it comes back, where the log says what was chosen; 0 lets FSRS say.
        """
        memory = self._remember(state, rating, now.day)
        after = replace(
            state,
            stability=memory.stability,
            difficulty=memory.difficulty,
            # A clock that was set back must not make the last day earlier than it was.
            last_day=max(now.day, state.last_day or now.day),
            reps=state.reps + 1,
            lapses=state.lapses + (state.phase == "review" and rating is Rating.AGAIN),
            algo=ALGO,
        )
        step = _step(state, rating) if steps or rating is Rating.AGAIN else None
        if step is None:
            # What has been learned comes back tomorrow at the earliest.
            days = interval or max(1, (memory.due.date() - now.day).days)
            due = now.day + timedelta(days=days)
            return replace(after, phase="review", step=0, due_at=None, due_day=due)
        relearning = state.phase in ("review", "relearning")
        waits = RELEARNING_STEPS if relearning else LEARNING_STEPS
        return replace(
            after,
            phase="relearning" if relearning else "learning",
            step=step,
            due_at=now.at + waits[step],
            due_day=None,
        )

    def _remember(self, state: UnitState, rating: Rating, day: date) -> fsrs.Card:
        known = state.stability is not None
        card = fsrs.Card(
            card_id=1,
            state=fsrs.State.Review if known else fsrs.State.Learning,
            step=None if known else 0,
            stability=state.stability,
            difficulty=state.difficulty,
            due=_noon(day),
            last_review=_noon(state.last_day) if state.last_day else None,
        )
        # A clock that was set back must not make days negative.
        when = max(_noon(day), card.last_review or _noon(day))
        card, _ = self._fsrs.review_card(card, fsrs.Rating(rating), when)
        if card.stability is not None:
            card.stability = min(MAX_STABILITY, max(MIN_STABILITY, card.stability))
        return card

    @staticmethod
    def wait(state: UnitState, now: Moment) -> timedelta:
        """How long until a unit comes back."""
        if state.due_day is not None:
            return state.due_day - now.day
        return (state.due_at or now.at) - now.at

    def recall(self, state: UnitState, day: date) -> float:
        """The chance of recalling a unit on a study day; 0 for one never seen."""
        if state.stability is None or state.last_day is None:
            return 0.0
        card = fsrs.Card(
            card_id=1,
            state=fsrs.State.Review,
            stability=state.stability,
            difficulty=state.difficulty,
            due=_noon(day),
            last_review=_noon(state.last_day),
        )
        return float(self._fsrs.get_card_retrievability(card, _noon(day)))


def _step(state: UnitState, rating: Rating) -> int | None:
    """The learning step after an answer; None when it has been learned."""
    if state.phase == "review":
        return 0 if rating is Rating.AGAIN else None
    steps = RELEARNING_STEPS if state.phase == "relearning" else LEARNING_STEPS
    if rating is Rating.AGAIN:
        return 0
    if rating is Rating.HARD:
        return state.step
    following = state.step + 1
    return following if rating is Rating.GOOD and following < len(steps) else None


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
