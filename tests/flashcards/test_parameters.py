"""Personal parameters: none from few reviews, pulled to the defaults, and never much worse."""

import sys
from datetime import UTC, date, datetime
from itertools import pairwise
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.seeds import stream
from awsstudy.flashcards.comparison import compare, held_out
from awsstudy.flashcards.enough import wants_fit
from awsstudy.flashcards.memory import AGAIN, GOOD, Answer, History, Model
from awsstudy.flashcards.parameters import (
    Fitted,
    NoFit,
    fit,
    log_loss,
    long_term_reviews,
    raw_fit,
    shrunk,
)
from awsstudy.flashcards.scheduling import DEFAULTS, Moment, Rating, Schedule
from awsstudy.store.records import UnitState

pytest.importorskip("fsrs_rs_python")

FORGETFUL = tuple(
    value * (0.3 if index < 4 else 1.8 if index == 20 else 1.0)
    for index, value in enumerate(DEFAULTS)
)
"""A learner whose memories start short and fade fast."""


def drifting_log(seed: int, cards: int, days: int, start=FORGETFUL, end=DEFAULTS) -> list[History]:
    """A log of a learner whose memory changes from one kind to another in the course of it."""
    chance = stream(seed, "log")
    histories: list[History] = []
    for card in range(cards):
        day = int(days * card / cards)
        memory = Model(start).first(GOOD)
        answers = [Answer(day, GOOD)]
        while True:
            gap = max(1, round(float(memory.stability) * chance.uniform(0.5, 1.6)))
            if day + gap >= days:
                break
            day += gap
            share = day / days
            mixed = [(1 - share) * a + share * b for a, b in zip(start, end, strict=True)]
            model = Model(mixed)
            recalled = chance.random() < float(model.recall(gap, memory.stability))
            rating = GOOD if recalled else AGAIN
            memory = model.next(memory, rating, gap)
            answers.append(Answer(day, rating))
            if not recalled:
                memory = model.next(memory, GOOD, 0)
                answers.append(Answer(day, GOOD))
        histories.append(answers)
    return histories


def before(histories: list[History], day: int) -> list[History]:
    kept = [[answer for answer in history if answer.day < day] for history in histories]
    return [history for history in kept if history]


def test_long_term_reviews_are_those_of_a_later_day() -> None:
    one = [Answer(1, GOOD), Answer(1, GOOD), Answer(4, AGAIN), Answer(4, GOOD), Answer(3, GOOD)]
    assert long_term_reviews([one, [Answer(2, GOOD)], []]) == 1
    assert long_term_reviews([]) == 0


@pytest.mark.parametrize(("reviews", "fitted"), [(149, False), (150, True)])
def test_a_fit_needs_enough_reviews(reviews, fitted) -> None:
    log_ = [[Answer(0, GOOD), Answer(1 + number % 5, GOOD)] for number in range(reviews)]
    found = fit(log_)
    assert isinstance(found, Fitted) == fitted
    assert found.reviews == reviews
    if not fitted:
        assert found == NoFit("few_reviews", reviews)


def test_without_the_optional_package_the_defaults_stay(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    histories = drifting_log(1, 200, 120)
    assert fit(histories) == NoFit("no_optimizer", long_term_reviews(histories))


def test_the_same_log_gives_the_same_parameters() -> None:
    histories = drifting_log(1, 120, 120)
    assert fit(histories) == fit(histories)


def test_a_fit_is_pulled_to_the_defaults() -> None:
    raw = tuple(2 * value for value in DEFAULTS)
    half = shrunk(raw, 300)
    for index, (default, own, found) in enumerate(zip(DEFAULTS, raw, half, strict=True)):
        scale = index in {0, 1, 2, 3, 11}
        middle = exp((log(default) + log(own)) / 2) if scale else (default + own) / 2
        assert found == pytest.approx(middle, rel=1e-12), index
    assert shrunk(raw, 149) == DEFAULTS
    assert shrunk(raw, 10**9) == pytest.approx(raw, rel=1e-5)


@given(st.integers(150, 5000), st.integers(1, 5000), st.floats(0.1, 10))
def test_more_reviews_move_further_from_the_defaults(reviews, more, factor) -> None:
    raw = tuple(factor * value for value in DEFAULTS)
    for default, near, far in zip(
        DEFAULTS, shrunk(raw, reviews), shrunk(raw, reviews + more), strict=True
    ):
        assert abs(far - default) >= abs(near - default) - 1e-12


def test_what_is_shipped_is_the_pulled_fit() -> None:
    histories = drifting_log(3, 150, 120)
    found = fit(histories)
    assert isinstance(found, Fitted)
    assert found.parameters == shrunk(raw_fit(histories), found.reviews)


def test_another_fit_waits_for_a_tenth_more_reviews() -> None:
    assert [wants_fit(0, n) for n in (0, 149, 150)] == [False, False, True]
    assert [wants_fit(200, n) for n in (200, 219, 220)] == [False, False, True]


@pytest.mark.parametrize("seed", range(4))
def test_shipped_parameters_never_lose_much_on_the_next_block_of_a_drifting_learner(seed) -> None:
    histories = drifting_log(seed, 320, 150)
    cuts = (50, 75, 100, 125, 150)
    fits = 0
    for since, until in pairwise(cuts):
        found = fit(before(histories, since))
        if isinstance(found, Fitted):
            fits += 1
            block = before(histories, until)
            own = log_loss(found.parameters, block, since)
            usual = log_loss(DEFAULTS, block, since)
            assert own.reviews == usual.reviews > 30
            assert own.log_loss <= usual.log_loss + 0.02
    assert fits >= 3


def test_a_learner_unlike_the_average_is_foretold_better() -> None:
    histories = drifting_log(7, 600, 150, end=FORGETFUL)
    found = held_out(histories)
    assert found is not None
    assert found.after.log_loss < found.before.log_loss - 0.005
    assert abs(found.after.expected - found.after.recalled) < abs(
        found.before.expected - found.before.recalled
    )


def test_a_comparison_says_in_days_what_changes() -> None:
    histories = drifting_log(7, 600, 150, end=FORGETFUL)
    found = fit(histories)
    assert isinstance(found, Fitted)
    told = compare(histories, found)
    assert (told.first_good.before, told.second_good.before) == (2, 11)
    assert told.first_good.after <= 2
    assert told.second_good.after < told.second_good.before
    assert told.recall_in_a_month.after < told.recall_in_a_month.before
    assert told.held_out == held_out(histories)


def test_too_little_before_the_last_days_gives_no_held_out_figure() -> None:
    log_ = [[Answer(0, GOOD), Answer(1 + number % 5, GOOD)] for number in range(160)]
    assert held_out(log_) is None
    assert held_out([]) is None


def test_log_loss_is_that_of_the_reviews_from_a_day_on() -> None:
    histories = [[Answer(0, GOOD), Answer(2, GOOD), Answer(9, AGAIN)], [Answer(0, GOOD)]]
    first = Model().first(GOOD)
    second = Model().next(first, GOOD, 2)
    missed = 1 - float(Model().recall(7, second.stability))
    found = log_loss(DEFAULTS, histories, 3)
    assert found.reviews == 1
    assert found.log_loss == pytest.approx(-np.log(missed))
    assert found.recalled == 0
    assert log_loss(DEFAULTS, histories, 10).reviews == 0


@pytest.mark.parametrize("ratings", [(1, 1), (3, 3), (4, 4), (1, 4), (2, 1)])
def test_whatever_the_log_the_scheduler_takes_its_parameters(ratings) -> None:
    first, later = ratings
    extreme = [
        [Answer(0, first), Answer(1, later), Answer(1, first), Answer(2 + number, later)]
        for number in range(200)
    ]
    found = fit(extreme)
    assert isinstance(found, Fitted)
    memory = Model(found.parameters).first(GOOD)
    state = Schedule(parameters=found.parameters).rate(
        UnitState(unit_id="a.f"),
        Rating.GOOD,
        Moment(datetime(2026, 1, 5, 9, tzinfo=UTC), date(2026, 1, 5)),
    )
    assert state.stability == pytest.approx(float(memory.stability))
