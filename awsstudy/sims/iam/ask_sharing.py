"""Problems about the policy of a resource and whom it names."""

from __future__ import annotations

from functools import partial
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick
from awsstudy.sims.iam.answers import decided, drawn
from awsstudy.sims.iam.ask_limits import plain_values
from awsstudy.sims.iam.building import (
    HERE,
    ROLE,
    SESSION,
    THERE,
    USER,
    level,
    named,
    policy,
    request,
    statement,
)
from awsstudy.sims.iam.corpus import chance
from awsstudy.sims.iam.layer_draws import CALLS
from awsstudy.sims.iam.layer_draws import layer as layer_of
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.problems import Problem

SHARING = (
    *("resource-ignored", "cross-is-one-account", "account-principal-grants", "role-is-session"),
    *("limits-cap-everything", "boundary-ignored", "session-ignored", "boundary-grants"),
    *("rcp-ignored", "allowed-by-default", "deny-kinds-confused", "specific-wins"),
)
_SHARING_KEYS = (
    *("implicit-identity", "implicit-identity", "implicit-boundary", "implicit-boundary"),
    *("implicit-boundary", "implicit-session", "implicit-session", "allowed-both"),
    *("allowed-resource", "allowed-resource", "explicit-rcp"),
)


def draw_sharing(random: Random, rules: RuleBook) -> IamParams:
    """A resource's policy, who it names, and what limits the one who asks."""
    key = pick(random, _SHARING_KEYS)
    return drawn(lambda: _sharing(random, key), decided, SHARING, rules, key)


def _sharing(random: Random, key: str) -> IamParams:
    action, resource = pick(random, CALLS)
    account = THERE if key == "allowed-both" else pick(random, (HERE, THERE))
    session = key == "implicit-session" or chance(random, 0.4)
    who, names = (SESSION, (ROLE, SESSION)) if session else (USER, (USER,))
    principal = pick(random, (*names, *names, f"arn:aws:iam::{HERE}:root"))
    shared = statement("Allow", action, principal={"AWS": principal})
    layer = partial(layer_of, random, action)
    share = {"implicit-boundary": 0.1, "allowed-resource": 0.4}.get(key, 0.8)
    limit = layer(allow=0.2 if key == "implicit-session" else 0.7) if session else ()
    blocked = (level("root", (statement("Deny", action, principal="*"),)),)
    return IamParams(
        request=request(who, action, resource.format(account), account),
        identity_policies=named("work", layer(allow=0.2 if key == "implicit-identity" else 0.7)),
        permission_boundary_policies=named("fence", layer(allow=share)),
        resource_policy=policy(shared),
        session_policy=policy(*limit) if limit else None,
        resource_control_policies=blocked if key == "explicit-rcp" else (),
    )


PROBLEMS: tuple[Problem[IamParams], ...] = (
    Problem("sharing", draw_sharing, decided, plain_values, SHARING),
)
