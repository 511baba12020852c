"""Every card as a row to browse: what it says, where it stands, how well it is remembered."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from awsstudy.catalog.catalog import Catalog
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.leeches import is_leech
from awsstudy.flashcards.remembering import Memory
from awsstudy.store.records import CardState, UnitState

Order = Literal["taught", "recall", "due", "lapses"]
ORDERS: tuple[Order, ...] = ("taught", "recall", "due", "lapses")


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card with all that it can be found by."""

    item: CardItem
    group: str
    """The chapter of its concept."""
    unit: UnitState
    card: CardState
    recall: float
    """The chance of recalling its fact today; 0 for one never met."""
    day: date
    """The study day it is."""
    own: bool
    note: str
    """What the learner noted on it; empty for nothing."""
    failed: bool
    """Whether its fact was answered wrongly today, by whatever kind of question."""
    words: str
    """Everything written of it, folded."""

    @property
    def due_day(self) -> date | None:
        """The study day its fact comes back; None for one never met."""
        return self.day if self.unit.due_at is not None else self.unit.due_day

    @property
    def due(self) -> bool:
        """Whether its fact comes back today, or should have before."""
        return self.due_day is not None and self.due_day <= self.day

    @property
    def buried(self) -> bool:
        """Whether it is put aside until tomorrow."""
        return self.card.buried_on == self.day

    @property
    def leech(self) -> bool:
        """Whether its fact was forgotten too often."""
        return is_leech(self.unit)


def rows(
    items: Iterable[CardItem],
    catalog: Catalog,
    memory: Memory,
    notes: Mapping[str, str],
    own: frozenset[str],
) -> Iterator[CardRow]:
    """Every card as a row, in the order of the cards.

    Args:
        items: the cards.
        catalog: for the concepts' titles and chapters.
        memory: how well every fact is remembered, and where the cards stand.
        notes: what the learner noted, by card.
        own: the learner's own cards.
    """
    day = memory.moment().day
    failed = memory.failed(day)
    recalls = {key: memory.recall(key, day) for key in memory.states.units}
    for item in items:
        concept = catalog.concepts.get(item.concept_id)
        note = notes.get(item.card_id, "")
        titles = (concept.title.en, concept.title.ko) if concept else ()
        yield CardRow(
            item=item,
            group=concept.group if concept else "",
            unit=memory.unit(item.fact_id),
            card=memory.card(item.id),
            recall=recalls.get(item.fact_id, 0.0),
            day=day,
            own=item.card_id in own,
            note=note,
            failed=item.fact_id in failed,
            words=searchable(item.id, *_texts(item), note, *titles),
        )


def _texts(item: CardItem) -> Iterator[str]:
    for text in (item.front, item.back, item.note):
        if text is not None:
            yield from (text.en, text.ko)


def searchable(*texts: str) -> str:
    """Texts as they are searched: whatever their case and form in Unicode."""
    return unicodedata.normalize("NFC", "\n".join(texts)).casefold()


def ordered(found: Iterable[CardRow], order: Order) -> list[CardRow]:
    """Rows as they are taught, or what was met first: the least recalled, the soonest, the worst.

    Sorting is stable, so that what is alike stays as it is taught.
    """
    if order == "recall":
        return sorted(found, key=lambda row: (row.unit.stability is None, row.recall))
    if order == "due":
        return sorted(found, key=lambda row: row.due_day or date.max)
    if order == "lapses":
        return sorted(found, key=lambda row: -row.unit.lapses)
    return list(found)
