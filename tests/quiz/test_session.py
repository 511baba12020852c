"""A quiz as a state machine: no sequence of keys loses, doubles or crashes an answer."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from awsstudy.core.i18n import Localized
from awsstudy.quiz.form import FREE
from awsstudy.quiz.hints import MOST_HINTS, Hint, credit, ladder
from awsstudy.quiz.item import Choice, Item
from awsstudy.quiz.reasons import Reason
from awsstudy.quiz.session import Session, dropped_place
from awsstudy.quiz.summary import summarise


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
IDEA = Hint("idea", Localized.same("an idea"))
FACT = Hint("fact", Localized.same("a [...]"))


def hints_of(session: Session) -> tuple[Hint, ...]:
    return ladder(session.item, session.order, session.seed, IDEA, FACT)


class Keys(RuleBasedStateMachine):
    """Presses anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session("s", (), ITEMS, seed=5, eased=frozenset("c"))
        self.given = 0
        self.shown = 0

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
        self.shown = 0 if self.session.stage == "choosing" else self.shown

    @rule(number=st.integers(0, 3))
    def hint(self, number: int) -> None:
        before, offered = self.session, hints_of(self.session)
        if number < len(offered):
            self.session = before.hinted(offered[number])
            self.shown += self.session is not before

    @invariant()
    def hints_count_until_the_answer(self) -> None:
        session = self.session
        if session.stage in ("choosing", "confidence"):
            self.shown = len(session.hints)
            assert len(set(session.hints)) == len(session.hints) <= MOST_HINTS
        elif session.stage == "feedback":
            assert session.last.hints == self.shown
            assert session.hints == ()

    @invariant()
    def what_hints_did_stands(self) -> None:
        session = self.session
        assert not session.struck.intersection(session.selected)
        assert all(session.selected[place] == place for place in session.placed)

    @invariant()
    def answers_only_grow_one_by_one_and_in_order(self) -> None:
        answers = self.session.answers
        assert len(answers) - self.given in (0, 1)
        self.given = len(answers)
        assert [one.item for one in answers] == list(ITEMS[: len(answers)])

    @invariant()
    def never_more_is_selected_than_asked_for(self) -> None:
        taken = [place for place in self.session.selected if place != FREE]
        assert len(taken) == len(set(taken)) <= self.session.item.choose

    @invariant()
    def every_answer_is_complete_or_a_giving_up(self) -> None:
        for one in self.session.answers:
            assert len(one.chosen) in (0, one.item.choose)

    @invariant()
    def the_order_shows_every_choice_once(self) -> None:
        session = self.session
        assert len(set(session.order)) == len(session.order)
        missing = set(range(len(session.item.choices))) - set(session.order)
        assert missing == {dropped_place(session.item, session.seed)} - {None}

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


def endless(*items: Item) -> Session:
    return Session("s", (), items, seed=1, ask_confidence=False, endless=True)


def test_an_endless_quiz_ends_only_when_it_is_ended() -> None:
    session = endless(item(1)).give_up()
    assert session.proceed() is session
    session = session.extended(item(2), Reason("new", "c")).proceed()
    assert (session.stage, session.item.id, session.reason) == (
        "choosing",
        "c.q2",
        Reason("new", "c"),
    )
    ended = session.toggle(0).end()
    assert (ended.stage, len(ended.items), len(ended.answers)) == ("finished", 1, 1)
    assert endless(item(1)).end().stage == "choosing"
    assert Session("s", (), (item(1),), seed=1).end().stage == "choosing"


@given(
    st.sampled_from([item(1), item(2, choose=2), placing(3, 3), placing(4, 5), placing(5, 4, 2)]),
    st.integers(0, 999),
    st.booleans(),
)
def test_hints_never_leave_nothing_to_decide(one: Item, seed: int, eased: bool) -> None:
    session = Session("s", (), (one,), seed, eased=frozenset("c") if eased else frozenset())
    offered = hints_of(session)
    for hint in offered:
        session = session.hinted(hint)
    assert 2 <= len(offered) <= MOST_HINTS
    assert offered[0] is IDEA
    assert not session.complete
    assert not session.struck & one.keys
    wrong = set(session.order) - one.keys - session.struck
    assert wrong if one.kind == "choice" else len(one.keys - session.placed) >= 2


def test_a_hint_takes_back_what_it_strikes_out() -> None:
    session = Session("s", (), (item(1),), seed=1, ask_confidence=False)
    strike = next(hint for hint in hints_of(session) if hint.kind == "strike")
    struck = session.toggle(strike.place).hinted(strike)
    assert struck.selected == ()
    assert struck.toggle(strike.place) is struck
    assert struck.hinted(strike) is struck
    assert struck.toggle(0).submit().last.correct


def test_a_hint_puts_a_step_into_its_place_whatever_stood_there() -> None:
    session = placed(Session("s", (), (placing(1, 4),), seed=1), 2, 3, 0)
    hinted = session.hinted(Hint("place", place=0))
    assert hinted.selected == (0, 3, FREE, FREE)
    assert hinted.toggle(0) is hinted
    assert placed(hinted, 3, 1, 2, 3).complete


def test_each_hint_lowers_what_a_right_answer_counts_for() -> None:
    assert [credit(hints) for hints in range(4)] == [1, Fraction(2, 3), Fraction(1, 3), 0]
    session = Session("s", (), (item(1), item(3)), seed=1, ask_confidence=False)
    session = session.hinted(IDEA).toggle(0).submit().proceed().toggle(0).submit()
    summary = summarise(session)
    assert (summary.right, summary.points, summary.hinted) == (2, Fraction(5, 3), 1)


def test_nothing_counts_for_a_wrong_answer_however_few_hints() -> None:
    session = Session("s", (), (item(1),), seed=1).hinted(IDEA).give_up()
    assert (session.last.points, session.last.hints) == (0, 1)


def test_a_beginner_is_shown_one_distractor_less_the_same_for_the_same_seed() -> None:
    orders = {Session("s", (), (item(1),), seed, eased=frozenset("c")).order for seed in range(60)}
    assert all(len(order) == 3 and 0 in order for order in orders)
    assert {place for order in orders for place in order} == {0, 1, 2, 3}
    session = Session("s", (), (item(1),), 3, eased=frozenset("c"))
    missing = next(iter({0, 1, 2, 3} - set(session.order)))
    assert session.toggle(missing) is session
    assert len(Session("s", (), (item(2, choose=2),), 3, eased=frozenset("c")).order) == 5


def test_the_summary_names_what_went_wrong() -> None:
    session = Session("s", (), (item(1), item(3)), seed=1)
    session = session.toggle(2).submit().confide("sure").proceed()
    session = session.toggle(0).submit().confide("guess")
    summary = summarise(session)
    assert (summary.right, summary.asked, summary.lucky) == (1, 2, 1)
    assert summary.sure_and_wrong == ("c.q1",)
    assert summary.misconceptions == (("m2", 1),)
