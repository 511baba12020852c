"""Filters of cards in a line, written like a quiz's query.

    filter  = term { space term }              every term must hold
    term    = [ "-" ] ( word | field ":" value { "," value } )     a comma means or

``group:networking recall:<.8 -suspended:yes "route table"``. A word is looked for in everything
written of a card.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import get_args

from awsstudy.core.errors import SettingsError
from awsstudy.core.i18n import Messages
from awsstudy.core.text import clean
from awsstudy.flashcards.rows import CardRow, searchable
from awsstudy.store.records import Phase

Test = Callable[[CardRow], bool]

YES = ("yes", "no")
TRUTHS: Mapping[str, Test] = {
    "due": lambda row: row.due,
    "flagged": lambda row: row.card.flagged,
    "suspended": lambda row: row.card.suspended,
    "buried": lambda row: row.buried,
    "leech": lambda row: row.leech,
    "failed": lambda row: row.failed,
    "own": lambda row: row.own,
    "note": lambda row: bool(row.note),
    "typed": lambda row: row.item.typed,
}
IDS: Mapping[str, Callable[[CardRow], str]] = {
    "concept": lambda row: row.item.concept_id,
    "group": lambda row: row.group,
}
NUMBERS: Mapping[str, Callable[[CardRow], float]] = {
    "recall": lambda row: row.recall,
    "lapses": lambda row: row.unit.lapses,
    "seen": lambda row: row.unit.reps,
}
PHASES = get_args(Phase)
FIELDS = (*IDS, "phase", *TRUTHS, *NUMBERS)

_TERM = re.compile(
    r"""(?P<no>[-\u2212](?=\S))?(?:(?P<field>[A-Za-z]+):)?(?P<values>(?:"[^"]*"|[^\s"])*)"""
)
_VALUE = re.compile(r'"([^"]*)"|([^,"]+)')
_NUMBER = re.compile(r"(<=|>=|<|>|=|)(\d+|\d*\.\d+)")
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "": operator.eq,
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class FilterError(SettingsError):
    """A filter is not understood; says where."""

    def __init__(self, kind: str, column: int, **values: str) -> None:
        self.kind = kind
        """Message id of what is wrong."""
        self.values: dict[str, object] = {"column": column, **values}
        super().__init__(self.said(Messages("en")))

    def said(self, words: Messages) -> str:
        """What is wrong, in the language now chosen."""
        return words(self.kind, **self.values)


@dataclass(frozen=True, slots=True)
class Term:
    """One condition."""

    field: str
    """Empty for a word of the text."""
    values: tuple[str, ...]
    """One of them must fit."""
    negated: bool
    column: int
    """Where it stands in the line, from 1."""


def card_filter(text: str) -> Test:
    """Whether a card fits what a line says; an empty one fits every card.

    Raises:
        FilterError: it is not understood; says where.
    """
    tests = [_test(term) for term in parse(text)]
    return lambda row: all(test(row) for test in tests)


def parse(text: str) -> list[Term]:
    """The terms of a line.

    Raises:
        FilterError: a quotation mark is not closed, or a field has no value.
    """
    return list(_terms(clean(text)))


def _terms(line: str) -> Iterator[Term]:
    place = 0
    while place < len(line):
        if line[place].isspace():
            place += 1
            continue
        match = _TERM.match(line, place)
        if match is None or match.end() == place:
            raise FilterError("query.unclosed", line.index('"', place) + 1)
        written = match["values"]
        if match["field"]:
            values = [a or b for a, b in _VALUE.findall(written)]
        else:
            values = [written.replace('"', "")]
        if not values or not all(map(str.strip, values)):
            raise FilterError("query.empty", place + 1, term=match.group())
        yield Term((match["field"] or "").lower(), tuple(values), bool(match["no"]), place + 1)
        place = match.end()


def _test(term: Term) -> Test:
    tests = [_value_test(term, value) for value in term.values]
    return lambda row: any(test(row) for test in tests) != term.negated


def _value_test(term: Term, value: str) -> Test:
    name = term.field
    if not name:
        return _says(value)
    if name in IDS:
        read = IDS[name]
        return lambda row: fnmatchcase(read(row), value)
    if name == "phase":
        _one_of(term, value, PHASES)
        return lambda row: row.unit.phase == value
    if name in TRUTHS:
        _one_of(term, value, YES)
        truth = TRUTHS[name]
        return lambda row: truth(row) == (value == "yes")
    if name in NUMBERS:
        return _number_test(term, value)
    raise FilterError("query.field", term.column, value=name, known=", ".join(FIELDS))


def _says(value: str) -> Test:
    sought = searchable(value)
    return lambda row: sought in row.words


def _one_of(term: Term, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise FilterError(
            "query.value", term.column, field=term.field, value=value, known=", ".join(known)
        )


def _number_test(term: Term, value: str) -> Test:
    match = _NUMBER.fullmatch(value)
    if match is None:
        kind = "query.share" if term.field == "recall" else "query.count"
        raise FilterError(kind, term.column, field=term.field, value=value)
    read, compare, number = NUMBERS[term.field], _COMPARE[match[1]], float(match[2])
    if term.field != "recall":
        return lambda row: compare(read(row), number)
    return lambda row: row.unit.stability is not None and compare(read(row), number)
