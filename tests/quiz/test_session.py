"""A quiz as a state machine: no sequence of keys loses, doubles or crashes an answer."""

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from awsstudy.core.i18n import Localized
from awsstudy.quiz.form import FREE
from awsstudy.quiz.item import Choice, Item
from awsstudy.quiz.selection import Wish, select
from awsstudy.quiz.session import Session
from awsstudy.quiz.summary import summarise
from awsstudy.store.records import Tally


def item(number: int, choose: int = 1, fact: int | None = None, concept: str = "c") -> Item:
    text = Localized.same(f"text {number}")
    choices = tuple(
        Choice(Localized.same(f"option {place}"), text, correct=place < choose, misconception="")
        if place < choose
        else Choice(
            Localized.same(f"option {place}"), text, correct=False, misconception=f"m{place}"
        )
        for place in range(choose + 3)
    )
    fact_id = f"{concept}.f{number if fact is None else fact}"
    return Item(f"{concept}.q{number}", concept, (fact_id,), "apply", text, choices)


def placing(number: int, slots: int, decoys: int = 0) -> Item:
    """An item whose answers are put into places: in order, or beside prompts."""
    text = Localized.same(f"text {number}")
    choices = tuple(
        Choice(Localized.same(f"a{place}"), text, correct=place < slots, misconception=f"m{place}")
        for place in range(slots + decoys)
    )
    prompts = tuple(Localized.same(f"p{slot}") for slot in range(slots)) if decoys else ()
    kind = "matching" if decoys else "ordering"
    return Item(f"c.q{number}", "c", (f"c.f{number}",), "apply", text, choices, kind, prompts)


ITEMS = (item(1), item(2, choose=2), placing(3, 3), item(4, choose=2), placing(5, 3, decoys=2))


class Keys(RuleBasedStateMachine):
    """Presses anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session("s", (), ITEMS, seed=5)
        self.given = 0

    @rule(place=st.integers(-1, 7))
    def toggle(self, place: int) -> None:
        self.session = self.session.toggle(place)

    @rule()
    def submit(self) -> None:
        self.session = self.session.submit()

    @rule(level=st.sampled_from(["guess", "think", "sure"]))
    def confide(self, level: str) -> None:
        self.session = self.session.confide(level)

    @rule()
    def reconsider(self) -> None:
        self.session = self.session.reconsider()

    @rule()
    def give_up(self) -> None:
        self.session = self.session.give_up()

    @rule()
    def proceed(self) -> None:
        self.session = self.session.proceed()

    @invariant()
    def answers_only_grow_one_by_one_and_in_order(self) -> None:
        answers = self.session.answers
        assert len(answers) - self.given in (0, 1)
        self.given = len(answers)
        assert [given.item for given in answers] == list(ITEMS[: len(answers)])

    @invariant()
    def never_more_is_selected_than_asked_for(self) -> None:
        taken = [place for place in self.session.selected if place != FREE]
        assert len(taken) == len(set(taken)) <= self.session.item.choose

    @invariant()
    def every_answer_is_complete_or_a_giving_up(self) -> None:
        for given in self.session.answers:
            assert len(given.chosen) in (0, given.item.choose)

    @invariant()
    def the_order_shows_every_choice_once(self) -> None:
        assert sorted(self.session.order) == list(range(len(self.session.item.choices)))

    @invariant()
    def it_is_finished_exactly_when_all_was_answered_and_seen(self) -> None:
        if self.session.stage == "finished":
            assert len(self.session.answers) == len(ITEMS)


TestKeys = Keys.TestCase


def test_the_order_depends_on_the_seed_alone() -> None:
    orders = {Session("s", (), ITEMS, seed=seed).order for seed in range(40)}
    assert len(orders) > 4
    assert Session("a", (), ITEMS, seed=3).order == Session("b", (), ITEMS, seed=3).order


def test_an_answer_is_right_only_with_exactly_the_keys() -> None:
    session = Session("s", (), (item(2, choose=2),), seed=1, ask_confidence=False)
    assert session.toggle(1).toggle(0).submit().last.correct
    assert not session.toggle(0).toggle(3).submit().last.correct


def placed(session: Session, *places: int) -> Session:
    for place in places:
        session = session.toggle(place)
    return session


@pytest.mark.parametrize("one", [placing(1, 4), placing(1, 4, decoys=2)])
def test_answers_go_into_the_first_empty_place(one: Item) -> None:
    session = Session("s", (), (one,), seed=1, ask_confidence=False)
    assert placed(session, 2, 0).selected == (2, 0, FREE, FREE)
    assert placed(session, 2, 0, 2, 1).selected == (1, 0, FREE, FREE)
    assert not placed(session, 2, 0, 1).complete
    assert placed(session, 0, 1, 2, 3).submit().last.correct
    assert placed(session, 0, 1, 2, 3, 0, 0).submit().last.correct


def test_what_is_misplaced_names_the_misconception_of_its_place() -> None:
    session = Session("s", (), (placing(1, 3, decoys=1),), seed=1, ask_confidence=False)
    given = placed(session, 0, 3, 1).submit().last
    assert not given.correct
    assert given.item.misconceptions(given.chosen) == ("m1", "m2")


def test_steps_are_never_shown_in_their_order() -> None:
    for seed in range(200):
        order = Session("s", (), (placing(1, 3),), seed=seed).order
        assert order != (0, 1, 2)


def tally(question: str, *, right: bool) -> Tally:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Tally(
        question_id=question, seen=1, right=right, last_right=right, last_at=at, last_confidence=""
    )


def test_unseen_comes_before_wrong_and_wrong_before_right() -> None:
    items = [item(n) for n in range(6)]
    seen = {f"c.q{n}": tally(f"c.q{n}", right=n < 2) for n in range(4)}
    chosen = select(items, seen, Wish(length=4), Random(1))
    assert {one.id for one in chosen} == {"c.q4", "c.q5", "c.q2", "c.q3"}
    wrong = select(items, seen, Wish(length=9, kind="wrong"), Random(1))
    assert {one.id for one in wrong} == {"c.q2", "c.q3"}
    unseen = select(items, seen, Wish(length=9, kind="unseen"), Random(1))
    assert {one.id for one in unseen} == {"c.q4", "c.q5"}


def test_no_fact_is_asked_twice_before_every_fact_was_asked() -> None:
    items = [item(n, fact=n % 3) for n in range(9)]
    chosen = select(items, {}, Wish(length=3), Random(2))
    assert len({one.facts[0] for one in chosen}) == 3


def test_a_quiz_is_blocked_by_concept() -> None:
    items = [item(n, concept="ab"[n % 2]) for n in range(8)]
    concepts = [one.concept_id for one in select(items, {}, Wish(length=8), Random(3))]
    assert concepts in (sorted(concepts), sorted(concepts, reverse=True))


def test_the_summary_names_what_went_wrong() -> None:
    session = Session("s", (), (item(1), item(3)), seed=1)
    session = session.toggle(2).submit().confide("sure").proceed()
    session = session.toggle(0).submit().confide("guess")
    summary = summarise(session)
    assert (summary.right, summary.asked, summary.lucky) == (1, 2, 1)
    assert summary.sure_and_wrong == ("c.q1",)
    assert summary.misconceptions == (("m2", 1),)
