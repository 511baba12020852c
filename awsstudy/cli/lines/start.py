"""Begins a quiz or a review in plain mode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awsstudy.cli.lines.console import Console
from awsstudy.cli.lines.quiz import PlainQuiz
from awsstudy.cli.lines.review import PlainReview
from awsstudy.cli.queries import wish_of
from awsstudy.core.errors import SettingsError

if TYPE_CHECKING:
    from awsstudy.quiz.selection import Wish
    from awsstudy.quiz.session import Session
    from awsstudy.workspace.workspace import Workspace


def plain_quiz(workspace: Workspace, query: Sequence[str], length: int, mode: str) -> int:
    """A new quiz on what a query says.

    Raises:
        SettingsError: query or mode are not understood, or no question fits.
    """
    wish = wish_of(workspace, query, length, mode)
    if not workspace.quiz.fitting(wish).total:
        raise SettingsError(workspace.messages("setup.nothing"))
    return _run(workspace, _new(workspace, wish))


def plain_resume(workspace: Workspace, length: int) -> int:
    """The quiz that was left, a new one where there is none."""
    ask = workspace.settings.ask_confidence
    left = workspace.quiz.unfinished(ask_confidence=ask)
    return _run(workspace, left or _new(workspace, wish_of(workspace, (), length)))


def plain_review(workspace: Workspace, concept: str) -> int:
    """The cards of today, or of one concept."""
    if concept:
        workspace.catalog.concept(concept)
    return PlainReview(workspace, _console(workspace), concept).run()


def _new(workspace: Workspace, wish: Wish) -> Session:
    ask = workspace.settings.ask_confidence
    return workspace.quiz.start(wish, workspace.fresh_seed(), ask_confidence=ask)


def _run(workspace: Workspace, session: Session) -> int:
    return PlainQuiz(workspace, _console(workspace), session).run()


def _console(workspace: Workspace) -> Console:
    console = Console.of_process()
    console.say(workspace.messages("lines.welcome"))
    return console
