"""A concept file: everything about one concept, so that changing what is taught opens one file."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from awsstudy.catalog.models.base import (
    ContentModel,
    Dated,
    Lines,
    Slug,
    SnakeId,
    Source,
    Text,
    line_numbers,
)
from awsstudy.catalog.models.card import Card
from awsstudy.catalog.models.question import Question

FactStatus = Literal["current", "changed", "retired", "wrong", "imprecise"]


class Fact(ContentModel):
    """The unit of truth and of memory: one statement that can be known or not."""

    id: Slug
    text: Text
    """What holds today."""
    status: FactStatus = "current"
    """How the notes stand to it: ``current`` (they are right), ``changed`` or ``retired`` (they
    were right), ``wrong`` or ``imprecise``."""
    lines: tuple[int, ...] = ()
    """Lines of the notes it comes from; none for what the notes leave out."""
    notes_say: Text | None = None
    """What the notes say, where that differs from today."""
    sources: tuple[Slug, ...] = Field(min_length=1)
    """Keys of the concept's sources."""
    checked: date | None = None
    """When it was last checked, where that is not the concept's own date."""

    @model_validator(mode="after")
    def _differences_are_quoted(self) -> Fact:
        if self.status != "current" and self.notes_say is None:
            raise ValueError(f"status is {self.status}: notes_say must tell what the notes say")
        return self


class Concept(Dated):
    """One concept of the notes, with all that is taught, asked and drilled about it."""

    id: Slug
    title: Text
    group: Slug
    service: str = ""
    """The AWS service it belongs to, if one."""
    notes: tuple[Lines, ...]
    """Lines of the notes it covers."""
    headings: tuple[int, ...] = ()
    """Those of them that only head or introduce others."""
    summary: Text
    """Two or three sentences a tired learner understands."""
    body: Text
    """How it works and when to choose it: Markdown paragraphs, lists, tables, fenced diagrams."""
    facts: tuple[Fact, ...] = Field(min_length=1)
    cards: tuple[Card, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)
    related: tuple[Slug, ...] = ()
    confusable_with: tuple[Slug, ...] = ()
    simulators: tuple[SnakeId, ...] = ()
    sources: dict[Slug, Source] = Field(min_length=1)
    formerly: tuple[Slug, ...] = ()

    @property
    def note_lines(self) -> tuple[int, ...]:
        """Every line of the notes it covers."""
        return line_numbers(self.notes)

    def full_id(self, slug: str) -> str:
        """The id by which the learner's record knows a fact, card or question of this concept."""
        return f"{self.id}.{slug}"
