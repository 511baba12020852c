"""A call: who, what, on which resource, under which circumstances."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field, field_validator
from pydantic.alias_generators import to_camel

from awsstudy.sims.iam.requester import requester
from awsstudy.sims.kernel import Params


class Target(Params):
    """A resource and the account that owns it."""

    model_config = ConfigDict(alias_generator=to_camel)

    resource: str = Field("arn:aws:s3:::beta/report.csv", min_length=1, max_length=2048)
    account_id: str = Field("111122223333", pattern=r"^\d{12}$")


class Request(Params):
    """One call: who, what, on which resource, under which circumstances."""

    model_config = ConfigDict(alias_generator=to_camel)

    principal: str = "arn:aws:iam::111122223333:user/ann"
    action: str = Field("s3:GetObject", pattern=r"^[A-Za-z0-9-]+:[A-Za-z0-9]+$")
    resource: Target = Target()
    context_variables: dict[str, str | tuple[str, ...]] = Field({}, max_length=50)
    """What is known of the call, by context key; a key that is not here is absent."""

    @field_validator("principal")
    @classmethod
    def _can_ask(cls, value: str) -> str:
        requester(value)
        return value

    @field_validator("context_variables", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value or {}
        return {key: _written(one) for key, one in value.items()}


def _written(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_written(one) for one in value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value
