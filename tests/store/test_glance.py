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
from awsstudy.store.plan_records import DayPlan
from awsstudy.store.records import (
    FILE_NAME,
    CardState,
    ExamEvent,
    ExamEventKind,
    ExamSitting,
    Remedy,
    States,
    UnitState,
)
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
        telling=tuple(store.quizzes.telling()),
        remedies=tuple(store.judgements.remedies()),
        treatments=tuple(store.quizzes.treatments()),
        exams=tuple(one for one in store.exams.standings() if not one.done),
        day_plans=tuple(store.plans.day_plans()),
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


def test_it_sees_treatments_and_no_undone_answer(
    full_store: Store, tmp_path: Path, today: date, now: datetime, new_attempt: Make, new_quiz: Make
) -> None:
    log = full_store.quizzes
    remedy = new_quiz(31, kind="remedy", topics=("volume-spans-zones",), item_ids=("a.a",))
    log.begin(remedy)
    log.record(new_attempt(32, session_id=remedy.id))
    believed = {"correct": False, "misconceptions": ("volume-spans-zones",)}
    log.record(new_attempt(33, **believed))
    undone = new_attempt(34, **believed)
    log.record(undone)
    with log.transaction() as connection:
        log.void(connection, undone.id, "attempt", "void", now)
    full_store.judgements.record_remedy(
        Remedy(id="35", misconception="m", step="correction", at=now, study_day=today)
    )
    seen = glance(tmp_path / FILE_NAME, today)
    assert seen is not None
    assert [one.id for one in seen.telling] == [new_attempt(32).id, new_attempt(33).id]
    assert (len(seen.remedies), seen.treatments) == (1, (remedy,))
    assert seen == seen_by(full_store, today)


def test_a_step_of_treatment_is_no_quiz_to_go_on_with(
    full_store: Store, tmp_path: Path, today: date, new_quiz: Make
) -> None:
    before = full_store.quizzes.unfinished()
    assert before is not None
    full_store.quizzes.begin(new_quiz(40, kind="remedy"))
    full_store.quizzes.begin(new_quiz(41, kind="exam"))
    assert full_store.quizzes.unfinished() == before
    assert glance(tmp_path / FILE_NAME, today) == seen_by(full_store, today)


def test_it_sees_the_exams_that_are_not_done(
    full_store: Store, tmp_path: Path, today: date, now: datetime, new_attempt: Make
) -> None:
    log = full_store.exams
    for number in range(4):
        log.begin(sitting(f"exam-{number}", now))
    log.tick("exam-0", 70_000)
    for number in (1, 2):
        wrong = new_attempt(
            90 + number, session_id=f"exam-{number}", question_id="a.a", correct=False
        )
        assert log.finish(event(f"exam-{number}", "submit", now), [wrong])
    log.record(event("exam-2", "reviewed", now))
    log.discard("exam-3", "void-exam", now)
    seen = glance(tmp_path / FILE_NAME, today)
    assert seen == seen_by(full_store, today)
    assert seen is not None
    left, ended = seen.exams
    assert (left.sitting.id, left.submitted, left.left_ms) == ("exam-0", False, 530_000)
    assert (ended.sitting.id, ended.misses, ended.reviewed) == ("exam-1", 1, 0)


def sitting(name: str, now: datetime) -> ExamSitting:
    return ExamSitting(
        id=name,
        at=now,
        exam="e",
        item_ids=("a.a", "b.b"),
        unscored=("b.b",),
        seed=1,
        minutes=10,
        conditions=("short", "in-en"),
    )


def event(name: str, kind: ExamEventKind, now: datetime) -> ExamEvent:
    return ExamEvent(
        id=f"{name}-{kind}",
        sitting_id=name,
        at=now,
        kind=kind,
        place=0,
        response=(),
        elapsed_ms=90_000,
    )


def test_it_sees_the_default_learner_only(
    full_store: Store, tmp_path: Path, today: date, now: datetime, new_attempt: Make
) -> None:
    before = glance(tmp_path / FILE_NAME, today)
    Store(full_store.engine, now, learner="you").quizzes.record(new_attempt(99))
    assert glance(tmp_path / FILE_NAME, today) == before


def test_it_sees_what_was_said_of_days(
    full_store: Store, tmp_path: Path, today: date, now: datetime
) -> None:
    for number, minutes in enumerate((0, 45, None)):
        full_store.plans.plan_days(
            DayPlan(id=f"{number}", at=now, first_day=today, last_day=today, minutes=minutes)
        )
    seen = glance(tmp_path / FILE_NAME, today)
    assert seen == seen_by(full_store, today)
    assert [one.minutes for one in seen.day_plans] == [0, 45, None]


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
