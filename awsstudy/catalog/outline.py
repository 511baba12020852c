"""The content in outline: ids and titles, as plain values that load in a few milliseconds.

Today's plan is made from it, so that the home screen does not wait for the content's models.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awsstudy import __version__
from awsstudy.catalog.places import Roots, stamp
from awsstudy.core.i18n import Localized

if TYPE_CHECKING:
    from awsstudy.catalog.catalog import Catalog


@dataclass(frozen=True, slots=True)
class ConceptOutline:
    """A concept's id and title."""

    id: str
    title: Localized


@dataclass(frozen=True, slots=True)
class ScenarioOutline:
    """A scenario with its simulator's concepts."""

    model: str
    id: str
    title: Localized
    """The simulator's title and the scenario's."""
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardOutline:
    """A flashcard item and the fact it asks for."""

    id: str
    fact_id: str


@dataclass(frozen=True, slots=True)
class PairOutline:
    """Things that are taken for each other, and the concepts that teach them."""

    id: str
    title: Localized
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What today's plan is made from."""

    concepts: dict[str, ConceptOutline]
    """In reading order."""
    scenarios: tuple[ScenarioOutline, ...]
    cards: tuple[CardOutline, ...]
    weights: dict[str, int] = field(default_factory=dict)
    """Every misconception with its weight in AWS's exams: the per cent of the weightiest domain
    that asks for it, 0 for none."""
    pairs: tuple[PairOutline, ...] = ()


def outline_of(catalog: Catalog, cards: tuple[CardOutline, ...]) -> Outline:
    """The outline of the content."""
    concepts = {c.id: ConceptOutline(c.id, c.title) for c in catalog.concepts.values()}
    scenarios = tuple(
        ScenarioOutline(page.id, scenario.id, _joined(page.title, scenario.title), page.concepts)
        for page in catalog.sims.values()
        for scenario in page.scenarios
    )
    pairs = tuple(PairOutline(p.id, p.title, p.concepts) for p in catalog.pairs.values())
    return Outline(concepts, scenarios, cards, _weights(catalog), pairs)


def _weights(catalog: Catalog) -> dict[str, int]:
    domains = {
        f"{exam.id}.{one.id}": one.weight
        for exam in catalog.exams.values()
        for one in exam.domains
        if one.lines is None
    }
    asked: dict[str, int] = {}
    for question in catalog.questions.values():
        weight = max((domains.get(one, 0) for one in question.exams), default=0)
        for fact in question.facts:
            asked[fact] = max(weight, asked.get(fact, 0))
    return {
        name: max(asked.get(fact, 0) for fact in one.facts)
        for name, one in catalog.misconceptions.items()
    }


def _joined(first: Localized, second: Localized) -> Localized:
    return Localized(f"{first.en}: {second.en}", f"{first.ko}: {second.ko}")


def _file(roots: Roots, cache: Path) -> Path:
    return cache / f"outline-{roots.key}.json"


def save_outline(outline: Outline, roots: Roots, cache: Path) -> None:
    """Keep the outline for the next start; a cache that cannot be written is no error."""
    data = {
        "app": __version__,
        "stamp": stamp(roots),
        "concepts": [[c.id, c.title.en, c.title.ko] for c in outline.concepts.values()],
        "scenarios": [
            [s.model, s.id, s.title.en, s.title.ko, s.concepts] for s in outline.scenarios
        ],
        "cards": [[card.id, card.fact_id] for card in outline.cards],
        "weights": outline.weights,
        "pairs": [[p.id, p.title.en, p.title.ko, p.concepts] for p in outline.pairs],
    }
    file = _file(roots, cache)
    temporary = file.with_suffix(".tmp")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        temporary.replace(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink()


def read_outline(roots: Roots, cache: Path) -> Outline | None:
    """The outline of the last start; None when the content has changed since."""
    try:
        data = json.loads(_file(roots, cache).read_bytes())
        if data["app"] != __version__ or data["stamp"] != stamp(roots):
            return None
        return _outline(data)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _outline(data: dict[str, Any]) -> Outline:
    return Outline(
        {one: ConceptOutline(one, Localized(en, ko)) for one, en, ko in data["concepts"]},
        tuple(
            ScenarioOutline(model, one, Localized(en, ko), tuple(concepts))
            for model, one, en, ko, concepts in data["scenarios"]
        ),
        tuple(CardOutline(card, fact) for card, fact in data["cards"]),
        data["weights"],
        tuple(
            PairOutline(one, Localized(en, ko), tuple(concepts))
            for one, en, ko, concepts in data["pairs"]
        ),
    )
