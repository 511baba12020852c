"""Ids of events are unique and sort by time."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.ids import event_id

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=300_000)).map(EPOCH.__add__)


@given(moments, moments)
def test_ids_sort_as_their_moments_do(first: datetime, second: datetime) -> None:
    if first != second:
        assert (event_id(first) < event_id(second)) is (first < second)


@given(moments)
def test_a_microsecond_later_is_a_later_id(moment: datetime) -> None:
    assert event_id(moment) < event_id(moment + timedelta(microseconds=1))


@given(moments)
def test_an_id_tells_its_millisecond(moment: datetime) -> None:
    assert UUID(event_id(moment)).int >> 80 == (moment - EPOCH) // timedelta(milliseconds=1)


def test_an_id_is_a_uuid_of_version_seven() -> None:
    value = event_id(datetime(2026, 1, 5, tzinfo=UTC))
    assert len(value) == 32
    assert UUID(value).version == 7
    assert UUID(value).variant == RFC_4122


def test_one_moment_gives_different_ids() -> None:
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    assert len({event_id(moment) for _ in range(500)}) == 500


def test_the_zone_a_moment_is_written_in_does_not_matter() -> None:
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    elsewhere = (moment + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=-9)))
    assert event_id(moment) < event_id(elsewhere)
