"""Ids of events are unique, rise, and tell their time."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import RFC_4122, UUID

from hypothesis import example, given
from hypothesis import strategies as st

from awsstudy.core.ids import EventIds

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), timedelta(days=300_000)).map(EPOCH.__add__)


@given(moments, moments)
def test_ids_of_different_machines_sort_as_their_moments_do(
    first: datetime, second: datetime
) -> None:
    earlier, later = EventIds()(first), EventIds()(second)
    if abs(first - second) >= timedelta(milliseconds=1):
        assert (earlier < later) is (first < second)


@given(st.lists(moments, min_size=2, max_size=20))
def test_ids_of_one_process_rise_whatever_the_clock_does(times: list[datetime]) -> None:
    source = EventIds()
    made = [source(moment) for moment in times]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


@given(moments)
@example(EPOCH + timedelta(milliseconds=1_001))
def test_an_id_tells_its_millisecond(moment: datetime) -> None:
    assert UUID(EventIds()(moment)).int >> 80 == (moment - EPOCH) // timedelta(milliseconds=1)


@given(moments)
def test_an_id_is_a_uuid_of_version_seven(moment: datetime) -> None:
    value = UUID(EventIds()(moment))
    assert value.version == 7
    assert value.variant == RFC_4122


def test_two_machines_do_not_make_the_same_id() -> None:
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    assert len({EventIds()(moment) for _ in range(500)}) == 500


def test_the_zone_a_moment_is_written_in_does_not_matter() -> None:
    source, moment = EventIds(), datetime(2026, 1, 5, tzinfo=UTC)
    elsewhere = (moment + timedelta(seconds=1)).astimezone(timezone(timedelta(hours=-9)))
    here = UUID(source(moment)).int >> 80
    assert UUID(source(elsewhere)).int >> 80 == here + 1000
