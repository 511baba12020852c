"""The glossary and the confusable pairs refer to what exists, and no spelling means two things."""

from __future__ import annotations

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.models.vocabulary import ConfusablePair, ConfusablePairs, Glossary
from awsstudy.catalog.source import Document
from awsstudy.core.text import cells, normal

APART_CELLS = 150
"""What tells a pair apart is one line of thought: two lines of a terminal."""


def check(bundle: Bundle) -> Findings:
    """Report dangling references, long lines and spellings of two terms."""
    seen: dict[str, str] = {}
    for entry in bundle.entries:
        if isinstance(entry.model, Glossary):
            yield from _terms(entry.model, entry.document, bundle, seen)
        elif isinstance(entry.model, ConfusablePairs):
            for index, pair in enumerate(entry.model.root):
                yield from _pair(pair, index, entry.document, bundle)


def _terms(
    glossary: Glossary, document: Document, bundle: Bundle, seen: dict[str, str]
) -> Findings:
    for index, term in enumerate(glossary.root):
        if term.concept and term.concept not in bundle.catalog.concepts:
            yield document.error((index, "concept"), f"there is no concept '{term.concept}'")
        own = (term.term.en, term.term.ko, *term.accept)
        if len(set(own)) < len(own) - (term.term.en == term.term.ko):
            yield document.error((index, "accept"), "a spelling stands twice")
        for spelling in term.spellings:
            other = seen.setdefault(normal(spelling).casefold(), term.id)
            if other != term.id:
                yield document.error((index, "accept"), f"'{spelling}' also means '{other}'")


def _pair(pair: ConfusablePair, index: int, document: Document, bundle: Bundle) -> Findings:
    catalog = bundle.catalog
    for name, ids, known in (
        ("concepts", pair.concepts, catalog.concepts.keys()),
        ("questions", pair.questions, catalog.questions.keys()),
        ("cards", pair.cards, catalog.cards.keys()),
    ):
        for one in ids:
            if one not in known:
                yield document.error((index, name), f"there is no '{one}' to refer to")
    for language, text in pair.apart.items():
        if cells(text) > APART_CELLS:
            yield document.error((index, "apart", language), f"longer than {APART_CELLS} cells")
