"""A study day runs from 04:00 to 04:00 local, whatever zones and daylight saving do."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.clock import FixedClock, SystemClock, day_start, study_day, today

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2015, 1, 1, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
ZONES = (
    "UTC",
    "Asia/Seoul",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Marquesas",
    "Africa/Cairo",
)
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.timedeltas(timedelta(0), timedelta(days=7000)).map(FIRST.__add__)
days = st.dates(date(2015, 1, 1), date(2036, 1, 1))


@pytest.fixture
def machine_in_seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-01-05T03:59:59.999999", date(2026, 1, 4)),
        ("2026-01-05T04:00:00", date(2026, 1, 5)),
        ("2026-01-05T23:59:00", date(2026, 1, 5)),
        ("2026-01-06T00:30:00", date(2026, 1, 5)),
        ("2026-03-01T03:00:00", date(2026, 2, 28)),
        ("2024-03-01T03:00:00", date(2024, 2, 29)),
        ("2026-01-01T00:00:00", date(2025, 12, 31)),
    ],
)
@pytest.mark.parametrize("zone", [SEOUL, BERLIN, ZoneInfo("UTC")], ids=str)
def test_a_late_evening_belongs_to_its_own_day(local: str, day: date, zone: ZoneInfo) -> None:
    assert study_day(datetime.fromisoformat(local).replace(tzinfo=zone), zone) == day


def test_one_moment_is_another_study_day_elsewhere() -> None:
    moment = datetime(2026, 1, 5, 20, 0, tzinfo=UTC)
    assert study_day(moment, SEOUL) == date(2026, 1, 6)
    assert study_day(moment, ZoneInfo("America/New_York")) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("day", "start", "hours"),
    [
        (date(2026, 3, 28), "2026-03-28T03:00+00:00", 23),  # clocks go forward in this study day
        (date(2026, 3, 29), "2026-03-29T02:00+00:00", 24),
        (date(2026, 10, 24), "2026-10-24T02:00+00:00", 25),  # and back in this one
        (date(2026, 10, 25), "2026-10-25T03:00+00:00", 24),
    ],
)
def test_daylight_saving_changes_how_long_a_day_is_not_when_it_begins(
    day: date, start: str, hours: int
) -> None:
    begins = day_start(day, BERLIN)
    assert begins == datetime.fromisoformat(start)
    assert day_start(day + timedelta(days=1), BERLIN) - begins == timedelta(hours=hours)


def test_an_hour_that_comes_twice_is_one_study_day() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in summer time
    second = first + timedelta(hours=1)  # 02:30 again
    assert first.astimezone(BERLIN).time() == second.astimezone(BERLIN).time()
    assert study_day(first, BERLIN) == study_day(second, BERLIN) == date(2026, 10, 24)


@given(days, zones)
def test_a_day_begins_at_its_start_and_the_one_before_ends_there(day: date, zone: ZoneInfo) -> None:
    start = day_start(day, zone)
    assert start.tzinfo is UTC
    assert start.astimezone(zone).hour == 4
    assert study_day(start, zone) == day
    assert study_day(start - INSTANT, zone) == day - timedelta(days=1)


@given(moments, zones)
def test_every_moment_lies_between_the_starts_of_its_day_and_the_next(
    moment: datetime, zone: ZoneInfo
) -> None:
    day = study_day(moment, zone)
    assert day_start(day, zone) <= moment < day_start(day + timedelta(days=1), zone)


@pytest.mark.usefixtures("machine_in_seoul")
def test_without_a_zone_the_machines_zone_counts() -> None:
    assert day_start(date(2026, 1, 5), None) == datetime(2026, 1, 4, 19, 0, tzinfo=UTC)
    assert study_day(datetime(2026, 1, 4, 18, 59, tzinfo=UTC), None) == date(2026, 1, 4)
    assert study_day(datetime(2026, 1, 4, 19, 0, tzinfo=UTC), None) == date(2026, 1, 5)


def test_today_is_the_study_day_of_the_clock_in_its_zone() -> None:
    clock = FixedClock(datetime(2026, 1, 4, 19, 0, tzinfo=UTC), SEOUL)
    assert today(clock) == date(2026, 1, 5)
    clock.advance(minutes=-1)
    assert today(clock) == date(2026, 1, 4)


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock()
    before, seconds = clock.now(), clock.monotonic()
    assert (clock.now(), clock.monotonic()) == (before, seconds)
    clock.advance(hours=1, seconds=2)
    assert clock.now() - before == timedelta(hours=1, seconds=2)
    assert clock.monotonic() - seconds == 3602


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.zone is None
    first = clock.monotonic()
    assert clock.monotonic() >= first
