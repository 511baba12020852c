"""Fuzzy search over the library: titles and terms first, then services, summaries and facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.concept import Concept
from awsstudy.core.text import normal

TERM_WEIGHT = 8.0
"""What a spelling of the glossary weighs: nearly as much as a title."""


Match = Callable[[str, str], float]
"""How well a text holds a word, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that matches."""

    concept: Concept
    score: float


def search(catalog: Catalog, query: str) -> list[Concept]:
    """The concepts that match, best first; all of them for an empty query."""
    words = normal(query).casefold().split()
    if not words:
        return list(catalog.concepts.values())
    # Letters in order are looked for only when nothing holds the words themselves.
    hits = _hits(catalog, words, _match) or _hits(catalog, words, _in_order)
    return [hit.concept for hit in sorted(hits, key=lambda hit: -hit.score)]


def _hits(catalog: Catalog, words: list[str], match: Match) -> list[Hit]:
    terms = catalog.vocabulary.by_concept
    hits = (
        Hit(concept, _score(concept, terms.get(concept.id, ()), words, match))
        for concept in catalog.concepts.values()
    )
    return [hit for hit in hits if hit.score > 0]


def _score(concept: Concept, terms: tuple[str, ...], words: list[str], match: Match) -> float:
    """The product over all words of the best place each is found in; 0 when one is not found."""
    texts = [*_texts(concept), *((TERM_WEIGHT, term) for term in terms)]
    total = 1.0
    for word in words:
        best = max((weight * match(text, word) for weight, text in texts), default=0.0)
        if best == 0.0:
            return 0.0
        total *= best
    return total


def _texts(concept: Concept) -> Iterator[tuple[float, str]]:
    for text in (concept.id, concept.title.en, concept.title.ko, concept.service):
        yield 10.0, text.casefold()
    for text in (concept.summary.en, concept.summary.ko):
        yield 3.0, text.casefold()
    for fact in concept.facts:
        yield 1.0, fact.text.en.casefold()
        yield 1.0, fact.text.ko.casefold()


def _match(text: str, word: str) -> float:
    """1 for a word's beginning, less inside a word."""
    place = text.find(word)
    if place < 0:
        return 0.0
    starts = place == 0 or not text[place - 1].isalnum()
    return 1.0 if starts else 0.6


def _in_order(text: str, word: str) -> float:
    """A little for a short text that holds the letters in order, as after a slip of the keys."""
    rest = iter(text)
    near = len(word) >= 3 and len(text) <= 60 and all(char in rest for char in word)
    return 0.1 if near else 0.0
