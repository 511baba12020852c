"""The queue and the desk over a real database."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsstudy.core.clock import FixedClock
from awsstudy.core.i18n import Localized
from awsstudy.core.settings import Settings
from awsstudy.flashcards.desk import CardDesk
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.remembering import Memory
from awsstudy.flashcards.scheduling import Rating, Schedule
from awsstudy.store.store import Store


def item(number: int, fact: int | None = None) -> CardItem:
    text = Localized.same(f"text {number}")
    fact_id = f"c.f{number if fact is None else fact}"
    return CardItem(f"c.k{number}", f"c.k{number}", "c", fact_id, text, text, None)


def desk_of(items: list[CardItem], clock: FixedClock, store: Store, **wishes: object) -> CardDesk:
    chosen = Settings(language="en", **{"new_per_day": 3, **wishes})
    return CardDesk({one.id: one for one in items}, memory_of(clock, store), chosen)


def memory_of(clock: FixedClock, store: Store) -> Memory:
    return Memory(store.cards, clock, Schedule())


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(clock: FixedClock) -> Store:
    return Store.open(None, clock.now())


def test_new_cards_are_limited_a_day(clock, store) -> None:
    items = [item(n) for n in range(8)]
    desk = desk_of(items, clock, store)
    assert desk.counts().new == 3
    desk.rate(desk.next(), Rating.GOOD, 1)
    assert desk_of(items, clock, store).counts().new == 2
    clock.advance(days=1)
    assert desk_of(items, clock, store).counts().new == 3


def test_siblings_of_one_fact_wait_until_it_is_due(clock, store) -> None:
    items = [item(1, fact=1), item(2, fact=1), item(3, fact=3)]
    desk = desk_of(items, clock, store)
    assert desk.counts().new == 2
    first = desk.next()
    desk.rate(first, Rating.EASY, 1)
    assert desk.next().id == "c.k3"
    desk.rate(desk.next(), Rating.EASY, 1)
    assert desk.next() is None
    clock.advance(days=1)
    assert desk_of(items, clock, store).next() is None


def test_a_card_being_learned_comes_first_when_it_is_due(clock, store) -> None:
    desk = desk_of([item(1), item(2), item(3)], clock, store)
    failed = desk.next()
    desk.rate(failed, Rating.AGAIN, 1)
    assert desk.next() != failed
    clock.advance(minutes=1)
    assert desk.next() == failed


def test_the_day_turns_at_four(clock, store) -> None:
    desk = desk_of([item(1)], clock, store)
    state = desk.rate(desk.next(), Rating.EASY, 1)
    clock.instant = clock.instant.replace(hour=3, minute=59) + (state.due_day - state.last_day)
    assert desk_of([item(1)], clock, store).next() is None
    clock.advance(minutes=1)
    assert desk_of([item(1)], clock, store).next() is not None


def test_buried_cards_come_back_tomorrow_and_suspended_ones_do_not(clock, store) -> None:
    items = [item(1), item(2)]
    desk = desk_of(items, clock, store)
    desk.mark(items[0], "bury")
    desk.mark(items[1], "suspend")
    assert desk.next() is None
    clock.advance(days=1)
    assert desk_of(items, clock, store).next() == items[0]


def test_the_least_likely_to_be_recalled_comes_first(clock, store) -> None:
    items = [item(n) for n in range(3)]
    desk = desk_of(items, clock, store)
    for rating in (Rating.EASY, Rating.EASY, Rating.EASY):
        desk.rate(desk.next(), rating, 1)
    clock.advance(days=40)
    strong = items[1]
    desk_of(items, clock, store).rate(strong, Rating.EASY, 1)
    clock.advance(days=400)
    later = desk_of(items, clock, store, new_per_day=0)
    assert later.next() != strong


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["again", "good", "easy", "flag", "bury", "suspend"]), max_size=12))
def test_undoing_everything_brings_everything_back(deeds) -> None:
    clock = FixedClock()
    store = Store.open(None, clock.now())
    desk = desk_of([item(n, fact=n // 2) for n in range(10)], clock, store, new_per_day=4)
    counts, first = desk.counts(), desk.next()
    done = 0
    for deed in deeds:
        card = desk.next()
        if card is None:
            break
        if deed in ("flag", "bury", "suspend"):
            desk.mark(card, deed)
        else:
            desk.rate(card, Rating[deed.upper()], 5)
        done += 1
    for _ in range(done):
        assert desk.undo() is not None
    assert desk.undo() is None
    assert (desk.counts(), desk.next()) == (counts, first)
    assert store.cards.reviews() == []
    assert store.quizzes.day_counts() == []
    fresh = desk_of([item(n, fact=n // 2) for n in range(10)], clock, store, new_per_day=4)
    assert (fresh.counts(), fresh.next()) == (counts, first)


def test_an_answer_is_in_the_database_before_the_next_card(clock, store) -> None:
    desk = desk_of([item(1), item(2)], clock, store)
    card = desk.next()
    desk.rate(card, Rating.GOOD, 90_000)
    review = store.cards.reviews()[0]
    assert (review.card_id, review.rating, review.phase, review.ms) == (card.id, 3, "new", 60_000)


def test_forgetting_is_seen_across_a_month(clock, store) -> None:
    desk = desk_of([item(1)], clock, store)
    card = desk.next()
    state = desk.rate(card, Rating.EASY, 1)
    day = state.last_day
    recalls = [desk.memory.schedule.recall(state, day + timedelta(days=n)) for n in (0, 7, 30, 90)]
    assert recalls == sorted(recalls, reverse=True)
