"""Keys arrive as Hangul when a Hangul keyboard is on: they mean the QWERTY keys they lie on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.hangul import qwerty

# The keys of the 두벌식 keyboard, row by row; shift gives the second row of each pair.
ROWS = {
    "qwertyuiop": "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
    "asdfghjkl": "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
    "zxcvbnm": "ㅋㅌㅊㅍㅠㅜㅡ",
    "QWERTOP": "ㅃㅉㄸㄲㅆㅒㅖ",
}
KEYS = [pair for row in ROWS.items() for pair in zip(*row, strict=True)]


@pytest.mark.parametrize(("key", "jamo"), KEYS)
def test_every_key_is_known_by_its_jamo(key: str, jamo: str) -> None:
    assert qwerty(jamo) == key


@pytest.mark.parametrize(
    ("syllable", "keys"),
    [
        ("가", "rk"),
        ("한", "gks"),
        ("글", "rmf"),
        ("값", "rkqt"),
        ("꽈", "Rhk"),
        ("뷁", "qnpfr"),
        ("의", "dml"),
        ("쒜", "Tnp"),
        ("힣", "glg"),
        ("ㄳ", "rt"),
        ("ㅘ", "hk"),
    ],
)
def test_a_syllable_is_the_keys_that_typed_it(syllable: str, keys: str) -> None:
    assert qwerty(syllable) == keys


def test_no_two_syllables_are_typed_by_the_same_keys() -> None:
    syllables = [chr(code) for code in range(ord("가"), ord("힣") + 1)]
    typed = [qwerty(syllable) for syllable in syllables]
    assert len(set(typed)) == len(syllables)
    assert all(keys.isascii() and keys.isalpha() and 2 <= len(keys) <= 5 for keys in typed)


@given(st.characters())
def test_only_hangul_stands_for_keys(character: str) -> None:
    name = unicodedata.name(character, "")
    hangul = "가" <= character <= "힣" or "ㄱ" <= character <= "ㅣ"
    assert bool(qwerty(character)) is hangul, name


@pytest.mark.parametrize("character", ["", "q", "1", " ", "enter", "漢", "한글", "ᄀ"])
def test_anything_else_stays_what_it_is(character: str) -> None:
    assert qwerty(character) == ""
