"""Today's session: begun, left at any item, gone on with, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.core.clock import today
from awsstudy.core.ids import event_id
from awsstudy.flashcards.replay import replay
from awsstudy.store.plan_records import StudyEvent, StudyEventKind, StudySession
from awsstudy.store.records import Attempt, QuizKind, Review, States
from awsstudy.study.cards_part import deck_of
from awsstudy.study.session import Outcome, Progress, State, Step, kept, steps_of

if TYPE_CHECKING:
    from awsstudy.quiz.session import Session
    from awsstudy.workspace.workspace import Workspace

QUIZZES = ("quiz", "contrast")


class Sitting:
    """A session of study; how far it is follows from what was answered since it was begun."""

    def __init__(self, workspace: Workspace, session: StudySession) -> None:
        self._workspace = workspace
        self.session = session
        self.steps = tuple(map(Step.parse, session.steps))

    @classmethod
    def begin(cls, workspace: Workspace, minutes: int | None = None) -> Sitting:
        """A new session for the minutes that are left today, or for so many."""
        plan = workspace.plan(minutes)
        now, day = workspace.clock.now(), today(workspace.clock)
        session = StudySession(
            id=event_id(now),
            at=now,
            study_day=day,
            minutes=plan.minutes,
            steps=kept(steps_of(plan)),
        )
        workspace.store.plans.begin(session)
        return cls(workspace, session)

    @classmethod
    def left(cls, workspace: Workspace) -> Sitting | None:
        """Today's session where it was left; None when there is none, or it is finished."""
        session = workspace.store.plans.session(today(workspace.clock))
        sitting = cls(workspace, session) if session else None
        return None if sitting is None or sitting.progress().finished else sitting

    def progress(self) -> Progress:
        """How far it is."""
        events = self._workspace.store.plans.events(self.session.id)
        skipped = {event.place for event in events if event.kind == "skip"}
        known = {event.place for event in events if event.kind == "done"}
        states: list[State] = []
        for place, step in enumerate(self.steps):
            done = place in known or self._newly_done(place, step)
            states.append("done" if done else "skipped" if place in skipped else "open")
        return Progress(
            self.steps,
            tuple(states),
            self.session.minutes,
            self._spent(),
            any(event.kind == "end" for event in events),
        )

    def _newly_done(self, place: int, step: Step) -> bool:
        """Whether a step is done by now; that is kept, for a later miss opens its facts again."""
        done = self._is_done(place, step)
        if done:
            self._record("done", place)
        return done

    def _is_done(self, place: int, step: Step) -> bool:
        match step.kind:
            case "cards":
                return not self.cards_left(step)
            case "quiz" | "contrast":
                before = sum(one.kind in QUIZZES for one in self.steps[:place])
                return before < self._quizzes_done()
            case "simulator":
                return any(
                    f"{one.model}.{one.scenario}" == step.target
                    for one in self._workspace.store.simulations.predictions()
                    if one.id > self.session.id
                )
            case "resume":
                left = self._workspace.store.quizzes.unfinished()
                return left is None or left.id > self.session.id
            case _:
                return self._is_treated(step.target)

    def cards_left(self, step: Step) -> tuple[str, ...]:
        """The facts of a step that were not reviewed since the session began, or not learned.

        One whose cards were put aside since is asked for no more.
        """
        memory, day = self._workspace.memory, self.session.study_day
        cards = self._workspace.card_items.values()
        open_units = frozenset(deck_of(cards, memory.states, day, 0).units)
        units = [memory.unit(name) for name in step.units if name in open_units]
        return tuple(
            unit.unit_id
            for unit in units
            # What was reviewed after midnight, in a session that was begun before, counts as well.
            if unit.last_day is None or unit.last_day < day or unit.due_at is not None
        )

    def _quizzes_done(self) -> int:
        log = self._workspace.store.quizzes
        begun = log.begun("today", self.session.id)
        return sum(len(log.attempts(one.id)) >= len(one.item_ids) for one in begun)

    def _is_treated(self, misconception: str) -> bool:
        clinic = self._workspace.clinic
        if not misconception:
            return not clinic.agenda().checks
        one = clinic.treatments().get(misconception)
        return one is None or one.step in ("check", "none")

    def quiz(self, step: Step) -> Session:
        """The questions of a step: those that were left, or new ones.

        Raises:
            AwsStudyError: no question fits.
        """
        workspace = self._workspace
        ask = workspace.settings.ask_confidence
        saved = workspace.store.quizzes.unfinished()
        # Another quiz that was begun since would not count as this step.
        if saved is not None and saved.kind == "today" and saved.id > self.session.id:
            left = workspace.quiz.unfinished(ask_confidence=ask)
            if left is not None:
                return left
        return new_quiz(workspace, step, "today")

    def skip(self, place: int) -> None:
        """Pass over a step."""
        self._record("skip", place)

    def end(self) -> None:
        """End the session."""
        self._record("end", len(self.steps))

    def _record(self, kind: StudyEventKind, place: int) -> None:
        now = self._workspace.clock.now()
        event = StudyEvent(
            id=event_id(now), session_id=self.session.id, at=now, kind=kind, place=place
        )
        self._workspace.store.plans.record_event(event)

    def _reviews(self) -> list[Review]:
        log, day = self._workspace.store.cards, self.session.study_day
        return [one for one in log.reviews(since=day) if one.id > self.session.id]

    def _spent(self) -> float:
        cards = sum(one.ms for one in self._reviews() if one.kind in ("card", "cram"))
        questions = sum(one.ms for one in self._attempts())
        return (cards + questions) / 1000

    def _attempts(self) -> list[Attempt]:
        log, day = self._workspace.store.quizzes, self.session.study_day
        return [one for one in log.attempts(since=day) if one.id > self.session.id]

    def outcome(self) -> Outcome:
        """What it came to so far."""
        reviews, attempts = self._reviews(), self._attempts()
        cards = [one for one in reviews if one.kind == "card"]
        return Outcome(
            cards=len(cards),
            recalled=sum(one.rating > 1 for one in cards),
            questions=len(attempts),
            right=sum(one.correct for one in attempts),
            new=len({one.fact_id for one in reviews if one.phase == "new"}),
            gain=self._gain({one.fact_id for one in reviews}),
        )

    def _gain(self, units: set[str]) -> float | None:
        """What its reviews added to the score that is expected on exam day."""
        planner = self._workspace.planner
        if planner.days_to_exam is None:
            return None
        memory, log = self._workspace.memory, self._workspace.store.cards
        before = dict(memory.states.units)
        for unit in units:
            earlier = [one for one in log.reviews(unit_id=unit) if one.id < self.session.id]
            before.pop(unit, None)
            before |= replay(memory.schedule, earlier, ()).units
        then = States(before, memory.states.cards)
        return planner.expected() - planner.expected(then)


def new_quiz(workspace: Workspace, step: Step, kind: QuizKind) -> Session:
    """A quiz on what a step is about.

    Raises:
        AwsStudyError: no question fits.
    """
    from awsstudy.quiz.selection import Wish

    query = f"pair:{step.target}" if step.kind == "contrast" else ""
    concepts = frozenset() if query else frozenset(step.target.split())
    wish = Wish(concepts, step.length, query=workspace.quiz.query(query))
    ask, seed = workspace.settings.ask_confidence, workspace.fresh_seed()
    return workspace.quiz.start(wish, seed, ask_confidence=ask, kind=kind)


def session_left(workspace: Workspace) -> bool:
    """Whether today's session was begun and is not finished."""
    return Sitting.left(workspace) is not None
