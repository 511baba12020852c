"""Everything that can be asked, with how it has gone, and what of it fits a wish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from awsstudy.catalog.catalog import Catalog
from awsstudy.quiz.conditions import Known, fits
from awsstudy.quiz.evidence import Evidence, by_family
from awsstudy.quiz.facets import Facets, facets_of
from awsstudy.quiz.item import Item
from awsstudy.quiz.query import Query, parse
from awsstudy.quiz.selection import Wish, admitted, rivals_of
from awsstudy.store.quizzes import QuizLog

Recall = Callable[[], Mapping[str, float]]
"""The chance of recalling each fact whose cards were reviewed."""
Flagged = Callable[[], frozenset[str]]
"""The ids of the items that are flagged now."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """What fits a wish."""

    written: tuple[Facets, ...]
    """Questions of the bank."""
    generated: tuple[Facets, ...]
    """Problems of simulators, each good for a question."""

    @property
    def total(self) -> int:
        """How many questions can be asked."""
        return len(self.written) + len(self.generated)


class Pool:
    """What can be asked of one learner."""

    def __init__(
        self,
        catalog: Catalog,
        items: Mapping[str, Item],
        log: QuizLog,
        recall: Recall,
        flagged: Flagged,
    ) -> None:
        self._catalog = catalog
        self._items = items
        self._log = log
        self._recall = recall
        self._flagged = flagged

    @cached_property
    def things(self) -> Mapping[str, Facets]:
        """Every question of the bank and every problem of the simulators, by id."""
        return facets_of(self._catalog, self._items)

    @cached_property
    def known(self) -> Known:
        """What queries can name."""
        return Known(self._catalog, self.things)

    @cached_property
    def rivals(self) -> Mapping[str, frozenset[str]]:
        """For each concept those it is taken for."""
        return rivals_of(pair.concepts for pair in self._catalog.pairs.values())

    def query(self, text: str) -> Query:
        """The query that a line says.

        Raises:
            QueryError: it is not understood.
        """
        return self.known.checked(parse(text))

    def evidence(self, at: datetime) -> Evidence:
        """Where the learner stands."""
        tallies = by_family(self._log.tallies())
        return Evidence(at, tallies, self._recall(), self._flagged(), self.things)

    def fitting(self, wish: Wish, evidence: Evidence) -> Fitting:
        """What fits a wish, in the order of the content."""
        test = fits(wish.query)
        found = [
            thing
            for thing in self.things.values()
            if (not wish.concepts or thing.concept_id in wish.concepts)
            and admitted(thing, evidence, wish.mode)
            and test(thing, evidence)
        ]
        written = (one for one in found if one.source == "bank")
        generated = (one for one in found if one.source == "sim" and _wanted(wish))
        return Fitting(tuple(written), tuple(generated))


def _wanted(wish: Wish) -> bool:
    """Whether simulators may ask: where nothing else can, they need not be asked for."""
    return wish.generated or wish.mode == "endless" or "sim" in wish.query.values("source")
