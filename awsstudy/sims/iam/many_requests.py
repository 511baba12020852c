"""One policy of a user, and several requests held against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from awsstudy.sims.iam.answers import LETTERS, trail
from awsstudy.sims.iam.building import (
    HERE,
    USER,
    named,
    request,
)
from awsstudy.sims.iam.policy import Statement
from awsstudy.sims.iam.request import Request
from awsstudy.sims.iam.wording import common
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Value

_ON: Mapping[str, str] = {
    "s3:GetObject": "arn:aws:s3:::beta/report.csv",
    "s3:PutObjectTagging": "arn:aws:s3:::beta/report.csv",
}
"""Calls with the resource they are about."""
Context = Mapping[str, Any]


def asked_of(policies: Sequence[Statement], requests: Sequence[Request]) -> IamParams:
    """The requests held against one policy of the user."""
    first, *more = requests
    return IamParams(
        request=first, identity_policies=named("work", policies), more_requests=tuple(more)
    )


def calls_with(contexts: Sequence[Context], action: str = "s3:GetObject") -> list[Request]:
    """Calls that differ in their context alone."""
    return [
        request(USER, action, _ON[action], HERE, context_variables=dict(context))
        for context in contexts
    ]


def request_values(params: IamParams, done: Run) -> Mapping[str, Value]:
    """The policy and the contexts by letter, as text."""
    asked = (params.request, *params.more_requests)
    lines = {f"r{letter}": _circumstances(one) for letter, one in zip(LETTERS, asked, strict=False)}
    return {**common(params, done), **lines, "trail": trail(done)}


def _circumstances(asked: Request) -> str:
    known = [
        f"{key} = {value if isinstance(value, str) else '[' + ', '.join(value) + ']'}"
        for key, value in asked.context_variables.items()
    ]
    return ", ".join(known) or "without-key"
