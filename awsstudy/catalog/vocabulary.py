"""The glossary at work: which terms a text holds, and which spellings lead to a concept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from awsstudy.catalog.models.vocabulary import Term
from awsstudy.core.text import normal

_SHORT = 4
"""Spellings up to so many letters (AMI, EBS) are matched as they are written."""


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a text."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """All terms, ready to be looked for."""

    terms: tuple[Term, ...]

    @cached_property
    def _by_spelling(self) -> Mapping[str, Term]:
        return {normal(one).casefold(): term for term in self.terms for one in term.spellings}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Every spelling, the longest first, so that "EBS volume" is not read as "EBS"."""
        spellings = sorted({one for term in self.terms for one in term.spellings}, key=len)
        return re.compile("|".join(map(_expression, reversed(spellings))) or r"(?!)")

    def find(self, text: str) -> Iterator[Found]:
        """The terms of a text, in order; none overlaps another."""
        for match in self._pattern.finditer(normal(text)):
            term = self._by_spelling[match[0].casefold()]
            yield Found(term, match.start(), match.end())

    def terms_in(self, texts: Iterable[str]) -> list[Term]:
        """The terms of several texts, each once, in the order they are met."""
        met = {found.term.id: found.term for text in texts for found in self.find(text)}
        return list(met.values())

    @cached_property
    def by_concept(self) -> Mapping[str, tuple[str, ...]]:
        """For each concept every spelling of the terms it teaches, casefolded."""
        found: dict[str, list[str]] = defaultdict(list)
        for term in self.terms:
            if term.concept:
                found[term.concept] += [normal(one).casefold() for one in term.spellings]
        return {concept: tuple(spellings) for concept, spellings in found.items()}


def _expression(spelling: str) -> str:
    """A Latin spelling stands alone; a Hangul one begins a word, and particles may follow."""
    escaped = re.escape(spelling)
    if not spelling.isascii():
        return rf"(?<![가-힣A-Za-z]){escaped}"
    whole = rf"(?<![A-Za-z0-9-]){escaped}(?![A-Za-z0-9])"
    return whole if len(spelling) <= _SHORT else f"(?i:{whole})"
