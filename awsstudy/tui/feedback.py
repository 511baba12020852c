"""What a quiz says of itself and of an answer: its subject, and the verdict with its notes."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from awsstudy.quiz.session import Given, Session
from awsstudy.tui.base import Words
from awsstudy.tui.widgets.drawing import cut

ROOM_FOR_QUERY = 40


def subject(screen: Words, session: Session) -> str:
    """What a quiz is about, in a few words."""
    if session.query:
        return cut(session.query, ROOM_FOR_QUERY)
    catalog = screen.workspace.catalog
    topics = [one for one in session.topics if one in catalog.concepts]
    if not topics:
        return screen.text("quiz.all_topics")
    first = screen.of(catalog.concepts[topics[0]].title)
    more = len(topics) - 1
    return screen.text("quiz.topics_more", first=first, more=more) if more else first


def feedback(screen: Words, given: Given, *, believed: bool) -> Content:
    """Right or wrong, and what is worth noting about it.

    Args:
        screen: whose words are used.
        given: the answer.
        believed: whether a misconception stands behind it, which can be treated.
    """
    if given.correct:
        words, style = screen.text("quiz.right"), "bold $correct"
    elif not given.chosen:
        words, style = screen.text("quiz.not_known"), "bold $wrong"
    else:
        words, style = screen.text("quiz.wrong"), "bold $wrong"
    notes = _notes(screen, given, believed=believed)
    return Content.assemble((words, style), *("  " + note for note in notes))


def _notes(screen: Words, given: Given, *, believed: bool) -> Iterator[str]:
    if given.confidence == "sure" and not given.correct:
        yield screen.text("quiz.sure_but_wrong")
    if given.confidence == "guess" and given.correct:
        yield screen.text("quiz.lucky")
    if given.item.own_key:
        yield screen.text("ownkey.in_force")
    elif screen.workspace.quiz.overrides.about(given.item)[0] == "outdated":
        yield screen.text("ownkey.again")
    if believed:
        yield screen.text("quiz.belief")
