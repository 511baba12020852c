"""The desk over the real content and a real database: whatever is done, every answer is there once.

Leaving at any point and coming back with a new desk is what a killed process does.
"""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from awsstudy.core.clock import FixedClock
from awsstudy.core.i18n import Messages
from awsstudy.core.ids import event_id
from awsstudy.quiz.desk import QuizDesk
from awsstudy.quiz.facets import family
from awsstudy.quiz.query import Query, QueryError
from awsstudy.quiz.selection import MODES, Mode, Wish
from awsstudy.quiz.session import Given, Session
from awsstudy.store.records import Mark
from awsstudy.store.store import Store
from awsstudy.workspace.workspace import Workspace

QUERIES = ("", "service:vpc", "group:storage -kind:single", "source:sim group:security", "seen:no")


class Machine(RuleBasedStateMachine):
    """A learner who does anything at any time."""

    catalog = None

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock()
        self.store = Store.open(None, self.clock.now())
        self.open_desk()
        self.session: Session | None = None
        self.given: list[tuple[str, Given]] = []
        self.flags: set[str] = set()

    def open_desk(self) -> None:
        assert self.catalog is not None
        flagged = self.store.judgements.flagged
        self.desk = QuizDesk(self.catalog, self.store.quizzes, self.clock, flagged=flagged)
        self.desk.pool.__dict__["things"] = _things(self.desk)

    @initialize(seed=st.integers(0, 99))
    def begin(self, seed: int) -> None:
        self.start("endless", "", seed, 3)

    @rule(
        mode=st.sampled_from(MODES),
        query=st.sampled_from(QUERIES),
        seed=st.integers(0, 99),
        length=st.integers(1, 4),
    )
    def start(self, mode: Mode, query: str, seed: int, length: int) -> None:
        wish = Wish(length=length, mode=mode, query=self.desk.query(query))
        total = self.desk.fitting(wish).total
        if total:
            self.session = self.desk.start(wish, seed)
            count = 1 if mode == "endless" else min(length, total)
            assert len(self.session.items) == count
            assert len({family(item.id) for item in self.session.items}) == count

    def does(self, session: Session) -> None:
        """Take a step; an answer is saved before anything else happens."""
        assert self.session is not None
        if len(session.answers) > len(self.session.answers):
            self.desk.save(session, 100, "en")
            self.given.append((session.id, session.last))
        self.session = session

    @precondition(lambda self: self.session)
    @rule(places=st.lists(st.integers(0, 5), max_size=6))
    def toggle(self, places: list[int]) -> None:
        for place in places:
            self.does(self.session.toggle(place))

    @precondition(lambda self: self.session)
    @rule()
    def answer(self) -> None:
        """The key, as it was shown."""
        for place in range(self.session.item.choose):
            if self.session.stage == "choosing" and place not in self.session.selected:
                self.does(self.session.toggle(place))
        self.does(self.session.submit())
        self.does(self.session.confide("sure"))

    @precondition(lambda self: self.session)
    @rule()
    def give_up(self) -> None:
        self.does(self.session.give_up())

    @precondition(lambda self: self.session and self.session.stage == "choosing")
    @rule()
    def hint(self) -> None:
        offered = self.desk.hints(self.session)
        if len(self.session.hints) < len(offered):
            self.does(self.session.hinted(offered[len(self.session.hints)]))

    @precondition(lambda self: self.session)
    @rule()
    def go_on(self) -> None:
        if self.session.endless and self.session.exhausted:
            self.does(self.desk.extended(self.session))
        self.does(self.session.proceed())

    @precondition(lambda self: self.session)
    @rule()
    def end(self) -> None:
        self.does(self.session.end())

    @precondition(lambda self: self.session)
    @rule()
    def flag(self) -> None:
        item, now = self.session.item.id, self.clock.now()
        kind = "unflag" if item in self.flags else "flag"
        self.flags ^= {item}
        day = now.date()
        self.store.judgements.record_mark(
            Mark(id=event_id(now), item_id=item, kind=kind, at=now, study_day=day)
        )

    @rule()
    def killed(self) -> None:
        """A new process finds the quiz at its first question without an answer."""
        before = self.session
        self.open_desk()
        found = self.desk.unfinished()
        if before is None or before.stage == "finished":
            self.session = None
            return
        if not before.endless and before.exhausted:
            assert found is None
            self.session = None
            return
        assert found is not None
        assert (found.id, found.answers, found.eased) == (before.id, before.answers, before.eased)
        known = len(before.items)
        assert found.items[:known] == before.items
        if found.stage == before.stage == "choosing":
            assert found.order == before.order
        self.session = found

    @invariant()
    def every_answer_is_in_the_log_once(self) -> None:
        logged = [
            (one.session_id, one.question_id, one.chosen, one.hints)
            for one in self.store.quizzes.attempts()
        ]
        assert logged == [(i, one.item.id, one.chosen, one.hints) for i, one in self.given]

    @invariant()
    def flags_are_as_they_were_set(self) -> None:
        assert self.store.judgements.flagged() == self.flags

    @invariant()
    def every_question_on_screen_has_a_reason(self) -> None:
        if self.session and self.session.stage == "choosing":
            assert self.session.reason is not None

    def teardown(self) -> None:
        self.store.close()


_CACHE: dict[str, object] = {}


def _things(desk: QuizDesk) -> object:
    """What can be asked is the same for every desk of one content."""
    if "things" not in _CACHE:
        _CACHE["things"] = desk.pool.things
    return _CACHE["things"]


def test_whatever_is_done_every_answer_is_there_once(workspace: Workspace) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    Machine.catalog = workspace.catalog
    few = settings(max_examples=15, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(Machine, settings=few)


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[QuizDesk]:
    store = Store.open(None, workspace.clock.now())
    yield QuizDesk(workspace.catalog, store.quizzes, workspace.clock)
    store.close()


def test_an_endless_quiz_asks_every_problem_before_any_comes_again(desk: QuizDesk) -> None:
    wish = Wish(mode="endless", query=desk.query("group:security"))
    problems = {thing.id for thing in desk.fitting(wish).generated}
    session = desk.start(wish, seed=3, ask_confidence=False)
    for _ in range(2 * len(problems) - 1):
        session = session.give_up()
        session = desk.extended(session).proceed()
    asked = [family(item.id) for item in session.items]
    assert set(asked[: len(problems)]) == set(asked[len(problems) :]) == problems
    assert len({item.content_hash for item in session.items}) == len(session.items)


def test_an_endless_quiz_is_the_same_for_the_same_seed(desk: QuizDesk) -> None:
    wish = Wish(mode="endless")
    first, second = (desk.start(wish, seed=8, ask_confidence=False) for _ in range(2))
    for _ in range(4):
        first = desk.extended(first.give_up()).proceed()
        second = desk.extended(second.give_up()).proceed()
    assert first.items == second.items
    assert [desk.item(item.id) for item in first.items] == list(first.items)


def test_an_endless_quiz_interleaves_only_what_is_confusable(desk: QuizDesk) -> None:
    wish = Wish(mode="endless", query=desk.query("service:vpc"))
    session = desk.start(wish, seed=1, ask_confidence=False)
    for _ in range(len(desk.fitting(wish).generated) - 1):
        session = desk.extended(session.give_up()).proceed()
    concepts = [item.concept_id for item in session.items]
    places = {one: [n for n, name in enumerate(concepts) if name == one] for one in set(concepts)}
    for one, at in places.items():
        for between in concepts[at[0] : at[-1]]:
            assert between == one or between in desk.pool.rivals[one]


def test_a_quiz_of_simulators_alone_never_asks_two_siblings(desk: QuizDesk) -> None:
    wish = Wish(length=30, query=desk.query("source:sim"))
    items = desk.start(wish, seed=2).items
    assert len(items) == 30
    assert all(item.origin == "generated" for item in items)
    assert len({family(item.id) for item in items}) == 30


@pytest.mark.parametrize(
    ("line", "written", "made"),
    [
        ("network-acls", True, True),
        ("group:networking", True, True),
        ("domain:saa-c03.1", True, True),
        ("pair:security-group-network-acl", True, True),
        ("source:bank", True, False),
        ("source:sim", False, True),
        ("kind:multiple", True, False),
        ("exam-nobody-knows", None, None),
    ],
)
def test_queries_choose_from_the_real_content(desk, line, written, made) -> None:
    if written is None:
        with pytest.raises(QueryError):
            desk.query(line)
        return
    found = desk.fitting(Wish(query=desk.query(line)))
    assert (bool(found.written), bool(found.generated)) == (written, made)


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("grop:storage", "query.field", "group"),
        ("seen:no group:storge", "query.value", "storage"),
        ("conf:high", "query.value", "guess, think, sure"),
        ("wrong:often", "query.count", ">1"),
        ("recall:>x", "query.share", "<.8"),
        ("service:azure", "query.value", "azure"),
        ("network-acl-", "query.word", "network-acls"),
    ],
)
def test_what_is_not_known_is_named_with_what_would_be(desk, line, kind, said) -> None:
    with pytest.raises(QueryError) as caught:
        desk.query(line)
    assert caught.value.kind == kind
    for language in ("en", "ko"):
        assert said in caught.value.said(Messages(language))
    column = 9 if line.startswith("seen") else 1
    assert caught.value.values["column"] == column


def test_ids_of_concepts_alone_are_alternatives(desk: QuizDesk) -> None:
    query = desk.query("network-acls wrong:0 security-groups network-acls")
    assert str(query) == "concept:network-acls,security-groups wrong:0"
    assert desk.query(str(query)) == query


def test_every_misconception_that_can_be_drilled_is_found_by_its_id(desk: QuizDesk) -> None:
    names = {name for thing in desk.pool.things.values() for name in thing.misconceptions}
    evidence = desk.evidence()
    for name in sorted(names)[::15]:
        wish = Wish(query=Query().toggled("misconception", name))
        found = desk.fitting(wish, evidence)
        assert all(name in one.misconceptions for one in (*found.written, *found.generated))
        assert found.total


def test_other_seeds_give_other_items(desk: QuizDesk) -> None:
    wish = Wish(mode="endless", query=desk.query("service:vpc"))
    codes = {desk.start(wish, seed=seed).item.id for seed in range(8)}
    assert len(codes) == 8


def test_a_beginner_finds_the_same_options_again(desk: QuizDesk) -> None:
    wish = Wish(length=5, query=desk.query("network-acls source:bank kind:single"))
    session = desk.start(wish, seed=1, ask_confidence=False)
    assert not session.eased
    for _ in session.items:
        session = session.give_up()
        desk.save(session, 1, "en")
        session = session.proceed()
    eased = desk.start(wish, seed=2)
    assert eased.eased == {"network-acls"}
    found = desk.unfinished()
    assert found is not None
    assert len(found.order) == 3
    assert (found.eased, found.order) == (eased.eased, eased.order)
