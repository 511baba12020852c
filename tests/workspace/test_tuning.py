"""Personal parameters in the app: when they are fitted, when kept, and that all follows them."""

import sys
from datetime import timedelta
from itertools import pairwise

import pytest

from awsstudy.flashcards.memory import AGAIN, Answer
from awsstudy.flashcards.replay import replay
from awsstudy.flashcards.scheduling import DEFAULTS, Schedule
from awsstudy.store.plan_records import Fit
from awsstudy.workspace.tuning import (
    fit_now,
    memory_model,
    parameters_of,
    reset,
    tune,
)

pytest.importorskip("fsrs_rs_python")

from tests.flashcards.test_parameters import FORGETFUL, drifting_log


@pytest.fixture
def forgetful(lived):
    """150 days of someone who forgets fast."""
    lived(drifting_log(7, 500, 150, end=FORGETFUL), 150)


def test_opening_fits_once_and_derives_every_memory_anew(learner, forgetful) -> None:
    learner.open()
    (fit,) = learner.store.plans.fits()
    assert fit.parameters != DEFAULTS
    assert fit.loss_after < fit.loss_before
    assert fit.reviews == learner.store.cards.long_term()
    log = learner.store.cards
    derived = replay(Schedule(0.9, fit.parameters), log.reviews(), log.marks())
    assert learner.memory.states == derived
    assert log.units() == derived.units
    usual = replay(Schedule(), log.reviews(), log.marks())
    assert derived != usual
    learner.clock.advance(days=1)
    learner.open()
    assert len(learner.store.plans.fits()) == 1


def test_a_fit_that_foretells_worse_is_not_used(learner, lived) -> None:
    # Of late this learner recalls nothing any more: what was learned of them before misleads.
    histories = drifting_log(7, 300, 120, end=FORGETFUL)
    lived([[*one, Answer(130 + n % 10, AGAIN)] for n, one in enumerate(histories)], 140)
    fit = tune(learner)
    assert isinstance(fit, Fit)
    assert fit.loss_after > fit.loss_before
    assert fit.parameters == DEFAULTS
    assert parameters_of(learner) == DEFAULTS
    assert memory_model(learner).standing == "worse"
    assert tune(learner) is None


def test_few_reviews_leave_the_average_model(learner, lived) -> None:
    lived(drifting_log(1, 20, 30), 30)
    learner.open()
    assert learner.store.plans.fits() == []
    assert fit_now(learner) == "few_reviews"
    found = memory_model(learner)
    assert (found.standing, found.fitted_on) == ("average", None)
    assert found.reviews == learner.store.cards.long_term() < found.needed


def test_what_cannot_be_checked_is_not_used(learner, lived) -> None:
    histories, number = [], 0
    for history in drifting_log(5, 400, 40):
        number += sum(1 for a, b in pairwise(history) if b.day > a.day)
        histories.append(history)
        if number >= 155:
            break
    lived(histories, 40)
    assert fit_now(learner) == "no_check"
    assert learner.store.plans.fits() == []


def test_the_setting_and_a_reset_bring_the_average_model_back(learner, forgetful) -> None:
    learner.open()
    own = parameters_of(learner)
    learner.change("personal_memory", value=False)
    learner.cards()
    assert learner.memory.schedule.weights == DEFAULTS
    assert memory_model(learner).standing == "off"
    learner.change("personal_memory", value=True)
    learner.cards()
    assert learner.memory.schedule.weights == own
    learner.clock.advance(seconds=1)
    reset(learner)
    assert learner.memory.schedule.weights == DEFAULTS
    assert memory_model(learner).standing == "reset"
    assert tune(learner) is None
    learner.clock.advance(seconds=1)
    assert isinstance(fit_now(learner), Fit)
    assert parameters_of(learner) == own


def test_without_the_optimizer_nothing_is_fitted(learner, forgetful, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    learner.open()
    assert learner.store.plans.fits() == []
    assert fit_now(learner) == "no_optimizer"


def test_the_report_says_in_days_what_changed_and_for_how_long(learner, forgetful) -> None:
    learner.open()
    numbers = learner.statistics()
    model = numbers.honesty.memory
    assert model.standing == "own"
    assert model.second_days.own < model.second_days.average
    assert model.month.own < model.month.average
    assert model.news(numbers.day)
    assert not model.news(numbers.day + timedelta(days=7))
    assert numbers.honesty.calibration.enough
    assert numbers.honesty.calibration.reviews <= learner.store.cards.long_term()
