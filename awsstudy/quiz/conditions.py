"""What the terms of a query mean: which fields there are, and which questions fit them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property
from typing import get_args

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.question import Difficulty
from awsstudy.quiz.evidence import Evidence
from awsstudy.quiz.facets import Facets, Kind, Source
from awsstudy.quiz.query import Query, QueryError, Term

Test = Callable[[Facets, Evidence], bool]
"""Whether something that can be asked fits."""

IDS = ("concept", "group", "domain", "misconception", "pair")
"""Fields whose values are ids of the content; ``*`` stands for any signs."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "difficulty": get_args(Difficulty),
    "source": get_args(Source),
    "seen": ("yes", "no"),
    "flagged": ("yes", "no"),
    "conf": ("guess", "think", "sure"),
}
COUNTS = ("wrong", "right")
NUMBERS = (*COUNTS, "recall")
FIELDS = (*IDS, "service", *CHOICES, *NUMBERS)

_NUMBER = re.compile(r"(<=|>=|<|>|=|)(\d+|\d*\.\d+)")
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "": operator.eq,
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Known:
    """What queries can name."""

    catalog: Catalog
    things: Mapping[str, Facets]

    @cached_property
    def ids(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each field of ids, in the order of the content."""
        catalog = self.catalog
        domains = [f"{exam.id}.{one.id}" for exam in catalog.exams.values() for one in exam.domains]
        return {
            "concept": tuple(catalog.concepts),
            "group": tuple(group.id for group in catalog.groups),
            "domain": (*catalog.exams, *domains),
            "misconception": tuple(catalog.misconceptions),
            "pair": tuple(catalog.pairs),
        }

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services that concepts belong to."""
        return tuple(sorted({one.service for one in self.catalog.concepts.values() if one.service}))

    def checked(self, query: Query) -> Query:
        """The query with ids of concepts that stand alone understood as such; one of them will do.

        Raises:
            QueryError: a field, a value or a word is not known; says where.
        """
        concepts = self.catalog.concepts
        alone = [
            t for t in query.terms if not t.field and not t.negated and t.values[0] in concepts
        ]
        terms = [term for term in query.terms if term not in alone]
        for term in terms:
            self._check(term)
        if alone:
            names = tuple(dict.fromkeys(term.values[0] for term in alone))
            terms.insert(0, Term("concept", names, column=alone[0].column))
        return Query(tuple(terms))

    def _check(self, term: Term) -> None:
        if term.field and term.field not in FIELDS:
            raise _unknown("query.field", term, term.field, FIELDS, every=True)
        for value in term.values:
            self._check_value(term, value)

    def _check_value(self, term: Term, value: str) -> None:
        name = term.field
        if not name and not any(value.casefold() in thing.words for thing in self.things.values()):
            raise _unknown("query.word", term, value, self.ids["concept"])
        if name in IDS and not any(fnmatchcase(one, value) for one in self.ids[name]):
            raise _unknown("query.value", term, value, self.ids[name])
        if name == "service" and not any(_names(value, one) for one in self.services):
            raise _unknown("query.value", term, value, self.services)
        if name in CHOICES and value not in CHOICES[name]:
            raise _unknown("query.value", term, value, CHOICES[name], every=True)
        if name in NUMBERS and not _NUMBER.fullmatch(value):
            kind = "query.count" if name in COUNTS else "query.share"
            raise QueryError(kind, term.column, field=name, value=value)


def _unknown(
    kind: str, term: Term, value: str, known: Iterable[str], *, every: bool = False
) -> QueryError:
    """An error that names what would be understood: all of it, or what is written alike."""
    known = tuple(known)
    close = known if every else get_close_matches(value, known, n=3)
    few = close or known[:12]
    more = ", ..." if not close and len(known) > len(few) else ""
    values = {"field": term.field, "value": value, "known": ", ".join(few) + more}
    return QueryError(kind, term.column, **values)


def fits(query: Query) -> Test:
    """Whether something fits every term of a checked query."""
    tests = [_test(term) for term in query.terms]
    return lambda thing, evidence: all(test(thing, evidence) for test in tests)


def _test(term: Term) -> Test:
    tests = [_value_test(term.field, value) for value in term.values]
    return lambda thing, evidence: any(t(thing, evidence) for t in tests) != term.negated


def _value_test(name: str, value: str) -> Test:
    if not name:
        folded = value.casefold()
        return lambda thing, _: folded in thing.words
    if name in IDS:
        return lambda thing, _: any(fnmatchcase(one, value) for one in ids_of(thing, name))
    if name == "service":
        return lambda thing, _: _names(value, thing.service)
    if name in CHOICES:
        return lambda thing, evidence: _choice(thing, evidence, name) == value
    compare, number = _number(value)
    return lambda thing, evidence: compare(_amount(thing, evidence, name), number)


def ids_of(thing: Facets, name: str) -> Iterable[str]:
    """A thing's values of a field of ids; a domain stands for its exam, too."""
    if name == "concept":
        return (thing.concept_id,)
    if name == "group":
        return (thing.group,)
    if name == "domain":
        return thing.domains | {domain.partition(".")[0] for domain in thing.domains}
    return thing.misconceptions if name == "misconception" else thing.pairs


def _choice(thing: Facets, evidence: Evidence, name: str) -> str:
    tally = evidence.tallies.get(thing.id)
    if name == "conf":
        return tally.last_confidence if tally else ""
    if name == "seen":
        return "yes" if tally else "no"
    if name == "flagged":
        return "yes" if thing.id in evidence.flagged_families else "no"
    return {"kind": thing.kind, "difficulty": thing.difficulty, "source": thing.source}[name]


def _amount(thing: Facets, evidence: Evidence, name: str) -> float:
    """How often it went wrong or right, or the chance of recalling its fact: 0 if never learned."""
    if name == "recall":
        return evidence.recall.get(thing.facts[0], 0.0)
    tally = evidence.tallies.get(thing.id)
    if tally is None:
        return 0
    return tally.right if name == "right" else tally.seen - tally.right


def _number(value: str) -> tuple[Callable[[float, float], bool], float]:
    match = _NUMBER.fullmatch(value)
    assert match is not None  # noqa: S101 - the query was checked
    return _COMPARE[match[1]], float(match[2])


def _names(value: str, service: str) -> bool:
    """Whether some words are among those of a service's name: ``vpc`` of Amazon VPC."""
    return set(value.casefold().split()) <= set(service.casefold().split())
