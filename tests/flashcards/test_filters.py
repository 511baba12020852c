"""Filters of cards and the order they are listed in."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.errors import AwsStudyError
from awsstudy.core.i18n import Localized, Messages
from awsstudy.flashcards.filters import FilterError, card_filter
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.rows import ORDERS, CardRow, ordered, searchable
from awsstudy.store.records import CardState, UnitState

DAY = date(2026, 1, 5)


def row(name: str, **differs: object) -> CardRow:
    item = CardItem(
        f"c.{name}", f"c.{name}", "c", f"c.{name}", Localized.same(name), Localized.same("b"), None
    )
    plain = CardRow(
        item=item,
        group="networking",
        unit=UnitState(unit_id=f"c.{name}"),
        card=CardState(card_id=f"c.{name}"),
        recall=0.0,
        day=DAY,
        own=False,
        note="",
        failed=False,
        words=searchable(name, "Route Table 라우팅 테이블"),
    )
    return replace(plain, **differs)


def met(name: str, recall: float, lapses: int = 0, days: int = 1) -> CardRow:
    unit = UnitState(
        unit_id=f"c.{name}",
        phase="review",
        stability=5.0,
        due_day=DAY + timedelta(days=days),
        reps=3,
        lapses=lapses,
    )
    return row(name, unit=unit, recall=recall)


ROWS = [
    row("new"),
    met("fresh", 0.95),
    met("due", 0.6, days=0),
    met("late", 0.3, days=-5),
    met("leech", 0.9, lapses=8),
    row("flagged", card=CardState(card_id="x", flagged=True)),
    row("suspended", card=CardState(card_id="x", suspended=True), group="storage"),
    row("buried", card=CardState(card_id="x", buried_on=DAY)),
    row("was-buried", card=CardState(card_id="x", buried_on=DAY - timedelta(days=1))),
    row("mine", own=True),
    row("noted", note="a note"),
    row("failed", failed=True),
]
EVERYTHING = [one.item.front.en for one in ROWS]
FOUND = [
    ("", EVERYTHING),
    ("due:yes", ["due", "late"]),
    ("phase:review due:no", ["fresh", "leech"]),
    ("flagged:yes", ["flagged"]),
    ("flagged:yes suspended:yes", []),
    ("suspended:yes", ["suspended"]),
    ("buried:yes", ["buried"]),
    ("leech:yes", ["leech"]),
    ("own:yes", ["mine"]),
    ("note:yes", ["noted"]),
    ("failed:yes", ["failed"]),
    ("recall:<.8", ["due", "late"]),
    ("recall:>=0.9", ["fresh", "leech"]),
    ("-recall:<.8 phase:review", ["fresh", "leech"]),
    ("lapses:>3", ["leech"]),
    ("seen:3 recall:<.5", ["late"]),
    ("group:stor*", ["suspended"]),
    ("-group:networking", ["suspended"]),
    ("concept:c group:storage,networking", EVERYTHING),
    ("phase:new,review -phase:new", ["fresh", "due", "late", "leech"]),
    ('"route table" due:yes', ["due", "late"]),
    ("라우팅 leech", ["leech"]),
    ("LEECH", ["leech"]),
    ("buried", ["buried", "was-buried"]),
    ("-was buried", ["buried"]),
    ("\u2212buried:yes buried", ["was-buried"]),
    ("nothing-like-it", []),
]
WRONG = [
    ("due:maybe", "query.value", 1),
    ("x recal:<1", "query.field", 3),
    ("recall:high", "query.share", 1),
    ("lapses:many", "query.count", 1),
    ("due:", "query.empty", 1),
    ('a "b', "query.unclosed", 3),
    ("phase:old", "query.value", 1),
]


@pytest.mark.parametrize(("line", "found"), FOUND)
def test_what_a_filter_finds(line: str, found: list[str]) -> None:
    fits = card_filter(line)
    assert [one.item.front.en for one in ROWS if fits(one)] == found


@pytest.mark.parametrize(("line", "kind", "column"), WRONG)
def test_what_is_not_understood_is_told_with_its_place(line: str, kind: str, column: int) -> None:
    with pytest.raises(FilterError) as caught:
        card_filter(line)
    assert (caught.value.kind, caught.value.values["column"]) == (kind, column)
    for language in ("en", "ko"):
        assert str(column) in caught.value.said(Messages(language))


@given(st.text('ab:,"-<. recallduyesno', max_size=30))
def test_any_line_is_a_filter_or_told_to_be_none(line: str) -> None:
    try:
        fits = card_filter(line)
    except AwsStudyError:
        return
    assert all(fits(one) in (True, False) for one in ROWS)


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("taught", ["new", "fresh"]),
        ("recall", ["late", "due", "leech", "fresh", "new"]),
        ("due", ["late", "due", "fresh", "leech", "new"]),
        ("lapses", ["leech", "new"]),
    ],
)
def test_the_orders(order: str, first: list[str]) -> None:
    listed = [one.item.front.en for one in ordered(ROWS, order)]
    assert listed[: len(first)] == first
    assert sorted(listed) == sorted(EVERYTHING)
    assert order in ORDERS
