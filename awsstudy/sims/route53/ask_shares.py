"""Problems about how often records answer: weighted and multivalue answer routing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value
from awsstudy.sims.route53 import rule_ids as ids
from awsstudy.sims.route53.reading import (
    able,
    apart,
    first_share,
    group,
    numbered,
    value_count,
)
from awsstudy.sims.route53.world import Record, Route53Params


def draw_share(random: Random, _rules: RuleBook) -> Route53Params:
    """Four weights, one record unhealthy; the first record is asked for."""

    def drawn() -> tuple[list[int], int]:
        return [between(random, 10, 90, 5) for _ in range(4)], between(random, 1, 3)

    weights, down = fitting(drawn, lambda it: _share_parts(*it))
    records = [
        Record(id=f"web{i}", w=w, healthy=i - 1 != down) for i, w in enumerate(weights, start=1)
    ]
    return Route53Params(group=group("weighted", records))


def _share_parts(weights: Sequence[int], down: int) -> bool:
    mine, lost, total = weights[0], weights[down], sum(weights)
    left = [w for index, w in enumerate(weights) if index != down]
    heir = mine + lost if mine == max(left) and left.count(mine) == 1 else mine
    amounts = {
        Fraction(mine, total - lost),
        Fraction(mine, total),
        Fraction(mine, 100),
        Fraction(1, len(left)),
        Fraction(heir, total),
    }
    return len(amounts) >= 4 and apart(sorted(amounts))


def share_values(params: Route53Params, _run: Run) -> Mapping[str, Value]:
    """Weights, and what is left of them."""
    records = params.group.records
    weights: dict[str, Value] = {f"w{i}": r.w for i, r in enumerate(records, start=1)}
    lost = sum(record.w for record in records if not record.healthy)
    total = sum(record.w for record in records)
    return {
        **numbered(params),
        **weights,
        "lost": lost,
        "total": total,
        "left": total - lost,
        "healthy": sum(record.healthy for record in records),
    }


_Kind = tuple[tuple[int, bool], ...]
_ZERO_KINDS: tuple[_Kind, ...] = (
    ((1, False), (1, False), (0, True), (0, True), (0, False)),
    ((1, False), (1, False), (0, True), (0, True), (0, True)),
    ((0, True), (0, True), (0, False), (0, True), (0, False)),
    ((0, True), (0, True), (0, True), (0, False), (0, False)),
    ((1, True), (1, True), (1, False), (0, True), (0, True)),
    ((1, True), (1, False), (1, False), (0, True), (0, True)),
)
"""Who has a weight and who is healthy."""


def draw_zero(random: Random, _rules: RuleBook) -> Route53Params:
    """Five records, some of weight 0: none, some or all of the others are unhealthy."""
    kind = shuffled(random, pick(random, _ZERO_KINDS))
    records = [
        Record(id=f"web{i}", w=w and between(random, 10, 100, 10), healthy=healthy)
        for i, (w, healthy) in enumerate(kind, start=1)
    ]
    return Route53Params(group=group("weighted", records))


def zero_values(params: Route53Params, run: Run) -> Mapping[str, Value]:
    """Who is healthy and who is not, with weights."""
    records = params.group.records
    up = ", ".join(f"{r.id} ({r.w})" for r in records if r.healthy)
    down = ", ".join(f"{r.id} ({r.w})" for r in records if not r.healthy)
    rule = next(rule for rule in reversed(run.rules) if rule.startswith("route53.weighted"))
    case = "zero-standby" if ids.ZERO_STANDBY in run.rules else rule.rpartition(".")[2]
    return {"up": up, "down": down, "case": f"because-{case}"}


def draw_values(random: Random, rules: RuleBook) -> Route53Params:
    """More records than an answer holds; more, fewer or none of them healthy."""
    limit = int(rules.number(ids.MULTIVALUE_LIMIT))
    total = between(random, limit + 2, limit + 4)
    some, many = between(random, 2, limit - 1), between(random, limit + 1, total - 1)
    healthy = pick(random, (some, some, some, many, 0))
    records = [Record(id=f"web{i}", healthy=i <= healthy) for i in range(1, total + 1)]
    return Route53Params(group=group("multivalue", records))


def count_values(params: Route53Params, run: Run) -> Mapping[str, Value]:
    """How many records there are, and how many are healthy."""
    healthy = sum(record.healthy for record in params.group.records)
    answered = value_count(params, run)
    case = "none" if not healthy else "all" if answered == healthy else "limit"
    return {
        "total": len(params.group.records),
        "healthy": healthy,
        "unhealthy": len(params.group.records) - healthy,
        "case": f"because-{case}",
    }


PROBLEMS: tuple[Problem[Route53Params], ...] = (
    Problem(
        id="weighted-share",
        situation=draw_share,
        answer=first_share,
        values=share_values,
        wrong=("weight-is-percent", "unhealthy-keeps-share", "equal-split", "share-goes-to-one"),
    ),
    Problem(
        id="zero-weight",
        situation=draw_zero,
        answer=able,
        values=zero_values,
        wrong=(
            "zero-weight-gets-traffic",
            "zero-weight-never",
            "zero-weight-is-spare",
            "unhealthy-keeps-share",
        ),
    ),
    Problem(
        id="multivalue-count",
        situation=draw_values,
        answer=value_count,
        values=count_values,
        wrong=(
            "one-value",
            "all-values",
            "no-limit",
            "unhealthy-keeps-share",
            "all-unhealthy-no-answer",
        ),
    ),
)
