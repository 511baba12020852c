"""A verb does everything or nothing, times are kept in UTC, and references hold."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError, StatementError

from awsstudy.core.errors import StoreError
from awsstudy.store.records import FILE_NAME, CardState, Review, States, UnitState
from awsstudy.store.store import Store

Make = Callable[..., Any]
Dump = dict[str, list[tuple[Any, ...]]]
SEOUL = ZoneInfo("Asia/Seoul")


def dump(store: Store) -> Dump:
    """Every row of every table."""
    with store.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        found = {name: connection.execute(text(f"SELECT * FROM {name}")).all() for name in names}
    return {name: sorted((tuple(row) for row in rows), key=str) for name, rows in found.items()}


def execute(store: Store, sql: str) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql(sql)


@contextmanager
def refusing(store: Store, change: str) -> Iterator[None]:
    """Make the database refuse one kind of change, such as ``INSERT ON day_count``."""
    trouble = "BEGIN SELECT RAISE(ABORT, 'refused by the test'); END"
    execute(store, f"CREATE TRIGGER refusal BEFORE {change} {trouble}")
    yield
    execute(store, "DROP TRIGGER refusal")


@pytest.mark.parametrize("rating", [-1, 0, 5, 7])
def test_a_rating_out_of_range_is_refused_whole(
    store: Store, new_review: Make, learning: UnitState, rating: int
) -> None:
    before = dump(store)
    with pytest.raises(StoreError):
        store.cards.record_review(new_review(rating=rating), learning)
    assert dump(store) == before


def test_days_before_the_last_review_are_refused_whole(
    store: Store, new_review: Make, learning: UnitState
) -> None:
    before = dump(store)
    with pytest.raises(StoreError):
        store.cards.record_review(new_review(delta_days=-1), learning)
    assert dump(store) == before


def test_a_review_is_never_recorded_twice(
    store: Store, new_review: Make, learning: UnitState
) -> None:
    store.cards.record_review(new_review(), learning)
    before = dump(store)
    with pytest.raises(StoreError):
        store.cards.record_review(new_review(), replace(learning, reps=2))
    assert dump(store) == before


@pytest.mark.parametrize("table", ["review", "unit_state", "day_count"])
def test_a_review_is_written_whole_or_not_at_all(
    store: Store, new_review: Make, learning: UnitState, table: str
) -> None:
    before = dump(store)
    with refusing(store, f"INSERT ON {table}"), pytest.raises(StoreError, match="refused"):
        store.cards.record_review(new_review(), learning)
    assert dump(store) == before
    store.cards.record_review(new_review(), learning)
    assert store.cards.units() == {learning.unit_id: learning}


@pytest.mark.parametrize(
    "change", ["INSERT ON void", "UPDATE ON unit_state", "UPDATE ON day_count"]
)
def test_a_review_is_undone_whole_or_not_at_all(
    store: Store, new_review: Make, learning: UnitState, now: datetime, change: str
) -> None:
    first, second = new_review(1), new_review(2)
    store.cards.record_review(first, learning)
    store.cards.record_review(second, replace(learning, reps=2))
    before = dump(store)
    with refusing(store, change), pytest.raises(StoreError, match="refused"):
        store.cards.undo_review(second, learning, "void", now)
    assert dump(store) == before


@pytest.mark.parametrize("table", ["mark", "card_state"])
def test_a_mark_is_written_whole_or_not_at_all(
    store: Store, new_mark: Make, flagged: CardState, table: str
) -> None:
    before = dump(store)
    with refusing(store, f"INSERT ON {table}"), pytest.raises(StoreError, match="refused"):
        store.cards.record_mark(new_mark(), flagged)
    assert dump(store) == before


@pytest.mark.parametrize("change", ["INSERT ON void", "UPDATE ON card_state"])
def test_a_mark_is_undone_whole_or_not_at_all(
    store: Store, new_mark: Make, flagged: CardState, now: datetime, change: str
) -> None:
    store.cards.record_mark(new_mark(), flagged)
    before = dump(store)
    with refusing(store, change), pytest.raises(StoreError, match="refused"):
        store.cards.undo_mark(new_mark(), replace(flagged, flagged=False), "void", now)
    assert dump(store) == before


@pytest.mark.parametrize("table", ["attempt", "day_count", "tally"])
def test_an_answer_is_written_whole_or_not_at_all(
    store: Store, new_attempt: Make, table: str
) -> None:
    before = dump(store)
    with refusing(store, f"INSERT ON {table}"), pytest.raises(StoreError, match="refused"):
        store.quizzes.record(new_attempt())
    assert dump(store) == before


def test_states_are_rewritten_whole_or_not_at_all(
    store: Store, new_review: Make, learning: UnitState
) -> None:
    store.cards.record_review(new_review(), learning)
    before = dump(store)
    with refusing(store, "INSERT ON unit_state"), pytest.raises(StoreError, match="refused"):
        store.cards.rewrite(States({"b": replace(learning, unit_id="b")}, {}), "7")
    assert dump(store) == before


@pytest.mark.parametrize(
    "zone", [UTC, SEOUL, ZoneInfo("America/New_York"), timezone(timedelta(hours=-3, minutes=-30))]
)
def test_times_are_restored_aware_and_in_utc(
    store: Store, new_review: Make, learning: UnitState, zone: Any
) -> None:
    moment = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=zone)
    store.cards.record_review(new_review(at=moment), replace(learning, due_at=moment))
    (review,), (state,) = store.cards.reviews(), store.cards.units().values()
    assert state.due_at is not None
    for restored in (review.at, state.due_at):
        assert restored == moment
        assert restored.tzinfo is UTC


def test_times_are_stored_in_utc(store: Store, new_review: Make, learning: UnitState) -> None:
    moment = datetime(2026, 1, 1, 8, 0, tzinfo=SEOUL)
    store.cards.record_review(new_review(at=moment), learning)
    with store.engine.connect() as connection:
        stored = connection.execute(text("SELECT at FROM review")).scalar_one()
    assert stored == "2025-12-31 23:00:00.000000"


def test_a_naive_time_is_refused_whole(
    store: Store, new_review: Make, learning: UnitState, now: datetime
) -> None:
    before = dump(store)
    naive = now.replace(tzinfo=None)
    with pytest.raises(StatementError, match="timezone"):
        store.cards.record_review(new_review(at=naive), learning)
    with pytest.raises(StatementError, match="timezone"):
        store.cards.record_review(new_review(), replace(learning, due_at=naive))
    assert dump(store) == before


@pytest.mark.parametrize("table", ["review", "unit_state", "attempt"])
def test_a_learner_with_a_record_cannot_vanish(
    store: Store, new_review: Make, new_attempt: Make, learning: UnitState, table: str
) -> None:
    store.cards.record_review(new_review(), learning)
    store.quizzes.record(new_attempt())
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        execute(store, "DELETE FROM learner")
    assert dump(store)[table] != []


def test_a_locked_database_is_told_in_words_and_answers_are_taken_again_later(
    file_store: Store, tmp_path: Path, new_review: Make, learning: UnitState
) -> None:
    with file_store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="keeps the database locked"):
            file_store.cards.record_review(new_review(), learning)
        other.execute("ROLLBACK")
    file_store.cards.record_review(new_review(), learning)
    assert file_store.cards.reviews() == [new_review()]


def test_a_full_disk_is_told_in_words_and_loses_nothing_saved_before(
    file_store: Store, new_review: Make, learning: UnitState
) -> None:
    with file_store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
    saved: list[Review] = []

    def fill() -> None:
        for number in range(10_000):
            file_store.cards.record_review(new_review(number), learning)
            saved.append(new_review(number))

    with pytest.raises(StoreError, match="disk is full"):
        fill()
    assert saved != []
    assert file_store.cards.reviews() == saved
    with file_store.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 99}")
    after = new_review(len(saved))
    file_store.cards.record_review(after, learning)
    assert file_store.cards.reviews() == [*saved, after]
