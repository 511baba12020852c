"""Problems about the one change that gets a call allowed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick, shuffled
from awsstudy.sims.iam.answers import drawn, remedy
from awsstudy.sims.iam.building import (
    HERE,
    THERE,
    USER,
    level,
    named,
    policy,
    request,
    statement,
)
from awsstudy.sims.iam.changes import apply
from awsstudy.sims.iam.corpus import chance
from awsstudy.sims.iam.decision import Evaluator
from awsstudy.sims.iam.layer_draws import CALLS, KEY
from awsstudy.sims.iam.layer_draws import layer as layer_of
from awsstudy.sims.iam.wording import common, of_named
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value

REPAIRS = (
    *("scp-grants", "boundary-grants", "cross-is-one-account", "allow-beats-deny"),
    *("boundary-ignored", "key-policy-optional", "allowed-by-default", "specific-wins"),
    "deny-stays-in-its-policy",
)
_CHANGES = ("allow-boundary", "allow-scp", "allow-identity", "allow-resource")
_CODES = {"drop": "drop.identity.0.1", "allow-scp": "allow-scp.1"}
_REPAIRS = (*_CHANGES, "allow-resource", "allow-resource", "drop")


def draw_repair(random: Random, rules: RuleBook) -> IamParams:
    """A denied request and changes, of which one alone suffices."""
    key = pick(random, _REPAIRS)
    return drawn(lambda: _repair(random, key), remedy, REPAIRS, rules, key)


def _repair(random: Random, key: str) -> IamParams:
    keys = key == "allow-resource" and chance(random, 0.5)
    action, resource = ("kms:Decrypt", KEY) if keys else pick(random, CALLS)
    account = THERE if key == "allow-resource" and not keys else HERE
    layer = partial(layer_of, random, action)
    other = statement("Allow", action, principal={"AWS": f"arn:aws:iam::{account}:user/bob"})
    work = layer(allow=0.0 if key == "allow-identity" else 1.0, deny=float(key == "drop"))
    fence = layer(allow=0.0) if key == "allow-boundary" else ()
    limit = (level("root", (statement("Allow", "*"),)), level("account", layer(allow=0.0)))
    params = IamParams(
        request=request(USER, action, resource.format(account), account),
        identity_policies=named("work", work),
        permission_boundary_policies=named("fence", fence),
        resource_policy=policy(other) if keys or chance(random, 0.6) else None,
        service_control_policies=limit if key == "allow-scp" else (),
    )
    return params.model_copy(update={"proposals": _proposals(random, params, key)})


def _proposals(random: Random, params: IamParams, key: str) -> tuple[str, ...]:
    """The changes that do not help, and last the one that does."""
    useless = [code for code in _CHANGES if code != key and not _helps(params, code)]
    return (*shuffled(random, useless), _CODES.get(key, key))


def _helps(params: IamParams, code: str) -> bool:
    return Evaluator(apply(params, code)).decide().ending.verdict == "Allowed"


def repair_values(params: IamParams, done: Run) -> Mapping[str, Value]:
    """Every layer as text, and the reason."""
    levels = params.service_control_policies
    scps = " / ".join(f"{one.org_identifier} {of_named(one.policies)}" for one in levels)
    values = common(params, done, case=remedy(params, done))
    return {**values, "scps": scps or "no-organization"}


PROBLEMS: tuple[Problem[IamParams], ...] = (
    Problem("repair", draw_repair, remedy, repair_values, REPAIRS),
)
