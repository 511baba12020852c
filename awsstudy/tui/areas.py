"""Opens screens: each is imported when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from textual.screen import Screen

if TYPE_CHECKING:
    from awsstudy.study.today import Entry
    from awsstudy.workspace.workspace import Workspace


SCREENS = {
    "library": "library:LibraryScreen",
    "quiz": "quiz_setup:QuizSetupScreen",
    "cards": "cards:CardsScreen",
    "simulators": "simulators:SimulatorsScreen",
    "progress": "progress:ProgressScreen",
    "preferences": "preferences:PreferencesScreen",
}
"""The first screen of each part of the app, as module and class."""


def open_area(area: str, workspace: Workspace) -> Screen[None]:
    """The first screen of a part of the app."""
    module, _, name = SCREENS[area].partition(":")
    screen: Screen[None] = getattr(import_module(f"awsstudy.tui.{module}"), name)(workspace)
    return screen


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
    from awsstudy.tui.cards import CardsScreen

    return CardsScreen(workspace, concept)


def open_quiz(
    workspace: Workspace, concepts: frozenset[str], *, length: int = 10, resume: bool = True
) -> Screen[None]:
    """The quiz that was left, or a new one on some concepts.

    Raises:
        AwsStudyError: no question fits.
    """
    from awsstudy.quiz.selection import Wish
    from awsstudy.tui.quiz import QuizScreen

    ask = workspace.settings.ask_confidence
    session = workspace.quiz.unfinished(ask_confidence=ask) if resume else None
    if session is None:
        wish = Wish(concepts, length)
        session = workspace.quiz.start(wish, workspace.fresh_seed(), ask_confidence=ask)
    return QuizScreen(workspace, session)


def open_concept(workspace: Workspace, concept: str) -> Screen[None]:
    """A concept's page."""
    from awsstudy.tui.concept import ConceptScreen

    return ConceptScreen(workspace, concept)


def open_simulator(workspace: Workspace, model: str, scenario: str = "") -> Screen[None]:
    """A simulator, at one of its scenarios."""
    from awsstudy.tui.simulator import SimulatorScreen

    return SimulatorScreen(workspace, model, scenario)
