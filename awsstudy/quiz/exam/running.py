"""A mock exam at the desk: each thing done is in the database before the screen shows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from awsstudy.core.clock import Clock, study_day
from awsstudy.core.i18n import LANGUAGES, Language
from awsstudy.core.ids import event_id
from awsstudy.quiz.desk import Memory
from awsstudy.quiz.exam.sitting import Entry, Sitting, fold
from awsstudy.quiz.form import Response
from awsstudy.store.exams import ExamLog
from awsstudy.store.quizzes import QuizLog
from awsstudy.store.records import Attempt, ExamEvent, ExamEventKind

TICK_MS = 5_000
"""How much of the clock is lost at most when the machine fails."""


class RunningExam:
    """One exam that is being sat, or gone through afterwards."""

    def __init__(
        self,
        blank: Sitting,
        exams: ExamLog,
        quizzes: QuizLog,
        clock: Clock,
        memory: Memory | None = None,
    ) -> None:
        """Take an exam up where its events and its clock left it.

        Args:
            blank: the exam before anything was done in it.
            exams: where it is written down.
            quizzes: where its answers go in the end.
            clock: measures it.
            memory: learns from its answers once it is submitted.
        """
        self._blank = blank
        self._exams = exams
        self._quizzes = quizzes
        self._clock = clock
        self._memory = memory
        self.state = self._stored()
        self._base_ms = max(self.state.elapsed_ms, exams.elapsed_ms(blank.id))
        self._since = clock.monotonic()
        self._ticked_ms = self._base_ms

    @property
    def elapsed_ms(self) -> int:
        """How far the exam's clock is: it goes only while the exam is open and not paused."""
        running = self.state.stage == "running"
        gone = (self._clock.monotonic() - self._since) * 1000 if running else 0
        return min(self.state.limit_ms, self._base_ms + int(gone))

    @property
    def left_ms(self) -> int:
        """What is left of the time."""
        return self.state.limit_ms - self.elapsed_ms

    def enter(self, language: Language) -> None:
        """Come back to an exam that was left or whose process was killed."""
        if self.state.stage != "submitted":
            self._do("resume", self.state.place, (LANGUAGES.index(language),))

    def tick(self) -> None:
        """Write the clock down now and then, and submit the exam when its time is over."""
        if self._time_is_over():
            self._finish("timeout")
        elif self.state.stage == "running" and self.elapsed_ms - self._ticked_ms >= TICK_MS:
            self._ticked_ms = self.elapsed_ms
            self._exams.tick(self.state.id, self._ticked_ms)

    def visit(self, place: int) -> None:
        """Go to a question."""
        if place != self.state.place:
            self._do("visit", place)

    def toggle(self, choice: int) -> bool:
        """Choose an answer of the question on screen or take it back; False where refused."""
        entry = self.state.entry
        if not 0 <= choice < len(entry.item.choices):
            return False
        response = entry.item.form.toggle(entry.selected, choice)
        if response == entry.selected:
            return False
        self._do("answer", self.state.place, response)
        return True

    def clear(self) -> None:
        """Leave the question on screen blank again."""
        if self.state.entry.response:
            self._do("answer", self.state.place)

    def flag(self) -> None:
        """Flag the question on screen for later, or take that back."""
        self._do("unflag" if self.state.entry.flagged else "flag", self.state.place)

    def show_in(self, language: Language) -> None:
        """Show the question in another language; that is counted."""
        self._do("language", self.state.place, (LANGUAGES.index(language),))

    def pause(self) -> None:
        """Stop the clock; no exam room allows it, and so it is written down."""
        self._do("pause", self.state.place)

    def submit(self) -> None:
        """Hand it in as it is: blanks are wrong."""
        if self.state.stage != "submitted":
            self._finish("submit")

    def review(self, place: int) -> None:
        """Remember that a miss was gone through."""
        if place in self.state.to_review:
            self._do("reviewed", place)

    def _stored(self) -> Sitting:
        """Where the exam stands by what is in the database."""
        state = fold(self._blank, self._exams.events(self._blank.id))
        if state.stage != "submitted":
            return state
        attempts = self._quizzes.attempts(state.id)
        return state.with_marks({one.question_id: one.correct for one in attempts})

    def _do(self, kind: ExamEventKind, place: int, response: Response = ()) -> None:
        """Save an event and only then follow it; after the time is over nothing counts."""
        if self._time_is_over():
            self._finish("timeout")
            return
        event = self._event(kind, place, response)
        after = self.state.after(event)
        if after is self.state:
            return
        self._exams.record(event)
        self._follow(after)

    def _time_is_over(self) -> bool:
        return self.state.stage == "running" and self.left_ms <= 0

    def _follow(self, after: Sitting) -> None:
        self._base_ms = self._ticked_ms = max(self.elapsed_ms, after.elapsed_ms)
        self._since = self._clock.monotonic()
        self.state = after

    def _moment(self) -> datetime:
        """Now, but never before the last event: a clock that was set back shuffles no answers."""
        now, last = self._clock.now(), self.state.last_at
        return now if last is None else max(now, last + timedelta(milliseconds=1))

    def _event(self, kind: ExamEventKind, place: int, response: Response) -> ExamEvent:
        moment = self._moment()
        return ExamEvent(
            id=event_id(moment),
            sitting_id=self.state.id,
            at=moment,
            kind=kind,
            place=place,
            response=response,
            elapsed_ms=self.elapsed_ms,
        )

    def _finish(self, kind: ExamEventKind) -> None:
        """Submit what the log holds, which may be more than this process did."""
        event = self._event(kind, self.state.place, ())
        final = self._stored().after(event)
        seen = self._quizzes.tallies()
        attempts = [
            self._attempt(one, final.id, first=one.item.id not in seen) for one in final.entries
        ]
        memory, facts = self._memory, [one.item.facts for one in final.entries]
        updates = memory.of_attempts(zip(attempts, facts, strict=True)) if memory else ()
        if self._exams.finish(event, attempts, updates) and memory:
            memory.keep(updates)
        self._follow(self._stored())

    def _attempt(self, entry: Entry, sitting_id: str, *, first: bool) -> Attempt:
        now, item = self._clock.now(), entry.item
        return Attempt(
            id=event_id(now),
            session_id=sitting_id,
            question_id=item.id,
            fact_id=item.facts[0],
            concept_id=item.concept_id,
            at=now,
            study_day=study_day(now, self._clock.zone),
            chosen=entry.response,
            correct=entry.correct,
            confidence="",
            misconceptions=entry.misconceptions(),
            first=first,
            generated=item.origin == "generated",
            ms=entry.spent_ms,
            language=entry.language,
            content_hash=item.content_hash,
        )
