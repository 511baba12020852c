"""One memory over facts: whatever is done in whatever order, a replay of the log says the same."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from awsstudy.core.clock import FixedClock
from awsstudy.core.i18n import Localized
from awsstudy.core.settings import Settings
from awsstudy.flashcards.desk import CardDesk
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.remembering import Asked, Memory
from awsstudy.flashcards.replay import replay
from awsstudy.flashcards.scheduling import Rating, Schedule
from awsstudy.store.records import States
from awsstudy.store.store import Store

TEXT = Localized.same("text")
ITEMS = {
    f"c.k{n}": CardItem(f"c.k{n}", f"c.k{n}", "c", f"c.f{n // 2}", TEXT, TEXT, None)
    for n in range(10)
}


def asked(item: str, kind: str = "question") -> Asked:
    return Asked(kind, item, "", 1000)


class Learner(RuleBasedStateMachine):
    """Someone who reviews, answers questions, buries, undoes and comes back another day."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock()
        self.store = Store.open(None, self.clock.now())
        self.memory = Memory(self.store.cards, self.clock, Schedule())
        self.sit_down()

    def teardown(self) -> None:
        self.store.close()

    @rule()
    def sit_down(self) -> None:
        self.memory.refresh()
        self.desk = CardDesk(ITEMS, self.memory, Settings(language="en", new_per_day=3))

    @rule(rating=st.sampled_from(Rating), seconds=st.integers(0, 900))
    def rate(self, rating: Rating, seconds: int) -> None:
        self.clock.advance(seconds=seconds)
        if card := self.desk.next():
            self.desk.rate(card, rating, seconds * 1000)

    @rule(item=st.sampled_from(sorted(ITEMS)), rating=st.sampled_from(Rating))
    def rate_any(self, item: str, rating: Rating) -> None:
        self.desk.rate(ITEMS[item], rating, 1)

    @rule(
        item=st.sampled_from(sorted(ITEMS)),
        kind=st.sampled_from(["suspend", "unsuspend", "bury", "unbury", "flag", "unflag"]),
    )
    def mark(self, item: str, kind: str) -> None:
        self.desk.mark(ITEMS[item], kind)

    @rule(unit=st.integers(0, 5), rating=st.sampled_from([Rating.AGAIN, Rating.HARD, Rating.GOOD]))
    def answer_a_question(self, unit: int, rating: Rating) -> None:
        """A question may ask for a fact that no card asks for."""
        review, after = self.memory.weigh(f"c.f{unit}", rating, asked("c.q"))
        self.store.cards.record_review(review, after)
        self.memory.keep([after])

    @rule()
    def undo(self) -> None:
        self.desk.undo()

    @rule(days=st.integers(0, 40), hours=st.integers(-30, 30))
    def let_time_pass(self, days: int, hours: int) -> None:
        """Now and then the clock is set back a little."""
        self.clock.advance(days=days, hours=hours)

    @invariant()
    def what_is_kept_is_what_a_replay_gives(self) -> None:
        log = self.store.cards
        derived = replay(self.memory.schedule, log.reviews(), log.marks())
        assert States(log.units(), log.cards()) == derived
        assert self.memory.states == derived

    @invariant()
    def the_queue_asks_what_a_fresh_one_would_count(self) -> None:
        fresh = CardDesk(ITEMS, self.memory, Settings(language="en", new_per_day=3))
        left, anew = self.desk.counts(), fresh.counts()
        assert (left.learning, left.due) == (anew.learning, anew.due)


TestLearner = Learner.TestCase
TestLearner.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(clock: FixedClock) -> Store:
    return Store.open(None, clock.now())


def test_siblings_share_one_memory_and_are_asked_in_turn(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    desk = CardDesk(ITEMS, memory, Settings(language="en", new_per_day=1))
    first = desk.next()
    state = desk.rate(first, Rating.EASY, 1)
    clock.advance(days=(state.due_day - state.last_day).days)
    later = CardDesk(ITEMS, memory, Settings(language="en", new_per_day=0))
    assert later.next().fact_id == first.fact_id
    assert later.next().id != first.id


def test_a_missed_question_brings_a_card_of_its_fact_today(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    review, after = memory.weigh("c.f3", Rating.AGAIN, asked("c.q"))
    store.cards.record_review(review, after)
    memory.keep([after])
    desk = CardDesk(ITEMS, memory, Settings(language="en", new_per_day=0))
    assert desk.counts().learning == 1
    assert desk.next().fact_id == "c.f3"


def test_a_right_answer_to_a_question_buries_the_cards_of_its_fact_for_today(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    for unit in ("c.f0", "c.f1"):
        review, after = memory.weigh(unit, Rating.GOOD, asked("c.q"))
        store.cards.record_review(review, after)
        memory.keep([after])
    desk = CardDesk(ITEMS, memory, Settings(language="en", new_per_day=9))
    assert desk.next().fact_id == "c.f2"


def test_later_answers_of_a_day_use_the_same_day_formula(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    _, first = memory.weigh("c.f0", Rating.GOOD, asked("c.q"))
    clock.advance(hours=2)
    review, second = memory.weigh("c.f0", Rating.GOOD, asked("c.r"), first)
    assert review.delta_days == 0
    clock.advance(days=2)
    _, spaced = memory.weigh("c.f0", Rating.GOOD, asked("c.r"), first)
    assert first.stability <= second.stability < spaced.stability


def test_cramming_leaves_no_trace_in_the_memory(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    review, after = memory.weigh("c.f0", Rating.GOOD, asked("c.k0", "card"))
    store.cards.record_review(review, after)
    crammed = replace(review, id="z", kind="cram", rating=1)
    store.cards.record_review(crammed, None)
    memory.rebuild()
    assert memory.unit("c.f0").reps == 1


def test_other_parameters_derive_every_state_anew(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    review, after = memory.weigh("c.f0", Rating.GOOD, asked("c.k0", "card"))
    store.cards.record_review(review, after)
    other = [value * 1.5 if place == 2 else value for place, value in enumerate(Schedule().weights)]
    changed = Memory(store.cards, clock, Schedule(0.9, other))
    assert changed.unit("c.f0").stability == pytest.approx(after.stability * 1.5)
    assert store.cards.units()["c.f0"].stability == pytest.approx(after.stability * 1.5)


def test_undoing_a_review_keeps_what_was_learned_since(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    desk = CardDesk(ITEMS, memory, Settings(language="en"))
    card = desk.next()
    desk.rate(card, Rating.AGAIN, 1)
    clock.advance(minutes=5)
    review, after = memory.weigh(card.fact_id, Rating.GOOD, asked("c.q"))
    store.cards.record_review(review, after)
    memory.keep([after])
    desk.undo()
    left = memory.unit(card.fact_id)
    assert (left.reps, left.last_item, left.phase) == (1, "c.q", "review")
    assert left.last_day - timedelta(0) == memory.moment().day
