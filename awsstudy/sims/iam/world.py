"""What IAM is asked: a request, and every policy that may bear on it."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field, field_validator
from pydantic.alias_generators import to_camel

from awsstudy.sims.iam.policy import (
    VARIABLES_SINCE,
    NamedPolicy,
    OrgLevel,
    Policy,
    Statement,
)
from awsstudy.sims.iam.request import Request
from awsstudy.sims.kernel import Params

_READ = Statement(
    sid="ReadBeta",
    effect="Allow",
    action=("s3:GetObject", "s3:PutObject"),
    resource=("arn:aws:s3:::beta/*",),
)
_NO_DELETE = Statement(
    sid="NoDelete", effect="Deny", action=("s3:Delete*",), resource=("arn:aws:s3:::*",)
)


class IamParams(Params):
    """A request and the policies."""

    model_config = ConfigDict(alias_generator=to_camel)

    request: Request = Request()
    identity_policies: tuple[NamedPolicy, ...] = Field(
        (
            NamedPolicy(
                name="work", policy=Policy(version=VARIABLES_SINCE, statement=(_READ, _NO_DELETE))
            ),
        ),
        max_length=20,
    )
    """Of the user and its groups, or of the role."""
    resource_policy: Policy | None = None
    """Bucket policy, queue policy, key policy, trust policy."""
    permission_boundary_policies: tuple[NamedPolicy, ...] = Field((), max_length=5)
    session_policy: Policy | None = None
    service_control_policies: tuple[OrgLevel, ...] = Field((), max_length=8)
    """Of the requester's account: the root first, the account last."""
    resource_control_policies: tuple[OrgLevel, ...] = Field((), max_length=8)
    """Of the resource's account: the root first, the account last."""
    more_requests: tuple[Request, ...] = Field((), max_length=8)
    """Further requests that the same policies are asked about."""
    proposals: tuple[str, ...] = Field((), max_length=12)
    """Changes of which each is tried by itself; ``changes`` says how they are written."""

    @field_validator("identity_policies", "permission_boundary_policies")
    @classmethod
    def _for_nobody(cls, value: tuple[NamedPolicy, ...]) -> tuple[NamedPolicy, ...]:
        if any(one.names_principals for named in value for one in named.policy.statement):
            raise ValueError("a policy of an identity names no principal")
        return value

    @field_validator("resource_policy")
    @classmethod
    def _for_somebody(cls, value: Policy | None) -> Policy | None:
        if value and not all(one.names_principals for one in value.statement):
            raise ValueError("each statement of a resource's policy names its principals")
        return value

    @field_validator("session_policy", "resource_policy", mode="before")
    @classmethod
    def _nothing(cls, value: Any) -> Any:
        return value or None
