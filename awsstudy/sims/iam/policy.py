"""Policies as AWS writes them: JSON with one value or a list, and elements in PascalCase."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel, to_pascal

from awsstudy.sims.iam.operators import parse
from awsstudy.sims.kernel import Params

VARIABLES_SINCE = "2012-10-17"
"""The version of the policy language that knows policy variables."""


def _many(value: Any) -> Any:
    """One value or a list of them, as texts."""
    values = value if isinstance(value, list | tuple) else (value,)
    return tuple(str(one).lower() if isinstance(one, bool) else _text(one) for one in values)


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) else value


def _principals(value: Any) -> Any:
    return {"AWS": ("*",)} if value == "*" else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_many), Field(min_length=1, max_length=100)]
Principals = Annotated[dict[str, Texts], BeforeValidator(_principals)]
"""Principals by kind: ``AWS``, ``Service``, ``Federated``, ``CanonicalUser``."""
Condition = dict[str, dict[str, Texts]]
"""Wanted values by operator and context key."""


class Statement(Params):
    """One statement: whether it allows or denies, and when it applies."""

    model_config = ConfigDict(alias_generator=to_pascal)

    sid: str | None = Field(None, max_length=64)
    effect: Literal["Allow", "Deny"] = "Allow"
    principal: Principals | None = None
    not_principal: Principals | None = None
    action: Texts | None = None
    not_action: Texts | None = None
    resource: Texts | None = None
    not_resource: Texts | None = None
    condition: Condition = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> Statement:
        if (self.action is None) == (self.not_action is None):
            raise ValueError("a statement has either Action or NotAction")
        if self.resource is not None and self.not_resource is not None:
            raise ValueError("a statement has Resource or NotResource, not both")
        if self.principal is not None and self.not_principal is not None:
            raise ValueError("a statement has Principal or NotPrincipal, not both")
        for name in self.condition:
            parse(name)
        return self

    @property
    def names_principals(self) -> bool:
        """Whether it says for whom it is, as only policies of resources do."""
        return self.principal is not None or self.not_principal is not None


def _statements(value: Any) -> Any:
    return (value,) if isinstance(value, dict | Statement) else value


class Policy(Params):
    """A policy document."""

    model_config = ConfigDict(alias_generator=to_pascal)

    version: str | None = Field(None, max_length=10)
    id: str | None = Field(None, max_length=128)
    statement: Annotated[
        tuple[Statement, ...], BeforeValidator(_statements), Field(max_length=40)
    ] = ()


class NamedPolicy(Params):
    """A policy with the name it is attached by."""

    name: str = Field(min_length=1, max_length=128)
    policy: Policy


class OrgLevel(Params):
    """What is attached to the root, an organizational unit or the account."""

    model_config = ConfigDict(alias_generator=to_camel)

    org_identifier: str = Field(min_length=1, max_length=128)
    policies: tuple[NamedPolicy, ...] = Field((), max_length=10)
