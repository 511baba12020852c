"""The exam forecast: once a day, from something, and scored by what came."""

from datetime import timedelta

import pytest

from awsstudy.core.clock import today
from awsstudy.flashcards.memory import GOOD, Answer
from awsstudy.flashcards.scheduling import Rating
from awsstudy.workspace.honesty import log_forecast


def study(learner, number: int) -> None:
    desk = learner.cards()
    for _ in range(number):
        if card := desk.next():
            desk.rate(card, Rating.GOOD, 12_000)


@pytest.fixture
def ahead(learner, lived):
    """Twenty facts learned lately, the exam in ten days."""
    lived([[Answer(0, GOOD), Answer(0, GOOD), Answer(3, GOOD)] for _ in range(20)], 5)
    learner.change("exam_date", (today(learner.clock) + timedelta(days=10)).isoformat())
    return learner


def test_nothing_is_forecast_of_nothing(learner) -> None:
    learner.open()
    assert learner.store.judgements.forecasts("recall") == []
    learner.change("exam_date", "2026-02-01")
    assert log_forecast(learner) is None
    study(learner, 1)
    learner.change("exam_date", None)
    assert log_forecast(learner) is None
    learner.change("exam_date", "2025-12-31")
    assert log_forecast(learner) is None
    assert learner.statistics().honesty.upcoming is None


def test_opening_forecasts_once_a_study_day_and_anew_for_another_exam_day(ahead) -> None:
    ahead.open()
    ahead.open()
    (one,) = ahead.store.judgements.forecasts("recall")
    assert 0 < one.low < one.mean < one.high < 1
    assert one.evidence == 60
    assert log_forecast(ahead) is None
    ahead.clock.advance(days=1)
    ahead.open()
    ahead.change("exam_date", "2026-01-18")
    assert log_forecast(ahead) is not None
    assert [f.study_day.day for f in ahead.store.judgements.forecasts("recall")] == [5, 6, 6]


def test_more_minutes_are_forecast_to_recall_more(ahead) -> None:
    few = log_forecast(ahead)
    ahead.clock.advance(days=1)
    ahead.change("minutes_per_day", 60)
    many = log_forecast(ahead)
    assert many.mean > few.mean + 0.05


def test_after_the_exam_day_the_forecast_is_scored(ahead) -> None:
    ahead.open()
    before = ahead.statistics().honesty
    assert (before.upcoming.made_on, before.past) == (today(ahead.clock), ())
    assert before.upcoming.hit is None
    ahead.clock.advance(days=11)
    after = ahead.statistics().honesty
    assert after.upcoming is None
    (scored,) = after.past
    # Nothing was studied, so less came than the plan foretold.
    assert 0 < scored.came < scored.low
    assert scored.hit is False
    assert after.on_exam_day.of == 0
