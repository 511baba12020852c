"""Opens screens by name: each is imported when first shown, and none needs to know another."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awsstudy.core.i18n import Localized
    from awsstudy.quiz.item import Item
    from awsstudy.quiz.session import Session
    from awsstudy.study.today import Entry
    from awsstudy.workspace.laboratory import Laboratory
    from awsstudy.workspace.workspace import Workspace

SCREENS = {
    "library": "library:LibraryScreen",
    "quiz": "quiz_setup:QuizSetupScreen",
    "cards": "cards:CardsScreen",
    "simulators": "simulators:SimulatorsScreen",
    "progress": "progress:ProgressScreen",
    "preferences": "preferences:PreferencesScreen",
    "services": "services:ServicesScreen",
    "concept": "concept:ConceptScreen",
    "simulator": "simulator:SimulatorScreen",
    "questions": "quiz:QuizScreen",
    "summary": "quiz_summary:QuizSummaryScreen",
    "help": "help:HelpDialog",
    "proof": "proof:ProofDialog",
    "words": "words:WordsDialog",
    "why": "why:WhyDialog",
    "notice": "notice:NoticeDialog",
}
"""Every screen that another one opens, as module and class."""


def _made(name: str, *arguments: Any) -> Screen[Any]:
    module, _, kind = SCREENS[name].partition(":")
    screen: Screen[Any] = getattr(import_module(f"awsstudy.tui.{module}"), kind)(*arguments)
    return screen


def open_area(area: str, workspace: Workspace) -> Screen[None]:
    """The first screen of a part of the app."""
    return _made(area, workspace)


def open_entry(entry: Entry, workspace: Workspace) -> Screen[None]:
    """What an entry of today's plan starts.

    Raises:
        AwsStudyError: nothing is left to do.
    """
    match entry.kind:
        case "cards":
            return open_cards(workspace)
        case "simulator":
            model, _, scenario = entry.target.partition(".")
            return open_simulator(workspace, model, scenario)
        case "resume":
            return open_quiz(workspace, frozenset())
        case _:
            return open_quiz(workspace, frozenset(entry.concepts), length=5, resume=False)


def open_cards(workspace: Workspace, concept: str = "") -> Screen[None]:
    """The flashcards of today, or of one concept."""
    return _made("cards", workspace, concept)


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


def open_session(workspace: Workspace, session: Session) -> Screen[None]:
    """A quiz."""
    return _made("questions", workspace, session)


def open_summary(workspace: Workspace, session: Session) -> Screen[None]:
    """The summary of a finished quiz."""
    return _made("summary", workspace, session)


def open_concept(workspace: Workspace, concept: str) -> Screen[None]:
    """A concept's page."""
    return _made("concept", workspace, concept)


def open_services(workspace: Workspace) -> Screen[None]:
    """The service catalogue."""
    return _made("services", workspace)


def open_simulator(workspace: Workspace, model: str, scenario: str = "") -> Screen[None]:
    """A simulator, at one of its scenarios."""
    return _made("simulator", workspace, model, scenario)


def open_help(workspace: Workspace, over: Screen[Any]) -> Screen[None]:
    """The help of a screen."""
    return _made("help", workspace, over)


def open_proof(workspace: Workspace, item: Item) -> Screen[None]:
    """The proof of a question's key."""
    return _made("proof", workspace, item)


def open_words(workspace: Workspace, texts: Sequence[str]) -> Screen[None]:
    """The glossary's terms of some texts."""
    return _made("words", workspace, texts)


def open_why(workspace: Workspace, lab: Laboratory, *, ended: bool) -> Screen[None]:
    """Why a simulator's run went as it did."""
    return _made("why", workspace, lab, ended)


def open_notice(workspace: Workspace, title: str, text: Localized) -> Screen[None]:
    """A text in a dialog."""
    return _made("notice", workspace, title, text)
