"""Marks typed answers: case, spaces, hyphens, width and Unicode form never matter.

Between two digits a point or a hyphen does: 1.5 is not 15, nor is 3-5 the same as 35.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SPACES = re.compile("[\\s_,\u00b7\u30fb\u119e]+")
"""Spaces, commas and middle dots (one of which has become an old vowel in NFKC)."""
_MARKS = re.compile(r"(?<!\d)[-.]+|[-.]+(?!\d)")


def folded(text: str) -> str:
    """What is compared of an answer."""
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", text).casefold())
    return _MARKS.sub("", _SPACES.sub("", text))


def weighed(text: str) -> list[tuple[str, str]]:
    """Each sign of an answer with what is compared of it: nothing where it does not matter."""
    shown = unicodedata.normalize("NFKC", text)
    signs = [(char, _DASHES.sub("-", char.casefold())) for char in shown]
    kept = [place for place, (_, key) in enumerate(signs) if not _SPACES.fullmatch(key)]
    line = "".join(signs[place][1][0] for place in kept)
    ignored = {kept[at] for match in _MARKS.finditer(line) for at in range(*match.span())}
    matters = set(kept) - ignored
    return [(char, key if place in matters else "") for place, (char, key) in enumerate(signs)]


def is_right(typed: str, accepted: Iterable[str]) -> bool:
    """Whether a typed answer is one of the accepted spellings."""
    answer = folded(typed)
    return bool(answer) and answer in {folded(text) for text in accepted}
