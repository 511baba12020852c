"""An exam as a state machine: no sequence of keys, pauses and kills loses or doubles an answer."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from awsstudy.core.clock import FixedClock
from awsstudy.core.errors import StoreError
from awsstudy.quiz.exam.sitting import fold
from awsstudy.quiz.form import FREE
from awsstudy.store.store import Store
from tests.quiz.exam_items import ITEMS, blank, choice, ordering, running


class Room(RuleBasedStateMachine):
    """Does anything at any time, and kills the process in between."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock()
        self.store = Store.open(None, self.clock.now())
        self.blank = blank(self.clock.now())
        self.exam = running(self.store, self.clock, self.blank)
        self.answers: dict[int, tuple[int, ...]] = {}
        """What the learner has seen on the screen, by place."""
        self.flags: set[int] = set()
        self.clock_ms = 0

    def teardown(self) -> None:
        self.store.close()

    @property
    def running(self) -> bool:
        return self.exam.state.stage == "running"

    @rule(place=st.integers(-1, 7))
    def toggle(self, place: int) -> None:
        if self.exam.toggle(place) and self.running:
            self.answers[self.exam.state.place] = self.exam.state.entry.response

    @rule()
    def clear(self) -> None:
        self.exam.clear()
        if self.running:
            self.answers.pop(self.exam.state.place, None)

    @rule(place=st.integers(-2, len(ITEMS) + 1))
    def visit(self, place: int) -> None:
        self.exam.visit(place)

    @rule()
    def flag(self) -> None:
        if self.running and self.exam.left_ms > 0:
            self.flags ^= {self.exam.state.place}
        self.exam.flag()

    @rule(language=st.sampled_from(["en", "ko"]))
    def look_in(self, language: str) -> None:
        self.exam.show_in(language)

    @rule(seconds=st.floats(0, 90))
    def time_passes(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        self.exam.tick()

    @rule()
    def pause(self) -> None:
        self.exam.pause()

    @rule(minutes=st.integers(0, 600))
    def come_back(self, minutes: int) -> None:
        if self.exam.state.stage == "paused":
            self.clock.advance(minutes=minutes)
        self.exam.enter("ko")

    @rule(seconds=st.integers(-7200, 7200))
    def the_process_is_killed(self, seconds: int) -> None:
        """Another one finds the exam, perhaps after the machine's clock was put right."""
        before = self.exam.state
        self.clock.advance(seconds=seconds)
        self.exam = running(self.store, self.clock, self.blank)
        assert self.exam.state.entries == before.entries
        assert self.exam.state.stage == before.stage
        self.exam.enter("en")

    @precondition(lambda self: self.exam.elapsed_ms > 60_000)
    @rule()
    def submit(self) -> None:
        self.exam.submit()

    @rule(place=st.integers(0, len(ITEMS) - 1))
    def review(self, place: int) -> None:
        self.exam.review(place)

    @invariant()
    def every_answer_on_the_screen_is_kept(self) -> None:
        kept = {
            place: one.response for place, one in enumerate(self.exam.state.entries) if one.response
        }
        expected = {
            place: response
            for place, response in self.answers.items()
            if any(one != FREE for one in response)
        }
        assert kept == expected
        assert {place for place, one in enumerate(self.exam.state.entries) if one.flagged} == (
            self.flags
        )

    @invariant()
    def the_log_tells_the_same(self) -> None:
        told = fold(self.blank, self.store.exams.events(self.blank.id))
        marked = {one.item.id: one.correct for one in self.exam.state.entries}
        if told.stage == "submitted":
            told = told.with_marks(marked)
        assert told == self.exam.state

    @invariant()
    def the_clock_only_goes_forward_and_never_past_the_end(self) -> None:
        assert self.clock_ms <= self.exam.elapsed_ms + 5_000
        self.clock_ms = max(self.clock_ms, self.exam.elapsed_ms)
        assert 0 <= self.exam.elapsed_ms <= self.blank.limit_ms
        spent = sum(one.spent_ms for one in self.exam.state.entries)
        assert spent == self.exam.state.elapsed_ms

    @invariant()
    def answers_count_once_and_only_when_it_is_submitted(self) -> None:
        attempts = self.store.quizzes.attempts(self.blank.id)
        submitted = self.exam.state.stage == "submitted"
        assert len(attempts) == (len(ITEMS) if submitted else 0)
        if submitted:
            assert [one.question_id for one in attempts] == [item.id for item in ITEMS]
            assert [one.chosen for one in attempts] == [
                one.response for one in self.exam.state.entries
            ]
            assert [one.correct for one in attempts] == [
                one.correct for one in self.exam.state.entries
            ]
        assert sum(one.count for one in self.store.quizzes.day_counts()) == len(attempts)
        assert sum(one.seen for one in self.store.quizzes.tallies().values()) == len(attempts)

    @invariant()
    def it_is_done_when_every_miss_was_gone_through(self) -> None:
        state = self.exam.state
        reviewed = all(state.entries[place].reviewed for place in state.misses)
        assert state.done == (state.stage == "submitted" and reviewed)


TestRoom = Room.TestCase
TestRoom.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(clock):
    store = Store.open(None, clock.now())
    yield store
    store.close()


def test_submitting_twice_counts_once_even_from_two_processes(store, clock) -> None:
    sitting = blank(clock.now())
    one, two = running(store, clock, sitting), running(store, clock, sitting)
    one.toggle(0)
    two.visit(3)
    two.toggle(1)
    one.submit()
    two.submit()
    one.submit()
    assert len(store.quizzes.attempts()) == len(ITEMS)
    ends = [event.kind for event in store.exams.events(sitting.id) if event.kind == "submit"]
    assert ends == ["submit"]
    # What the other process had answered before is in it.
    assert [a.chosen for a in store.quizzes.attempts()] == [(0,), (), (), (1,), ()]
    assert two.state.stage == "submitted"


def test_nothing_is_saved_of_a_submission_that_fails_half_way(store, clock) -> None:
    exam = running(store, clock, blank(clock.now()))
    exam.toggle(0)
    fails = f"NEW.question_id = '{ITEMS[-1].id}' BEGIN SELECT RAISE(ABORT, 'disk'); END"
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER broken BEFORE INSERT ON attempt WHEN {fails}")
    with pytest.raises(StoreError, match="disk"):
        exam.submit()
    assert store.quizzes.attempts() == []
    assert store.quizzes.tallies() == {}
    assert exam.state.stage == "running"
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER broken")
    exam.submit()
    assert len(store.quizzes.attempts()) == len(ITEMS)


def test_the_clock_stands_while_it_is_paused_or_closed_and_both_are_told(store, clock) -> None:
    sitting = blank(clock.now())
    exam = running(store, clock, sitting)
    clock.advance(seconds=60)
    exam.pause()
    clock.advance(hours=2)
    assert exam.elapsed_ms == 60_000
    exam.enter("en")
    clock.advance(seconds=30)
    exam.tick()
    clock.advance(hours=9)  # the process is gone; what counts is its last tick
    again = running(store, clock, sitting)
    again.enter("en")
    assert again.elapsed_ms == 90_000
    assert again.state.interruptions == 2
    assert again.state.away_ms == timedelta(hours=11) // timedelta(milliseconds=1)


def test_when_the_time_is_over_it_is_submitted_with_blanks_wrong(store, clock) -> None:
    exam = running(store, clock, blank(clock.now()))
    exam.toggle(0)
    exam.visit(1)
    exam.toggle(0)  # one of two keys: no whole answer
    clock.advance(minutes=11)
    exam.visit(2)
    assert (exam.state.stage, exam.state.timed_out, exam.left_ms) == ("submitted", True, 0)
    attempts = store.quizzes.attempts()
    assert [one.correct for one in attempts] == [True, False, False, False, False]
    assert [one.ms for one in attempts] == [0, 600_000, 0, 0, 0]
    assert attempts[2].misconceptions == ()
    exam.toggle(0)
    assert exam.state.entries[2].response == ()


def test_the_time_that_ran_out_unseen_ends_it_when_it_is_opened(store, clock) -> None:
    sitting = blank(clock.now(), minutes=1)
    exam = running(store, clock, sitting)
    clock.advance(seconds=58)
    exam.tick()
    clock.advance(seconds=2)
    store.exams.tick(sitting.id, 60_000)
    again = running(store, clock, sitting)
    again.enter("en")
    assert again.state.timed_out
    assert len(store.quizzes.attempts()) == len(ITEMS)


def test_a_clock_that_was_set_back_shuffles_no_answers(store, clock) -> None:
    sitting = blank(clock.now())
    first = running(store, clock, sitting)
    first.toggle(1)
    clock.advance(days=-30)
    second = running(store, clock, sitting)
    second.enter("en")
    second.toggle(2)
    assert running(store, clock, sitting).state.entry.response == (2,)
    kinds = [event.kind for event in store.exams.events(sitting.id)]
    assert kinds == ["answer", "resume", "answer"]


def test_a_look_at_the_other_language_is_counted_for_its_question(store, clock) -> None:
    exam = running(store, clock, blank(clock.now()))
    exam.visit(1)
    exam.show_in("ko")
    exam.toggle(0)
    exam.toggle(1)
    exam.show_in("en")
    exam.visit(3)
    exam.toggle(0)
    exam.submit()
    assert [one.peeks for one in exam.state.entries] == [0, 2, 0, 0, 0]
    assert [one.language for one in store.quizzes.attempts()] == ["en", "ko", "en", "en", "en"]


def test_a_place_that_was_never_filled_is_no_sign_of_a_belief(store, clock) -> None:
    items = (ordering(1), ordering(2), choice(3, 2))
    exam = running(store, clock, blank(clock.now(), items))
    exam.toggle(2)  # the last step first; the rest is left open
    exam.visit(1)
    for place in (1, 0, 2):
        exam.toggle(place)
    exam.visit(2)
    exam.toggle(4)
    exam.submit()
    beliefs = [one.misconceptions for one in store.quizzes.attempts()]
    assert beliefs == [(), ("m0", "m1"), ("m3-4",)]


def test_it_stays_marked_as_it_was_whatever_its_key_is_by_now(store, clock) -> None:
    sitting = blank(clock.now(), (choice(1), choice(2)))
    exam = running(store, clock, sitting)
    exam.toggle(0)
    exam.submit()
    other_key = blank(clock.now(), (choice(1, 2), choice(2)))
    changed = sitting.__class__(
        sitting.id, other_key.entries, 7, sitting.limit_ms, "en", sitting.began
    )
    again = running(store, clock, changed)
    assert [one.correct for one in again.state.entries] == [True, False]
    assert again.state.misses == (1,)


def test_only_misses_are_gone_through_and_each_counts_once(store, clock) -> None:
    exam = running(store, clock, blank(clock.now()))
    exam.toggle(0)
    exam.submit()
    assert exam.state.misses == (1, 2, 3, 4)
    exam.review(0)
    for place in (1, 2, 3, 3):
        exam.review(place)
    assert exam.state.to_review == (4,)
    exam.review(4)
    assert exam.state.done
    kinds = [event.kind for event in store.exams.events(exam.state.id)]
    assert kinds.count("reviewed") == 4
