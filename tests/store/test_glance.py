"""The quick look before the store is opened sees what the store sees."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from awsstudy.store.glance import EMPTY, Glance, glance
from awsstudy.store.records import FILE_NAME, CardState, States, UnitState
from awsstudy.store.store import Store

Make = Callable[..., Any]


def seen_by(store: Store, day: date) -> Glance:
    """What the store says of everything at a glance."""
    left = store.quizzes.unfinished()
    return Glance(
        states=States(store.cards.units(), store.cards.cards()),
        tallies=store.quizzes.tallies(),
        predictions=tuple(store.simulations.predictions()),
        introduced=store.cards.introduced(day),
        spent_ms=sum(count.ms for count in store.quizzes.day_counts() if count.study_day == day),
        unfinished=len(left.item_ids) - len(store.quizzes.attempts(left.id)) if left else 0,
    )


@pytest.fixture
def reviewed_store(
    file_store: Store, new_review: Make, new_mark: Make, learning: UnitState, today: date
) -> Store:
    """A store with reviews and a mark."""
    later = replace(
        learning, unit_id="b.c", phase="review", due_at=None, due_day=today, last_item="b.c"
    )
    file_store.cards.record_review(new_review(1), learning)
    file_store.cards.record_review(new_review(2, study_day=today - timedelta(days=1)), later)
    file_store.cards.record_review(new_review(3, phase="review", ms=500), later)
    bare = CardState(card_id="d.e", buried_on=today, flagged=True)
    file_store.cards.record_mark(new_mark(4, item_id="d.e"), bare)
    return file_store


@pytest.fixture
def full_store(
    reviewed_store: Store, new_attempt: Make, new_quiz: Make, new_prediction: Make
) -> Store:
    """A store with some of everything."""
    quiz = new_quiz(11, item_ids=("a.a", "b.b", "c.c"))
    log = reviewed_store.quizzes
    log.begin(quiz)
    log.record(new_attempt(12, session_id=quiz.id, confidence="guess"))
    log.record(new_attempt(13, session_id=quiz.id, question_id="b.b", correct=False))
    reviewed_store.simulations.record_prediction(new_prediction(21, correct=None))
    reviewed_store.simulations.record_prediction(new_prediction(22, correct=True))
    return reviewed_store


def test_without_a_file_there_is_nothing_to_see(tmp_path: Path, today: date) -> None:
    assert glance(tmp_path / FILE_NAME, today) == EMPTY
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_it_sees_what_the_store_sees(
    full_store: Store, tmp_path: Path, today: date, days: int
) -> None:
    day = today + timedelta(days=days)
    assert glance(tmp_path / FILE_NAME, day) == seen_by(full_store, day)


def test_it_sees_numbers_worth_comparing(full_store: Store, tmp_path: Path, today: date) -> None:
    seen = glance(tmp_path / FILE_NAME, today)
    assert seen is not None
    assert (len(seen.states.units), len(seen.states.cards)) == (2, 1)
    assert (len(seen.tallies), len(seen.predictions)) == (2, 2)
    assert (seen.introduced, seen.spent_ms, seen.unfinished) == (1, 4000 + 500 + 2 * 9000, 1)


def test_it_sees_no_undone_review(
    full_store: Store, tmp_path: Path, today: date, now: datetime, new_review: Make
) -> None:
    review = new_review(1)
    full_store.cards.undo_review(review, UnitState(unit_id=review.fact_id), "void", now)
    seen = glance(tmp_path / FILE_NAME, today)
    assert seen == seen_by(full_store, today)
    assert seen is not None
    assert seen.introduced == 0


def test_it_sees_the_default_learner_only(
    full_store: Store, tmp_path: Path, today: date, now: datetime, new_attempt: Make
) -> None:
    before = glance(tmp_path / FILE_NAME, today)
    Store(full_store.engine, now, learner="you").quizzes.record(new_attempt(99))
    assert glance(tmp_path / FILE_NAME, today) == before


def test_it_writes_nothing(full_store: Store, tmp_path: Path, today: date) -> None:
    before = (tmp_path / FILE_NAME).read_bytes()
    glance(tmp_path / FILE_NAME, today)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_file_that_is_no_database_is_left_to_the_store(tmp_path: Path, today: date) -> None:
    (tmp_path / FILE_NAME).write_text("Shopping list\n" * 100, "utf-8")
    assert glance(tmp_path / FILE_NAME, today) is None


@pytest.mark.parametrize("version", [-9, 99])
def test_another_schema_is_left_to_the_store(
    file_store: Store, tmp_path: Path, today: date, version: int
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database, database:
        database.execute("UPDATE schema_version SET version = ? + version", (version,))
    assert glance(tmp_path / FILE_NAME, today) is None


def test_a_damaged_row_is_left_to_the_store(full_store: Store, tmp_path: Path, today: date) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database, database:
        database.execute("UPDATE unit_state SET due_day = 'soon' WHERE unit_id = 'b.c'")
    assert glance(tmp_path / FILE_NAME, today) is None
