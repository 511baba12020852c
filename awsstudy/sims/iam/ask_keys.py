"""Problems about the policies of KMS keys."""

from __future__ import annotations

from functools import partial
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick
from awsstudy.sims.iam.answers import decided, drawn
from awsstudy.sims.iam.ask_limits import plain_values
from awsstudy.sims.iam.building import (
    HERE,
    THERE,
    USER,
    named,
    policy,
    request,
    statement,
)
from awsstudy.sims.iam.layer_draws import KEY
from awsstudy.sims.iam.layer_draws import layer as layer_of
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.problems import Problem

KEYS = (
    *("key-policy-optional", "account-principal-grants", "resource-ignored", "allow-beats-deny"),
    *("limits-cap-everything", "boundary-ignored", "cross-is-one-account", "allowed-by-default"),
    *("deny-kinds-confused", "specific-wins", "boundary-grants"),
)
_KEY_KEYS = (
    *("implicit-resource", "implicit-resource", "implicit-identity", "implicit-boundary"),
    *("allowed-both", "allowed-resource", "allowed-resource", "explicit-identity"),
)


def draw_keys(random: Random, rules: RuleBook) -> IamParams:
    """A KMS key, whom its policy names, and what IAM says."""
    key = pick(random, _KEY_KEYS)
    return drawn(lambda: _keys(random, key), decided, KEYS, rules, key)


def _keys(random: Random, key: str) -> IamParams:
    action = pick(random, ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"))
    account = pick(random, (HERE, HERE, THERE))
    admin = f"arn:aws:iam::{account}:user/keyadmin"
    root = f"arn:aws:iam::{HERE}:root"
    shut = key == "implicit-resource"
    holder = admin if shut else pick(random, (USER, root, root))
    key_policy = policy(statement("Allow", "kms:*", principal={"AWS": holder}))
    layer = partial(layer_of, random, action)
    work = layer(allow=1.0 if shut else 0.7, deny=float(key == "explicit-identity"))
    return IamParams(
        request=request(USER, action, KEY.format(account), account),
        identity_policies=named("work", work),
        # Where the key policy stops the call, no boundary stops it as well.
        permission_boundary_policies=named("fence", layer(allow=1.0 if shut else 0.5)),
        resource_policy=key_policy,
    )


PROBLEMS: tuple[Problem[IamParams], ...] = (
    Problem("key-policy", draw_keys, decided, plain_values, KEYS),
)
