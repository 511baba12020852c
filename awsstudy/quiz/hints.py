"""Hints in up to three levels, each of which lowers what a right answer counts for. Pure.

First an idea, then what narrows the choice: a wrong answer is struck out, or an answer is put into
its place. There always stays something to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Literal

from awsstudy.core.i18n import Localized
from awsstudy.core.seeds import stream
from awsstudy.quiz.item import Item

HintKind = Literal["apart", "idea", "about", "chapter", "strike", "place", "fact"]

MOST_HINTS = 3
CREDIT = (Fraction(1), Fraction(2, 3), Fraction(1, 3), Fraction(0))
"""What a right answer counts for after so many hints."""
UNDECIDED = 2
"""So many slots at least are left to the learner: the last one would follow by itself."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One piece of help."""

    kind: HintKind
    """``apart`` what tells confusables apart, ``idea`` the concept in a sentence, ``about`` the
    concept, ``chapter`` its chapter; ``strike`` and ``place`` narrow the choice; ``fact`` is the
    fact with a gap."""
    text: Localized | None = None
    """What it says; None where it shows on an answer."""
    place: int | None = None
    """The answer that is struck out, or put into its slot; in the item's own order."""


def credit(hints: int) -> Fraction:
    """What a right answer counts for after so many hints."""
    return CREDIT[min(hints, MOST_HINTS)]


def ladder(
    item: Item, shown: Sequence[int], seed: int, idea: Hint | None, fact: Hint | None
) -> tuple[Hint, ...]:
    """Every hint of an item, in the order they are given.

    Args:
        item: the item.
        shown: the places of the answers that are on screen.
        seed: decides what is struck out.
        idea: what the first hint says, if anything can be said.
        fact: the fact with a gap, for where too little can be narrowed.
    """
    narrower = _strikes(item, shown, seed) if item.kind == "choice" else _placings(item, seed)
    first: Iterable[Hint] = () if idea is None else (idea,)
    hints = (*first, *islice(narrower, 2))
    if fact is not None and len(hints) < MOST_HINTS:
        hints = (*hints, fact)
    return hints


def _strikes(item: Item, shown: Sequence[int], seed: int) -> Iterator[Hint]:
    """Wrong answers; the last of them stays."""
    chance = stream(seed, f"strike:{item.id}")
    wrong = [place for place in sorted(shown) if not item.choices[place].correct]
    wrong.sort(key=lambda _: chance.random())
    for place in wrong[:-1]:
        yield Hint("strike", place=place)


def _placings(item: Item, seed: int) -> Iterator[Hint]:
    """An answer that belongs nowhere, then answers in their slots: of an order the first ones."""
    chance = stream(seed, f"place:{item.id}")
    slots = list(range(item.choose))
    if item.kind == "matching":
        slots.sort(key=lambda _: chance.random())
        for place in range(item.choose, len(item.choices)):
            yield Hint("strike", place=place)
            break
    for slot in slots[: item.choose - UNDECIDED]:
        yield Hint("place", place=slot)
