"""Measures of text that checks share: wrapping in cells, sameness of stems."""

from __future__ import annotations

import re

from awsstudy.core.text import cells


def wrapped_lines(text: str, width: int) -> int:
    """How many terminal lines a text takes when it is wrapped at spaces."""
    return sum(_paragraph_lines(paragraph, width) for paragraph in text.split("\n"))


def _paragraph_lines(paragraph: str, width: int) -> int:
    lines, used = 1, 0
    for word in paragraph.split():
        size = cells(word)
        if used and used + 1 + size > width:
            lines, used = lines + 1, 0
        used += size + bool(used)
        if used > width:
            # The last line of a word that is broken may be full.
            lines += (used - 1) // width
            used = used % width or width
    return lines


def shingles(text: str, size: int = 3) -> frozenset[str]:
    """The runs of ``size`` characters of a text without spaces and signs, for comparing texts."""
    letters = re.sub(r"\W+", "", text.lower())
    return frozenset(letters[i : i + size] for i in range(max(1, len(letters) - size + 1)))


def similarity(first: frozenset[str], second: frozenset[str]) -> float:
    """How much two texts share, from 0 to 1 (Jaccard)."""
    union = len(first | second)
    return len(first & second) / union if union else 1.0
