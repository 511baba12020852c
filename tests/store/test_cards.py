"""Reviews and marks: they round-trip, are only ever added to, and undone ones count no more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, get_args

import pytest
from sqlalchemy import text

from awsstudy.core.errors import StoreError
from awsstudy.store.cards import CardLog
from awsstudy.store.records import CardState, Mark, MarkKind, Review, ReviewKind, States, UnitState
from awsstudy.store.store import Store

Make = Callable[..., Any]


def rows(store: Store, table: str) -> int:
    with store.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_a_review_comes_back_as_it_was_given(
    store: Store, new_review: Make, learning: UnitState
) -> None:
    review = new_review(rating=2, phase="relearning", delta_days=12, ms=60_000)
    store.cards.record_review(review, learning)
    assert store.cards.reviews() == [review]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"phase": "review", "due_at": None, "due_day": date(2027, 3, 1), "lapses": 4, "step": 0},
        {"stability": 36_500.0, "difficulty": 10.0},
        {"stability": 0.001, "difficulty": 1.0},
        {"last_item": "sim:coin_toss.heads:7"},
        {"phase": "relearning", "stability": None, "difficulty": None},
    ],
)
def test_a_state_comes_back_as_it_was_given(
    store: Store, new_review: Make, learning: UnitState, changes: dict[str, Any]
) -> None:
    state = replace(learning, **changes)
    store.cards.record_review(new_review(), state)
    assert store.cards.units() == {state.unit_id: state}


def test_a_state_replaces_the_one_before(
    store: Store, new_review: Make, learning: UnitState
) -> None:
    store.cards.record_review(new_review(1), learning)
    later = replace(learning, phase="review", due_at=None, due_day=date(2026, 1, 9), reps=2)
    store.cards.record_review(new_review(2), later)
    assert store.cards.units() == {later.unit_id: later}


@pytest.mark.parametrize("kind", get_args(MarkKind))
def test_a_mark_comes_back_as_it_was_given(
    store: Store, new_mark: Make, flagged: CardState, kind: MarkKind
) -> None:
    mark = new_mark(kind=kind)
    store.cards.record_mark(mark, flagged)
    assert store.cards.marks() == [mark]
    assert store.cards.cards() == {flagged.card_id: flagged}
    assert store.cards.units() == {}


def test_a_review_of_a_card_changes_both_states_and_one_of_a_question_only_the_unit(
    store: Store, new_review: Make, learning: UnitState, flagged: CardState
) -> None:
    store.cards.record_review(new_review(1), learning, flagged)
    store.cards.record_review(new_review(2, kind="question"), replace(learning, reps=2))
    assert store.cards.units() == {learning.unit_id: replace(learning, reps=2)}
    assert store.cards.cards() == {flagged.card_id: flagged}


def test_only_cards_count_as_a_days_reviews(
    store: Store, new_review: Make, learning: UnitState
) -> None:
    for number, kind in enumerate(get_args(ReviewKind)):
        store.cards.record_review(new_review(number, kind=kind), learning)
    counted = [(one.kind, one.count) for one in store.quizzes.day_counts()]
    assert sorted(counted) == [("cram", 1), ("review", 1)]


def test_reviews_are_told_oldest_first(store: Store, new_review: Make, learning: UnitState) -> None:
    for number in (3, 1, 2):
        store.cards.record_review(new_review(number), learning)
    assert store.cards.reviews() == [new_review(1), new_review(2), new_review(3)]


def test_reviews_can_be_asked_for_by_card(
    store: Store, new_review: Make, learning: UnitState
) -> None:
    mine, other = new_review(1), new_review(2, card_id="block-store.zones")
    store.cards.record_review(mine, learning)
    store.cards.record_review(other, replace(learning, unit_id=other.fact_id))
    assert store.cards.reviews(mine.card_id) == [mine]
    assert store.cards.reviews(other.card_id) == [other]
    assert store.cards.reviews("block-store.place") == []


def test_reviews_can_be_asked_for_from_a_study_day_on(
    store: Store, new_review: Make, learning: UnitState, today: date
) -> None:
    days = [today, today + timedelta(days=1), today + timedelta(days=2)]
    for number, day in enumerate(days):
        store.cards.record_review(new_review(number, study_day=day), learning)
    assert [review.study_day for review in store.cards.reviews(since=days[1])] == days[1:]


def test_marks_can_be_asked_for_by_item(store: Store, new_mark: Make, flagged: CardState) -> None:
    mine, other = new_mark(1), new_mark(2, item_id="block-store.attach")
    for mark in (mine, other):
        store.cards.record_mark(mark, flagged)
    assert store.cards.marks(other.item_id) == [other]
    assert store.cards.marks() == [mine, other]


def test_an_undone_review_counts_no_more(
    store: Store, new_review: Make, learning: UnitState, now: datetime
) -> None:
    first, second = new_review(1), new_review(2, phase="learning")
    store.cards.record_review(first, learning)
    store.cards.record_review(second, replace(learning, step=0, reps=2))
    store.cards.undo_review(second, learning, "void", now)
    assert store.cards.reviews() == [first]
    assert store.cards.units() == {learning.unit_id: learning}


def test_an_undone_review_stays_in_the_log_beside_its_void(
    store: Store, new_review: Make, learning: UnitState, now: datetime
) -> None:
    review = new_review()
    store.cards.record_review(review, learning)
    store.cards.undo_review(review, UnitState(unit_id=review.fact_id), "void", now)
    assert (rows(store, "review"), rows(store, "void")) == (1, 1)
    with store.engine.connect() as connection:
        event, kind = connection.execute(text("SELECT event_id, kind FROM void")).one()
    assert (event, kind) == (review.id, "review")


def test_a_card_whose_every_review_was_undone_has_no_state(
    store: Store, new_review: Make, learning: UnitState, now: datetime
) -> None:
    review = new_review()
    store.cards.record_review(review, learning)
    store.cards.undo_review(review, UnitState(unit_id=review.fact_id), "void", now)
    assert store.cards.units() == {}


def test_an_undone_mark_counts_no_more(
    store: Store, new_mark: Make, flagged: CardState, now: datetime
) -> None:
    flag, bury = new_mark(1), new_mark(2, kind="bury")
    store.cards.record_mark(flag, flagged)
    store.cards.record_mark(bury, replace(flagged, buried_on=now.date()))
    store.cards.undo_mark(bury, flagged, "void", now)
    assert store.cards.marks() == [flag]
    assert store.cards.cards() == {flagged.card_id: flagged}
    assert (rows(store, "mark"), rows(store, "void")) == (2, 1)


def test_nothing_is_undone_twice(
    store: Store, new_review: Make, learning: UnitState, now: datetime
) -> None:
    review = new_review()
    store.cards.record_review(review, learning)
    store.cards.undo_review(review, learning, "void-1", now)
    with pytest.raises(StoreError):
        store.cards.undo_review(review, learning, "void-2", now)
    assert rows(store, "void") == 1
    assert store.quizzes.day_counts() == []


def test_an_undone_review_goes_back_in_the_days_counts(
    store: Store, new_review: Make, learning: UnitState, now: datetime
) -> None:
    kept, undone = new_review(1, ms=4000), new_review(2, ms=7000)
    store.cards.record_review(kept, learning)
    before = store.quizzes.day_counts()
    store.cards.record_review(undone, learning)
    assert [(day.count, day.ms) for day in store.quizzes.day_counts()] == [(2, 11_000)]
    store.cards.undo_review(undone, learning, "void", now)
    assert store.quizzes.day_counts() == before


def test_days_are_counted_by_phase_and_rating(
    store: Store, new_review: Make, learning: UnitState, today: date
) -> None:
    tomorrow = today + timedelta(days=1)
    for number, (day, phase, rating) in enumerate(
        [(today, "new", 3), (today, "new", 3), (today, "review", 1), (tomorrow, "new", 3)]
    ):
        review = new_review(number, study_day=day, phase=phase, rating=rating)
        store.cards.record_review(review, learning)
    counted = {(d.study_day, d.phase, d.rating): d.count for d in store.quizzes.day_counts()}
    assert counted == {(today, "new", 3): 2, (today, "review", 1): 1, (tomorrow, "new", 3): 1}
    assert [day.study_day for day in store.quizzes.day_counts(since=tomorrow)] == [tomorrow]


def test_only_new_cards_of_that_day_are_introduced(
    store: Store, new_review: Make, learning: UnitState, today: date, now: datetime
) -> None:
    given: list[Review] = [
        new_review(1),
        new_review(2, rating=1),
        new_review(3, phase="learning"),
        new_review(4, phase="review"),
        new_review(5, study_day=today - timedelta(days=1)),
    ]
    for review in given:
        store.cards.record_review(review, learning)
    assert store.cards.introduced(today) == 2
    store.cards.undo_review(given[1], learning, "void", now)
    assert store.cards.introduced(today) == 1
    assert store.cards.introduced(today + timedelta(days=1)) == 0


def test_states_are_rewritten_as_a_whole(
    store: Store, new_review: Make, learning: UnitState, flagged: CardState
) -> None:
    assert store.cards.version() == ""
    store.cards.record_review(new_review(), learning)
    other = replace(learning, unit_id="block-store.zones", lapses=3)
    states = States({other.unit_id: other}, {flagged.card_id: flagged})
    store.cards.rewrite(states, "7")
    assert (store.cards.units(), store.cards.cards()) == (states.units, states.cards)
    assert store.cards.version() == "7"
    assert len(store.cards.reviews()) == 1


def test_learners_of_one_database_do_not_meet(
    store: Store,
    new_review: Make,
    new_mark: Make,
    learning: UnitState,
    flagged: CardState,
    now: datetime,
) -> None:
    you = Store(store.engine, now, learner="you").cards
    store.cards.record_review(new_review(1), learning)
    store.cards.record_mark(new_mark(1), flagged)
    assert (you.reviews(), you.marks(), you.units(), you.cards()) == ([], [], {}, {})
    you.rewrite(States({}, {}), "7")
    yours: Mark = new_mark(2)
    you.record_mark(yours, replace(flagged, reps=9))
    assert store.cards.version() == ""
    assert store.cards.cards() == {flagged.card_id: flagged}
    assert store.cards.units() == {learning.unit_id: learning}
    assert store.cards.marks() == [new_mark(1)]
    assert you.marks() == [yours]


def test_a_review_belongs_to_a_learner_who_exists(
    store: Store, new_review: Make, learning: UnitState
) -> None:
    stranger = CardLog(store.engine, "nobody")
    with pytest.raises(StoreError):
        stranger.record_review(new_review(), learning)
    assert rows(store, "review") == 0
