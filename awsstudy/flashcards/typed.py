"""Marks typed answers: case, spaces, hyphens, width and Unicode form never matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def folded(text: str) -> str:
    """What is compared of an answer."""
    return re.sub(r"[\s\-_.,·]+", "", unicodedata.normalize("NFKC", text).casefold())


def is_right(typed: str, accepted: Iterable[str]) -> bool:
    """Whether a typed answer is one of the accepted spellings."""
    answer = folded(typed)
    return bool(answer) and answer in {folded(text) for text in accepted}
