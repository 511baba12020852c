"""Problems about conditions on keys with one value."""

from __future__ import annotations

from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick, shuffled
from awsstudy.sims.iam.answers import drawn, passing
from awsstudy.sims.iam.building import (
    statement,
)
from awsstudy.sims.iam.many_requests import Context, asked_of, calls_with, request_values
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.problems import Problem

CONDITIONS = (
    *("absent-fails-negated", "absent-is-false", "if-exists-ignored", "conditions-ignored"),
    *("values-must-all-match", "case-ignored-in-texts", "allow-beats-deny"),
)
_MFA = "aws:MultiFactorAuthPresent"
_TEAM = "aws:PrincipalTag/team"
_REGION = "aws:RequestedRegion"
_AGE = "aws:MultiFactorAuthAge"
_KEYS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = (
    (_MFA, ("Bool", "BoolIfExists"), ("true", "false"), (("true",), ("false",))),
    (
        _TEAM,
        ("StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringNotEqualsIfExists"),
        ("red", "Red", "blue"),
        (("red",), ("red", "blue"), ("red", "green")),
    ),
    (
        _REGION,
        ("StringEquals", "StringNotEquals", "StringEqualsIfExists"),
        ("us-east-1", "eu-west-1", "US-EAST-1"),
        (("us-east-1",), ("us-east-1", "eu-west-1")),
    ),
    (
        _AGE,
        ("NumericLessThan", "NumericLessThanIfExists", "NumericGreaterThan"),
        ("9", "300", "3600"),
        (("300",), ("1000",), ("60",)),
    ),
)
"""Keys with operators, values of requests, and values a policy asks for."""


def draw_conditions(random: Random, rules: RuleBook) -> IamParams:
    """An Allow, or an Allow with a Deny, under conditions; requests with and without the keys."""
    return drawn(lambda: _conditions(random), passing, CONDITIONS, rules)


def _conditions(random: Random) -> IamParams:
    first, second = shuffled(random, _KEYS)[:2]
    drawn_ones = [
        (key, pick(random, ops), pick(random, want)) for key, ops, _, want in (first, second)
    ]
    allow, deny = (
        statement(effect, "s3:GetObject", condition={operator: {key: wanted}})
        for effect, (key, operator, wanted) in zip(("Allow", "Deny"), drawn_ones, strict=True)
    )
    contexts: list[Context] = []
    for _ in range(40):
        context = {
            key: pick(random, values)
            for key, _, values, _ in (first, second)
            if random.random() < 0.55
        }
        if context not in contexts and len(contexts) < 4:
            contexts.append(context)
    return asked_of((allow, deny), calls_with(contexts))


PROBLEMS: tuple[Problem[IamParams], ...] = (
    Problem("conditions", draw_conditions, passing, request_values, CONDITIONS),
)
