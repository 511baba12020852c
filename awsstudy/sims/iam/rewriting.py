"""Rewrites one statement wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from awsstudy.sims.iam.policy import NamedPolicy, OrgLevel, Policy, Statement
from awsstudy.sims.iam.world import IamParams

FIELDS = {
    "identity": "identity_policies",
    "resource": "resource_policy",
    "boundary": "permission_boundary_policies",
    "session": "session_policy",
    "scp": "service_control_policies",
    "rcp": "resource_control_policies",
}

Rewrite = Callable[[Statement], Statement | None]
"""What becomes of a statement; None removes it."""


def changed(params: IamParams, layer: str, numbers: list[int], rewrite: Rewrite) -> IamParams:
    """The situation with one statement rewritten."""
    field = FIELDS[layer]
    held = getattr(params, field)
    try:
        return params.model_copy(update={field: _rewritten(held, numbers, rewrite)})
    except (IndexError, TypeError, ValueError) as error:
        raise ValueError(f"there is no statement {numbers} in '{layer}'") from error


def _rewritten(held: Any, numbers: list[int], rewrite: Rewrite) -> Any:
    """A policy, policies or levels of policies with one statement rewritten."""
    if isinstance(held, tuple):
        place, *rest = numbers
        return (*held[:place], _rewritten(held[place], rest, rewrite), *held[place + 1 :])
    if isinstance(held, OrgLevel):
        return held.model_copy(update={"policies": _rewritten(held.policies, numbers, rewrite)})
    if isinstance(held, NamedPolicy):
        return held.model_copy(update={"policy": _rewritten(held.policy, numbers, rewrite)})
    (place,) = numbers
    new = rewrite(held.statement[place])
    kept = (new,) if new is not None else ()
    statement = (*held.statement[:place], *kept, *held.statement[place + 1 :])
    return held.model_copy(update={"statement": statement})


def lenient(statement: Statement) -> Statement:
    """The same statement with ``IfExists`` on every operator that can have it."""
    condition = {
        name if name == "Null" or name.endswith("IfExists") else f"{name}IfExists": keys
        for name, keys in statement.condition.items()
    }
    return statement.model_copy(update={"condition": condition})


def placed(params: IamParams) -> Iterator[tuple[str, str, int, Statement]]:
    """Every statement with its place as a code, and the policy's name."""
    for layer, name in FIELDS.items():
        held = getattr(params, name)
        if isinstance(held, Policy):
            yield from _of_policy(layer, layer, held)
        elif layer in ("scp", "rcp"):
            for place, level in enumerate(held):
                yield from _of_policies(f"{layer}.{place}", level.policies)
        else:
            yield from _of_policies(layer, held or ())


def _of_policies(
    code: str, named: tuple[NamedPolicy, ...]
) -> Iterator[tuple[str, str, int, Statement]]:
    for place, one in enumerate(named):
        yield from _of_policy(f"{code}.{place}", one.name, one.policy)


def _of_policy(code: str, name: str, policy: Policy) -> Iterator[tuple[str, str, int, Statement]]:
    for index, statement in enumerate(policy.statement):
        yield f"{code}.{index}", name, index, statement
