"""The parameters: a world of equal objects under a lifecycle rule, and a question about it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from awsstudy.sims.kernel import Params
from awsstudy.sims.s3.classes import StorageClass, Target, Tier

Check = Literal["bill", "transition", "date", "small", "month", "leave", "restore"]
"""The bill of a rule over time, or one question about one rule of S3."""
MinimumSize = Literal["all_storage_classes_128K", "varies_by_storage_class"]

FIRST_YEAR, LAST_YEAR = 2006, 2100


class Transition(BaseModel):
    """A transition action of the lifecycle rule."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: int = Field(30, ge=0, le=3650, json_schema_extra={"unit": "d"})
    to: Target = "STANDARD_IA"


class Edge(BaseModel):
    """A pair of classes: can a lifecycle rule move objects from one to the other?"""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_class: StorageClass = Field("STANDARD", alias="from")
    to_class: StorageClass = Field("STANDARD_IA", alias="to")


class LifecycleParams(Params):
    """Equal objects in a bucket of us-east-1, and the rule that applies to them."""

    check: Check = "bill"
    count: int = Field(1_000_000, ge=1, le=10**9, json_schema_extra={"unit": "objects"})
    size_kb: int = Field(1024, ge=1, le=5 * 10**9, json_schema_extra={"unit": "KB"})
    created: str = Field("2026-03-01T10:30:00Z", json_schema_extra={"unit": "UTC"})
    transitions: tuple[Transition, ...] = Field(
        (Transition(), Transition(days=90, to="GLACIER")), max_length=10
    )
    separate_rules: bool = False
    expiration_days: int | None = Field(365, ge=1, le=3650, json_schema_extra={"unit": "d"})
    delete_at_day: int | None = Field(None, ge=0, le=3650, json_schema_extra={"unit": "d"})
    minimum_size: MinimumSize = "all_storage_classes_128K"
    size_filter_kb: int | None = Field(None, ge=0, le=5 * 10**9, json_schema_extra={"unit": "KB"})
    gets_per_month: int = Field(0, ge=0, le=10**12, json_schema_extra={"unit": "requests"})
    read_gb_per_month: float = Field(0, ge=0, le=10**9, json_schema_extra={"unit": "GB"})
    tier: Tier = "standard"
    horizon_days: int = Field(400, ge=1, le=3650, json_schema_extra={"unit": "d"})
    from_class: StorageClass = Field("STANDARD", alias="from")
    to_class: StorageClass = Field("STANDARD_IA", alias="to")
    candidates: tuple[Edge, ...] = Field((), max_length=50)
    after_days: int = Field(30, ge=0, le=3650, json_schema_extra={"unit": "d"})
    held_days: int = Field(40, ge=0, le=3650, json_schema_extra={"unit": "d"})
    sizes_kb: tuple[Annotated[int, Field(ge=0)], ...] = Field(
        (20, 100, 128, 500), min_length=1, max_length=20, json_schema_extra={"unit": "KB"}
    )

    @field_validator("created", mode="before")
    @classmethod
    def _in_utc(cls, value: Any) -> str:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError(f"a year from {FIRST_YEAR} to {LAST_YEAR}")
        return iso(moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment)

    @property
    def created_at(self) -> datetime:
        """When the objects were created, in UTC."""
        return datetime.fromisoformat(self.created)


def iso(moment: datetime) -> str:
    """A moment in UTC to the second, as ISO 8601 writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
