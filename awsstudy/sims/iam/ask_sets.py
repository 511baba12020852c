"""Problems about keys with several values."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick, shuffled
from awsstudy.sims.iam.answers import drawn, passing
from awsstudy.sims.iam.building import (
    statement,
)
from awsstudy.sims.iam.many_requests import Context, asked_of, calls_with, request_values
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.problems import Problem

SETS = ("for-all-needs-one", "any-is-all", "all-is-any", "conditions-ignored", "allow-beats-deny")
KEYS = "s3:RequestObjectTagKeys"
"""The keys of the tags that a call puts on an object; absent where it removes them all."""
_TAGS: tuple[Context, ...] = (
    {},
    {KEYS: ("env",)},
    {KEYS: ("env", "cost")},
    {KEYS: ("env", "team")},
    {KEYS: ("cost", "team")},
    {KEYS: ("team",)},
    {KEYS: ("env", "cost", "team")},
)


def draw_sets(random: Random, rules: RuleBook) -> IamParams:
    """An Allow and perhaps a Deny with set operators; requests with several tags or none."""
    return drawn(lambda: _sets(random), passing, SETS, rules)


def _sets(random: Random) -> IamParams:
    tag = "s3:PutObjectTagging"
    quantities = pick(
        random,
        (
            ("ForAllValues", ""),
            ("ForAllValues", "ForAnyValue"),
            ("", "ForAnyValue"),
            ("", "ForAllValues"),
            ("ForAnyValue", "ForAnyValue"),
            ("ForAnyValue", ""),
        ),
    )
    wanted = shuffled(random, (("env", "cost"), ("team", "cost"), ("team",), ("env",)))
    policies = [
        statement(effect, tag, condition=_set_condition(quantity, want))
        for effect, quantity, want in zip(("Allow", "Deny"), quantities, wanted, strict=False)
        if quantity or effect == "Allow"
    ]
    return asked_of(policies, calls_with(shuffled(random, _TAGS)[:4], tag))


def _set_condition(quantity: str, wanted: tuple[str, ...]) -> Mapping[str, Any]:
    return {f"{quantity}:StringEquals": {KEYS: wanted}} if quantity else {}


PROBLEMS: tuple[Problem[IamParams], ...] = (
    Problem("sets", draw_sets, passing, request_values, SETS),
)
