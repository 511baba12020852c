"""Problems about failover: who answers, and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value
from awsstudy.sims.route53.reading import (
    CITIES,
    answering,
    apart,
    group,
    numbered,
    worst_case,
)
from awsstudy.sims.route53.world import Clock, Record, Route53Params


def draw_failover(random: Random, _rules: RuleBook) -> Route53Params:
    """The primary is down; the secondary is up, down, or down without a health check."""
    first, second, *_ = shuffled(random, CITIES)
    healthy, checked = pick(random, ((True, True), (False, True), (False, False)))
    records = (
        Record(id=first, role="PRIMARY", healthy=False),
        Record(id=second, role="SECONDARY", healthy=healthy, checked=checked),
    )
    return Route53Params(group=group("failover", records))


def failover_values(params: Route53Params, _run: Run) -> Mapping[str, Value]:
    """Who is primary and secondary, and how the secondary is."""
    second = params.group.records[1]
    state = "state-passes" if second.healthy else "state-fails"
    state = state if second.checked else "state-unchecked"
    return {**numbered(params), "state": state, "case": state.replace("state", "because")}


def draw_clock(random: Random, _rules: RuleBook) -> Route53Params:
    """An interval, a threshold of more than one check, and a TTL."""

    def drawn() -> tuple[int, int, int]:
        ttl = pick(random, (15, 20, 30, 45, 60, 90, 120, 180, 240, 300))
        return pick(random, (10, 30)), between(random, 2, 6), ttl

    interval, threshold, ttl = fitting(drawn, _clock_parts)
    clock = Clock.model_validate(
        {"on": True, "interval_s": interval, "threshold": threshold, "ttl_s": ttl, "luck": "worst"}
    )
    records = (
        Record(id="primary", role="PRIMARY"),
        Record(id="secondary", role="SECONDARY"),
    )
    return Route53Params(group=group("failover", records), clock=clock)


def _clock_parts(drawn: tuple[int, int, int]) -> bool:
    interval, threshold, ttl = drawn
    detect = interval * threshold
    amounts = (interval, detect, ttl, interval + ttl, detect + ttl)
    return apart([Fraction(amount) for amount in amounts])


def clock_values(params: Route53Params, run: Run) -> Mapping[str, Value]:
    """The settings, and the time the checks take."""
    clock = params.clock
    return {
        "interval": clock.interval_s,
        "threshold": clock.threshold,
        "ttl": clock.ttl_s,
        "detect": round(run.metrics["detect_s"]),
    }


PROBLEMS: tuple[Problem[Route53Params], ...] = (
    Problem(
        id="failover-answer",
        situation=draw_failover,
        answer=answering,
        values=failover_values,
        wrong=(
            "secondary-when-both-down",
            "all-unhealthy-no-answer",
            "failover-answers-both",
            "checks-come-by-themselves",
            "unhealthy-keeps-share",
            "choice-is-final",
        ),
    ),
    Problem(
        id="failover-time",
        situation=draw_clock,
        answer=worst_case,
        values=clock_values,
        wrong=("no-threshold", "no-ttl", "no-detection", "failover-instant"),
    ),
)
