"""What helps with a fact that is forgotten again and again: learning it in another way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from awsstudy.core.i18n import Localized

if TYPE_CHECKING:
    from awsstudy.flashcards.items import CardItem
    from awsstudy.workspace.workspace import Workspace

Kind = Literal["treat", "pair", "simulator", "concept"]


@dataclass(frozen=True, slots=True)
class Help:
    """One way to learn a fact otherwise."""

    kind: Kind
    target: str
    """A misconception, a confusable pair, a simulator or a concept."""
    title: Localized


def ways_to_help(workspace: Workspace, item: CardItem) -> list[Help]:
    """What may help with a card's fact, the closest to the fact first."""
    return [*_beliefs(workspace, item), *_places(workspace, item)]


def _beliefs(workspace: Workspace, item: CardItem) -> Iterator[Help]:
    """The misconceptions of this fact that showed and are not cleared."""
    known = workspace.catalog.misconceptions
    for one in workspace.clinic.ranked():
        belief = known.get(one.misconception)
        if belief and item.fact_id in belief.facts and one.standing != "cleared":
            yield Help("treat", one.misconception, belief.believed)


def _places(workspace: Workspace, item: CardItem) -> Iterator[Help]:
    catalog = workspace.catalog
    concept = catalog.concepts.get(item.concept_id)
    if concept is None:
        return
    yield Help("concept", concept.id, concept.title)
    for pair in catalog.pairs.values():
        if concept.id in pair.concepts:
            yield Help("pair", pair.id, pair.title)
    for name in concept.simulators:
        page = catalog.sims.get(name)
        if page is not None:
            yield Help("simulator", name, page.title)
