"""When a fact comes back: FSRS-6 to nine digits, and our learning steps around it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.clock import study_day
from awsstudy.flashcards.replay import replay
from awsstudy.flashcards.scheduling import ALGO, Moment, Rating, Schedule
from awsstudy.store.records import Review, UnitState

VECTORS = json.loads((Path(__file__).parent / "fsrs6_vectors.json").read_text())
START = date(2026, 1, 5)
NEW = UnitState(unit_id="a.f")


def at(day: date) -> Moment:
    return Moment(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), day)


@pytest.mark.parametrize("history", VECTORS["histories"], ids=lambda one: one["name"])
def test_memory_meets_the_reference_at_nine_digits(history) -> None:
    schedule = Schedule(parameters=VECTORS["parameters"][history["parameters"]])
    state, day = NEW, START
    for delta, rating, stability, difficulty, _, _, tomorrow, month in history["steps"]:
        day += timedelta(days=delta)
        state = schedule.rate(state, Rating(rating), at(day))
        # The file gives six decimals and more; relative agreement to a billionth of what it gives.
        assert state.stability == pytest.approx(stability, rel=1e-9, abs=5e-9)
        assert state.difficulty == pytest.approx(difficulty, rel=1e-9, abs=5e-9)
        assert schedule.recall(state, day + timedelta(days=1)) == pytest.approx(tomorrow, abs=1e-8)
        assert schedule.recall(state, day + timedelta(days=30)) == pytest.approx(month, abs=1e-8)


@pytest.mark.parametrize("history", VECTORS["histories"], ids=lambda one: one["name"])
def test_intervals_of_learned_cards_are_the_references(history) -> None:
    parameters = VECTORS["parameters"][history["parameters"]]
    for column, retention in ((4, 0.9), (5, 0.85)):
        schedule = Schedule(retention, parameters)
        state, day = replace(NEW, phase="review"), START
        for step in history["steps"]:
            day += timedelta(days=step[0])
            state = schedule.rate(replace(state, phase="review"), Rating(step[1]), at(day))
            if state.due_day is not None:
                assert (state.due_day - day).days == step[column]


def test_a_new_card_comes_back_after_one_and_ten_minutes_and_then_after_days() -> None:
    schedule, now = Schedule(), at(START)
    failed = schedule.rate(NEW, Rating.AGAIN, now)
    assert (failed.phase, failed.due_at - now.at) == ("learning", timedelta(minutes=1))
    passed = schedule.rate(failed, Rating.GOOD, now)
    assert (passed.phase, passed.due_at - now.at) == ("learning", timedelta(minutes=10))
    learned = schedule.rate(passed, Rating.GOOD, now)
    assert (learned.phase, learned.due_at) == ("review", None)
    assert learned.due_day > START
    assert learned.algo == ALGO


def test_a_forgotten_card_is_learned_again_and_counts_as_a_lapse() -> None:
    schedule = Schedule()
    known = replace(
        NEW, phase="review", stability=20.0, difficulty=5.0, last_day=START, due_day=START, reps=3
    )
    later = at(START + timedelta(days=20))
    forgotten = schedule.rate(known, Rating.AGAIN, later)
    assert (forgotten.phase, forgotten.lapses) == ("relearning", 1)
    assert forgotten.due_at - later.at == timedelta(minutes=10)
    assert schedule.rate(forgotten, Rating.GOOD, later).phase == "review"


def test_a_better_rating_never_waits_less() -> None:
    known = replace(NEW, phase="review", stability=9.0, difficulty=5.0, last_day=START, reps=3)
    schedule, now = Schedule(), at(START + timedelta(days=9))
    waits = [schedule.wait(schedule.rate(known, rating, now), now) for rating in Rating]
    assert waits == sorted(waits)


@pytest.mark.parametrize(
    ("first", "second", "zone", "days"),
    [
        ("2026-01-05T22:00", "2026-01-06T08:00", "Asia/Seoul", 1),
        ("2026-01-05T22:00", "2026-01-06T03:59", "Asia/Seoul", 0),
        ("2026-01-06T03:59", "2026-01-06T04:00", "Asia/Seoul", 1),
        ("2026-03-28T12:00", "2026-03-29T12:00", "Europe/Berlin", 1),  # an hour is lost
        ("2026-10-24T12:00", "2026-10-25T12:00", "Europe/Berlin", 1),  # and found again
    ],
)
def test_days_are_study_days_whatever_the_clock_does(first, second, zone, days) -> None:
    place = ZoneInfo(zone)
    one, two = (
        study_day(datetime.fromisoformat(text).replace(tzinfo=place), place)
        for text in (first, second)
    )
    assert (two - one).days == days


def test_a_clock_that_was_set_back_is_the_same_day() -> None:
    schedule = Schedule()
    state = schedule.rate(NEW, Rating.GOOD, at(START))
    again = schedule.rate(state, Rating.GOOD, at(START - timedelta(days=3)))
    same = schedule.rate(state, Rating.GOOD, at(START))
    assert again.stability == same.stability


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(Rating)), min_size=1, max_size=12))
def test_a_replayed_log_leads_to_the_same_state(steps) -> None:
    schedule, state, day, log = Schedule(), NEW, START, []
    for number, (delta, rating) in enumerate(steps):
        day += timedelta(days=delta)
        moment = at(day)
        log.append(
            Review(
                id=f"{number:032}",
                card_id="a.b",
                fact_id="a.f",
                at=moment.at,
                study_day=day,
                delta_days=delta,
                rating=rating,
                phase=state.phase,
                ms=1,
                algo=ALGO,
                content_hash="",
            )
        )
        state = schedule.rate(state, rating, moment)
    assert replay(schedule, log, ()).units == {"a.f": replace(state, last_item="a.b")}
    assert 0.001 <= state.stability <= 36_500


def test_a_right_answer_to_a_question_ends_the_learning_steps() -> None:
    schedule = Schedule()
    known = schedule.rate(NEW, Rating.GOOD, at(START), steps=False)
    assert (known.phase, (known.due_day - START).days) == ("review", 2)
    assert known.stability == schedule.rate(NEW, Rating.GOOD, at(START)).stability
    missed = schedule.rate(NEW, Rating.AGAIN, at(START), steps=False)
    assert missed.phase == "learning"


def test_an_interval_that_was_chosen_is_kept() -> None:
    state = Schedule().rate(NEW, Rating.EASY, at(START), interval=6)
    assert (state.due_day - START).days == 6
