"""FSRS-6 over arrays: the reference's numbers, and those of what commits to the record."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.flashcards.memory import AGAIN, EASY, GOOD, HARD, Answer, Memory, Model, pack
from awsstudy.flashcards.scheduling import (
    DEFAULTS,
    MAX_STABILITY,
    MIN_STABILITY,
    Moment,
    Rating,
    Schedule,
)
from awsstudy.store.records import UnitState

VECTORS = json.loads((Path(__file__).parent / "fsrs6_vectors.json").read_text())
START = date(2026, 1, 5)
STEPS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 4)), min_size=1, max_size=12)
SPREAD = tuple(
    st.floats(0.8 * value, 1.2 * value) if value > 0.01 else st.just(value) for value in DEFAULTS
)


def follow(model: Model, steps: list[tuple[int, int]]) -> list[Memory]:
    memories: list[Memory] = []
    for delta, rating in steps:
        after = model.next(memories[-1], rating, delta) if memories else model.first(rating)
        memories.append(after)
    return memories


def history(steps: list[tuple[int, int]]) -> list[Answer]:
    days = np.cumsum([delta for delta, _ in steps])
    return [Answer(int(day), rating) for day, (_, rating) in zip(days, steps, strict=True)]


@pytest.mark.parametrize("one", VECTORS["histories"], ids=lambda one: one["name"])
def test_arrays_meet_the_reference_at_nine_digits(one) -> None:
    model = Model(VECTORS["parameters"][one["parameters"]])
    memories = follow(model, [(step[0], step[1]) for step in one["steps"]])
    for memory, (_, _, stability, difficulty, days90, days85, tomorrow, month) in zip(
        memories, one["steps"], strict=True
    ):
        assert float(memory.stability) == pytest.approx(stability, rel=1e-9, abs=5e-9)
        assert float(memory.difficulty) == pytest.approx(difficulty, rel=1e-9, abs=5e-9)
        assert float(model.recall(1, memory.stability)) == pytest.approx(tomorrow, abs=1e-8)
        assert float(model.recall(30, memory.stability)) == pytest.approx(month, abs=1e-8)
        for retention, days in ((0.9, days90), (0.85, days85)):
            assert max(1, round(float(model.interval(memory.stability, retention)))) == days


def test_all_histories_at_once_give_what_each_gives_alone() -> None:
    sets = [VECTORS["parameters"][one["parameters"]] for one in VECTORS["histories"]]
    steps = [[(step[0], step[1]) for step in one["steps"]] for one in VECTORS["histories"]]
    together = Model(sets).replay(pack([history(one) for one in steps]))
    for row, (parameters, one) in enumerate(zip(sets, steps, strict=True)):
        alone = follow(Model(parameters), one)[-1]
        assert together.stability[row] == pytest.approx(float(alone.stability), rel=1e-12)
        assert together.difficulty[row] == pytest.approx(float(alone.difficulty), rel=1e-12)


@given(STEPS, st.tuples(*SPREAD))
def test_the_library_and_the_arrays_agree(steps, parameters) -> None:
    schedule, model = Schedule(parameters=parameters), Model(parameters)
    state, day = UnitState(unit_id="a.f"), START
    memories = follow(model, steps)
    for (delta, rating), memory in zip(steps, memories, strict=True):
        day += timedelta(days=delta)
        moment = Moment(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), day)
        state = schedule.rate(state, Rating(rating), moment)
        assert float(memory.stability) == pytest.approx(state.stability, rel=1e-9)
        assert float(memory.difficulty) == pytest.approx(state.difficulty, rel=1e-9)
        assert float(model.recall(9, memory.stability)) == pytest.approx(
            schedule.recall(state, day + timedelta(days=9)), rel=1e-9
        )


@given(STEPS)
def test_the_optimizers_own_memory_agrees_to_its_precision(steps) -> None:
    optimizer = pytest.importorskip("fsrs_rs_python")
    steps = [(0, steps[0][1]), *steps[1:]]
    reviews = [optimizer.FSRSReview(rating, delta) for delta, rating in steps]
    theirs = optimizer.FSRS([]).memory_state(optimizer.FSRSItem(reviews))
    ours = follow(Model(), steps)[-1]
    # Its numbers have 32 bits.
    assert float(ours.stability) == pytest.approx(theirs.stability, rel=1e-4)
    assert float(ours.difficulty) == pytest.approx(theirs.difficulty, rel=2e-5)


@given(st.lists(STEPS, min_size=1, max_size=5))
def test_a_replayed_log_leads_where_the_reviews_led(all_steps) -> None:
    model = Model()
    memory, chances = model.trace(pack([history(steps) for steps in all_steps]))
    for row, steps in enumerate(all_steps):
        memories = follow(model, steps)
        assert memory.stability[row] == pytest.approx(float(memories[-1].stability), rel=1e-12)
        for column, (delta, _) in enumerate(steps):
            if column and delta:
                before = model.recall(delta, memories[column - 1].stability)
                assert chances[row, column] == pytest.approx(float(before), rel=1e-12)
            else:
                assert np.isnan(chances[row, column])


@given(STEPS)
def test_memories_stay_within_their_bounds(steps) -> None:
    for memory in follow(Model(), steps):
        assert MIN_STABILITY <= memory.stability <= MAX_STABILITY
        assert 1 <= memory.difficulty <= 10


@given(st.floats(0.01, 1000), st.floats(1, 10))
def test_on_the_same_day_only_again_shrinks_a_memory(stability, difficulty) -> None:
    before = Memory(np.array(stability), np.array(difficulty))
    model = Model()
    for rating in (HARD, GOOD, EASY):
        assert model.next(before, rating, 0).stability >= stability
    assert model.next(before, AGAIN, 0).stability < stability


def test_a_clock_that_was_set_back_is_the_same_day() -> None:
    back = [Answer(10, GOOD), Answer(7, GOOD), Answer(12, GOOD)]
    same = [Answer(10, GOOD), Answer(10, GOOD), Answer(12, GOOD)]
    assert pack([back]).days.tolist() == pack([same]).days.tolist() == [[0, 0, 2]]


def test_what_was_never_reviewed_has_no_memory() -> None:
    memory = Model().replay(pack([[], [Answer(1, GOOD)]]))
    assert np.isnan(memory.stability).tolist() == [True, False]
    assert pack([]).ratings.shape == (0, 0)
