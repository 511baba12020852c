"""Problems about shares of time: diagrams, and what a target allows."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.availability.world import (
    AvailabilityParams,
    Block,
    Goal,
)
from awsstudy.sims.draw import between, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value


def _outcome(run: Run) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", run.outcome)


# The availability of a diagram.


def draw_diagram(random: Random, _rules: RuleBook) -> AvailabilityParams:
    """A balancer, two or three servers of which one is enough, and a database."""
    balancer = pick(random, (99.9, 99.95, 99.99))
    web = pick(random, (90, 92, 94, 95, 96, 97, 98, 99))
    database = pick(random, (99.0, 99.5, 99.8, 99.9))
    blocks = (
        Block(id="system", kind="row", of=("elb", "web", "db")),
        Block(id="elb", a=balancer),
        Block(id="web", a=web, copies=between(random, 2, 3)),
        Block(id="db", a=database),
    )
    return AvailabilityParams(ask="diagram", blocks=blocks)


def of_whole(_params: AvailabilityParams, run: Run) -> Answer:
    """The availability of the whole in percent."""
    return Fraction(_outcome(run)["availability"]) * 100


def diagram_values(params: AvailabilityParams, _run: Run) -> Mapping[str, Value]:
    """The parts' availabilities, and that of the servers together."""
    _, balancer, web, database = params.blocks
    down = (1 - Fraction(str(web.a)) / 100) ** web.copies
    return {
        "elb": f"{balancer.a:g}",
        "web": f"{web.a:g}",
        "db": f"{database.a:g}",
        "copies": web.copies,
        "together": f"{float(100 * (1 - down)):.6g}",
    }


# What a target allows.


_TARGETS = (99, 99.4, 99.5, 99.6, 99.7, 99.8, 99.9, 99.92, 99.95, 99.96, 99.98, 99.99, 99.995)


def draw_downtime(random: Random, _rules: RuleBook) -> AvailabilityParams:
    """A target over a month or a year."""
    pct = pick(random, _TARGETS)
    return AvailabilityParams(
        ask="downtime", goal=Goal(pct=pct, period=pick(random, ("month", "year")))
    )


def minutes(_params: AvailabilityParams, run: Run) -> Answer:
    """Minutes that may be lost."""
    return Fraction(_outcome(run)["down_minutes"])


def downtime_values(params: AvailabilityParams, _run: Run) -> Mapping[str, Value]:
    """The target, the period and the share that may be lost."""
    goal = params.goal
    return {
        "pct": f"{goal.pct:g}",
        "period": f"in-{goal.period}",
        "whole": 43_200 if goal.period == "month" else 525_600,
        "down": f"{float(100 - Fraction(str(goal.pct))):g}",
    }


PROBLEMS: tuple[Problem[AvailabilityParams], ...] = (
    Problem(
        id="diagram",
        situation=draw_diagram,
        answer=of_whole,
        values=diagram_values,
        wrong=("weakest-part", "all-multiplied", "one-copy-counts", "spares-never-fail"),
    ),
    Problem(
        id="downtime",
        situation=draw_downtime,
        answer=minutes,
        values=downtime_values,
        wrong=("one-nine-less", "one-nine-more", "other-period", "share-of-a-day"),
    ),
)
