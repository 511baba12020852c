"""Typed answers are marked for what they say, not for how they are spelled out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.flashcards.typed import is_right

RIGHT = [
    ("50 TB", "50 TB"),
    ("50 tb", "50 TB"),
    ("50TB", "50 TB"),
    ("  50   TB\t", "50 TB"),
    ("５０ ＴＢ", "50 TB"),
    ("standard ia", "Standard-IA"),
    ("STANDARD_IA", "Standard-IA"),
    ("Standard–IA", "Standard-IA"),
    ("standard‐ia", "Standard-IA"),
    ("standard−ia", "Standard-IA"),
    ("ｓｔａｎｄａｒｄ－ＩＡ", "standard ia"),
    ("standardia.", "Standard-IA"),
    ("Route53", "Route 53"),
    ("t3 micro", "t3.micro"),
    ("us east 1", "us-east-1"),
    ("5000", "5,000"),
    ("5,000", "5000"),
    ("99.9 %", "99.9%"),
    ("99.9%.", "99.9%"),
    ("3–5", "3-5"),
    ("3 - 5", "3-5"),
    ("가용영역", "가용 영역"),
    ("가용　영역", "가용 영역"),
    (unicodedata.normalize("NFD", "가용 영역"), "가용 영역"),
    ("가용 영역", unicodedata.normalize("NFD", "가용 영역")),
    ("읽기ㆍ쓰기", "읽기·쓰기"),
    ("읽기・쓰기", "읽기 쓰기"),
    ("STRASSE", "straße"),
    ("m²", "m2"),
]
WRONG = [
    ("5 TB", "50 TB"),
    ("50 GB", "50 TB"),
    ("500 TB", "50 TB"),
    ("standard", "Standard-IA"),
    ("15 GB", "1.5 GB"),
    ("1.5 GB", "15 GB"),
    ("999 %", "99.9 %"),
    ("35", "3-5"),
    ("가용", "가용 영역"),
    ("가융 영역", "가용 영역"),
    ("50 TB or 5 TB", "50 TB"),
    ("C", "C++"),
]


@pytest.mark.parametrize(("typed", "accepted"), RIGHT)
def test_the_same_in_other_spelling_is_right(typed: str, accepted: str) -> None:
    assert is_right(typed, [accepted])


@pytest.mark.parametrize(("typed", "accepted"), WRONG)
def test_something_else_is_wrong(typed: str, accepted: str) -> None:
    assert not is_right(typed, [accepted])


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "-", "...", " - _ . , · "])
@pytest.mark.parametrize("accepted", [["50 TB"], [""], ["-", "..."], []])
def test_nothing_typed_is_never_right(typed: str, accepted: list[str]) -> None:
    assert not is_right(typed, accepted)


@pytest.mark.parametrize("typed", ["TTL", "time-to-live", "유효기간"])
def test_any_accepted_spelling_is_right(typed: str) -> None:
    assert is_right(typed, ["time to live", "유효 기간", "TTL"])


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


@given(words)
def test_what_is_accepted_is_right_in_every_unicode_form(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert is_right(unicodedata.normalize(form, text), [text])


@given(st.lists(st.text("abcxyz", min_size=1), min_size=1, max_size=5), st.sampled_from(" -_.,·–"))
def test_what_stands_between_words_does_not_matter(parts: list[str], between: str) -> None:
    assert is_right(between.join(parts), [" ".join(parts)])
    assert is_right("".join(parts).upper(), [" ".join(parts)])


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_numbers_are_never_the_same_answer(first: int, second: int) -> None:
    assert is_right(f"{first:,}", [str(second)]) is (first == second)
    assert is_right(f"{first / 100}", [str(second / 100)]) is (first == second)
