"""The notes against today: what each outdated statement is asked as, and what to check again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from awsstudy.catalog.models.card import BasicCard
from awsstudy.catalog.models.concept import Concept, Fact
from awsstudy.core.i18n import Localized

if TYPE_CHECKING:
    from awsstudy.catalog.catalog import Catalog

_FRONT = Localized(
    "The notes say: {said}\nWhat holds today?",
    "노트의 내용: {said}\n지금은 어떻습니까?",
)


def differs(fact: Fact) -> bool:
    """Whether the notes say something else than what holds today."""
    return fact.status != "current"


def asked_as_currency(concept: Concept) -> frozenset[str]:
    """The facts (full ids) that a written card or question sets against the notes."""
    items = (*concept.cards, *concept.questions)
    return frozenset(fact for item in items if item.currency for fact in item.facts)


def currency_cards(concept: Concept) -> Iterator[BasicCard]:
    """A card for every statement of the notes that no written item corrects."""
    asked = asked_as_currency(concept)
    for fact in concept.facts:
        if fact.notes_say and differs(fact) and concept.full_id(fact.id) not in asked:
            yield BasicCard(
                id=f"{fact.id}-today",
                kind="basic",
                facts=(concept.full_id(fact.id),),
                currency=True,
                front=Localized(
                    *(_FRONT[one].format(said=text) for one, text in fact.notes_say.items())
                ),
                back=fact.text,
            )


@dataclass(frozen=True, slots=True)
class Stale:
    """A fact whose last check is long ago."""

    fact_id: str
    checked: date
    status: str
    urls: tuple[str, ...]
    """Where to look again."""


def stale_facts(catalog: Catalog, before: date) -> list[Stale]:
    """The facts last checked before a day, the longest ago first."""
    found = [
        Stale(
            concept.full_id(fact.id),
            fact.checked or concept.checked,
            fact.status,
            tuple(concept.sources[name].url for name in fact.sources),
        )
        for concept in catalog.concepts.values()
        for fact in concept.facts
        if (fact.checked or concept.checked) < before
    ]
    return sorted(found, key=lambda one: (one.checked, one.fact_id))
