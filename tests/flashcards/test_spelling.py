"""Typed answers set beside the right one: what differs, and what is a mere slip."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.flashcards.spelling import compare, is_close, nearest
from awsstudy.flashcards.typed import folded, is_right

DIFFERENCES = [
    ("50 GB", "50 TB", "   ^ "),
    ("Standard IA", "standard-ia", "           "),
    ("standar", "standard", "       +"),
    ("standarrd", "standard", "      - "),
    ("가융 영역", "가용 영역", " ^   "),
    ("가용역", "가용 영역", "   + "),
    ("1.5", "15", " - "),
    ("15", "1.5", " + "),
    ("", "EBS", "+++"),
]
SIGNS = {"same": " ", "changed": "^", "missing": "+", "extra": "-"}
CLOSE = [
    ("standrad", "standard"),
    ("standar", "standard"),
    ("standaard", "standard"),
    ("Standart IA", "standard-ia"),
    ("가융 영역", "가용 영역"),
    (unicodedata.normalize("NFD", "가융 영역"), "가용 영역"),
]
NOT_CLOSE = [
    ("", "standard"),
    ("standard", "standard"),
    ("STANDARD", "standard"),
    ("stantart", "standard"),
    ("50 GB", "50 TB"),
    ("16", "15"),
    ("NACM", "NACL"),
    ("EBS", "EFS"),
    ("가용", "가용 영역"),
]


@pytest.mark.parametrize(("typed", "wanted", "shown"), DIFFERENCES)
def test_what_differs(typed: str, wanted: str, shown: str) -> None:
    signs = "".join(SIGNS[sign.difference] for sign in compare(typed, wanted))
    assert signs.replace(" ", "") == shown.replace(" ", "")


@pytest.mark.parametrize(("typed", "wanted"), CLOSE)
def test_one_slip_is_close(typed: str, wanted: str) -> None:
    assert is_close(typed, [wanted])


@pytest.mark.parametrize(("typed", "wanted"), NOT_CLOSE)
def test_another_answer_is_not_close(typed: str, wanted: str) -> None:
    assert not is_close(typed, [wanted])


def test_it_is_compared_with_the_nearest_spelling() -> None:
    assert nearest("time to lives", ["TTL", "time to live", "유효 기간"]) == "time to live"


texts = st.text("abAB 가나각-.1 5", max_size=12)


@given(texts, texts)
def test_both_spellings_can_be_read_off(typed: str, wanted: str) -> None:
    signs = compare(typed, wanted)
    assert "".join(sign.typed for sign in signs) == unicodedata.normalize("NFKC", typed)
    assert "".join(sign.wanted for sign in signs) == unicodedata.normalize("NFKC", wanted)


@given(texts, texts)
def test_nothing_differs_just_where_the_answer_is_the_same(typed: str, wanted: str) -> None:
    same = all(sign.difference == "same" for sign in compare(typed, wanted))
    assert same == (folded(typed) == folded(wanted))


@given(texts, texts)
def test_what_is_right_is_never_merely_close(typed: str, wanted: str) -> None:
    assert not (is_close(typed, [wanted]) and is_right(typed, [wanted]))


@given(st.text("가나다라마바사", min_size=4, max_size=10), st.integers(0, 9))
def test_a_wrong_syllable_is_one_difference_in_any_form(answer: str, place: int) -> None:
    at = place % len(answer)
    typed = unicodedata.normalize("NFD", answer[:at] + "힣" + answer[at + 1 :])
    wrong = [sign for sign in compare(typed, answer) if sign.difference != "same"]
    assert [(sign.typed, sign.wanted) for sign in wrong] == [("힣", answer[at])]
