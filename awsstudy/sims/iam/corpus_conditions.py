"""Conditions of random worlds: operators with keys and values."""

from __future__ import annotations

from collections.abc import Sequence

from awsstudy.sims.iam.corpus_calls import HERE, OTHER, ROLE

_TEAMS = ("red", "RED", "blue", "green")
_LIKE = ("r*", "r?d", "*e", "RED")
CONDITIONS: tuple[tuple[str, str, Sequence[str]], ...] = (
    *(
        (f"String{kind}{suffix}", "aws:PrincipalTag/team", values)
        for kind, values in (
            ("Equals", (*_TEAMS, "r*d")),
            ("NotEquals", _TEAMS),
            ("EqualsIgnoreCase", _TEAMS),
            ("NotEqualsIgnoreCase", _TEAMS),
            ("Like", _LIKE),
            ("NotLike", _LIKE),
        )
        for suffix in ("", "IfExists")
    ),
    ("StringEquals", "aws:PrincipalOrgID", ("o-1234567890", "o-1111111111")),
    ("StringNotEquals", "aws:RequestedRegion", ("us-east-1", "us-west-2")),
    ("StringEquals", "AWS:requestedregion", ("us-east-1", "eu-west-1")),
    ("StringLike", "s3:prefix", ("home/${aws:username}/*", "home/*")),
    ("StringEquals", "s3:prefix", ("home/${aws:username}/", "home/")),
    *((f"Bool{suffix}", "aws:SecureTransport", ("true", "false")) for suffix in ("", "IfExists")),
    *(
        (f"Bool{suffix}", "aws:MultiFactorAuthPresent", ("true", "false"))
        for suffix in ("", "IfExists")
    ),
    *(
        (f"Numeric{order}{suffix}", "aws:MultiFactorAuthAge", ("10", "300", "1000"))
        for order in ("Equals", "NotEquals", "LessThan", "GreaterThanEquals", "LessThanEquals")
        for suffix in ("", "IfExists")
    ),
    ("DateLessThan", "aws:CurrentTime", ("2026-07-01T00:00:00Z", "2027-01-01")),
    ("DateGreaterThan", "aws:CurrentTime", ("2026-07-01T00:00:00Z", "1767225600")),
    *(
        (
            f"{name}IpAddress{suffix}",
            "aws:SourceIp",
            ("203.0.113.0/24", "10.1.99.1/16", "192.0.2.1"),
        )
        for name in ("", "Not")
        for suffix in ("", "IfExists")
    ),
    *(
        (f"Arn{kind}", "aws:PrincipalArn", (f"arn:aws:iam::{HERE}:*/a*", ROLE, OTHER))
        for kind in ("Like", "Equals", "NotLike", "NotEquals")
    ),
    *(
        (f"{quantity}:String{kind}", "aws:TagKeys", ("env", "cost", "Env"))
        for quantity in ("ForAllValues", "ForAnyValue")
        for kind in ("Equals", "NotEquals", "Like", "EqualsIgnoreCase")
    ),
    ("Null", "aws:MultiFactorAuthAge", ("true",)),
    ("Null", "aws:PrincipalTag/team", ("false",)),
)
