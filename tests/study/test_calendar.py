"""The minutes of days: the last word stands, missed minutes are shared fairly."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.errors import SettingsError
from awsstudy.core.settings import Settings
from awsstudy.store.plan_records import DayPlan
from awsstudy.study.calendar import (
    Change,
    caught_up,
    days_from,
    kept_and_past,
    minutes_on,
    missed,
    read_days,
    read_minutes,
    shared,
)

DAY = date(2026, 1, 5)
USUAL = Settings(language="en", minutes_per_day=20)


def said(first: int, last: int, minutes: int | None) -> DayPlan:
    return DayPlan(
        id=f"{first}",
        at=datetime(2026, 1, 5, tzinfo=UTC),
        first_day=DAY + timedelta(days=first),
        last_day=DAY + timedelta(days=last),
        minutes=minutes,
    )


def minutes(*plans: DayPlan) -> list[int]:
    return [minutes_on(day, USUAL, plans) for day in days_from(DAY, 5)]


def test_the_last_word_on_a_day_stands() -> None:
    assert minutes() == [20] * 5
    assert minutes(said(1, 3, 0)) == [20, 0, 0, 0, 20]
    assert minutes(said(1, 3, 0), said(2, 2, 45)) == [20, 0, 45, 0, 20]
    assert minutes(said(1, 3, 0), said(2, 2, 45), said(2, 3, None)) == [20, 0, 20, 20, 20]


def test_a_backlog_is_spread_over_days_that_are_not_off() -> None:
    days = days_from(DAY, 5)
    changes = caught_up(30, days, USUAL, [said(1, 1, 0)], 600)
    assert changes == [
        Change(DAY, DAY, 28),
        Change(days[2], days[2], 28),
        Change(days[3], days[4], 27),
    ]


def test_no_day_gets_more_than_it_can_have() -> None:
    days = days_from(DAY, 2)
    assert caught_up(5000, days, USUAL, [], 60) == [Change(DAY, days[1], 60)]
    assert caught_up(50, days, USUAL, [said(0, 1, 0)], 60) == []


@given(st.integers(0, 3000), st.lists(st.integers(1, 200), max_size=12))
def test_what_is_shared_is_all_there_is_or_all_that_fits(total, rooms) -> None:
    room = {DAY + timedelta(days=n): size for n, size in enumerate(rooms)}
    got = shared(total, room)
    assert sum(got.values()) == min(total, sum(rooms))
    assert all(0 <= got[day] <= room[day] for day in room)
    open_days = [got[day] for day in room if got[day] < room[day]]
    assert not open_days or max(got.values()) <= max(open_days) + 1


def test_missed_minutes_are_those_not_made_up_the_same_day() -> None:
    assert missed([(20, 5.0), (20, 60.0), (0, 0.0), (30, 0.0)]) == 45


def test_days_off_do_not_count_as_missed() -> None:
    studied = {DAY, DAY + timedelta(days=1)}
    today = DAY + timedelta(days=6)
    assert kept_and_past(studied, today, USUAL, []) == (2, 6)
    assert kept_and_past(studied, today, USUAL, [said(1, 4, 0)]) == (2, 3)
    assert kept_and_past(set(), today, USUAL, []) == (0, 0)
    assert kept_and_past({today}, today, USUAL, []) == (0, 0)


@pytest.mark.parametrize(
    ("text", "days"),
    [("2026-12-24", 1), ("2026-12-24..2026-12-26", 3), (" 2026-12-24 ", 1)],
)
def test_days_are_read(text, days) -> None:
    first, last = read_days(text)
    assert (first, (last - first).days + 1) == (date(2026, 12, 24), days)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-12-26..2026-12-24", "2026-12-24..", "..", "24"]
)
def test_what_is_no_day_is_refused(text) -> None:
    with pytest.raises(SettingsError):
        read_days(text)


@pytest.mark.parametrize("text", ["", "-1", "601", "20 min", "1.5", "２０"])
def test_what_is_no_number_of_minutes_is_refused(text) -> None:
    with pytest.raises(SettingsError):
        read_minutes(text, 600)
    assert read_minutes(" 0 ", 600) == 0
