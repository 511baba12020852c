"""Days ahead: days off cost, more minutes gain, and the day's session goes by them."""

from datetime import timedelta

import pytest

from awsstudy.core.clock import today
from awsstudy.core.errors import SettingsError
from awsstudy.flashcards.memory import GOOD, Answer
from awsstudy.study.calendar import Change
from awsstudy.workspace.ahead import HORIZON, Ahead


@pytest.fixture
def ahead(learner):
    learner.change("exam_date", (today(learner.clock) + timedelta(days=14)).isoformat())
    return Ahead(learner)


def test_days_off_cost_and_more_minutes_gain(ahead) -> None:
    day = ahead.today
    off = ahead.plans([Change(day + timedelta(days=3), day + timedelta(days=4), 0)])
    lost = ahead.difference(off)
    assert lost.points < -lost.margin < 0
    assert lost.told
    one = ahead.plans([Change(day + timedelta(days=3), day + timedelta(days=3), 0)])
    assert lost.points < ahead.difference(one).points < 0
    more = ahead.difference(ahead.plans([Change(day, day + timedelta(days=13), 30)]))
    assert more.points > 3
    assert ahead.difference(off) == lost


def test_what_comes_after_the_exam_costs_nothing(ahead) -> None:
    day = ahead.today + timedelta(days=20)
    found = ahead.difference(ahead.plans([Change(day, day, 0)]))
    assert (found.points, found.told) == (0.0, False)


def test_what_is_kept_is_what_the_day_has(learner, ahead) -> None:
    ahead.days()
    before = ahead.score
    ahead.save(ahead.plans([Change(ahead.today, ahead.today, 0)]))
    first, second = ahead.days()[:2]
    assert (first.minutes, first.said, first.new) == (0, True, 0)
    assert (second.minutes, second.said) == (20, False)
    assert second.new > 0
    assert ahead.score < before
    assert learner.plan().session == ()
    ahead.save(ahead.plans([Change(ahead.today, ahead.today, None)]))
    assert learner.plan().minutes == 20
    ahead.days()
    assert ahead.score == before


def test_a_passed_day_cannot_be_planned(ahead) -> None:
    yesterday = ahead.today - timedelta(days=1)
    with pytest.raises(SettingsError):
        ahead.plans([Change(yesterday, ahead.today, 0)])


def test_missed_days_are_caught_up_with(learner, lived) -> None:
    lived([[Answer(0, GOOD), Answer(0, GOOD)] for _ in range(50)], 4)
    learner.change("exam_date", (today(learner.clock) + timedelta(days=14)).isoformat())
    ahead = Ahead(learner)
    # A hundred answers of 12 seconds make the 20 minutes of the first of four days.
    assert ahead.backlog() == 60
    changes = ahead.catch_up(6)
    assert changes == [Change(ahead.today, ahead.today + timedelta(days=5), 30)]
    assert ahead.difference(ahead.plans(changes)).points > 0


def test_without_an_exam_there_is_a_load_and_no_cost(learner, lived) -> None:
    lived([[Answer(0, GOOD), Answer(0, GOOD), Answer(2, GOOD)] for _ in range(70)], 40)
    ahead = Ahead(learner)
    days = ahead.days()
    assert len(days) == HORIZON
    assert days[0].again == 70
    assert ahead.backlog() == round(70 * 12 / 60)
    assert ahead.difference(ahead.plans([Change(ahead.today, ahead.today, 0)])) is None
