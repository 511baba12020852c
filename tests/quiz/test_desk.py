"""The quiz desk over the sample content and a real database."""

import pytest

from awsstudy.core.clock import FixedClock
from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.desk import QuizDesk
from awsstudy.quiz.selection import Wish
from awsstudy.store.store import Store


@pytest.fixture
def store() -> Store:
    return Store.open(None, FixedClock().now())


@pytest.fixture
def desk(sample_catalog, store) -> QuizDesk:
    return QuizDesk(sample_catalog, store.quizzes, FixedClock())


def test_a_quiz_that_was_left_is_found_where_it_was(desk, store) -> None:
    session = desk.start(Wish(length=3), seed=4, ask_confidence=False)
    session = session.give_up()
    desk.save(session, 1200, "en")
    found = desk.unfinished(ask_confidence=False)
    assert found is not None
    assert (found.items, found.index, found.seed) == (session.items, 1, 4)
    assert found.order == session.proceed().order
    for _ in range(2):
        session = session.proceed().give_up()
        desk.save(session, 1, "ko")
    assert desk.unfinished() is None


def test_an_attempt_says_everything_about_the_answer(desk, store) -> None:
    session = desk.start(Wish(length=1), seed=4)
    wrong = next(place for place, choice in enumerate(session.item.choices) if not choice.correct)
    for place in [wrong, *session.item.keys][: session.item.choose]:
        session = session.toggle(place)
    session = session.submit().confide("sure")
    desk.save(session, 900, "ko")
    attempt = store.quizzes.attempts()[0]
    assert not attempt.correct
    assert attempt.first
    assert (attempt.confidence, attempt.ms, attempt.language) == ("sure", 900, "ko")
    assert attempt.misconceptions == (session.last.item.choices[wrong].misconception,)
    assert attempt.content_hash == session.last.item.content_hash


def test_only_the_first_attempt_is_the_first(desk, store) -> None:
    for _ in range(2):
        session = desk.start(Wish(length=1), seed=4).give_up()
        question = session.last.item.id
        desk.save(session, 1, "en")
    firsts = [a.first for a in store.quizzes.attempts() if a.question_id == question]
    assert firsts.count(True) <= 1


def test_a_wish_that_nothing_fits_is_said(desk) -> None:
    with pytest.raises(AwsStudyError):
        desk.start(Wish(mode="wrong"), seed=1)
