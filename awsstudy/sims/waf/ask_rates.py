"""Problems about rate rules and about what a web ACL inspects at all."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value
from awsstudy.sims.waf.world import (
    Acl,
    Flow,
    Rule,
    Source,
    Target,
    WafParams,
)


def _outcome(run: Run) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", run.outcome)


# Who is limited by a rate rule.


def draw_rates(random: Random, _rules: RuleBook) -> WafParams:
    """Four steady sources, two or three of them above the limit, none above it in a minute."""
    limit = between(random, 20, 28, 2)
    window = 120
    per_min = limit / 2
    busy = [round(per_min * between(random, 126, 190, 4) / 100) for _ in range(2)]
    calm = round(per_min * between(random, 64, 78, 2) / 100)
    slow = round(per_min * between(random, 10, 25, 2) / 100)
    third = round(per_min * between(random, 126, 170, 4) / 100) if random.random() < 0.4 else calm
    rates = shuffled(random, (max(busy) + 1, min(busy), third, slow))
    sources = tuple(
        Source(ip=f"198.51.100.{number}", per_min=rate, until_s=210)
        for number, rate in enumerate(rates, start=1)
    )
    rule = Rule(name="flood", kind="rate", limit=limit, window_s=window)
    return WafParams(acl=Acl(rules=(rule,)), requests=(), sources=sources)


def limited(params: WafParams, run: Run) -> Answer:
    """The sources of which requests were stopped; None where there are none."""
    sources = {one["source"]: one for one in _outcome(run)["sources"]}
    names = tuple(
        letter
        for letter, source in zip("ABCD", params.sources, strict=True)
        if sources[source.ip]["blocked"]
    )
    return names or None


def rate_values(params: WafParams, _run: Run) -> Mapping[str, Value]:
    """Rates, and what they come to in the window."""
    rule = params.acl.rules[0]
    minutes = rule.window_s // 60
    told: dict[str, Value] = {}
    for letter, source in zip("ABCD", params.sources, strict=True):
        told[letter] = source.per_min
        told[f"{letter}w"] = source.per_min * minutes
    return {**told, "limit": rule.limit, "minutes": minutes}


# What a web ACL inspects at all.

_WEB: tuple[Flow, ...] = ("sql-injection", "bad-bot")
_ATTACHED: tuple[Target, ...] = ("cloudfront", "alb", "api-gateway")


def draw_reach(random: Random, _rules: RuleBook) -> WafParams:
    """Two flows that are seen, one of the network, one at the wrong resource."""
    flows: tuple[tuple[Flow, Target], ...] = (
        (pick(random, _WEB), pick(random, _ATTACHED)),
        ("http-flood", pick(random, _ATTACHED)),
        (pick(random, ("syn-flood", "udp-flood")), pick(random, ("cloudfront", "alb"))),
        (pick(random, (*_WEB, "http-flood")), pick(random, ("nlb", "ec2"))),
    )
    return WafParams(ask="reach", flows=shuffled(random, flows))


def seen(params: WafParams, run: Run) -> Answer:
    """The numbers of the flows that are inspected."""
    found = [tuple(pair) for pair in _outcome(run)["inspected"]]
    numbers = tuple(
        f"({number})" for number, pair in enumerate(params.flows, start=1) if pair in found
    )
    return numbers or None


def reach_values(params: WafParams, _run: Run) -> Mapping[str, Value]:
    """The flows and where they go."""
    told: dict[str, Value] = {}
    for number, (flow, target) in enumerate(params.flows, start=1):
        told[f"f{number}"] = f"{flow}-told"
        told[f"t{number}"] = target
    return told


PROBLEMS: tuple[Problem[WafParams], ...] = (
    Problem(
        id="rate",
        situation=draw_rates,
        answer=limited,
        values=rate_values,
        wrong=("limit-per-minute", "limit-shared", "only-the-busiest", "never-forgets"),
    ),
    Problem(
        id="reach",
        situation=draw_reach,
        answer=seen,
        values=reach_values,
        wrong=("stops-network-floods", "attaches-anywhere", "signatures-only", "only-cloudfront"),
    ),
)
