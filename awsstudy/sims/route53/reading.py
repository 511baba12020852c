"""How problems about Route 53 read their answers, and what their texts share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, cast

from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Value
from awsstudy.sims.route53.world import Group, Policy, Record, Route53Params

CITIES = ("seoul", "tokyo", "sydney", "london", "frankfurt", "oregon", "virginia", "mumbai")
"""Records of problems about places."""


def rows(run: Run) -> Sequence[Sequence[Any]]:
    """The distribution over answers."""
    outcome = cast("Mapping[str, Any]", run.outcome)
    return cast("Sequence[Sequence[Any]]", outcome["answer"])


def first_share(params: Route53Params, run: Run) -> Answer:
    """The share of the first record."""
    name = params.group.records[0].id
    return next((Fraction(top, low) for who, top, low in rows(run) if who == name), Fraction(0))


def able(params: Route53Params, run: Run) -> tuple[str, ...] | None:
    """The records that can be the answer; None where there is no answer."""
    names = {who for who, _, _ in rows(run)}
    return tuple(record.id for record in params.group.records if record.id in names) or None


def answering(params: Route53Params, run: Run) -> Answer:
    """The record that answers, or the records that do."""
    names = able(params, run)
    return names[0] if names and len(names) == 1 else names


def value_count(_params: Route53Params, run: Run) -> Answer:
    """How many values an answer holds."""
    who = rows(run)[0][0]
    return len(who) if isinstance(who, list) else int(who is not None)


def worst_case(_params: Route53Params, run: Run) -> Answer:
    """The longest time until every client has moved, in seconds."""
    return round(run.metrics["worst_case_s"])


def apart(amounts: Sequence[Fraction]) -> bool:
    """Whether no two amounts are within 5 % of each other."""
    return all(20 * abs(a - b) > max(a, b) for a, b in combinations(amounts, 2))


def group(policy: Policy, records: Sequence[Record]) -> Group:
    """A group of these records."""
    return Group(policy=policy, records=tuple(records))


def numbered(params: Route53Params) -> dict[str, Value]:
    """The records' ids as r1, r2, ... and the unhealthy one."""
    records = params.group.records
    down = [record.id for record in records if not record.healthy]
    named: dict[str, Value] = {f"r{i}": r.id for i, r in enumerate(records, start=1)}
    return {**named, "down": down[0] if down else "nobody"}
