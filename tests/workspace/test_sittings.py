"""Sessions of study: what is done stays done, whatever is answered before and after."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsstudy.core.clock import FixedClock, today
from awsstudy.core.ids import event_id
from awsstudy.flashcards.scheduling import Rating
from awsstudy.quiz.session import Session
from awsstudy.store.plan_records import StudySession
from awsstudy.store.records import Prediction
from awsstudy.study.session import Step, kept
from awsstudy.workspace.sittings import Sitting
from awsstudy.workspace.workspace import Workspace
from tests.conftest import SAMPLES

BELIEF = "volume-spans-zones"
FACTS = ("block-store.like-a-disk", "block-store.one-zone", "object-store.keeps-objects")
CARDS = Step("cards", units=FACTS)
QUIZ = Step("quiz", "block-store", 2)
STEPS = (
    CARDS,
    QUIZ,
    Step("contrast", "blocks-objects", 2),
    Step("remedy", BELIEF),
    Step("remedy"),
    Step("simulator", "coin_toss.one-toss"),
    Step("resume"),
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWSSTUDY_CONTENT_DIR", str(SAMPLES / "content"))
        patch.setenv("AWSSTUDY_DATA_DIR", str(SAMPLES / "data"))
        patch.setenv("AWSSTUDY_CACHE_DIR", str(folder))
        patch.delenv("AWSSTUDY_DATABASE_URL", raising=False)
        yield folder


class Learner:
    """Answers in a session and anywhere else, one thing a minute."""

    def __init__(self, folder: Path, *steps: Step) -> None:
        self.clock = FixedClock()
        self.workspace = Workspace(folder, clock=self.clock, language="en", seed=1, in_memory=True)
        self.believe()
        self.quiz(right=True, answers=1)
        self.clock.advance(days=1)
        now = self.clock.now()
        self.session = StudySession(
            id=event_id(now),
            at=now,
            study_day=today(self.clock),
            minutes=20,
            steps=kept(steps or STEPS),
        )
        self.workspace.store.plans.begin(self.session)
        self.clock.advance(minutes=1)

    @property
    def sitting(self) -> Sitting:
        """The session, as a new start finds it."""
        return Sitting(self.workspace, self.session)

    def done(self) -> set[int]:
        states = self.sitting.progress().states
        return {place for place, state in enumerate(states) if state == "done"}

    def card(self, unit: str, rating: Rating) -> None:
        item = next(one for one in self.workspace.card_items.values() if one.fact_id == unit)
        self.workspace.cards().rate(item, rating, 5000)

    def learn(self, *units: str) -> None:
        for unit in units:
            self.card(unit, Rating.EASY)
            while self.workspace.memory.unit(unit).due_day is None:
                self.clock.advance(minutes=1)
                self.card(unit, Rating.EASY)

    def answer(self, session: Session, *, right: bool, answers: int = 9) -> None:
        for _ in range(min(answers, len(session.items) - len(session.answers))):
            if right:
                item = session.item
                places = range(item.choose) if item.kind != "choice" else sorted(item.keys)
                for place in places:
                    session = session.toggle(place)
                session = session.submit().confide("sure")
            else:
                session = session.give_up()
            self.workspace.quiz.save(session, 5000, "en")
            session = session.proceed()
            self.clock.advance(minutes=1)

    def quiz(self, *, right: bool, answers: int = 9) -> None:
        items = list(self.workspace.quiz.bank.values())
        self.answer(self.workspace.quiz.begin(items, 3), right=right, answers=answers)

    def step(self, place: int, *, right: bool, answers: int = 9) -> None:
        step = self.sitting.steps[place]
        self.answer(self.sitting.quiz(step), right=right, answers=answers)

    def believe(self) -> None:
        """Choose a belief in a question that offers it."""
        item, place = next(
            (item, place)
            for item in self.workspace.quiz.bank.values()
            if item.kind == "choice" and item.choose == 1
            for place, choice in enumerate(item.choices)
            if choice.misconception == BELIEF
        )
        session = self.workspace.quiz.begin([item], 7).toggle(place).submit().confide("sure")
        self.workspace.quiz.save(session, 5000, "en")

    def treat(self) -> None:
        if self.workspace.clinic.treatment(BELIEF).step == "correction":
            self.workspace.clinic.corrected(BELIEF)
            self.clock.advance(minutes=1)
        if self.workspace.clinic.treatment(BELIEF).step == "contrast":
            self.answer(self.workspace.clinic.contrast(BELIEF), right=True)

    def predict(self) -> None:
        now = self.clock.now()
        self.workspace.store.simulations.record_prediction(
            Prediction(
                id=event_id(now),
                model="coin_toss",
                scenario="one-toss",
                fact_id=FACTS[0],
                at=now,
                study_day=today(self.clock),
                chosen="heads",
                correct=True,
                misconception="",
            )
        )


ratings = st.sampled_from(list(Rating))
acts: st.SearchStrategy[Callable[[Learner], None]] = st.one_of(
    st.builds(
        lambda unit, rating: lambda one: one.card(unit, rating), st.sampled_from(FACTS), ratings
    ),
    st.builds(lambda unit: lambda one: one.learn(unit), st.sampled_from(FACTS)),
    st.builds(
        lambda right, answers: lambda one: one.quiz(right=right, answers=answers),
        st.booleans(),
        st.integers(1, 9),
    ),
    st.builds(
        lambda place, right, answers: lambda one: one.step(place, right=right, answers=answers),
        st.sampled_from((1, 2)),
        st.booleans(),
        st.integers(1, 9),
    ),
    st.builds(lambda place: lambda one: one.sitting.skip(place), st.integers(0, len(STEPS) - 1)),
    st.builds(lambda hours: lambda one: one.clock.advance(hours=hours), st.integers(1, 30)),
    st.sampled_from((Learner.believe, Learner.treat, Learner.predict)),
)


@given(st.lists(acts, max_size=12))
@settings(max_examples=40)
def test_a_step_that_is_done_stays_done(
    cache: Path, doings: list[Callable[[Learner], None]]
) -> None:
    learner = Learner(cache)
    try:
        done = learner.done()
        for act in doings:
            act(learner)
            learner.clock.advance(minutes=1)
            assert learner.done() >= done
            done = learner.done()
    finally:
        learner.workspace.close()


@pytest.fixture
def learner(cache: Path) -> Iterator[Learner]:
    made = Learner(cache, CARDS, QUIZ)
    yield made
    made.workspace.close()


def test_a_miss_in_a_quiz_does_not_open_the_cards_again(learner: Learner) -> None:
    learner.learn(*FACTS)
    assert learner.done() == {0}
    learner.quiz(right=False, answers=99)
    # The first answer to a question tells of its facts.
    assert "relearning" in {learner.workspace.memory.unit(one).phase for one in FACTS}
    assert learner.done() == {0}


def test_cards_are_done_when_each_is_learned_or_put_aside(learner: Learner) -> None:
    learner.learn(*FACTS[:2])
    assert learner.sitting.cards_left(CARDS) == FACTS[2:]
    for item in learner.workspace.card_items.values():
        if item.fact_id == FACTS[2]:
            learner.workspace.cards().mark(item, "suspend")
    assert learner.sitting.cards_left(CARDS) == ()
    assert learner.done() == {0}


def test_cards_that_are_answered_after_the_day_turned_count(learner: Learner) -> None:
    learner.learn(FACTS[0])
    learner.clock.advance(hours=20)
    assert today(learner.clock) == learner.session.study_day + timedelta(days=1)
    learner.learn(*FACTS[1:])
    assert learner.done() == {0}


def test_a_step_goes_on_with_its_own_quiz_and_no_other(learner: Learner) -> None:
    learner.step(1, right=True, answers=1)
    left = learner.sitting.quiz(QUIZ)
    assert len(left.answers) == 1
    learner.quiz(right=True, answers=1)
    assert learner.sitting.quiz(QUIZ).answers == ()
    learner.step(1, right=True)
    assert 1 in learner.done()
