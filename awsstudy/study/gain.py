"""Exam mode: every minute goes where it adds most to the score expected on exam day.

A unit's worth is what reviewing it now adds to its chance of recall on exam day, times its weight
in the blueprint, per second it takes. There are no due dates: what is worth most comes first, what
was never seen as well as what was. Imports numpy, so whoever needs it imports it late.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from awsstudy.flashcards.enough import ENOUGH_REVIEWS
from awsstudy.flashcards.memory import AGAIN, EASY, GOOD, HARD, Array, Memory, Model

Order = NDArray[np.int64]
Flags = NDArray[np.bool_]

PASSES = (HARD, GOOD, EASY)
FIRSTS = (AGAIN, HARD, GOOD, EASY)
SAME_DAY = {AGAIN: 2, HARD: 1, GOOD: 1, EASY: 0}
"""How often a new unit is recalled again on its first day before it counts as learned."""
REVIEW_FLOOR = 0.15
"""The share of a session that goes to what was seen before, until there are reviews enough to tell
how fast this learner forgets; but only while there is time for all that is new."""
ROOM = 0.75
"""The share of the minutes to come that new units may take for there to be time for all of them."""


class Reason(IntEnum):
    """Why a unit is where it is in a plan."""

    NEW = 0
    """Never seen, and worth more than what was."""
    REVIEW = 1
    """Seen, and worth its time."""
    FLOOR = 2
    """Seen, and kept from being crowded out by what is new."""
    SWEEP = 3
    """Seen, and likely to be missing in the exam tomorrow."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds a unit takes, same-day repetitions included; numbers or one per unit."""

    right: Array | float = 13.0
    """Seen before and recalled."""
    wrong: Array | float = 37.4
    """Seen before, forgotten and learned again."""
    new: Array | float = 38.0
    """Seen for the first time."""


CARDS = Costs()
"""What a flashcard takes: medians of ten thousand users of Anki."""
QUESTIONS = Costs(right=45.0, wrong=75.0, new=75.0)
"""What a question takes until it is measured: a guess."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a learner rates."""

    passes: tuple[float, float, float] = (0.224, 0.631, 0.145)
    """The shares of Hard, Good and Easy among what is recalled."""
    firsts: tuple[float, float, float, float] = (0.24, 0.094, 0.495, 0.171)
    """The shares of Again, Hard, Good and Easy of what is new."""


@dataclass(frozen=True, slots=True)
class Units:
    """All that the exam may ask; arrays of one length."""

    memory: Memory
    """Whatever it holds for a unit that was not seen is not looked at."""
    elapsed: Array
    """Study days since the last review."""
    seen: Flags
    weight: Array
    """The share of the exam's score: the domain's weight over the domain's units."""
    costs: Costs = CARDS

    def __len__(self) -> int:
        return len(self.weight)

    def chosen(self, which: Order | Flags) -> Units:
        """Some of the units."""
        memory = Memory(self.memory.stability[which], self.memory.difficulty[which])
        costs = (
            np.broadcast_to(cost, self.weight.shape)[which]
            for cost in (self.costs.right, self.costs.wrong, self.costs.new)
        )
        return Units(
            memory, self.elapsed[which], self.seen[which], self.weight[which], Costs(*costs)
        )


@dataclass(frozen=True, slots=True)
class Situation:
    """How much time there is."""

    days: int
    """Study days until the exam; 1 on its eve."""
    budget: float
    """Seconds of today's session."""
    to_come: float | None = None
    """Seconds until the exam, today's among them; None means as many every day."""
    evidence: int = 0
    """How many long-term reviews there are to know the learner by."""

    @property
    def remaining(self) -> float:
        """Seconds until the exam, today's among them."""
        return self.budget * max(1, self.days) if self.to_come is None else self.to_come


@dataclass(frozen=True, slots=True)
class Worth:
    """What a review now would be worth, for every unit."""

    base: Array
    """The chance of recall on exam day if the unit is left alone."""
    gain: Array
    """What a review adds to the score expected in the exam, from 0 to 1."""
    seconds: Array
    """How long the review takes, on average."""

    @property
    def score(self) -> Array:
        """Gain per second."""
        return self.gain / self.seconds


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The order in which to take units; arrays of one length."""

    order: Order
    """Places in the units, the first thing to do first."""
    gain: Array
    """What each adds to the score expected in the exam."""
    seconds: Array
    """How long each takes, on average."""
    reasons: NDArray[np.int64]
    """A ``Reason`` each."""

    def __len__(self) -> int:
        return len(self.order)


@dataclass(frozen=True, slots=True)
class Expected:
    """The score expected in the exam, from 0 to 1, if nothing else is reviewed."""

    now: float
    after: float
    """After the session."""


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans for one learner."""

    model: Model = field(default_factory=Model)
    """How this learner remembers: with fitted parameters where there are any."""
    habits: Habits = Habits()

    def worth(self, units: Units, days: int) -> Worth:
        """What a review of each unit would be worth so many days before the exam."""
        days = max(0, days)
        memory = _known(units)
        chance = self.model.recall(units.elapsed, memory.stability)
        base = self.model.recall(units.elapsed + days, memory.stability)
        value = self._after_review(memory, units.elapsed, chance, days)
        value = np.where(units.seen, value, self._after_first(days))
        base = np.where(units.seen, base, 0.0)
        again = chance * units.costs.right + (1 - chance) * units.costs.wrong
        seconds = np.where(units.seen, again, units.costs.new)
        return Worth(base, units.weight * (value - base), seconds)

    def plan_day(self, units: Units, situation: Situation) -> DayPlan:
        """The units worth taking today, in order; after the exam none.

        What was seen today already waits for another day.
        """
        worth = self.worth(units, situation.days)
        rested = ~units.seen | (units.elapsed >= 1)
        useful = rested & (worth.gain > 0) & (situation.days >= 1)
        seen = Reason.SWEEP if situation.days == 1 else Reason.REVIEW
        reasons = np.where(units.seen, seen, Reason.NEW)
        order = _descending(worth.score, useful)
        if _lacks_evidence(units, situation):
            floor = _floor(order, units.seen, worth.seconds, situation.budget)
            reasons[floor] = Reason.FLOOR
            order = np.concatenate([floor, order[~np.isin(order, floor)]])
        return _plan(order, worth, reasons)

    def expected(self, units: Units, plan: DayPlan, days: int) -> Expected:
        """The score expected in the exam, without and with a session."""
        now = self.score(units, days)
        return Expected(now, now + float(plan.gain.sum()))

    def score(self, units: Units, days: int) -> float:
        """The score expected in the exam if nothing is reviewed until then."""
        return float((units.weight * self.worth(units, days).base).sum())

    def _after_review(self, memory: Memory, elapsed: Array, chance: Array, days: int) -> Array:
        """The chance of recall on exam day after a review now, whichever way it goes."""
        recalled = np.zeros_like(chance)
        for rating, share in zip(PASSES, self.habits.passes, strict=True):
            after = self.model.next(memory, rating, elapsed)
            recalled += share * self.model.recall(days, after.stability)
        relearned = self.model.next(self.model.next(memory, AGAIN, elapsed), GOOD, 0)
        forgotten = self.model.recall(days, relearned.stability)
        return np.asarray(chance * recalled + (1 - chance) * forgotten)

    def _after_first(self, days: int) -> float:
        """The chance of recall on exam day of a unit that is learned now."""
        total = 0.0
        for rating, share in zip(FIRSTS, self.habits.firsts, strict=True):
            memory = self.model.first(rating)
            for _ in range(SAME_DAY[rating]):
                memory = self.model.next(memory, GOOD, 0)
            total += share * float(self.model.recall(days, memory.stability))
        return total


def seconds_to_come(budget: float, days: int, kept: int, past: int) -> float:
    """Seconds until the exam, when days are kept as they were; two kept days are taken for granted.

    Args:
        budget: seconds a day.
        days: study days until the exam, today among them.
        kept: how many of the past days were studied.
        past: how many days have passed since the first.
    """
    return budget * days * (kept + 2) / (past + 2)


def has_room(units: Units, situation: Situation) -> bool:
    """Whether there is time for all that is new, with something to spare."""
    new = np.broadcast_to(units.costs.new, units.weight.shape)[~units.seen].sum()
    return bool(new <= ROOM * situation.remaining)


def fill(plan: DayPlan, budget: float) -> DayPlan:
    """As much of a plan as is expected to fit into the seconds, never more."""
    taken, left = [], budget
    for place, seconds in enumerate(plan.seconds.tolist()):
        if seconds <= left:
            taken.append(place)
            left -= seconds
    return _part(plan, np.asarray(taken, np.int64))


def blueprint_weights(
    domains: NDArray[np.int64], shares: Array, importance: Array | float = 1.0
) -> Array:
    """Every unit's share of the score: its domain's, spread over the domain's units.

    Args:
        domains: the place of each unit's domain among the shares.
        shares: the domains' shares of the exam, of any sum.
        importance: how much a unit counts within its domain.
    """
    own = np.broadcast_to(np.asarray(importance, np.float64), domains.shape)
    totals = np.bincount(domains, own, len(shares))
    # A domain without units cannot be learned: the others share the score.
    present = np.where(totals > 0, shares, 0.0)
    return np.asarray((present / present.sum())[domains] * own / totals[domains])


def _known(units: Units) -> Memory:
    """The memories, with something harmless where nothing was seen."""
    nothing = Memory(np.ones(len(units)), np.ones(len(units)))
    return units.memory.where(units.seen, nothing)


def _lacks_evidence(units: Units, situation: Situation) -> bool:
    """Whether reviews must be kept from being crowded out by what is new."""
    if units.seen.all() or situation.days == 1 or situation.evidence >= ENOUGH_REVIEWS:
        return False
    return has_room(units, situation)


def _floor(order: Order, seen: Flags, seconds: Array, budget: float) -> Order:
    """The best of what was seen that fills its share of the session."""
    reviews = order[seen[order]]
    return reviews[np.cumsum(seconds[reviews]) <= REVIEW_FLOOR * budget]


def _descending(score: Array, useful: Flags) -> Order:
    """Useful places, the highest score first; equals in their own order."""
    order = np.argsort(-score, kind="stable")
    return order[useful[order]]


def _plan(order: Order, worth: Worth, reasons: NDArray[np.int64]) -> DayPlan:
    return DayPlan(order, worth.gain[order], worth.seconds[order], reasons[order])


def _part(plan: DayPlan, places: Order) -> DayPlan:
    return replace(
        plan,
        order=plan.order[places],
        gain=plan.gain[places],
        seconds=plan.seconds[places],
        reasons=plan.reasons[places],
    )
