"""The rows of ``data/rules/<service>.yaml``."""

from __future__ import annotations

from datetime import date

from pydantic import Field, RootModel, model_validator

from awsstudy.catalog.models.base import AsOf, ContentModel, Text
from awsstudy.core.rulebook import Evidence, Rule


class RuleRow(ContentModel):
    """A rule as it is written; ``core.rulebook.Rule`` says what the fields mean."""

    id: str = Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")
    text: Text
    source: str = Field(min_length=8)
    as_of: AsOf
    evidence: Evidence = "documented"
    value: int | float | bool | str | tuple[str, ...] | None = None
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _documented_by_a_page(self) -> RuleRow:
        if self.evidence == "documented" and not self.source.startswith("https://"):
            raise ValueError("a documented rule gives the URL that documents it")
        return self

    def rule(self) -> Rule:
        """The rule as simulators see it."""
        return Rule(**dict(self))


class RuleRows(RootModel[tuple[RuleRow, ...]]):
    """A file of rules."""
