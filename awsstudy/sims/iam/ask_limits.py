"""Problems about what limits a caller within one account."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick
from awsstudy.sims.iam.answers import decided, drawn
from awsstudy.sims.iam.building import (
    HERE,
    SESSION,
    USER,
    level,
    named,
    policy,
    request,
)
from awsstudy.sims.iam.corpus import chance
from awsstudy.sims.iam.layer_draws import CALLS, silent
from awsstudy.sims.iam.layer_draws import layer as layer_of
from awsstudy.sims.iam.wording import common
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value

FENCES = (
    *("scp-ignored", "boundary-ignored", "session-ignored", "scp-grants", "boundary-grants"),
    *("scp-levels-united", "allowed-by-default", "deny-kinds-confused", "guardrails-must-agree"),
    "specific-wins",
)
_FENCE_KEYS = (
    *("implicit-scp", "implicit-scp", "implicit-scp", "implicit-boundary", "implicit-boundary"),
    *("implicit-session", "implicit-session", "implicit-identity", "explicit-scp"),
    "allowed-identity",
)
"""Answers to draw situations for; those that have fewer wrong answers come up less by chance."""


def draw_fences(random: Random, rules: RuleBook) -> IamParams:
    """A user's or session's policies and what limits them; no policy of the resource."""
    key = pick(random, _FENCE_KEYS)
    return drawn(lambda: _fences(random, key), decided, FENCES, rules, key)


def _fences(random: Random, key: str) -> IamParams:
    action, resource = pick(random, CALLS)
    layer = partial(layer_of, random, action)
    session, denied = key == "implicit-session", float(key == "explicit-scp")
    work = layer(allow=0.25 if key == "implicit-identity" else 0.9)
    fence = layer(allow=0.3 if key in ("implicit-boundary", "explicit-scp") else 0.7)
    leaf = layer(allow=0.15 if key == "implicit-scp" else 0.95, deny=denied)
    more = (silent(action),) if chance(random, 0.3) else ()
    return IamParams(
        request=request(SESSION if session else USER, action, resource.format(HERE), HERE),
        identity_policies=named("work", (*work, *more)),
        permission_boundary_policies=named("fence", fence),
        session_policy=policy(*layer(allow=0.2)) if session else None,
        service_control_policies=(
            level("root", layer(allow=0.85 if key == "implicit-scp" else 0.95)),
            level("account", leaf),
        ),
    )


def plain_values(params: IamParams, done: Run) -> Mapping[str, Value]:
    """Every layer as text, and the reason."""
    return common(params, done)


PROBLEMS: tuple[Problem[IamParams], ...] = (
    Problem("fences", draw_fences, decided, plain_values, FENCES),
)
