"""Everything fits its place on a terminal of 80 by 24, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.check.measure import wrapped_lines
from awsstudy.catalog.currency import currency_cards
from awsstudy.catalog.models.card import CLOZE, ClozeCard, TypedCard
from awsstudy.catalog.models.question import (
    ChoiceQuestion,
    MatchingQuestion,
    Question,
    answers_of,
    slots,
)
from awsstudy.catalog.source import FieldPath
from awsstudy.core.i18n import Language
from awsstudy.core.text import cells

STEM_WIDTH = 76
OPTION_WIDTH = 70
FEEDBACK_LINES = 19
"""What is left of 24 rows for stem, options and reasons below header, status and verdict."""
CARD_LINES = 14
BODY_WIDTH = 76
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def check(bundle: Bundle) -> Findings:
    """Report questions whose feedback does not fit one screen, long cards and wide diagrams."""
    yield from _questions(bundle)
    yield from _cards(bundle)
    yield from _ambiguous(bundle)
    for concept, document in bundle.concepts():
        for language, body in concept.body.items():
            for block in _FENCE.findall(body):
                if any(cells(line) > BODY_WIDTH for line in block.split("\n")):
                    yield document.error(
                        ("body", language), f"a diagram is wider than {BODY_WIDTH} cells"
                    )


def _ambiguous(bundle: Bundle) -> Findings:
    """Some terminals draw such a character one cell wide and others two: lines would not align."""
    for entry in bundle.entries:
        for path, text in texts(entry.document.data):
            bad = {char for char in text if east_asian_width(char) == "A"}
            if bad:
                yield entry.document.error(path, f"width differs between terminals: {''.join(bad)}")


def texts(data: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Every text of a document with where it stands."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from texts(value, (*path, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts(value, (*path, index))


def _questions(bundle: Bundle) -> Findings:
    for _, question, document, path in bundle.questions():
        for language, stem in question.stem.items():
            lines = wrapped_lines(stem, STEM_WIDTH) + sum(
                wrapped_lines(text, OPTION_WIDTH) for text in _shown(question, language)
            )
            if lines > FEEDBACK_LINES:
                yield document.error(
                    path,
                    f"feedback takes {lines} lines ('{language}'), {FEEDBACK_LINES} fit a screen",
                )


def _shown(question: Question, language: Language) -> list[str]:
    """Every text below the stem once the answer is given."""
    answers = answers_of(question)
    texts = [answer.text[language] for answer in answers]
    if isinstance(question, MatchingQuestion):
        prompts = [pair.prompt[language] for pair in question.pairs]
        texts = [f"{a} - {b}" for a, b in zip(prompts, texts, strict=False)] + texts[len(prompts) :]
    if not isinstance(question, ChoiceQuestion):
        # Under each answer that was wrong stands the one that was put there.
        texts += [max((answer.text[language] for answer in answers), key=cells)] * slots(question)
    return [*texts, *(answer.why[language] for answer in answers)]


def _cards(bundle: Bundle) -> Findings:
    for concept, document in bundle.concepts():
        for index, card in enumerate((*concept.cards, *currency_cards(concept))):
            if isinstance(card, ClozeCard):
                sides = [card.text]
            else:
                sides = [card.front, card.answer if isinstance(card, TypedCard) else card.back]
            for language in ("en", "ko"):
                texts = [CLOZE.sub(r"\g<answer>", side[language]) for side in sides]
                texts += [card.note[language]] if card.note else []
                if sum(wrapped_lines(text, STEM_WIDTH) for text in texts) > CARD_LINES:
                    yield document.error(
                        ("cards", index),
                        f"'{card.id}' takes over {CARD_LINES} lines ('{language}')",
                    )
