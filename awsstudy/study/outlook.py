"""Where a plan leads if it is kept: when all will have been seen, and the score to expect.

The days to the exam are played forward with chance, as the memory model foretells them. A unit has
the same luck on a day whatever the plan, so that two plans differ by what they plan. Imports numpy,
so whoever needs it imports it late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from awsstudy.core.seeds import stream
from awsstudy.flashcards.memory import AGAIN, GOOD, Array, Memory, Model
from awsstudy.study.gain import (
    FIRSTS,
    PASSES,
    SAME_DAY,
    DayPlan,
    Habits,
    Order,
    Planner,
    Situation,
    Units,
    fill,
)

Ratings = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Load:
    """What a day is expected to bring."""

    new: int
    again: int
    """Units that were seen before."""


@dataclass(frozen=True, slots=True)
class Luck:
    """A day's chances, one a unit."""

    recall: Array
    """Below its chance of recall a unit is recalled."""
    rating: Array
    """Which rating is given."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect on exam day if the plan is kept until then."""

    covered_in: int | None
    """After how many days from today all units will have been seen: 0 is today; None is never."""
    score: float
    """The share of the exam's score that is expected to be recalled."""
    recalled: float = 0.0
    """The share that is recalled when chance has decided on every unit."""
    loads: tuple[Load, ...] = ()
    """What each day until the exam brings, today first."""


def outlook(
    planner: Planner,
    units: Units,
    situation: Situation,
    seed: int = 0,
    daily: Sequence[float] | None = None,
) -> Outlook:
    """Play the plan forward to the exam.

    Args:
        planner: knows how the learner forgets.
        units: what the exam may ask for.
        situation: how much time there is.
        seed: of chance.
        daily: the seconds of every day until the exam, today first; None means the situation's
            budget today and an even share of what is to come on the others.
    """
    covered = 0 if units.seen.all() else None
    budgets = _budgets(situation) if daily is None else list(daily)
    loads: list[Load] = []
    for day, budget in enumerate(budgets):
        days = situation.days - day
        today = replace(situation, days=days, budget=budget, to_come=sum(budgets[day:]))
        plan = fill(planner.plan_day(units, today), budget)
        fresh = int((~units.seen[plan.order]).sum())
        loads.append(Load(fresh, len(plan) - fresh))
        units = _after(planner, units, plan, _luck(seed, days, len(units)))
        situation = replace(situation, evidence=situation.evidence + len(plan) - fresh)
        if covered is None and units.seen.all():
            covered = day
    base = planner.worth(units, 0).base
    drawn = _luck(seed, 0, len(units)).recall < base
    score, recalled = (float((units.weight * one).sum()) for one in (base, drawn))
    return Outlook(covered, score, recalled, tuple(loads))


def _budgets(situation: Situation) -> list[float]:
    even = situation.remaining / max(1, situation.days)
    return [situation.budget if day == 0 else even for day in range(situation.days)]


def _luck(seed: int, days: int, count: int) -> Luck:
    """The luck of a day so many days before the exam; it is the same when that is nearer."""
    chance = np.random.default_rng(stream(seed, f"outlook {days}").getrandbits(64))
    return Luck(chance.random(count), chance.random(count))


def _after(planner: Planner, units: Units, plan: DayPlan, luck: Luck) -> Units:
    """The units on the morning after a session."""
    stability, difficulty = units.memory.stability.copy(), units.memory.difficulty.copy()
    elapsed, seen = units.elapsed + 1, units.seen.copy()
    fresh = plan.order[~units.seen[plan.order]]
    known = plan.order[units.seen[plan.order]]
    for order, memory in (
        (fresh, _learned(planner.model, planner.habits, luck.rating[fresh])),
        (known, _reviewed(planner, units, known, luck)),
    ):
        stability[order], difficulty[order] = memory.stability, memory.difficulty
    elapsed[plan.order], seen[plan.order] = 1.0, True
    return replace(units, memory=Memory(stability, difficulty), elapsed=elapsed, seen=seen)


def _learned(model: Model, habits: Habits, luck: Array) -> Memory:
    """New memories after their first day."""
    ratings = _drawn(FIRSTS, habits.firsts, luck)
    memory = model.first(ratings)
    repeats = np.array([SAME_DAY[int(rating)] for rating in ratings], np.int64)
    for number in range(max(SAME_DAY.values())):
        memory = model.next(memory, GOOD, 0).where(repeats > number, memory)
    return memory


def _reviewed(planner: Planner, units: Units, known: Order, luck: Luck) -> Memory:
    """Memories after a review and, where they were gone, after being learned again."""
    memory = Memory(units.memory.stability[known], units.memory.difficulty[known])
    elapsed: Array = units.elapsed[known]
    recalled = luck.recall[known] < planner.model.recall(elapsed, memory.stability)
    passed = _drawn(PASSES, planner.habits.passes, luck.rating[known])
    after = planner.model.next(memory, np.where(recalled, passed, AGAIN), elapsed)
    return after.where(recalled, planner.model.next(after, GOOD, 0))


def _drawn(ratings: tuple[int, ...], shares: tuple[float, ...], luck: Array) -> Ratings:
    edges = np.cumsum(shares) / np.sum(shares)
    return np.asarray(ratings, np.int64)[np.searchsorted(edges, luck, "right")]
