"""What a quiz says beside a question: why it was chosen, and the hints that were asked for."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from awsstudy.quiz.session import Session
from awsstudy.tui.base import Words
from awsstudy.tui.widgets.drawing import cut, wrap
from awsstudy.workspace.wording import why_asked

LINE_WIDTH = 76
"""Cells of a line at 80 columns."""


def hint_lines(screen: Words, session: Session) -> Iterator[Content]:
    """What the hints say, and what a right answer counts for after them."""
    said = (
        screen.text(f"hint.{hint.kind}", text="" if hint.text is None else screen.of(hint.text))
        for hint in session.hints
    )
    for words in dict.fromkeys(said):
        for line in wrap(words, LINE_WIDTH):
            yield Content.styled(line, "$accent")
    if session.hints:
        yield Content.styled(screen.text(f"hint.credit{len(session.hints)}"), "$muted")


def reason_after(screen: Words, session: Session, status: Content) -> Content:
    """The status with why the question was chosen, as far as the line has room for it."""
    why = session.reason
    if session.stage != "choosing" or why is None:
        return status
    words = why_asked(why, screen.workspace.catalog, screen.words)
    room = LINE_WIDTH - status.cell_length - 3
    return Content.assemble(status, ("   " + cut(words, room), "$accent"))
