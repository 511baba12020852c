"""Everything that can be asked, by what it is about: what queries and selection look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.question import Difficulty
from awsstudy.catalog.models.sim import ProblemWords, SimPage
from awsstudy.core.i18n import Localized
from awsstudy.quiz.item import PREFIX, Item

Kind = Literal["single", "multiple", "ordering", "matching"]
Source = Literal["bank", "sim"]


@dataclass(frozen=True, slots=True)
class Facets:
    """A question of the bank, or what a simulator asks, whose questions are siblings."""

    id: str
    """The question's id, or ``sim:<model>.<problem>``."""
    concept_id: str
    group: str
    service: str
    facts: tuple[str, ...]
    """The main one first."""
    domains: frozenset[str]
    misconceptions: frozenset[str]
    pairs: frozenset[str]
    kind: Kind
    difficulty: Difficulty
    source: Source
    words: str
    """All that is written, in both languages, to be searched."""


def family(item_id: str) -> str:
    """What an item is a sibling of: itself, or for a generated item its simulator's problem."""
    return item_id.rpartition(":")[0] if item_id.startswith(PREFIX) else item_id


def facets_of(catalog: Catalog, items: Mapping[str, Item]) -> dict[str, Facets]:
    """The facets of every question of the bank and of every problem, by id."""
    domains = {item_id: frozenset(catalog.domains_of(item_id)) for item_id in items}
    written = (_written(catalog, item, domains[item.id]) for item in items.values())
    things = {one.id: one for one in written}
    of_fact = _domains_of_facts(things.values())
    for page in catalog.sims.values():
        for problem in page.problems:
            one = _generated(catalog, page, problem, of_fact)
            things[one.id] = one
    return things


def _written(catalog: Catalog, item: Item, domains: frozenset[str]) -> Facets:
    concept = catalog.concepts[item.concept_id]
    texts = [concept.title, item.stem, *item.prompts, *(one.text for one in item.choices)]
    return Facets(
        id=item.id,
        concept_id=concept.id,
        group=concept.group,
        service=concept.service,
        facts=item.facts,
        domains=domains,
        misconceptions=frozenset(one.misconception for one in item.choices if one.misconception),
        pairs=frozenset(pair.id for pair in catalog.pairs.values() if item.id in pair.questions),
        kind=item.kind if item.kind != "choice" else "single" if item.choose == 1 else "multiple",
        difficulty=item.difficulty,
        source="bank",
        words=searched(item.id, texts),
    )


def _generated(
    catalog: Catalog, page: SimPage, problem: ProblemWords, of_fact: Mapping[str, frozenset[str]]
) -> Facets:
    concept = catalog.concepts[problem.facts[0].partition(".")[0]]
    taught = {fact.partition(".")[0] for fact in problem.facts}
    contrasts = (
        pair.id for pair in catalog.pairs.values() if len(taught.intersection(pair.concepts)) > 1
    )
    name = f"{PREFIX}{page.id}.{problem.id}"
    return Facets(
        id=name,
        concept_id=concept.id,
        group=concept.group,
        service=concept.service,
        facts=problem.facts,
        domains=frozenset(problem.exams)
        | (of_fact.get(problem.facts[0]) or of_fact.get(concept.id, frozenset())),
        misconceptions=frozenset(wrong.misconception for wrong in problem.wrong.values()),
        pairs=frozenset(contrasts),
        kind="single",
        difficulty=problem.difficulty,
        source="sim",
        words=searched(name, [page.title, problem.stem]),
    )


def _domains_of_facts(things: Iterable[Facets]) -> dict[str, frozenset[str]]:
    """The domains of what the bank asks about each main fact, and about each concept."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in things:
        found[one.facts[0]] |= one.domains
        found[one.concept_id] |= one.domains
    return {name: frozenset(domains) for name, domains in found.items()}


def searched(item_id: str, texts: Iterable[Localized]) -> str:
    """What a query's words are looked for in."""
    return "\n".join(_lines(item_id, texts)).casefold()


def _lines(item_id: str, texts: Iterable[Localized]) -> Iterator[str]:
    yield item_id
    for text in texts:
        yield from (written for _, written in text.items())
