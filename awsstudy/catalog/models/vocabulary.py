"""Words and what they are mixed up with: the glossary and the confusable pairs."""

from __future__ import annotations

from pydantic import Field, RootModel

from awsstudy.catalog.models.base import DottedId, Row, Slug, Text


class Term(Row):
    """A term of the notes in both languages, with every spelling that means it."""

    term: Text
    """The spelling the app itself uses."""
    accept: tuple[str, ...] = ()
    """Other spellings, in either language: abbreviations, older names, common translations."""
    meaning: Text
    """What it is, in one line."""
    concept: Slug | None = None
    """The concept that teaches it."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling, each once."""
        return tuple(dict.fromkeys((self.term.en, self.term.ko, *self.accept)))


class Glossary(RootModel[tuple[Term, ...]]):
    """``content/glossary.yaml``: the vocabulary of typed answers, search and hints."""


class ConfusablePair(Row):
    """Two things (seldom three or four) that learners take for each other."""

    title: Text
    """Their names: ``Security group / network ACL``."""
    concepts: tuple[Slug, ...] = Field(min_length=1, max_length=4)
    """The concepts that teach them; one where a single concept teaches both."""
    apart: Text
    """What tells them apart, in one line."""
    questions: tuple[DottedId, ...] = Field(min_length=2)
    """Questions that contrast them."""
    cards: tuple[DottedId, ...] = ()
    """Cards that contrast them."""


class ConfusablePairs(RootModel[tuple[ConfusablePair, ...]]):
    """``content/pairs.yaml``: what is drilled by contrast."""
