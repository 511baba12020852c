"""Which facts today's cards ask for on the way to an exam: those that add most to its score.

Imports numpy, so whoever needs it imports it late.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

import numpy as np

from awsstudy.flashcards.memory import Memory
from awsstudy.store.records import UnitState
from awsstudy.study.cards_part import CardsPart, Why
from awsstudy.study.costs import Seconds
from awsstudy.study.gain import (
    Costs,
    Planner,
    Reason,
    Situation,
    Units,
    blueprint_weights,
    fill,
)

_WHY: dict[Reason, Why] = {
    Reason.NEW: "new",
    Reason.REVIEW: "exam",
    Reason.FLOOR: "floor",
    Reason.SWEEP: "sweep",
}


@dataclass(frozen=True, slots=True)
class Syllabus:
    """All that an exam may ask for."""

    ids: tuple[str, ...]
    units: Units


def syllabus(
    domains: Mapping[str, str],
    shares: Mapping[str, float],
    states: Mapping[str, UnitState],
    day: date,
    costs: Seconds,
) -> Syllabus:
    """What an exam may ask for, and how well it is remembered.

    Args:
        domains: the exam's domain of every unit.
        shares: each domain's share of the score.
        states: what is remembered.
        day: the study day.
        costs: what cards take.
    """
    ids = tuple(unit for unit, domain in domains.items() if domain in shares)
    order = {domain: place for place, domain in enumerate(shares)}
    blank = UnitState(unit_id="")
    rows = [states.get(unit, blank) for unit in ids]
    seen = np.array([row.stability is not None for row in rows], np.bool_)
    memory = Memory(
        np.array([row.stability or 1.0 for row in rows]),
        np.array([row.difficulty or 1.0 for row in rows]),
    )
    elapsed = [(day - row.last_day).days if row.last_day else 0 for row in rows]
    places = np.array([order[domains[unit]] for unit in ids], np.int64)
    weight = blueprint_weights(places, np.array(list(shares.values()), np.float64))
    seconds = Costs(costs.right, costs.wrong, costs.new)
    elapsed_days = np.maximum(np.array(elapsed, np.float64), 0.0)
    return Syllabus(ids, Units(memory, elapsed_days, seen, weight, seconds))


def exam_part(
    planner: Planner, all_units: Syllabus, askable: Set[str], situation: Situation
) -> CardsPart:
    """The facts worth most per second, as many as fit into the situation's budget.

    Args:
        planner: knows how the learner forgets.
        all_units: what the exam may ask for.
        askable: the units that some card asks for today.
        situation: how much time there is.
    """
    able = np.array([unit in askable for unit in all_units.ids], np.bool_)
    ids = [unit for unit, wanted in zip(all_units.ids, able.tolist(), strict=True) if wanted]
    plan = fill(planner.plan_day(all_units.units.chosen(able), situation), situation.budget)
    units = tuple(ids[place] for place in plan.order.tolist())
    why = [_WHY[Reason(reason)] for reason in plan.reasons.tolist()]
    return CardsPart(
        units=units,
        new=Counter(why)["new"],
        seconds=float(plan.seconds.sum()),
        gain=float(plan.gain.sum()),
        why=dict(zip(units, why, strict=True)),
    )
