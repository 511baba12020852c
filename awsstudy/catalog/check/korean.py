"""Korean text is Korean, and both languages say the same amount."""

from __future__ import annotations

import re

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.core.i18n import Language, Localized

_HANGUL = re.compile(r"[가-힣]")
_SENTENCE = 25
"""English texts longer than this must have Hangul in their Korean."""
_LONGEST_RATIO = 4.0


def check(bundle: Bundle) -> Findings:
    """Report Korean texts without Hangul and texts whose lengths cannot mean the same."""
    for entry in bundle.entries:
        for path in entry.document.lines:
            if path and path[-1] == "ko":
                text = _pair(entry.document.data, path[:-1])
                if text and (problem := _problem(text)):
                    language, reason = problem
                    yield entry.document.error((*path[:-1], language), reason)


def _pair(data: object, path: tuple[str | int, ...]) -> Localized | None:
    for part in path:
        data = data[part]  # type: ignore[index]  # the path came from this very data
    if (
        isinstance(data, dict)
        and isinstance(data.get("en"), str)
        and isinstance(data.get("ko"), str)
    ):
        return Localized(data["en"], data["ko"])
    return None


def _problem(text: Localized) -> tuple[Language, str] | None:
    """What is wrong with a text, and in which language."""
    english, korean = text.en, text.ko
    if len(english) > _SENTENCE and not _HANGUL.search(korean) and _prose(english):
        return "ko", "no Hangul in the Korean text"
    if _HANGUL.search(english):
        return "en", "Hangul in the English text"
    long = max(len(english), 2 * len(korean))
    short = max(1, min(len(english), 2 * len(korean)))
    if long > 60 and long / short > _LONGEST_RATIO:
        return "ko", "the languages differ too much in length to say the same"
    return None


def _prose(english: str) -> bool:
    return len(re.findall(r"\b[a-z]{3,}\b", english)) >= 4
