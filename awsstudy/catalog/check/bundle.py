"""What a check is given, and what it reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.loader import Entry
from awsstudy.catalog.models.concept import Concept
from awsstudy.catalog.models.question import Question
from awsstudy.catalog.source import Document, FieldPath
from awsstudy.core.errors import ContentError


@dataclass(frozen=True, slots=True)
class Bundle:
    """All content with the files it came from."""

    catalog: Catalog
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]
    """The lines of the notes; ``notes[0]`` is line 1."""

    def concepts(self) -> Iterator[tuple[Concept, Document]]:
        """Each concept with its document."""
        for entry in self.entries:
            if isinstance(entry.model, Concept):
                yield entry.model, entry.document

    def questions(self) -> Iterator[tuple[str, Question, Document, FieldPath]]:
        """Each question of the bank: full id, question, document, where in it."""
        for concept, document in self.concepts():
            for index, question in enumerate(concept.questions):
                yield concept.full_id(question.id), question, document, ("questions", index)

    def documents(self, kind: str) -> Iterator[Entry]:
        """Every file of a kind."""
        return (entry for entry in self.entries if entry.file.kind.name == kind)


Findings = Iterator[ContentError]
