"""Opens screens by name: each is imported when first shown, and none needs to know another."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awsstudy.core.i18n import Localized
    from awsstudy.quiz.exam.blueprint import ExamWish
    from awsstudy.quiz.exam.running import RunningExam
    from awsstudy.quiz.item import Item
    from awsstudy.quiz.query import Query
    from awsstudy.quiz.selection import Wish
    from awsstudy.quiz.session import Session
    from awsstudy.study.errors import Miss
    from awsstudy.study.session import Step
    from awsstudy.study.today import Entry
    from awsstudy.workspace.laboratory import Laboratory
    from awsstudy.workspace.sittings import Sitting
    from awsstudy.workspace.workspace import Workspace

SCREENS = {
    "library": "library:LibraryScreen",
    "quiz": "quiz_setup:QuizSetupScreen",
    "cards": "cards:CardsScreen",
    "simulators": "simulators:SimulatorsScreen",
    "progress": "progress:ProgressScreen",
    "preferences": "preferences:PreferencesScreen",
    "days": "days:DaysScreen",
    "services": "services:ServicesScreen",
    "concept": "concept:ConceptScreen",
    "simulator": "simulator:SimulatorScreen",
    "questions": "quiz:QuizScreen",
    "summary": "quiz_summary:QuizSummaryScreen",
    "beliefs": "beliefs:BeliefsScreen",
    "treatment": "treatment:TreatmentScreen",
    "correction": "correction:CorrectionDialog",
    "remedy": "revisit:RemedyQuizScreen",
    "errors": "error_log:ErrorLogScreen",
    "miss": "revisit:MissScreen",
    "exams": "exam_setup:ExamSetupScreen",
    "exam": "exam:ExamScreen",
    "exam_map": "exam_map:ExamMapDialog",
    "exam_check": "exam_check:ExamCheckScreen",
    "exam_report": "exam_report:ExamReportScreen",
    "exam_review": "exam_review:ExamReviewScreen",
    "help": "help:HelpDialog",
    "proof": "proof:ProofDialog",
    "judging": "judging:JudgingDialog",
    "words": "words:WordsDialog",
    "why": "why:WhyDialog",
    "notice": "notice:NoticeDialog",
    "session": "session:SessionScreen",
    "step": "revisit:StepQuizScreen",
}
"""Every screen that another one opens, as module and class."""

SUBMIT = -1
"""What the review screen of an exam closes with, in place of a question's place."""


def _made(name: str, *arguments: Any, **named: Any) -> Screen[Any]:
    module, _, kind = SCREENS[name].partition(":")
    made = getattr(import_module(f"awsstudy.tui.{module}"), kind)
    screen: Screen[Any] = made(*arguments, **named)
    return screen


def open_area(area: str, workspace: Workspace) -> Screen[None]:
    """The first screen of a part of the app."""
    return _made(area, workspace)


def open_entry(entry: Entry, workspace: Workspace) -> Screen[None]:
    """What an entry of today's plan starts, outside of any session.

    Raises:
        AwsStudyError: nothing is left to do.
    """
    from awsstudy.study.session import step_of
    from awsstudy.workspace.sittings import new_quiz

    step = step_of(entry)
    if step.kind in ("quiz", "contrast"):
        return open_session(workspace, new_quiz(workspace, step, "quiz"))
    return _PARTS[step.kind](workspace, step)


def open_cards(
    workspace: Workspace,
    concept: str = "",
    agenda: Sequence[str] | None = None,
    *,
    cards: frozenset[str] | None = None,
    cram: bool = False,
) -> Screen[None]:
    """The flashcards of today, of one concept, of some facts in their order, or only some cards.

    In cramming all of them are asked, and nothing is rescheduled.
    """
    return _made("cards", workspace, concept, agenda, cards=cards, cram=cram)


def open_session_of_today(workspace: Workspace, minutes: int | None = None) -> Screen[None]:
    """Today's session where it was left; a new one where there is none, or for so many minutes."""
    from awsstudy.workspace.sittings import Sitting

    left = Sitting.left(workspace) if minutes is None else None
    return _made("session", workspace, left or Sitting.begin(workspace, minutes))


def open_step(workspace: Workspace, sitting: Sitting, place: int) -> Screen[None]:
    """A step of a session.

    Raises:
        AwsStudyError: there is nothing to do in it (any more).
    """
    step = sitting.steps[place]
    if step.kind in ("quiz", "contrast"):
        return _made("step", workspace, sitting.quiz(step))
    return _PARTS[step.kind](workspace, step)


def open_quiz(
    workspace: Workspace, concepts: frozenset[str], *, length: int = 10, resume: bool = True
) -> Screen[None]:
    """The quiz that was left, or a new one on some concepts.

    Raises:
        AwsStudyError: no question fits.
    """
    from awsstudy.quiz.selection import Wish

    ask = workspace.settings.ask_confidence
    session = workspace.quiz.unfinished(ask_confidence=ask) if resume else None
    if session is None:
        wish = Wish(concepts, length)
        session = workspace.quiz.start(wish, workspace.fresh_seed(), ask_confidence=ask)
    return open_session(workspace, session)


def open_query(workspace: Workspace, query: Query) -> Screen[None]:
    """A new quiz on what a query says.

    Raises:
        AwsStudyError: no question fits.
    """
    from awsstudy.quiz.selection import Wish

    return open_wish(workspace, Wish(query=query))


def open_wish(workspace: Workspace, wish: Wish) -> Screen[None]:
    """A new quiz of what is wished for.

    Raises:
        AwsStudyError: no question fits.
    """
    ask = workspace.settings.ask_confidence
    session = workspace.quiz.start(wish, workspace.fresh_seed(), ask_confidence=ask)
    return open_session(workspace, session)


def open_session(workspace: Workspace, session: Session) -> Screen[None]:
    """A quiz."""
    return _made("questions", workspace, session)


def open_summary(workspace: Workspace, session: Session) -> Screen[None]:
    """The summary of a finished quiz."""
    return _made("summary", workspace, session)


def open_treatment(workspace: Workspace, misconception: str) -> Screen[None]:
    """The treatment of a misconception.

    Raises:
        UnknownIdError: it never showed, or is no longer in the content.
    """
    return _made("treatment", workspace, misconception)


def open_correction(workspace: Workspace, misconception: str) -> Screen[bool]:
    """The correction of a misconception; answers with whether it was read."""
    return _made("correction", workspace, misconception)


def open_contrast(workspace: Workspace, misconception: str) -> Screen[None]:
    """The questions that contrast a misconception with the truth.

    Raises:
        AwsStudyError: it is not in treatment, or there is no question.
    """
    return _made("remedy", workspace, workspace.clinic.contrast(misconception))


def open_checks(workspace: Workspace, misconceptions: Sequence[str] = ()) -> Screen[None]:
    """The checks that are due, of some misconceptions or of all.

    Raises:
        AwsStudyError: none is due.
    """
    return _made("remedy", workspace, workspace.clinic.checks(misconceptions))


def open_miss(workspace: Workspace, miss: Miss) -> Screen[None]:
    """A miss of the error log, with its feedback; a prediction's simulator.

    Raises:
        UnknownIdError: the content has it no more.
    """
    if miss.kind == "prediction":
        model, _, scenario = miss.target.partition(".")
        return open_simulator(workspace, model, scenario)
    return _made("miss", workspace, miss)


def open_exams(workspace: Workspace, code: str = "") -> Screen[None]:
    """The mock exams: to begin, to go on with, of before."""
    return _made("exams", workspace, code)


def open_new_exam(workspace: Workspace, wish: ExamWish) -> Screen[None]:
    """A mock exam that begins now.

    Raises:
        AwsStudyError: there is no question for it.
    """
    exam = workspace.exams.begin(wish, workspace.fresh_seed(), workspace.language)
    return _made("exam", workspace, workspace.exams.sitting(exam.state.id), exam)


def open_running_exam(workspace: Workspace, sitting_id: str) -> Screen[None]:
    """A mock exam that was left, where it was left; its report where it is over.

    Raises:
        AwsStudyError: there is none, or the content has one of its questions no more.
    """
    sitting = workspace.exams.sitting(sitting_id)
    exam = workspace.exams.take_up(sitting, workspace.language)
    if exam.state.stage == "submitted":
        return open_exam_report(workspace, sitting_id)
    return _made("exam", workspace, sitting, exam)


def open_exam_map(workspace: Workspace, exam: RunningExam) -> Screen[int | None]:
    """All questions of an exam."""
    return _made("exam_map", workspace, exam)


def open_exam_check(
    workspace: Workspace, exam: RunningExam, *, clock_hidden: bool
) -> Screen[int | None]:
    """What is blank and flagged, before an exam is submitted."""
    return _made("exam_check", workspace, exam, clock_hidden=clock_hidden)


def open_exam_report(workspace: Workspace, sitting_id: str) -> Screen[None]:
    """The report of a submitted exam.

    Raises:
        AwsStudyError: there is none, or the content has one of its questions no more.
    """
    sitting = workspace.exams.sitting(sitting_id)
    return _made("exam_report", workspace, sitting, workspace.exams.look(sitting))


def open_exam_review(workspace: Workspace, exam: RunningExam) -> Screen[None]:
    """The misses of a submitted exam."""
    return _made("exam_review", workspace, exam)


def open_concept(workspace: Workspace, concept: str) -> Screen[None]:
    """A concept's page."""
    return _made("concept", workspace, concept)


def open_services(workspace: Workspace) -> Screen[None]:
    """The service catalogue."""
    return _made("services", workspace)


def open_simulator(
    workspace: Workspace, model: str, scenario: str = "", belief: str = ""
) -> Screen[None]:
    """A simulator, at one of its scenarios, perhaps to refute a misconception."""
    return _made("simulator", workspace, model, scenario, belief)


def open_help(workspace: Workspace, over: Screen[Any]) -> Screen[None]:
    """The help of a screen."""
    return _made("help", workspace, over)


def open_proof(workspace: Workspace, item: Item) -> Screen[None]:
    """The proof of a question's key."""
    return _made("proof", workspace, item)


def open_judging(workspace: Workspace, item: Item) -> Screen[bool]:
    """A key of the learner's own for a question; answers with whether one was saved."""
    return _made("judging", workspace, item)


def open_words(workspace: Workspace, texts: Sequence[str]) -> Screen[None]:
    """The glossary's terms of some texts."""
    return _made("words", workspace, texts)


def open_why(workspace: Workspace, lab: Laboratory, *, ended: bool) -> Screen[None]:
    """Why a simulator's run went as it did."""
    return _made("why", workspace, lab, ended)


def open_notice(workspace: Workspace, title: str, text: Localized) -> Screen[None]:
    """A text in a dialog."""
    return _made("notice", workspace, title, text)


def _scenario(workspace: Workspace, step: Step) -> Screen[None]:
    model, _, scenario = step.target.partition(".")
    return open_simulator(workspace, model, scenario)


def _treatment(workspace: Workspace, step: Step) -> Screen[None]:
    return open_treatment(workspace, step.target) if step.target else open_checks(workspace)


_PARTS: dict[str, Callable[[Workspace, Step], Screen[None]]] = {
    "cards": lambda workspace, step: open_cards(workspace, agenda=step.units),
    "simulator": _scenario,
    "remedy": _treatment,
    "resume": lambda workspace, _: open_quiz(workspace, frozenset()),
    "exam": lambda workspace, step: open_running_exam(workspace, step.target),
    "exam_review": lambda workspace, step: open_exam_report(workspace, step.target),
}
"""What opens the parts of a plan that are no new quiz."""
