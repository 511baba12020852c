"""Korean text is Korean, and both languages say the same amount."""

from __future__ import annotations

import re

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.core.i18n import Language, Localized

_HANGUL = re.compile(r"[가-힣]")
_SENTENCE = 25
"""English texts longer than this must have Hangul in their Korean."""
_GRAMMAR = re.compile(
    r"(은|는|가|을|를|에|의|와|과|로|도|만|라|다|요|까|함|됨|것|고|며|면|한|할|된|될|별|동안)$"
)
"""Particles and endings: a Korean sentence has some, English written in Hangul has none."""
_WORDS = 5
"""Fewer words may be a name or a label, which needs no particle."""
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
    if english.endswith((".", "?")) and _prose(english) and _transliterated(korean):
        return "ko", "the Korean is English written in Hangul: no particle or ending in it"
    if _HANGUL.search(english):
        return "en", "Hangul in the English text"
    long = max(len(english), 2 * len(korean))
    short = max(1, min(len(english), 2 * len(korean)))
    if long > 60 and long / short > _LONGEST_RATIO:
        return "ko", "the languages differ too much in length to say the same"
    return None


def _transliterated(korean: str) -> bool:
    """Whether a text that is no list of names has no particle and no ending anywhere."""
    words = re.findall(r"[가-힣]+", korean)
    sentence = len(words) >= _WORDS and "," not in korean
    return sentence and not any(_GRAMMAR.search(word) or _subject(word) for word in words)


def _subject(word: str) -> bool:
    """Whether a word ends in the particle that follows a final consonant, unlike 게이트웨이."""
    return word.endswith("이") and len(word) > 1 and (ord(word[-2]) - ord("가")) % 28 != 0


def _prose(english: str) -> bool:
    return len(re.findall(r"\b[a-z]{3,}\b", english)) >= 4
