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
_TEAM = "s3:ExistingObjectTag/team"
_STAGE = "s3:ExistingObjectTag/stage"
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
        _STAGE,
        ("StringEquals", "StringNotEquals", "StringEqualsIfExists"),
        ("prod", "test", "Prod"),
        (("prod",), ("prod", "test")),
    ),
    (
        _AGE,
        (),
        ("9", "300", "3600"),
        (("250",), ("1000",), ("60",)),
    ),
)
"""Keys with operators, values of requests, and values a policy asks for. All these keys may be
absent: an object has no such tag, a session no MFA."""
_WANTED = {("Allow", _MFA): ("true",), ("Deny", _MFA): ("false",)}
_OPERATORS = {
    ("Allow", _AGE): ("NumericLessThan", "NumericLessThanIfExists"),
    ("Deny", _AGE): ("NumericGreaterThan", "NumericGreaterThanIfExists"),
}
"""What policies ask of MFA: that it is there and fresh, never the contrary."""


def draw_conditions(random: Random, rules: RuleBook) -> IamParams:
    """An Allow, or an Allow with a Deny, under conditions; requests with and without the keys."""
    return drawn(lambda: _conditions(random), passing, CONDITIONS, rules)


def _conditions(random: Random) -> IamParams:
    first, second = shuffled(random, _KEYS)[:2]
    if first[0] == _MFA and random.random() < 0.5:  # in a Deny an absent key surprises
        first, second = second, first
    made = []
    for effect, (key, operators, _, wanted) in zip(("Allow", "Deny"), (first, second), strict=True):
        operator = pick(random, _OPERATORS.get((effect, key), operators))
        asked = _WANTED.get((effect, key)) or pick(random, wanted)
        made.append(statement(effect, "s3:GetObject", condition={operator: {key: asked}}))
    contexts: list[Context] = []
    for _ in range(40):
        context = {
            key: pick(random, values)
            for key, _, values, _ in (first, second)
            if random.random() < 0.55
        }
        if context not in contexts and len(contexts) < 4:
            contexts.append(context)
    return asked_of(made, calls_with(contexts))


PROBLEMS: tuple[Problem[IamParams], ...] = (
    Problem("conditions", draw_conditions, passing, request_values, CONDITIONS),
)
