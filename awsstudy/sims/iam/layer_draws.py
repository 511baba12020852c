"""Layers that allow a call, or are silent on it, now and then with a Deny."""

from __future__ import annotations

from random import Random

from awsstudy.sims.draw import pick
from awsstudy.sims.iam.building import (
    statement,
)
from awsstudy.sims.iam.corpus import chance
from awsstudy.sims.iam.policy import Statement

Statements = tuple[Statement, ...]
CALLS: tuple[tuple[str, str], ...] = (
    ("s3:GetObject", "arn:aws:s3:::beta/a.txt"),
    ("dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:{}:table/orders"),
    ("sqs:SendMessage", "arn:aws:sqs:us-east-1:{}:jobs"),
    ("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:{}:function:resize"),
)
KEY = "arn:aws:kms:us-east-1:{}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
_OTHER = {"s3": "ec2", "dynamodb": "s3", "sqs": "sns", "lambda": "s3", "kms": "s3"}


def _allow(action: str, random: Random) -> Statement:
    service, _, _ = action.partition(":")
    return statement("Allow", pick(random, (action, f"{service}:*", "*")))


def silent(action: str) -> Statement:
    """An Allow of another service: nothing is said of the action."""
    return statement("Allow", f"{_OTHER[action.partition(':')[0]]}:*")


def layer(random: Random, action: str, *, allow: float, deny: float = 0.0) -> Statements:
    """An Allow that covers the action or another one, now and then with a Deny."""
    first = _allow(action, random) if chance(random, allow) else silent(action)
    return (first, statement("Deny", action)) if chance(random, deny) else (first,)
