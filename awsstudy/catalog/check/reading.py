"""No text is longer than a learner reads at a glance: a bound for each field, in cells.

A Hangul syllable takes two cells and carries about as much as two or three Latin letters, so one
bound serves both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.models.card import Card, ClozeCard, TypedCard
from awsstudy.catalog.models.concept import Concept
from awsstudy.catalog.models.question import Question, answers_of
from awsstudy.catalog.models.reference import Misconceptions
from awsstudy.catalog.models.vocabulary import Glossary
from awsstudy.catalog.source import Document, FieldPath
from awsstudy.core.i18n import Localized
from awsstudy.core.text import cells

SUMMARY = 460
BODY = (300, 4600)
FACT = 300
STEM = 400
ANSWER = 150
WHY = 260
CARD = 300
LINE = 180
"""What is said in one line of thought: beliefs, truths, meanings."""

_NOTES_AS_SUBJECT = re.compile(r"^(The notes\b|노트(는|에서는|에는|가) )")

Sized = Iterator[tuple[FieldPath, Localized, int]]


def check(bundle: Bundle) -> Findings:
    """Report texts that are too long for their place, and bodies too short to explain anything."""
    for concept, document in bundle.concepts():
        yield from _too_long(_concept(concept), document)
        yield from _bodies(concept, document)
        yield from _claims(concept, document)
    for entry in bundle.entries:
        if isinstance(entry.model, Misconceptions | Glossary):
            yield from _too_long(_lines(entry.model), entry.document)


def _too_long(texts: Sized, document: Document) -> Findings:
    for path, text, bound in texts:
        for language, words in text.items():
            if cells(words) > bound:
                yield document.error(
                    (*path, language), f"{cells(words)} cells, at most {bound} are read at a glance"
                )


def _concept(concept: Concept) -> Sized:
    yield ("summary",), concept.summary, SUMMARY
    for index, fact in enumerate(concept.facts):
        yield ("facts", index, "text"), fact.text, FACT
        if fact.notes_say:
            yield ("facts", index, "notes_say"), fact.notes_say, FACT
    for index, card in enumerate(concept.cards):
        for name, text in _sides(card):
            yield ("cards", index, name), text, CARD
    for index, question in enumerate(concept.questions):
        yield from _question(("questions", index), question)


def _sides(card: Card) -> Iterator[tuple[str, Localized]]:
    if isinstance(card, ClozeCard):
        yield "text", card.text
        return
    yield "front", card.front
    if isinstance(card, TypedCard):
        yield "answer", card.answer
    else:
        yield "back", card.back


def _question(path: FieldPath, question: Question) -> Sized:
    yield (*path, "stem"), question.stem, STEM
    for answer in answers_of(question):
        yield (*path, *answer.path), answer.text, ANSWER
        yield (*path, *answer.path, "why"), answer.why, WHY


def _lines(file: Misconceptions | Glossary) -> Sized:
    if isinstance(file, Glossary):
        for index, term in enumerate(file.root):
            yield (index, "meaning"), term.meaning, LINE
        return
    for index, belief in enumerate(file.root):
        yield (index, "believed"), belief.believed, LINE
        yield (index, "truth"), belief.truth, LINE
        yield (index, "tempting"), belief.tempting, LINE


def _bodies(concept: Concept, document: Document) -> Findings:
    shortest, longest = BODY
    for language, body in concept.body.items():
        if not shortest <= cells(body) <= longest:
            yield document.error(
                ("body", language), f"{cells(body)} cells; an explanation takes {BODY}"
            )


def _claims(concept: Concept, document: Document) -> Findings:
    """A card asks "The notes say: <notes_say>", so the claim itself must stand there."""
    for index, fact in enumerate(concept.facts):
        for language, words in fact.notes_say.items() if fact.notes_say else ():
            if _NOTES_AS_SUBJECT.search(words):
                yield document.error(
                    ("facts", index, "notes_say", language),
                    "tells about the notes; write the claim as the notes make it",
                )
