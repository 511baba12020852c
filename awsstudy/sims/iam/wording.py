"""Policies written down for the stems of problems, in words of the policy language alone."""

from __future__ import annotations

from collections.abc import Iterable

from awsstudy.sims.iam.answers import decided
from awsstudy.sims.iam.building import EVERYTHING
from awsstudy.sims.iam.policy import NamedPolicy, OrgLevel, Policy, Statement
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Value

NOT_ATTACHED = "not-attached"


def said(statements: Iterable[Statement]) -> str:
    """Statements as a line of text, in words of the policy language alone."""
    return "; ".join(_said(one) for one in statements) or NOT_ATTACHED


def _said(one: Statement) -> str:
    negated = "NotAction " if one.not_action is not None else ""
    parts = [f"{one.effect} {negated}{', '.join(one.action or one.not_action or ())}"]
    if one.principal is not None:
        who = ", ".join(name.partition("::")[2] or name for name in one.principal["AWS"])
        parts.append(f"Principal {who}")
    if one.resource not in (None, EVERYTHING):
        parts.append(f"Resource {', '.join(one.resource or ())}")
    parts += [
        f"[{operator} {key} = {' | '.join(values)}]"
        for operator, keys in one.condition.items()
        for key, values in keys.items()
    ]
    return " ".join(parts)


def of_policy(held: Policy | None) -> str:
    """A policy as a line of text."""
    return said(held.statement) if held else NOT_ATTACHED


def of_named(held: tuple[NamedPolicy, ...]) -> str:
    """Attached policies as a line of text."""
    return said(one for named_one in held for one in named_one.policy.statement)


def of_level(levels: tuple[OrgLevel, ...], place: int) -> str:
    """A level's policies as a line of text."""
    return of_named(levels[place].policies) if place < len(levels) else NOT_ATTACHED


def who_asks(params: IamParams) -> Value:
    """The requester without the beginning of its ARN."""
    return params.request.principal.partition("::")[2]


def common(params: IamParams, done: Run, *, case: str = "") -> dict[str, Value]:
    """What most stems name."""
    return {
        "who": who_asks(params),
        "action": params.request.action,
        "account": params.request.resource.account_id,
        "identity": of_named(params.identity_policies),
        "boundary": of_named(params.permission_boundary_policies),
        "session": of_policy(params.session_policy),
        "resource": of_policy(params.resource_policy),
        "root": of_level(params.service_control_policies, 0),
        "leaf": of_level(params.service_control_policies, 1),
        "rcp": of_level(params.resource_control_policies, 0),
        "case": f"because-{case or decided(params, done)}",
    }
