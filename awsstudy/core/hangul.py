"""With a Hangul keyboard on, ``q`` arrives as ㅂ or in a syllable: back to QWERTY (두벌식)."""

from __future__ import annotations

import unicodedata

_COMPATIBILITY = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        strict=True,
    )
)
_COMPOUND = {
    "ㅘ": "ㅗㅏ",
    "ㅙ": "ㅗㅐ",
    "ㅚ": "ㅗㅣ",
    "ㅝ": "ㅜㅓ",
    "ㅞ": "ㅜㅔ",
    "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
_INITIAL = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MEDIAL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINAL = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def qwerty(character: str) -> str:
    """The letters of the keys that typed a jamo or a syllable; empty for anything else."""
    letters = "".join(_letter(jamo) for jamo in unicodedata.normalize("NFD", character))
    return letters if character and _is_hangul(character) else ""


def _is_hangul(character: str) -> bool:
    return len(character) == 1 and ("ㄱ" <= character <= "ㅣ" or "가" <= character <= "힣")


def _letter(jamo: str) -> str:
    code = ord(jamo)
    if 0x1100 <= code < 0x1100 + len(_INITIAL):
        jamo = _INITIAL[code - 0x1100]
    elif 0x1161 <= code < 0x1161 + len(_MEDIAL):
        jamo = _MEDIAL[code - 0x1161]
    elif 0x11A8 <= code < 0x11A8 + len(_FINAL):
        jamo = _FINAL[code - 0x11A8]
    return "".join(_COMPATIBILITY.get(part, "") for part in _COMPOUND.get(jamo, jamo))
