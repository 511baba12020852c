"""Queries in the command palette: what is typed there can be studied at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import Hit, Hits, Provider

from awsstudy.core.errors import AwsStudyError
from awsstudy.tui import areas
from awsstudy.workspace.workspace import Workspace

if TYPE_CHECKING:
    from awsstudy.quiz.query import Query

BESIDE = 0.1
"""The score of words alone: below commands that are named so."""


class QueryCommands(Provider):
    """Offers a quiz on what a query says, with how many questions there are."""

    async def search(self, query: str) -> Hits:
        """The quiz, where the query is understood and something fits it."""
        workspace = getattr(self.screen, "workspace", None)
        if not isinstance(workspace, Workspace) or not workspace.is_open:
            return
        offer = _offer(workspace, query)
        if offer is None:
            return
        understood, count = offer
        score = 1.0 if any(term.field for term in understood.terms) else BESIDE
        title = workspace.messages("palette.study", query=understood, n=count)
        start = partial(self._study, workspace, understood)
        yield Hit(score, title, start, help=workspace.messages("palette.study.help"))

    def _study(self, workspace: Workspace, query: Query) -> None:
        try:
            self.app.push_screen(areas.open_query(workspace, query))
        except AwsStudyError as error:
            self.app.notify(str(error), severity="warning", markup=False)


def _offer(workspace: Workspace, text: str) -> tuple[Query, int] | None:
    """What is understood of a line, and how many questions fit; None where there is nothing."""
    from awsstudy.quiz.query import QueryError
    from awsstudy.quiz.selection import Wish

    try:
        query = workspace.quiz.query(text)
    except QueryError:
        return None
    count = workspace.quiz.fitting(Wish(query=query)).total
    return (query, count) if query.terms and count else None
