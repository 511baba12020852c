"""Text at the borders: normal form, refused characters, width in cells."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.text import cells, clean, forbidden_characters, normal

FORBIDDEN = {
    "\0": "null",
    "\t": "tab",
    "\r": "carriage return",
    "\x1b": "escape",
    "\x85": "next line",
    "\u00ad": "soft hyphen",
    "\u200b": "zero width space",
    "\u200d": "zero width joiner",
    "\u202e": "right to left override",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\u2066": "left to right isolate",
    "\ufeff": "byte order mark",
    "\ue000": "private use",
    "\U000e0041": "tag",
    "\uffff": "unassigned",
}


@pytest.mark.parametrize("character", FORBIDDEN, ids=list(FORBIDDEN.values()))
def test_characters_that_cannot_be_seen_are_found(character: str) -> None:
    assert forbidden_characters(f"스토{character}리지") == {character}


@pytest.mark.parametrize("text", ["", "a\nb", "스토리지 S3 – 11 nines", "┌─┐ → ✓", "漢字、仮名"])
def test_what_study_text_is_made_of_is_allowed(text: str) -> None:
    assert forbidden_characters(text) == set()
    assert clean(text) == text


def test_hangul_in_parts_becomes_whole() -> None:
    parts = unicodedata.normalize("NFD", "스토리지")
    assert parts != "스토리지"
    assert normal(parts) == clean(parts) == "스토리지"


@given(st.text())
def test_cleaned_text_is_normal_and_allowed_and_stays_so(text: str) -> None:
    cleaned = clean(text)
    assert forbidden_characters(cleaned) == set()
    assert clean(cleaned) == normal(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("S3 Standard", 11),
        ("스토리지", 8),
        ("S3 표준", 7),
        ("漢字", 4),
        ("ＡＢ", 4),
        ("e\u0301", 1),
        ("┌─┐", 3),
    ],
)
def test_a_line_takes_the_cells_a_terminal_gives_it(text: str, width: int) -> None:
    assert cells(text) == width


@given(st.text(), st.text())
def test_the_cells_of_two_texts_add_up(first: str, second: str) -> None:
    assert cells(first + second) == cells(first) + cells(second)
