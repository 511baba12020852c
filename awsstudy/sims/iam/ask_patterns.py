"""Problems about actions, resources and wildcards."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick, shuffled
from awsstudy.sims.iam.answers import LETTERS, drawn, pass_count, trail
from awsstudy.sims.iam.building import (
    HERE,
    USER,
    request,
)
from awsstudy.sims.iam.many_requests import asked_of
from awsstudy.sims.iam.policy import Statement
from awsstudy.sims.iam.wording import common
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value

PATTERNS = (
    *("star-stops-at-slash", "case-matters-in-actions", "variables-literal", "not-action-denies"),
    *("allow-beats-deny", "allowed-by-default"),
)
_ACTIONS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
_OBJECTS = ("beta/a.txt", "beta/2026/a.txt", "home/ann/a.txt", "home/ann/b/c.txt", "home/bob/a.txt")
_ALLOWS: tuple[Mapping[str, Any], ...] = (
    {"action": ("S3:getobject", "s3:PutObject"), "resource": ("arn:aws:s3:::beta/*",)},
    {"action": ("s3:*",), "resource": ("arn:aws:s3:::home/${aws:username}/*",)},
    {"action": ("s3:PUT*",), "resource": ("arn:aws:s3:::*",)},
    {"action": ("s3:?etObject",), "resource": ("arn:aws:s3:::beta/*/a.txt",)},
    {"not_action": ("s3:Delete*",), "resource": ("arn:aws:s3:::beta/*",)},
    {"not_action": ("s3:Put*",), "resource": ("arn:aws:s3:::home/*",)},
)
_DENIES: tuple[Mapping[str, Any], ...] = (
    {"action": ("s3:Delete*",), "resource": ("arn:aws:s3:::*",)},
    {"action": ("s3:putobject",), "resource": ("arn:aws:s3:::home/*",)},
    {"action": ("s3:*",), "resource": ("arn:aws:s3:::beta/20*",)},
)


def draw_patterns(random: Random, rules: RuleBook) -> IamParams:
    """Two Allows and a Deny with wildcards, and five requests."""
    return drawn(lambda: _patterns(random), pass_count, PATTERNS, rules)


def _patterns(random: Random) -> IamParams:
    allows = shuffled(random, _ALLOWS)[:2]
    made = [Statement(**one) for one in allows]
    made.append(Statement(effect="Deny", **pick(random, _DENIES)))
    pairs = [(action, name) for action in _ACTIONS for name in _OBJECTS]
    calls = [
        request(
            USER,
            action,
            f"arn:aws:s3:::{name}",
            HERE,
            context_variables={"aws:username": "ann"},
        )
        for action, name in shuffled(random, pairs)[:5]
    ]
    return asked_of(made, calls)


def pattern_values(params: IamParams, done: Run) -> Mapping[str, Value]:
    """The policy, the requests, and which of them pass, as text."""
    asked = (params.request, *params.more_requests)
    calls = "; ".join(
        f"{letter} {one.action} {one.resource.resource.rpartition(':::')[2]}"
        for letter, one in zip(LETTERS, asked, strict=False)
    )
    return {**common(params, done), "calls": calls, "trail": trail(done)}


PROBLEMS: tuple[Problem[IamParams], ...] = (
    Problem("patterns", draw_patterns, pass_count, pattern_values, PATTERNS),
)
