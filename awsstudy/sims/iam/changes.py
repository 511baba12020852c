"""Single changes to a situation, written as short codes: they repair it, or seem to.

``allow-identity`` ``allow-resource`` ``allow-boundary`` ``allow-session`` ``allow-scp.1`` let a
layer (of SCPs: a level, counted from the root) allow the request; ``drop.<layer>.<policy>.<index>``
removes a statement, in layers of levels as ``drop.scp.<level>.<policy>.<index>``;
``if-exists.<policy>.<index>`` makes the conditions of an identity's statement hold where their key
is absent; ``mfa`` signs in with MFA.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from awsstudy.sims.iam.policy import VARIABLES_SINCE, NamedPolicy, OrgLevel, Policy, Statement
from awsstudy.sims.iam.requester import requester
from awsstudy.sims.iam.rewriting import FIELDS, changed, lenient
from awsstudy.sims.iam.world import IamParams

MFA = "aws:MultiFactorAuthPresent"
_ADDED = "Added"


def apply(params: IamParams, code: str) -> IamParams:
    """The situation after one change.

    Raises:
        ValueError: there is no such change.
    """
    verb, *places = code.split(".")
    numbers = [int(place) for place in places if place.isdigit()]
    if verb == "mfa":
        return _with_mfa(params)
    if verb.startswith("allow-") and verb in _ALLOW:
        return _ALLOW[verb](params, numbers)
    if verb == "drop" and places and places[0] in FIELDS:
        return changed(params, places[0], numbers, lambda _: None)
    if verb == "if-exists" and len(numbers) == 2:
        return changed(params, "identity", numbers, lenient)
    raise ValueError(f"there is no change '{code}'")


def _update(params: IamParams, **values: Any) -> IamParams:
    return params.model_copy(update=values)


def granted(params: IamParams, *, principal: str | None = None) -> Statement:
    """A statement that allows just what was asked."""
    named = {"AWS": (principal,)} if principal else None
    return Statement(
        sid=_ADDED,
        principal=named,
        action=(params.request.action,),
        resource=(params.request.resource.resource,),
    )


def _with(policy: Policy | None, statement: Statement) -> Policy:
    if policy is None:
        return Policy(version=VARIABLES_SINCE, statement=(statement,))
    return policy.model_copy(update={"statement": (*policy.statement, statement)})


def _first_with(named: tuple[NamedPolicy, ...], statement: Statement) -> tuple[NamedPolicy, ...]:
    if not named:
        return (NamedPolicy(name="added", policy=_with(None, statement)),)
    first = named[0].model_copy(update={"policy": _with(named[0].policy, statement)})
    return (first, *named[1:])


def _allow_identity(params: IamParams, _: list[int]) -> IamParams:
    named = _first_with(params.identity_policies, granted(params))
    return _update(params, identity_policies=named)


def _allow_resource(params: IamParams, _: list[int]) -> IamParams:
    who = requester(params.request.principal).stands_for
    statement = granted(params, principal=who)
    return _update(params, resource_policy=_with(params.resource_policy, statement))


def _allow_boundary(params: IamParams, _: list[int]) -> IamParams:
    named = _first_with(params.permission_boundary_policies, granted(params))
    return _update(params, permission_boundary_policies=named)


def _allow_session(params: IamParams, _: list[int]) -> IamParams:
    return _update(params, session_policy=_with(params.session_policy, granted(params)))


def _allow_scp(params: IamParams, numbers: list[int]) -> IamParams:
    place = numbers[0] if numbers else 0
    levels = list(params.service_control_policies) or [OrgLevel(org_identifier="account")]
    if place >= len(levels):
        raise ValueError(f"there is no level {place} of service control policies")
    named = _first_with(levels[place].policies, granted(params))
    levels[place] = levels[place].model_copy(update={"policies": named})
    return _update(params, service_control_policies=tuple(levels))


_ALLOW: dict[str, Callable[[IamParams, list[int]], IamParams]] = {
    "allow-identity": _allow_identity,
    "allow-resource": _allow_resource,
    "allow-boundary": _allow_boundary,
    "allow-session": _allow_session,
    "allow-scp": _allow_scp,
}


def _with_mfa(params: IamParams) -> IamParams:
    known = {
        key: value
        for key, value in params.request.context_variables.items()
        if key.lower() != MFA.lower()
    }
    request = params.request.model_copy(update={"context_variables": {**known, MFA: "true"}})
    return _update(params, request=request)
