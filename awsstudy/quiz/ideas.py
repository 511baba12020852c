"""What hints say, from what is written: an idea that does not give the answer away. Pure.

A text gives an answer away when it holds most of the words that only the answer has: not the stem,
and none of the other options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.i18n import LANGUAGES, Language, Localized
from awsstudy.quiz.hints import Hint
from awsstudy.quiz.item import Item

GAP = "[...]"
TELLING = 0.5
"""A text with so many of an answer's own words gives it away."""

_WORD = re.compile(r"\w+(?:[.:/-]\w+)*")
_NUMBERS = re.compile(r"\d+(?:[.,/:]\d+)*")
_GAPS = re.compile(r"\[\.\.\.\](?:\W{0,2}\[\.\.\.\])+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SHORT = 3
"""English words of fewer letters tell nothing; numbers do."""


def idea(catalog: Catalog, item: Item) -> Hint | None:
    """The most helpful thing that can be said without giving the answer away."""
    return next((hint for hint in _ideas(catalog, item) if not _tells(hint, item)), None)


def _ideas(catalog: Catalog, item: Item) -> Iterator[Hint]:
    concept = catalog.concepts[item.concept_id]
    for pair in catalog.pairs.values():
        if item.id in pair.questions:
            yield Hint("apart", pair.apart)
    yield Hint("idea", _first_sentence(concept.summary))
    yield Hint("about", concept.title)
    yield from (
        Hint("chapter", group.title) for group in catalog.groups if group.id == concept.group
    )


def _first_sentence(text: Localized) -> Localized:
    return Localized(*(_SENTENCE.split(written.strip())[0] for _, written in text.items()))


def _tells(hint: Hint, item: Item) -> bool:
    """Whether a hint gives the answer away; a chapter only does by being the answer."""
    text, tells = hint.text, _holds_a_key if hint.kind == "chapter" else gives_away
    return text is not None and any(tells(text[one], item, one) for one in LANGUAGES)


def gives_away(text: str, item: Item, language: Language) -> bool:
    """Whether a text tells one of the item's answers."""
    words = _words(text)
    for place in item.keys:
        own = _own_words(item, place, language)
        told = sum(any(_same(one, word) for word in words) for one in own)
        if told >= TELLING * len(own) if own else _holds(text, item, place, language):
            return True
    return False


def _holds(text: str, item: Item, place: int, language: Language) -> bool:
    return item.choices[place].text[language].casefold() in text.casefold()


def _holds_a_key(text: str, item: Item, language: Language) -> bool:
    return any(_holds(text, item, place, language) for place in item.keys)


def fact_with_a_gap(catalog: Catalog, item: Item) -> Hint | None:
    """The item's main fact without the words of its answer; None where it has none of them."""
    if item.kind != "choice" or item.origin == "generated":
        return None
    fact = catalog.facts[item.facts[0]].text
    gapped = Localized(*(_gapped(text, item, language) for language, text in fact.items()))
    if any(GAP not in text for _, text in gapped.items()):
        return None
    hint = Hint("fact", gapped)
    return None if _tells(hint, item) else hint


def _gapped(text: str, item: Item, language: Language) -> str:
    own = {word for place in item.keys for word in _own_words(item, place, language)}

    def hidden(match: re.Match[str]) -> str:
        word = match[0].casefold()
        return GAP if any(_same(one, word) for one in own) else match[0]

    return _GAPS.sub(GAP, _WORD.sub(hidden, text))


def _own_words(item: Item, place: int, language: Language) -> frozenset[str]:
    """The words of an answer that neither the stem nor another answer has."""
    others = [item.stem, *item.prompts]
    others += [one.text for number, one in enumerate(item.choices) if number != place]
    common = {word for text in others for word in _words(text[language])}
    words = _words(item.choices[place].text[language])
    return frozenset(one for one in words if not any(_same(one, other) for other in common))


def _words(text: str) -> frozenset[str]:
    found = (match[0].casefold() for match in _WORD.finditer(text))
    return frozenset(one for one in found if _telling(one))


def _telling(word: str) -> bool:
    return len(word) >= _SHORT or not word.isascii() or any(char.isdigit() for char in word)


def _same(first: str, second: str) -> bool:
    """Whether two words are one: but for an ending in English, for particles in Korean."""
    if first == second:
        return True
    if numbers := _NUMBERS.findall(first):
        return numbers == _NUMBERS.findall(second)
    shorter = min(len(first), len(second))
    common = next((n for n in range(shorter) if first[n] != second[n]), shorter)
    if first.isascii() and second.isascii():
        return common >= max(4, max(len(first), len(second)) - 3)
    return common >= 2 and common >= max(len(first), len(second)) - 2
