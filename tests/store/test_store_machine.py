"""Whatever is done in whatever order, the store says what a few plain lists and dicts say."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from awsstudy.store.records import (
    Attempt,
    CardState,
    Confidence,
    Mark,
    Phase,
    QuizSession,
    Review,
    Tally,
    UnitState,
)
from awsstudy.store.store import Store

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
DAYS = [date(2026, 1, 5) + timedelta(days=number) for number in range(3)]
CARDS = ("a.one", "a.two", "b.one")
QUESTIONS = ("a.first", "a.second", "sim:coin_toss.heads:7")


class Record(RuleBasedStateMachine):
    """One learner's store beside a model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open(None, NOW)
        self.events = 0
        self.reviews: list[tuple[Review, UnitState]] = []
        """What counts, each with the state before it."""
        self.marks: list[tuple[Mark, CardState]] = []
        self.units: dict[str, UnitState] = {}
        self.cards: dict[str, CardState] = {}
        self.quizzes: list[QuizSession] = []
        self.attempts: list[Attempt] = []
        self.added: Counter[str] = Counter()

    def teardown(self) -> None:
        self.store.close()

    def moment(self) -> datetime:
        return NOW + timedelta(minutes=self.events)

    def new_id(self) -> str:
        self.events += 1
        return f"{self.events:032x}"

    def unit(self, unit: str) -> UnitState:
        return self.units.get(unit, UnitState(unit_id=unit))

    def card(self, card: str) -> CardState:
        return self.cards.get(card, CardState(card_id=card))

    def keep(self, unit: UnitState) -> None:
        self.units[unit.unit_id] = unit
        if unit == UnitState(unit_id=unit.unit_id):
            del self.units[unit.unit_id]

    def put(self, card: CardState) -> None:
        self.cards[card.card_id] = card
        if card == CardState(card_id=card.card_id):
            del self.cards[card.card_id]

    @rule(
        card=st.sampled_from(CARDS),
        day=st.sampled_from(DAYS),
        rating=st.integers(1, 4),
        phase=st.sampled_from(get_args(Phase)),
        ms=st.integers(0, 60_000),
        stability=st.floats(0.001, 36_500),
    )
    def review(
        self, card: str, day: date, rating: int, phase: Phase, ms: int, stability: float
    ) -> None:
        before = self.unit(card)
        review = Review(
            id=self.new_id(),
            card_id=card,
            fact_id=card,
            at=self.moment(),
            study_day=day,
            delta_days=rating,
            rating=rating,
            phase=phase,
            ms=ms,
            algo="fsrs-6",
            content_hash="0",
        )
        due = self.moment() + timedelta(minutes=1)
        after = replace(
            before, phase=phase, stability=stability, due_at=due, reps=before.reps + 1, algo="x"
        )
        self.store.cards.record_review(review, after)
        self.reviews.append((review, before))
        self.keep(after)
        self.added["review"] += 1

    @precondition(lambda self: self.reviews)
    @rule(data=st.data())
    def undo_a_review(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.reviews) - 1))
        review, before = self.reviews.pop(place)
        self.store.cards.undo_review(review, before, self.new_id(), self.moment())
        self.keep(before)
        self.added["void"] += 1

    @rule(card=st.sampled_from(CARDS), day=st.sampled_from([None, *DAYS]))
    def bury(self, card: str, day: date | None) -> None:
        before = self.card(card)
        kind = "bury" if day else "unbury"
        mark = Mark(id=self.new_id(), item_id=card, kind=kind, at=self.moment(), study_day=DAYS[0])
        after = replace(before, buried_on=day)
        self.store.cards.record_mark(mark, after)
        self.marks.append((mark, before))
        self.put(after)
        self.added["mark"] += 1

    @precondition(lambda self: self.marks)
    @rule()
    def undo_the_last_mark(self) -> None:
        mark, before = self.marks.pop()
        self.store.cards.undo_mark(mark, before, self.new_id(), self.moment())
        self.put(before)
        self.added["void"] += 1

    @rule(items=st.permutations(QUESTIONS), seed=st.integers(0, 2**31))
    def begin_a_quiz(self, items: list[str], seed: int) -> None:
        quiz = QuizSession(
            id=self.new_id(), at=self.moment(), topics=("a",), item_ids=tuple(items), seed=seed
        )
        self.store.quizzes.begin(quiz)
        self.quizzes.append(quiz)
        self.added["quiz_session"] += 1

    @precondition(lambda self: self.quizzes)
    @rule(
        day=st.sampled_from(DAYS),
        chosen=st.sets(st.integers(0, 5), max_size=3),
        correct=st.booleans(),
        confidence=st.sampled_from(get_args(Confidence)),
    )
    def answer(self, day: date, chosen: set[int], correct: bool, confidence: Confidence) -> None:
        quiz = self.quizzes[-1]
        asked = sum(attempt.session_id == quiz.id for attempt in self.attempts)
        if asked == len(quiz.item_ids):
            return
        attempt = Attempt(
            id=self.new_id(),
            session_id=quiz.id,
            question_id=quiz.item_ids[asked],
            fact_id="a.fact",
            concept_id="a",
            at=self.moment(),
            study_day=day,
            chosen=tuple(sorted(chosen)),
            correct=correct,
            confidence=confidence,
            misconceptions=() if correct else ("one-belief", "another"),
            first=False,
            generated=False,
            ms=100,
            language="ko",
            content_hash="0",
        )
        self.store.quizzes.record(attempt)
        self.attempts.append(attempt)
        self.added["attempt"] += 1

    @invariant()
    def reviews_and_marks_are_those_not_undone(self) -> None:
        assert self.store.cards.reviews() == [review for review, _ in self.reviews]
        assert self.store.cards.marks() == [mark for mark, _ in self.marks]
        assert self.store.cards.units() == self.units
        assert self.store.cards.cards() == self.cards

    @invariant()
    def days_count_what_counts(self) -> None:
        events = [("review", r.phase, r.rating, r.study_day, r.ms) for r, _ in self.reviews]
        events += [
            ("attempt", a.confidence, 3 if a.correct else 1, a.study_day, a.ms)
            for a in self.attempts
        ]
        counts = Counter(event[:4] for event in events)
        spent: Counter[tuple[object, ...]] = Counter()
        for event in events:
            spent[event[:4]] += event[4]
        days = self.store.quizzes.day_counts()
        assert {(d.kind, d.phase, d.rating, d.study_day): d.count for d in days} == counts
        assert {(d.kind, d.phase, d.rating, d.study_day): d.ms for d in days if d.ms} == +spent
        for day in DAYS:
            new = sum(r.phase == "new" and r.study_day == day for r, _ in self.reviews)
            assert self.store.cards.introduced(day) == new

    @invariant()
    def quizzes_are_as_they_were_answered(self) -> None:
        assert self.store.quizzes.attempts() == self.attempts
        tallies: dict[str, Tally] = {}
        for attempt in self.attempts:
            key = attempt.question_id
            before = tallies.get(key)
            tallies[key] = Tally(
                question_id=key,
                seen=(before.seen if before else 0) + 1,
                right=(before.right if before else 0) + attempt.correct,
                last_right=attempt.correct,
                last_at=attempt.at,
                last_confidence=attempt.confidence,
            )
        assert self.store.quizzes.tallies() == tallies
        left = self.quizzes[-1] if self.quizzes else None
        if left and sum(a.session_id == left.id for a in self.attempts) == len(left.item_ids):
            left = None
        assert self.store.quizzes.unfinished() == left

    @invariant()
    def nothing_ever_leaves_the_log(self) -> None:
        with self.store.engine.connect() as connection:
            for table in ("review", "mark", "void", "quiz_session", "attempt"):
                rows = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
                assert rows == self.added[table]


TestRecord = Record.TestCase
TestRecord.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
