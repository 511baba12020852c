"""A KMS key, who asks for its use, and a script of calls."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from awsstudy.sims.kernel import Params

Ask = Literal["script", "way", "callers", "calls"]
KeyType = Literal["symmetric", "rsa", "hmac"]
State = Literal["enabled", "disabled", "pending"]
Op = Literal[
    "encrypt",
    "envelope",
    "decrypt",
    "rotate",
    "disable",
    "enable",
    "schedule-deletion",
    "cancel-deletion",
    "wait",
    "tamper",
]
Iam = Literal["allow", "none", "deny"]
Context = dict[str, str]

MOST_BYTES = 50 * 1024**3


class Key(Params):
    """The KMS key and its key policy."""

    type: KeyType = "symmetric"
    state: State = "enabled"
    rotation_days: int | None = Field(365, ge=90, le=2560, json_schema_extra={"unit": "d"})
    """Days between automatic rotations; None is off."""
    account: bool = True
    """Whether the key policy lets the account's IAM policies allow use of the key."""
    window_days: int = Field(30, ge=7, le=30, json_schema_extra={"unit": "d"})
    """Waiting period of a deletion."""

    @field_validator("rotation_days", mode="before")
    @classmethod
    def _off(cls, value: object) -> object:
        return None if value in (0, "") else value

    @model_validator(mode="after")
    def _rotates(self) -> Key:
        if self.type != "symmetric" and self.rotation_days is not None:
            raise ValueError("only symmetric encryption keys rotate by themselves")
        return self


class Caller(Params):
    """Who calls KMS; of the key's own account."""

    id: str = Field("app", min_length=1, max_length=24)
    iam: Iam = "allow"
    """What the caller's IAM policies say of using the key."""
    named: bool = False
    """Whether the key policy itself allows the caller."""
    grant: bool = False
    """Whether a grant lets the caller use the key."""


class Step(Params):
    """One thing that is done."""

    op: Op = "envelope"
    item: str = Field("photo", min_length=1, max_length=24)
    """What is encrypted, read or tampered with."""
    size: int = Field(1_048_576, ge=1, le=MOST_BYTES, json_schema_extra={"unit": "B"})
    context: Context = Field({}, max_length=8)
    """The encryption context of the call."""
    days: int = Field(1, ge=1, le=4000, json_schema_extra={"unit": "d"})
    """How long is waited."""


class Load(Params):
    """Many objects that are encrypted with data keys."""

    objects: int = Field(1000, ge=1, le=1_000_000)
    reuse: int = Field(1, ge=1, le=100_000)
    """How many objects one data key may encrypt."""
    size: int = Field(1_048_576, ge=1, le=MOST_BYTES, json_schema_extra={"unit": "B"})


class KmsParams(Params):
    """A key, a caller and what is asked."""

    ask: Ask = "script"
    key: Key = Key()
    caller: Caller = Caller()
    others: tuple[Caller, ...] = Field((), max_length=6)
    """Further callers, where it is asked who may use the key."""
    steps: tuple[Step, ...] = Field(
        (
            Step(op="envelope", context={"bucket": "a"}),
            Step(op="rotate"),
            Step(op="decrypt", context={"bucket": "a"}),
        ),
        min_length=1,
        max_length=40,
    )
    load: Load = Load()
    look: int = Field(0, ge=0, le=200)
    """The moment of the script for which the place of the plaintext data key is asked."""
