"""Flashcards: basic, reverse, cloze and typed."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from awsstudy.catalog.models.base import ContentModel, DottedId, Slug, Text

CLOZE = re.compile(r"\[\[(?P<answer>[^\[\]|]+)(\|(?P<hint>[^\[\]|]+))?\]\]")
"""A deletion: ``[[30 days]]``, or with a hint ``[[30 days|how long]]``."""


class _Card(ContentModel):
    id: Slug
    facts: tuple[DottedId, ...] = Field(min_length=1)
    """The facts it asks for, the main one first."""
    currency: bool = False
    """Whether it asks what holds today of something the notes say."""
    note: Text | None = None
    """Shown below the answer: why, or what it is mistaken for."""
    formerly: tuple[Slug, ...] = ()


class BasicCard(_Card):
    """A question and its answer."""

    kind: Literal["basic"]
    front: Text
    back: Text


class ReverseCard(_Card):
    """A pair asked in both directions: a term and what it means."""

    kind: Literal["reverse"]
    front: Text
    back: Text


class ClozeCard(_Card):
    """A sentence with deletions, each asked by itself."""

    kind: Literal["cloze"]
    text: Text

    @model_validator(mode="after")
    def _same_deletions(self) -> ClozeCard:
        counts = {language: len(CLOZE.findall(text)) for language, text in self.text.items()}
        if not all(counts.values()):
            raise ValueError("a cloze card needs at least one [[deletion]] in each language")
        if len(set(counts.values())) > 1:
            raise ValueError(f"the languages differ in their number of deletions: {counts}")
        return self


class TypedCard(_Card):
    """A question whose answer is typed and marked by the app."""

    kind: Literal["typed"]
    front: Text
    answer: Text
    accept: tuple[str, ...] = ()
    """Other spellings that are right; case, spaces and width never matter."""


Card = Annotated[BasicCard | ReverseCard | ClozeCard | TypedCard, Field(discriminator="kind")]
