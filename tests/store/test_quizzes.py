"""Quizzes and answers: they round-trip, are tallied, and a quiz that was left is found again."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from awsstudy.store.records import DayCount, Tally
from awsstudy.store.store import Store

Make = Callable[..., Any]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"chosen": (), "correct": False, "confidence": "", "first": False},
        {"chosen": (0, 4), "misconceptions": ("one", "two"), "correct": False},
        {"question_id": "sim:coin_toss.heads:7", "generated": True, "language": "en"},
    ],
)
def test_an_answer_comes_back_as_it_was_given(
    store: Store, new_attempt: Make, changes: dict[str, Any]
) -> None:
    attempt = new_attempt(**changes)
    store.quizzes.record(attempt)
    assert store.quizzes.attempts() == [attempt]


@pytest.mark.parametrize("topics", [(), ("object-store",), ("block-store", "object-store")])
def test_a_quiz_comes_back_as_it_was_begun(
    store: Store, new_quiz: Make, topics: tuple[str, ...]
) -> None:
    quiz = new_quiz(topics=topics)
    store.quizzes.begin(quiz)
    assert store.quizzes.unfinished() == quiz


@pytest.mark.parametrize(
    "changes",
    [{"query": 'group:storage -"두 낱말"'}, {"eased": ("object-store",)}, {"kind": "today"}],
)
def test_a_quiz_keeps_what_was_asked_for(
    store: Store, new_quiz: Make, changes: dict[str, Any]
) -> None:
    quiz = new_quiz(**changes)
    store.quizzes.begin(quiz)
    assert store.quizzes.unfinished() == quiz


def test_an_endless_quiz_can_be_gone_on_with_until_another_is_begun(
    store: Store, new_quiz: Make, new_attempt: Make
) -> None:
    endless = new_quiz(1, kind="endless", item_ids=())
    store.quizzes.begin(endless)
    for number in range(3):
        store.quizzes.record(new_attempt(number, session_id=endless.id))
        assert store.quizzes.unfinished() == endless
    other = new_quiz(2)
    store.quizzes.begin(other)
    assert store.quizzes.unfinished() == other


def test_right_with_hints_is_right_but_not_known(store: Store, new_attempt: Make) -> None:
    hinted = new_attempt(1, hints=2)
    store.quizzes.record(hinted)
    tally = store.quizzes.tally(hinted.question_id)
    assert tally is not None
    assert (tally.right, tally.last_right, tally.last_hints, tally.known) == (1, True, 2, False)
    store.quizzes.record(new_attempt(2))
    tally = store.quizzes.tally(hinted.question_id)
    assert tally is not None
    assert (tally.right, tally.last_hints, tally.known) == (2, 0, True)


def test_without_a_quiz_none_is_unfinished(store: Store) -> None:
    assert store.quizzes.unfinished() is None


def test_a_quiz_is_unfinished_until_its_last_answer(
    store: Store, new_quiz: Make, new_attempt: Make
) -> None:
    quiz = new_quiz()
    store.quizzes.begin(quiz)
    for number, item in enumerate(quiz.item_ids, 1):
        assert store.quizzes.unfinished() == quiz
        store.quizzes.record(new_attempt(number, session_id=quiz.id, question_id=item))
    assert store.quizzes.unfinished() is None


def test_only_the_quiz_begun_last_is_gone_on_with(
    store: Store, new_quiz: Make, new_attempt: Make
) -> None:
    left, last = new_quiz(1), new_quiz(2, item_ids=("object-store.taken-name",))
    store.quizzes.begin(last)
    store.quizzes.begin(left)
    assert store.quizzes.unfinished() == last
    store.quizzes.record(new_attempt(session_id=last.id))
    assert store.quizzes.unfinished() is None


def test_answers_can_be_asked_for_by_quiz_and_from_a_study_day_on(
    store: Store, new_attempt: Make, today: date
) -> None:
    tomorrow = today + timedelta(days=1)
    old, other = new_attempt(1), new_attempt(2, session_id="other")
    late = new_attempt(3, study_day=tomorrow)
    for attempt in (late, other, old):
        store.quizzes.record(attempt)
    assert store.quizzes.attempts() == [old, other, late]
    assert store.quizzes.attempts("quiz") == [old, late]
    assert store.quizzes.attempts(since=tomorrow) == [late]
    assert store.quizzes.attempts("other", since=tomorrow) == []


def test_a_question_is_tallied_answer_by_answer(store: Store, new_attempt: Make) -> None:
    first, second = new_attempt(1), new_attempt(2, correct=False, confidence="guess")
    store.quizzes.record(first)
    right = Tally(
        question_id=first.question_id,
        seen=1,
        right=1,
        last_right=True,
        last_at=first.at,
        last_confidence="sure",
    )
    assert store.quizzes.tally(first.question_id) == right
    store.quizzes.record(second)
    both = Tally(
        question_id=first.question_id,
        seen=2,
        right=1,
        last_right=False,
        last_at=second.at,
        last_confidence="guess",
    )
    assert store.quizzes.tallies() == {first.question_id: both}


def test_a_question_never_asked_has_no_tally(store: Store, new_attempt: Make) -> None:
    store.quizzes.record(new_attempt())
    assert store.quizzes.tally("object-store.two-limits") is None


def test_days_are_counted_by_confidence_and_outcome(
    store: Store, new_attempt: Make, today: date
) -> None:
    store.quizzes.record(new_attempt(1, ms=1000))
    store.quizzes.record(new_attempt(2, ms=2000))
    store.quizzes.record(new_attempt(3, ms=4000, correct=False))
    right, wrong = (
        DayCount(study_day=today, kind="attempt", phase="sure", rating=rating, count=n, ms=ms)
        for rating, n, ms in ((3, 2, 3000), (1, 1, 4000))
    )
    days = store.quizzes.day_counts()
    assert sorted(days, key=lambda day: -day.rating) == [right, wrong]


def test_learners_of_one_database_do_not_meet(
    store: Store, new_quiz: Make, new_attempt: Make, now: Any
) -> None:
    you = Store(store.engine, now, learner="you").quizzes
    store.quizzes.begin(new_quiz())
    store.quizzes.record(new_attempt())
    assert you.unfinished() is None
    assert (you.attempts(), you.tallies(), you.day_counts()) == ([], {}, [])


@pytest.mark.parametrize("correct", [True, False, None])
def test_a_prediction_comes_back_as_it_was_given(
    store: Store, new_prediction: Make, correct: bool | None
) -> None:
    predictions = [new_prediction(1, correct=correct), new_prediction(2)]
    for prediction in reversed(predictions):
        store.simulations.record_prediction(prediction)
    assert store.simulations.predictions() == predictions


@pytest.mark.parametrize("reached", [True, False])
def test_a_run_comes_back_as_it_was_given(store: Store, new_run: Make, reached: bool) -> None:
    run = new_run(goal_reached=reached, script='{"params": {"이름": "값"}}')
    store.simulations.record_run(run)
    assert store.simulations.runs() == [run]
