"""Problems about numbers: copies that reach a target, a fleet that survives a zone."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.availability.world import (
    AvailabilityParams,
    Block,
    Fleet,
    Goal,
)
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value


def _outcome(run: Run) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", run.outcome)


# How many copies reach a target.


def draw_copies(random: Random, _rules: RuleBook) -> AvailabilityParams:
    """Poor parts and a high target."""

    def drawn() -> tuple[int, float]:
        return between(random, 60, 96), pick(random, (97, 98, 99, 99.5, 99.8, 99.9, 99.95, 99.99))

    part, target = fitting(drawn, lambda it: _copies_apart(*it))
    blocks = (Block(id="web", a=part),)
    return AvailabilityParams(ask="copies", blocks=blocks, goal=Goal(pct=target))


def _copies_apart(part: int, target: float) -> bool:
    """Whether two copies, equal shares, nines and the truth all differ, and none is absurd."""
    down, allowed = 1 - Fraction(part, 100), 1 - Fraction(str(target)) / 100
    enough = next(copies for copies in range(1, 99) if down**copies <= allowed)
    divided = ceil(down / allowed)
    return len({2, enough, enough + 1, divided}) == 4 and divided <= 60


def copies(_params: AvailabilityParams, run: Run) -> Answer:
    """How many copies are enough."""
    return int(_outcome(run)["copies"])


def copies_values(params: AvailabilityParams, run: Run) -> Mapping[str, Value]:
    """A part, the target, and what the copies and one less reach."""
    part = Fraction(str(params.blocks[0].a)) / 100
    enough = int(_outcome(run)["copies"])
    return {
        "part": f"{params.blocks[0].a:g}",
        "target": f"{params.goal.pct:g}",
        "reached": f"{float(100 * (1 - (1 - part) ** enough)):.6g}",
        "missed": f"{float(100 * (1 - (1 - part) ** (enough - 1))):.6g}",
        "fewer": enough - 1,
    }


# How large a fleet survives the loss of a zone.


def draw_fleet(random: Random, _rules: RuleBook) -> AvailabilityParams:
    """A peak that divides well or badly by the zones that are left."""
    fleet = Fleet(peak=between(random, 6, 30), zones=between(random, 3, 5))
    return AvailabilityParams(ask="fleet", fleet=fleet)


def fleet_total(_params: AvailabilityParams, run: Run) -> Answer:
    """Instances in all."""
    return int(_outcome(run)["total"])


def fleet_values(params: AvailabilityParams, run: Run) -> Mapping[str, Value]:
    """Peak, zones, and the fleet's parts."""
    fleet = params.fleet
    return {
        "peak": fleet.peak,
        "zones": fleet.zones,
        "left": fleet.zones - fleet.lost,
        "each": int(_outcome(run)["per_zone"]),
    }


PROBLEMS: tuple[Problem[AvailabilityParams], ...] = (
    Problem(
        id="copies",
        situation=draw_copies,
        answer=copies,
        values=copies_values,
        wrong=("availabilities-add", "downtime-divided", "nine-a-copy", "one-more-is-needed"),
    ),
    Problem(
        id="fleet",
        situation=draw_fleet,
        answer=fleet_total,
        values=fleet_values,
        wrong=("peak-only", "one-instance-more", "double-everything", "peak-in-every-zone"),
    ),
)
