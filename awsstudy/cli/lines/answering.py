"""What a line answers: numbers or letters of the options as they were shown. Pure."""

from __future__ import annotations

import re
from typing import Literal

from awsstudy.catalog.models.question import MOST_ANSWERS
from awsstudy.quiz.form import FREE
from awsstudy.quiz.session import Session

DIGITS = "123456789"[:MOST_ANSWERS]
LETTERS = "abcdefghi"[:MOST_ANSWERS]
Problem = Literal["number", "twice", "beyond", "struck", "fixed"]
"""Too many or too few, one said twice, none of that number, struck out by a hint, or put into its
place by a hint."""

_BETWEEN = re.compile(r"[\s,;.>-]+")


def numbers_of(keys: str) -> tuple[int, ...] | None:
    """The numbers a line names, from 0: ``2 4 1 3``, ``2413``, ``b,d``; None if it is no answer."""
    signs = _BETWEEN.sub("", keys)
    if not signs or any(sign not in DIGITS + LETTERS for sign in signs):
        return None
    return tuple((DIGITS if sign in DIGITS else LETTERS).index(sign) for sign in signs)


def wanted(session: Session) -> int:
    """How many numbers an answer takes: hints may have put some into their places."""
    return session.item.choose - len(session.placed)


def answered(session: Session, numbers: tuple[int, ...]) -> Session | Problem:
    """The session with a whole response in place of the old one, or what is wrong with it."""
    if any(number >= len(session.order) for number in numbers):
        return "beyond"
    places = _open_places(session, [session.order[number] for number in numbers])
    if problem := _problem(session, places):
        return problem
    taken = [place for place in session.selected if place != FREE]
    for place in (*taken, *places):  # What is chosen already is taken back first.
        session = session.toggle(place)
    return session


def _open_places(session: Session, places: list[int]) -> list[int]:
    """What goes where no hint has put anything: who names those as well names them in place."""
    whole = len(places) == session.item.choose
    if whole and all(places[slot] == slot for slot in session.placed):
        return [place for place in places if place not in session.placed]
    return places


def _problem(session: Session, places: list[int]) -> Problem | None:
    if len(set(places)) < len(places):
        return "twice"
    if session.struck & set(places):
        return "struck"
    if session.placed & set(places):
        return "fixed"
    return None if len(places) == wanted(session) else "number"
