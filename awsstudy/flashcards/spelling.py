"""How a typed answer differs from the one that was wanted, sign by sign; Hangul by syllable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from awsstudy.flashcards.typed import is_right, weighed

Difference = Literal["same", "changed", "missing", "extra"]
LONGEST = 200
"""Signs of an answer that are compared: what is longer is no slip of the fingers."""
CLOSE_FROM = 4
"""An answer of fewer signs is another one when a sign of it is."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One place of two spellings set side by side."""

    typed: str
    """Empty where it is missing."""
    wanted: str
    """Empty where there is one too many."""
    difference: Difference


def nearest(typed: str, accepted: Iterable[str]) -> str:
    """The accepted spelling that least has to be changed for."""
    return min(accepted, key=lambda one: sum(s.difference != "same" for s in compare(typed, one)))


def compare(typed: str, wanted: str) -> tuple[Sign, ...]:
    """Both spellings side by side with the fewest differences; what never matters is the same."""
    left, right = weighed(typed[:LONGEST]), weighed(wanted[:LONGEST])
    costs = _costs([key for _, key in left], [key for _, key in right])
    return tuple(reversed(list(_traced(left, right, costs))))


def _costs(left: list[str], right: list[str]) -> list[list[int]]:
    """What it costs to make the first signs of one the first signs of the other."""
    rows = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            ways = []
            if i:
                ways.append(rows[i - 1][j] + bool(left[i - 1]))
            if j:
                ways.append(rows[i][j - 1] + bool(right[j - 1]))
            if i and j:
                ways.append(rows[i - 1][j - 1] + (left[i - 1] != right[j - 1]))
            rows[i][j] = min(ways, default=0)
    return rows


def _traced(
    left: list[tuple[str, str]], right: list[tuple[str, str]], costs: list[list[int]]
) -> Iterator[Sign]:
    """The cheapest way back from the ends to the beginnings."""
    i, j = len(left), len(right)
    while i or j:
        here = costs[i][j]
        if i and j and here == costs[i - 1][j - 1] + (left[i - 1][1] != right[j - 1][1]):
            i, j = i - 1, j - 1
            same = left[i][1] == right[j][1]
            yield Sign(left[i][0], right[j][0], "same" if same else "changed")
        elif i and here == costs[i - 1][j] + bool(left[i - 1][1]):
            i -= 1
            yield Sign(left[i][0], "", "extra" if left[i][1] else "same")
        else:
            j -= 1
            yield Sign("", right[j][0], "missing" if right[j][1] else "same")


def is_close(typed: str, accepted: Iterable[str]) -> bool:
    """Whether an answer is wrong by one slip: a sign changed, missing, too many or swapped.

    Short answers, numbers with their units and abbreviations are never nearly right: another sign
    makes another answer of them, as of 50 TB and 50 GB.
    """
    known = tuple(accepted)
    if not typed.strip() or not known or is_right(typed, known):
        return False
    return any(_one_slip(compare(typed, one), one) for one in known)


def _one_slip(signs: tuple[Sign, ...], wanted: str) -> bool:
    wrong = [place for place, sign in enumerate(signs) if sign.difference != "same"]
    if sum(bool(key) for _, key in weighed(wanted)) < CLOSE_FROM:
        return False
    if wanted.isupper() or any(map(str.isdigit, wanted)):
        return False
    return len(wrong) == 1 or (len(wrong) == 2 and _swapped(*(signs[place] for place in wrong)))


def _swapped(first: Sign, second: Sign) -> bool:
    """Whether two signs stand in each other's place."""
    pair = (first.typed.casefold(), second.typed.casefold())
    return pair == (second.wanted.casefold(), first.wanted.casefold())
