"""Exam mode: the reference's scores, what is promised of every plan, and the edges."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.flashcards.memory import Memory, Model
from awsstudy.study.gain import (
    CARDS,
    QUESTIONS,
    Costs,
    Planner,
    Reason,
    Situation,
    Units,
    blueprint_weights,
    fill,
    has_room,
    seconds_to_come,
)
from awsstudy.study.outlook import outlook

PLANNER = Planner()


def make(rows, weight=1.0, costs=CARDS) -> Units:
    """Units from (stability, difficulty, elapsed), or None for one that was never seen."""
    known = [row or (np.nan, np.nan, 0) for row in rows]
    stability, difficulty, elapsed = (np.array([row[n] for row in known], float) for n in range(3))
    seen = np.array([row is not None for row in rows], bool)
    weights = np.broadcast_to(np.asarray(weight, float), (len(rows),)).copy()
    return Units(Memory(stability, difficulty), elapsed, seen, weights, costs)


def new(count: int) -> Units:
    return make([None] * count, 1 / count)


SEEN = st.tuples(st.floats(0.05, 500), st.floats(1, 10), st.integers(0, 90))
ROWS = st.lists(st.one_of(st.none(), SEEN), min_size=1, max_size=25)
SITUATIONS = st.builds(
    Situation,
    days=st.integers(1, 60),
    budget=st.floats(0, 3600),
    to_come=st.one_of(st.none(), st.floats(0, 100_000)),
    evidence=st.integers(0, 300),
)


@pytest.mark.parametrize(
    ("unit", "days", "score"),
    [
        ((2.3065, 2.1181, 2), 28, 0.00865151),
        ((2.3065, 2.1181, 2), 1, 0.00623368),
        ((0.5, 8, 1), 10, 0.00637960),
        ((10, 5, 10), 10, 0.00582012),
        ((60, 3, 20), 5, 0.00279027),
        (None, 30, 0.01686743),
        (None, 15, 0.01853010),
        (None, 5, 0.02110287),
        (None, 1, 0.02404669),
    ],
)
def test_scores_are_the_references(unit, days, score) -> None:
    assert PLANNER.worth(make([unit]), days).score[0] == pytest.approx(score, abs=1e-8)


@given(ROWS, SITUATIONS)
def test_a_plan_takes_each_useful_unit_once(rows, situation) -> None:
    units = make(rows)
    plan = PLANNER.plan_day(units, situation)
    assert len(set(plan.order.tolist())) == len(plan)
    assert (plan.gain > 0).all()
    today = units.seen & (units.elapsed < 1)
    assert not today[plan.order].any()
    worth = PLANNER.worth(units, situation.days)
    useful = (worth.gain > 0) & ~today
    assert set(plan.order.tolist()) == set(np.flatnonzero(useful).tolist())
    rest = plan.reasons != Reason.FLOOR
    assert (np.diff((plan.gain / plan.seconds)[rest]) <= 1e-15).all()


@given(ROWS, SITUATIONS, st.data())
def test_more_weight_never_comes_later(rows, situation, data) -> None:
    units = make(rows)
    one = data.draw(st.integers(0, len(rows) - 1))
    heavier = units.weight.copy()
    heavier[one] *= data.draw(st.floats(1, 10))
    before = PLANNER.plan_day(units, situation).order.tolist()
    after = PLANNER.plan_day(replace(units, weight=heavier), situation).order.tolist()
    assert sorted(before) == sorted(after)
    if one in before:
        assert after.index(one) <= before.index(one)


@given(ROWS, SITUATIONS)
def test_a_session_never_takes_longer_than_the_minutes(rows, situation) -> None:
    plan = PLANNER.plan_day(make(rows), situation)
    session = fill(plan, situation.budget)
    left = situation.budget - session.seconds.sum()
    assert left >= -1e-6
    skipped = ~np.isin(plan.order, session.order)
    assert (plan.seconds[skipped] > left - 1e-6).all()


@given(ROWS, SITUATIONS)
def test_a_session_adds_what_its_units_add(rows, situation) -> None:
    units = make(rows, 1 / len(rows))
    session = fill(PLANNER.plan_day(units, situation), situation.budget)
    expected = PLANNER.expected(units, session, situation.days)
    assert 0 <= expected.now <= expected.after <= 1
    assert expected.after - expected.now == pytest.approx(session.gain.sum())


@pytest.mark.parametrize("days", [0, -3])
def test_after_the_exam_nothing_is_planned(days) -> None:
    units = make([(5, 5, 3), None])
    plan = PLANNER.plan_day(units, Situation(days, 1200))
    assert len(plan) == 0
    now = PLANNER.expected(units, plan, days)
    assert now.now == now.after == pytest.approx(float(Model().recall(3, 5)))


def test_without_units_the_plan_is_empty() -> None:
    units = make([])
    plan = PLANNER.plan_day(units, Situation(10, 1200))
    assert len(fill(plan, 1200)) == 0
    assert PLANNER.expected(units, plan, 10).now == 0
    assert outlook(PLANNER, units, Situation(10, 1200)).covered_in == 0


def test_without_minutes_nothing_fits() -> None:
    assert len(fill(PLANNER.plan_day(new(5), Situation(10, 0)), 0)) == 0


def test_on_the_eve_what_would_be_forgotten_comes_first() -> None:
    units = make([(300, 5, 2), (8, 5, 7), (3, 5, 7), (1, 5, 7)])
    plan = PLANNER.plan_day(units, Situation(1, 1200))
    base = PLANNER.worth(units, 1).base
    assert plan.order.tolist() == np.argsort(base).tolist() == [3, 2, 1, 0]
    assert set(plan.reasons.tolist()) == {Reason.SWEEP}


def mixed(seen: int, fresh: int) -> Units:
    return make([(20, 5, 5)] * seen + [None] * fresh, 1 / (seen + fresh))


def test_reviews_get_their_share_until_the_learner_is_known() -> None:
    units = mixed(100, 300)
    few, enough = Situation(30, 1200, evidence=149), Situation(30, 1200, evidence=150)
    session = fill(PLANNER.plan_day(units, few), 1200)
    floor = session.reasons == Reason.FLOOR
    assert 0.12 * 1200 <= session.seconds[floor].sum() <= 0.15 * 1200
    # What is left at the end may be too short for anything new.
    assert (session.reasons[~floor][:20] == Reason.NEW).all()
    later = fill(PLANNER.plan_day(units, enough), 1200)
    assert (later.reasons[:25] == Reason.NEW).all()
    assert Reason.FLOOR not in PLANNER.plan_day(mixed(100, 0), few).reasons


def test_reviews_give_way_when_there_is_no_time_for_all_that_is_new() -> None:
    units = mixed(100, 300)
    # 300 new units of 38 s are 11,400 s: three quarters of 15,200.
    for to_come, room in ((15_200.0, True), (15_199.0, False)):
        situation = Situation(12, 1200, to_come)
        assert has_room(units, situation) == room
        reasons = PLANNER.plan_day(units, situation).reasons
        assert (Reason.FLOOR in reasons) == room


def test_quick_units_come_before_slow_ones_of_the_same_worth() -> None:
    slow = Costs(np.array([13.0, 45.0]), np.array([37.4, 75.0]), np.array([38.0, 75.0]))
    units = make([(5, 5, 5), (5, 5, 5)], costs=slow)
    plan = PLANNER.plan_day(units, Situation(10, 1200))
    assert plan.order.tolist() == [0, 1]
    assert plan.gain[0] == plan.gain[1]
    assert PLANNER.worth(make([None], costs=QUESTIONS), 9).seconds.tolist() == [75]


def test_weights_share_the_score_among_a_domains_units() -> None:
    domains = np.array([0, 0, 0, 1, 1, 3])
    shares = np.array([30, 26, 24, 20.0])
    weights = blueprint_weights(domains, shares)
    assert weights.sum() == pytest.approx(1)
    # The third domain has no units; the others share its part.
    assert weights == pytest.approx(np.array([10, 10, 10, 13, 13, 20]) / 76)
    important = blueprint_weights(domains, shares, np.array([2, 1, 1, 1, 1, 1.0]))
    assert important.sum() == pytest.approx(1)
    assert important[:3] == pytest.approx(np.array([15, 7.5, 7.5]) / 76)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40))
def test_weights_sum_to_one(domains) -> None:
    assert blueprint_weights(
        np.array(domains), np.array([24, 30, 34, 12.0])
    ).sum() == pytest.approx(1)


def test_days_to_come_are_kept_as_days_were_kept() -> None:
    assert seconds_to_come(1200, 30, 0, 0) == 30 * 1200
    assert seconds_to_come(1200, 10, 18, 18) == 10 * 1200
    assert seconds_to_come(1200, 10, 8, 18) == 10 * 1200 / 2


def test_some_units_are_planned_as_among_all() -> None:
    units = make([(5, 5, 5), None, (9, 3, 2)])
    part = units.chosen(np.array([2, 0]))
    whole = PLANNER.worth(units, 10)
    assert PLANNER.worth(part, 10).score == pytest.approx(whole.score[[2, 0]])
    assert len(part) == 2


def test_an_outlook_says_when_all_will_have_been_seen() -> None:
    # 100 new units of 38 s are 3,800 s; with 15 % for reviews from the second day, four days.
    seen = outlook(PLANNER, new(100), Situation(20, 1200))
    assert seen.covered_in == 3
    assert outlook(PLANNER, new(100), Situation(2, 1200)).covered_in is None
    assert outlook(PLANNER, make([(5, 5, 5)]), Situation(2, 1200)).covered_in == 0
    assert outlook(PLANNER, new(100), Situation(0, 1200)).score == 0


def test_more_minutes_promise_more() -> None:
    scores = [outlook(PLANNER, new(150), Situation(15, 60.0 * m)).score for m in (5, 10, 20, 40)]
    assert scores == sorted(scores)
    assert scores[0] < 0.6
    assert scores[-1] > 0.9


def test_an_outlook_is_the_same_again_and_hardly_moved_by_chance() -> None:
    units, situation = new(300), Situation(20, 1200)
    assert outlook(PLANNER, units, situation) == outlook(PLANNER, units, situation)
    scores = [outlook(PLANNER, units, situation, seed).score for seed in range(5)]
    assert max(scores) - min(scores) < 0.03
