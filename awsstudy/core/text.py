"""Text at the borders: normal form, and which characters may come in at all."""

from __future__ import annotations

import unicodedata

_FORBIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_ALLOWED = {"\n"}


def normal(text: str) -> str:
    """The text in NFC, as everything is stored and compared (macOS writes Hangul in NFD)."""
    return unicodedata.normalize("NFC", text)


def forbidden_characters(text: str) -> set[str]:
    """The control, zero-width, bidirectional, line-separating and unassigned ones of a text.

    None of them belongs in study text.
    """
    return {
        char
        for char in text
        if char not in _ALLOWED and unicodedata.category(char) in _FORBIDDEN_CATEGORIES
    }


def clean(text: str) -> str:
    """The text in NFC without forbidden characters: for what a person typed or a file brought."""
    bad = forbidden_characters(text)
    return normal("".join(char for char in text if char not in bad))


def cells(text: str) -> int:
    """How many terminal cells a line takes: East Asian wide and full-width characters take two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
