"""The answers of a question as rows: to be chosen from, and afterwards with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from awsstudy.catalog.models.question import MOST_ANSWERS
from awsstudy.core.i18n import Localized
from awsstudy.quiz.form import FREE, next_slot
from awsstudy.quiz.item import Choice, Item
from awsstudy.quiz.session import Session
from awsstudy.tui.widgets.choices import Row

__all__ = ["MOST_ANSWERS", "prompts", "rows"]

Say = Callable[[Localized], str]
"""A written text in the language now chosen."""


def rows(session: Session, cursor: int, of: Say, yours: str) -> list[Row]:
    """The rows of the item on screen.

    Args:
        session: where the quiz stands.
        cursor: the row the arrow is on.
        of: says a text in the language now chosen.
        yours: what introduces an answer of the learner's that was wrong.
    """
    if session.stage in ("choosing", "confidence"):
        pointed = cursor if session.stage == "choosing" else None
        return list(_open(session, pointed, of))
    if session.item.kind == "choice":
        return list(_judged(session, of))
    return list(_placed(session, of, yours))


def _open(session: Session, pointed: int | None, of: Say) -> Iterator[Row]:
    for number, place in enumerate(session.order):
        selected, struck = place in session.selected, place in session.struck
        style = "$muted" if struck else "bold" if selected or number == pointed else ""
        arrow = ">" if number == pointed else " "
        box = " - " if struck else _box(session.item, session.selected, place)
        lead = f"{arrow}{number + 1}{box} "
        yield Row(lead, of(session.item.choices[place].text), style)


def _box(item: Item, response: tuple[int, ...], place: int) -> str:
    """The mark of an answer: chosen or not, or the number of the slot it is in."""
    if item.kind != "choice":
        return f"[{response.index(place) + 1}]" if place in response else "[ ]"
    if item.choose > 1:
        return "[x]" if place in response else "[ ]"
    return "(*)" if place in response else "( )"


def _judged(session: Session, of: Say) -> Iterator[Row]:
    """Each choice with its reason, in the order it was shown."""
    for number, place in enumerate(session.order):
        choice, selected = session.item.choices[place], place in session.last.chosen
        sign = "O" if choice.correct else "X" if selected else " "
        lead = f"{'>' if selected else ' '}{number + 1} {sign}  "
        style = "bold $correct" if choice.correct else "bold $wrong" if selected else ""
        yield Row(lead, of(choice.text), style, (_reason(choice, of),))


def _placed(session: Session, of: Say, yours: str) -> Iterator[Row]:
    """Each slot with its own answer, as it should be; then the answers without a slot."""
    item, given = session.item, session.last.chosen
    for slot, choice in enumerate(item.choices):
        if slot >= item.choose:
            yield Row("   -  ", of(choice.text), "", (_reason(choice, of),))
            continue
        right = bool(given) and given[slot] == slot
        sign = "O" if right else "X" if given else " "
        text = of(choice.text)
        if item.prompts:
            text = f"{of(item.prompts[slot])} - {text}"
        notes = [_reason(choice, of)]
        if given and not right:
            notes.insert(0, (f"{yours} {of(item.choices[given[slot]].text)}", "$wrong"))
        yield Row(f" {slot + 1} {sign}  ", text, "bold $correct", tuple(notes))


def _reason(choice: Choice, of: Say) -> tuple[str, str]:
    return of(choice.why), "$muted"


def prompts(session: Session, of: Say) -> list[tuple[str, str]]:
    """The lines of a matching item's prompts with what was put beside each, and their styles."""
    item, response = session.item, session.selected
    if not item.prompts or session.stage not in ("choosing", "confidence"):
        return []
    current = next_slot(response)
    lines = []
    for slot, prompt in enumerate(item.prompts):
        place = response[slot]
        answer = "..." if place == FREE else of(item.choices[place].text)
        arrow = ">" if slot == current else " "
        lines.append((f"{arrow}{slot + 1}. {of(prompt)}: {answer}", "bold" * (slot == current)))
    return lines
