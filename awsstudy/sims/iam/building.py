"""Policies, levels and calls as problems make them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from awsstudy.sims.iam.policy import VARIABLES_SINCE, NamedPolicy, OrgLevel, Policy, Statement
from awsstudy.sims.iam.request import Request, Target

HERE, THERE = "111122223333", "444455556666"
USER = f"arn:aws:iam::{HERE}:user/ann"
ROLE = f"arn:aws:iam::{HERE}:role/app"
SESSION = f"arn:aws:sts::{HERE}:assumed-role/app/run1"
EVERYTHING = ("*",)


def statement(effect: str, *actions: str, **others: Any) -> Statement:
    """A statement about every resource, unless one is given."""
    made = {"effect": effect, "action": actions, "resource": EVERYTHING, **others}
    return Statement.model_validate(made)


def policy(*statements: Statement) -> Policy:
    """A policy of the present language."""
    return Policy(version=VARIABLES_SINCE, statement=statements)


def named(name: str, statements: Iterable[Statement]) -> tuple[NamedPolicy, ...]:
    """One attached policy; none where there is nothing to say."""
    held = tuple(statements)
    return (NamedPolicy(name=name, policy=policy(*held)),) if held else ()


def level(name: str, statements: Iterable[Statement]) -> OrgLevel:
    """A level of the organization with one policy."""
    return OrgLevel(org_identifier=name, policies=named(name, statements))


def request(who: str, action: str, resource: str, account: str, **context: Any) -> Request:
    """A call."""
    target = Target(resource=resource, account_id=account)
    return Request(principal=who, action=action, resource=target, **context)
