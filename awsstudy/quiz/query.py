"""The query language: what to be asked, in a line.

    query   = term { space term }              every term must hold
    term    = [ "-" ] ( word | field ":" value { "," value } )     a comma means or
    value   = [ "<" | "<=" | ">" | ">=" ] text | '"' text '"'

``group:networking wrong:>1 conf:sure -kind:ordering "route table"``. A word alone is looked for in
everything written of a question; the id of a concept means the concept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from awsstudy.core.errors import SettingsError
from awsstudy.core.i18n import Messages
from awsstudy.core.text import clean

NOT = ("-", "\u2212")
"""Before a term. The second is how the command line hands the first on, which is no option."""
_PLAIN = re.compile(r'[^\s",:<>=\-\u2212][^\s",:]*|[<>]=?[0-9.]+')
"""A value or word that needs no quotation marks."""
_FIELD = re.compile(r"[A-Za-z]+(?=:)")


class QueryError(SettingsError):
    """A query is not understood; says where."""

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
    """One of them must fit; of a count or a share each with its sign of comparison."""
    negated: bool = False
    column: int = dataclass_field(default=0, compare=False)
    """Where it stands in the line, from 1; 0 for one that was not written."""

    def __str__(self) -> str:
        values = ",".join(map(_quoted, self.values))
        return ("-" if self.negated else "") + (f"{self.field}:{values}" if self.field else values)


@dataclass(frozen=True, slots=True)
class Query:
    """What to be asked; with no terms, everything."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    def values(self, name: str) -> tuple[str, ...]:
        """The values that a field must have one of; none where it may have any."""
        return next((t.values for t in self.terms if t.field == name and not t.negated), ())

    def toggled(self, name: str, value: str) -> Query:
        """With a value more for a field, or without it where it has it."""
        old = next((t for t in self.terms if t.field == name and not t.negated), None)
        if old is None:
            return Query((*self.terms, Term(name, (value,))))
        kept = tuple(one for one in old.values if one != value)
        values = (*old.values, value) if len(kept) == len(old.values) else kept
        terms = (replace(t, values=values) if t is old else t for t in self.terms)
        return Query(tuple(term for term in terms if term.values))


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else f'"{value}"'


def parse(text: str) -> Query:
    """The query that a line says, by its form alone.

    Raises:
        QueryError: a quotation mark is not closed, or a field has no value.
    """
    return Query(tuple(_terms(clean(text))))


def _terms(line: str) -> Iterator[Term]:
    place = 0
    while (place := _after_spaces(line, place)) < len(line):
        start = place
        negated = line[place] in NOT and place + 1 < len(line) and not line[place + 1].isspace()
        place += negated
        name = _FIELD.match(line, place)
        if name:
            place = name.end() + 1
        values = []
        while True:
            value, place = _value(line, place)
            values.append(value)
            if not name or place >= len(line) or line[place] != ",":
                break
            place += 1
        if not all(values):
            raise QueryError("query.empty", start + 1, term=line[start:place])
        yield Term(name.group().lower() if name else "", tuple(values), negated, start + 1)


def _after_spaces(line: str, place: int) -> int:
    while place < len(line) and line[place].isspace():
        place += 1
    return place


def _value(line: str, place: int) -> tuple[str, int]:
    """A value from a place on, and where it ends: a comma parts values, within quotes nothing."""
    if line[place : place + 1] == '"':
        end = line.find('"', place + 1)
        if end < 0:
            raise QueryError("query.unclosed", place + 1)
        return line[place + 1 : end].strip(), end + 1
    end = place
    while end < len(line) and not line[end].isspace() and line[end] not in ',"':
        end += 1
    return line[place:end], end
