"""One memory over facts: whatever is done in whatever order, a replay of the log says the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.loader import read_all
from awsstudy.catalog.places import Roots
from awsstudy.core.clock import FixedClock
from awsstudy.core.i18n import Localized
from awsstudy.core.ids import event_id
from awsstudy.core.settings import Settings
from awsstudy.flashcards.cram import CramDesk
from awsstudy.flashcards.desk import CardDesk, Done
from awsstudy.flashcards.items import CardItem, own_items
from awsstudy.flashcards.leeches import EVERY, THRESHOLD, became_leech, is_leech
from awsstudy.flashcards.remembering import Asked, Memory
from awsstudy.flashcards.replay import replay
from awsstudy.flashcards.scheduling import Rating, Schedule
from awsstudy.quiz.desk import QuizDesk
from awsstudy.quiz.selection import Wish
from awsstudy.store.records import OwnCard, States, UnitState
from awsstudy.store.store import Store
from awsstudy.study.evidence import Evidence

TEXT = Localized.same("text")
ITEMS = {
    f"c.k{n}": CardItem(f"c.k{n}", f"c.k{n}", "c", f"c.f{n // 2}", TEXT, TEXT, None)
    for n in range(10)
}


SAMPLES = Path(__file__).parents[1] / "content_samples"
CATALOG = Catalog(
    tuple(entry.model for entry in read_all(Roots(SAMPLES / "content", SAMPLES / "data")).entries)
)
ASKED_BY_QUESTIONS = {
    fact: CardItem(f"q.{n}", f"q.{n}", "q", fact, TEXT, TEXT, None)
    for n, fact in enumerate(sorted({one.facts[0] for one in CATALOG.questions.values()}))
}
"""Cards of the facts that the sample's questions ask for."""
KNOWN = ITEMS | {item.id: item for item in ASKED_BY_QUESTIONS.values()}
MARKS = ["suspend", "unsuspend", "bury", "unbury", "flag", "unflag"]


def asked(item: str, kind: str = "question") -> Asked:
    return Asked(kind, item, "", 1000)


class Learner(RuleBasedStateMachine):
    """Someone who reviews, crams, answers questions, writes, buries, undoes and comes back."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock()
        self.store = Store.open(None, self.clock.now())
        self.memory = Memory(self.store.cards, self.clock, Schedule())
        evidence = Evidence(self.memory, CATALOG)
        self.quiz = QuizDesk(CATALOG, self.store.quizzes, self.clock, memory=evidence)
        self.done: list[Done] = []
        self.seed = 0
        self.sit_down()

    def teardown(self) -> None:
        self.store.close()

    def items(self) -> dict[str, CardItem]:
        return KNOWN | own_items(self.store.own.cards().values())

    def fresh(self) -> CardDesk:
        return CardDesk(self.items(), self.memory, Settings(language="en", new_per_day=3))

    @rule()
    def sit_down(self) -> None:
        self.memory.refresh()
        wishes = Settings(language="en", new_per_day=3)
        self.desk = CardDesk(self.items(), self.memory, wishes, done=self.done)
        self.cram = CramDesk(
            self.items(),
            self.memory,
            wishes,
            only=lambda one: one.concept_id == "c",
            done=self.done,
        )

    @rule(rating=st.sampled_from(Rating), seconds=st.integers(0, 900))
    def rate(self, rating: Rating, seconds: int) -> None:
        self.clock.advance(seconds=seconds)
        if card := self.desk.next():
            self.desk.rate(card, rating, seconds * 1000)

    @rule(item=st.sampled_from(sorted(KNOWN)), rating=st.sampled_from(Rating))
    def rate_any(self, item: str, rating: Rating) -> None:
        self.desk.rate(KNOWN[item], rating, 1)

    @rule(rating=st.sampled_from([Rating.AGAIN, Rating.GOOD]))
    def cram_one(self, rating: Rating) -> None:
        before = dict(self.memory.states.units)
        if card := self.cram.next():
            left = self.cram.counts().total
            self.cram.rate(card, rating, 1)
            assert self.cram.counts().total == left - (rating is Rating.GOOD)
        assert self.memory.states.units == before

    @rule(item=st.sampled_from(sorted(KNOWN)), kind=st.sampled_from(MARKS), cram=st.booleans())
    def mark(self, item: str, kind: str, cram: bool) -> None:
        (self.cram if cram else self.desk).mark(KNOWN[item], kind)

    @rule(name=st.sampled_from("abc"), words=st.sampled_from(["one", "two"]), gone=st.booleans())
    def write_own(self, name: str, words: str, gone: bool) -> None:
        """Write a card, word it otherwise or remove it: what was learned of it stays."""
        before = self.memory.unit(f"own.{name}")
        now = self.clock.now()
        card = OwnCard(
            id=event_id(now),
            card_id=f"own.{name}",
            at=now,
            concept_id="c",
            fact_id="",
            front=words,
            back=words,
            removed=gone,
        )
        self.store.own.write_cards([card])
        self.desk.renew(self.items())
        self.cram.renew(self.items())
        assert self.memory.unit(f"own.{name}") == before

    @rule(rating=st.sampled_from(Rating))
    def rate_own(self, rating: Rating) -> None:
        for item in own_items(self.store.own.cards().values()).values():
            self.desk.rate(item, rating, 1)

    @rule(right=st.booleans(), confidence=st.sampled_from(["guess", "think", "sure"]))
    def take_a_quiz(self, right: bool, confidence: str) -> None:
        self.seed += 1
        session = self.quiz.start(Wish(length=1), seed=self.seed)
        item = session.item
        if item.kind != "choice":
            self.quiz.save(session.give_up(), 900, "en")
            return
        wrong = [n for n, one in enumerate(item.choices) if not one.correct]
        places = [*sorted(item.keys)] if right else [*wrong, *sorted(item.keys)]
        for place in places[: item.choose]:
            session = session.toggle(place)
        self.quiz.save(session.submit().confide(confidence), 900, "en")

    @rule(unit=st.integers(0, 5), rating=st.sampled_from([Rating.AGAIN, Rating.HARD, Rating.GOOD]))
    def answer_a_question(self, unit: int, rating: Rating) -> None:
        """A question may ask for a fact that no card asks for."""
        review, after = self.memory.weigh(f"c.f{unit}", rating, asked("c.q"))
        self.store.cards.record_review(review, after)
        self.memory.keep([after])

    @invariant()
    def what_is_previewed_is_what_comes(self) -> None:
        unit = "c.f1"
        for rating, wait in self.memory.preview(unit).items():
            review, after = self.memory.weigh(unit, rating, asked("c.k2", "card"))
            assert self.memory.schedule.wait(after, self.memory.moment()) == wait
            assert review.interval == (wait.days if after.due_day else 0)

    @rule(cram=st.booleans())
    def undo(self, cram: bool) -> None:
        """One press takes back the last, whichever sitting it was done in."""
        left = len(self.done)
        (self.cram if cram else self.desk).undo()
        assert len(self.done) == max(0, left - 1)

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
        left, anew = self.desk.counts(), self.fresh().counts()
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


def test_what_was_learned_together_comes_back_on_different_days(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    days = []
    for number in range(60):
        review, after = memory.weigh(f"c.f{number}", Rating.EASY, asked("c.q"))
        store.cards.record_review(review, after)
        memory.keep([after])
        days.append(review.interval)
    counts = [days.count(day) for day in set(days)]
    assert len(counts) == 5
    assert max(counts) - min(counts) <= 1


@settings(deadline=None)
@given(st.floats(0.5, 300), st.lists(st.integers(1, 60), max_size=40))
def test_a_better_rating_never_comes_back_earlier_whatever_the_load(stability, due) -> None:
    clock = FixedClock()
    with_load = Store.open(None, clock.now())
    memory = Memory(with_load.cards, clock, Schedule())
    today = memory.moment().day
    for number, days in enumerate(due):
        due_day = today + timedelta(days=days)
        memory.keep([UnitState(unit_id=f"o.{number}", reps=1, due_day=due_day)])
    known = UnitState(
        unit_id="c.f",
        phase="review",
        stability=stability,
        difficulty=5.0,
        last_day=today - timedelta(days=max(1, round(stability))),
        due_day=today,
        reps=3,
    )
    memory.keep([known])
    waits = list(memory.preview("c.f").values())
    assert waits == sorted(waits)
    with_load.close()


def test_one_press_takes_back_a_lapse_and_with_it_the_leech(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    desk = CardDesk(ITEMS, memory, Settings(language="en"))
    card, told = ITEMS["c.k0"], []
    while memory.unit(card.fact_id).lapses < THRESHOLD + EVERY:
        before = memory.unit(card.fact_id)
        rating = Rating.AGAIN if before.phase == "review" else Rating.EASY
        after = desk.rate(card, rating, 1)
        clock.advance(days=3)
        told += [after.lapses] if became_leech(before, after) else []
    assert told == [THRESHOLD, THRESHOLD + EVERY]
    for _ in range(2 * EVERY + 1):
        assert is_leech(memory.unit(card.fact_id))
        desk.undo()
    assert memory.unit(card.fact_id).lapses == THRESHOLD - 1
    assert not is_leech(memory.unit(card.fact_id))


def test_what_was_done_in_one_sitting_is_undone_in_another(clock, store) -> None:
    memory, done = Memory(store.cards, clock, Schedule()), []
    first = CardDesk(ITEMS, memory, Settings(language="en"), done=done)
    card = first.next()
    first.rate(card, Rating.AGAIN, 1)
    cram = CramDesk(ITEMS, memory, Settings(language="en"), done=done)
    cram.rate(cram.next(), Rating.GOOD, 1)
    later = CardDesk(ITEMS, memory, Settings(language="en"), done=done)
    later.mark(card, "bury")
    for _ in range(3):
        assert later.undo() is not None
    assert later.undo() is None
    assert memory.states == States({}, {})
    assert store.cards.reviews() == []
    assert later.next() == card
    assert cram.counts().total == len(ITEMS)


def test_a_cram_asks_until_each_was_recalled_and_ends(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    desk = CramDesk(ITEMS, memory, Settings(language="en", new_per_day=0))
    failed = desk.next()
    desk.rate(failed, Rating.AGAIN, 1)
    desk.mark(ITEMS["c.k9"], "suspend")
    asked_for = []
    while card := desk.next():
        asked_for.append(card.id)
        desk.rate(card, Rating.GOOD, 1)
    assert asked_for == [*(f"c.k{n}" for n in range(1, 9)), failed.id]
    assert memory.states.units == {}
    assert {one.kind for one in store.cards.reviews()} == {"cram"}
    assert store.cards.introduced(memory.moment().day) == 0


def test_an_answer_to_a_question_reaches_the_memory(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    evidence = Evidence(memory, CATALOG)
    quiz = QuizDesk(CATALOG, store.quizzes, clock, memory=evidence)
    session = quiz.start(Wish(length=1), seed=4).give_up()
    quiz.save(session, 900, "en")
    unit = memory.unit(session.last.item.facts[0])
    assert (unit.reps, unit.last_item) == (1, session.last.item.id)


SEOUL, NEW_YORK = ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")
DAYS = [
    # An evening belongs to its day until 04:00, also past midnight.
    (SEOUL, "2026-01-05T23:59", SEOUL, "2026-01-06T00:01", 0),
    (SEOUL, "2026-01-05T23:00", SEOUL, "2026-01-06T03:59", 0),
    (SEOUL, "2026-01-06T03:59", SEOUL, "2026-01-06T04:00", 1),
    # A night with 23 or 25 hours is one night.
    (NEW_YORK, "2026-03-07T22:00", NEW_YORK, "2026-03-08T04:00", 1),
    (NEW_YORK, "2026-10-31T22:00", NEW_YORK, "2026-11-01T03:59", 0),
    (NEW_YORK, "2026-10-31T22:00", NEW_YORK, "2026-11-01T04:00", 1),
    # Moving west within the same hours gives the day back; it never counts below nothing.
    (SEOUL, "2026-01-06T09:00", NEW_YORK, "2026-01-05T21:00", 0),
    (NEW_YORK, "2026-01-05T21:00", SEOUL, "2026-01-06T12:00", 1),
    # A clock that was set back by days.
    (SEOUL, "2026-01-06T09:00", SEOUL, "2026-01-01T09:00", 0),
]


@pytest.mark.parametrize(("zone", "first", "moved", "then", "days"), DAYS)
def test_days_between_two_answers(zone, first, moved, then, days) -> None:
    clock = FixedClock(datetime.fromisoformat(first).replace(tzinfo=zone).astimezone(UTC), zone)
    store = Store.open(None, clock.now())
    desk = CardDesk(ITEMS, Memory(store.cards, clock, Schedule()), Settings(language="en"))
    card = desk.next()
    before = desk.rate(card, Rating.EASY, 1)
    clock.zone = moved
    clock.instant = datetime.fromisoformat(then).replace(tzinfo=moved).astimezone(UTC)
    after = desk.rate(card, Rating.GOOD, 1)
    review = store.cards.reviews()[-1]
    assert review.delta_days == days
    assert after.last_day >= before.last_day
    assert after.due_day > review.study_day
    assert States(store.cards.units(), store.cards.cards()) == replay(
        desk.memory.schedule, store.cards.reviews(), store.cards.marks()
    )


def test_a_card_put_aside_comes_back_when_the_study_day_turns(clock, store) -> None:
    clock.zone, clock.instant = SEOUL, datetime(2026, 1, 5, 23, 50, tzinfo=SEOUL).astimezone(UTC)
    memory = Memory(store.cards, clock, Schedule())
    desk = CardDesk({"c.k0": ITEMS["c.k0"]}, memory, Settings(language="en"))
    desk.mark(ITEMS["c.k0"], "bury")
    clock.advance(hours=4)
    assert desk.next() is None  # 03:50
    clock.advance(minutes=10)
    assert desk.next() == ITEMS["c.k0"]


def test_other_marks_of_a_card_outlive_an_undone_answer(clock, store) -> None:
    memory = Memory(store.cards, clock, Schedule())
    first = CardDesk(ITEMS, memory, Settings(language="en"))
    card = first.next()
    first.rate(card, Rating.GOOD, 1)
    CardDesk(ITEMS, memory, Settings(language="en")).mark(card, "flag")
    first.undo()
    assert memory.card(card.id).flagged
    assert memory.card(card.id).reps == 0
