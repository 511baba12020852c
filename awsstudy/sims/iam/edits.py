"""Every single change to a situation that a learner can try."""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.sims.iam.changes import MFA, apply
from awsstudy.sims.iam.policy import Statement
from awsstudy.sims.iam.requester import requester
from awsstudy.sims.iam.rewriting import placed
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.problems import Edit


def edits(params: IamParams) -> Iterator[Edit[IamParams]]:
    """Every single change to a situation, the most plausible first."""
    for code, name, values in _codes(params):
        changed = apply(params, code)
        if changed != params:
            yield Edit(name, changed, values)


def _codes(params: IamParams) -> Iterator[tuple[str, str, dict[str, str | int]]]:
    """Codes of changes, the ids of their words, and what the words name."""
    asked: dict[str, str | int] = {"action": params.request.action}
    yield "allow-identity", "allow-identity", asked
    who = requester(params.request.principal).stands_for
    yield "allow-resource", "allow-resource", {**asked, "principal": who}
    if params.permission_boundary_policies:
        yield "allow-boundary", "allow-boundary", asked
    if params.session_policy is not None:
        yield "allow-session", "allow-session", asked
    for place, level in enumerate(params.service_control_policies):
        yield f"allow-scp.{place}", "allow-scp", {**asked, "level": level.org_identifier}
    if any(_asks_for_mfa(one) for *_, one in placed(params)):
        yield "mfa", "mfa", {}
    yield from _denials(params)


def _asks_for_mfa(one: Statement) -> bool:
    return any(key.lower() == MFA.lower() for keys in one.condition.values() for key in keys)


def _denials(params: IamParams) -> Iterator[tuple[str, str, dict[str, str | int]]]:
    """Removing a Deny, and making a condition lenient."""
    for code, named, index, statement in placed(params):
        told: dict[str, str | int] = {
            "policy": named,
            "number": index + 1,
            "sid": statement.sid or str(index + 1),
        }
        if statement.effect == "Deny":
            yield f"drop.{code}", "drop", told
        if code.startswith("identity") and statement.condition:
            yield f"if-exists{code.removeprefix('identity')}", "if-exists", told
