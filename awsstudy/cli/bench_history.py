"""A long history for benches: many cards, all due, each with reviews behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from awsstudy.core.clock import today
from awsstudy.core.ids import event_id

if TYPE_CHECKING:
    from awsstudy.flashcards.items import CardItem
    from awsstudy.store.records import OwnCard, Review
    from awsstudy.workspace.workspace import Workspace

CARDS = 20_000
REVIEWS_EACH = 10
SPACING = (0, 2, 6, 14, 30, 60, 60, 60, 60, 60)
"""Days between the reviews of a card, the first first."""


def give_history(folder: Path) -> None:
    """Fill a learner's folder: the content's cards, and own cards up to the full number."""
    from awsstudy.workspace.workspace import Workspace

    workspace = Workspace(folder)
    concepts = list(workspace.catalog.concepts)
    wanted = CARDS - len(workspace.card_items)
    now = workspace.clock.now()
    workspace.store.own.write_cards(_own(number, concepts, now) for number in range(wanted))
    workspace = _again(workspace, folder)
    items = workspace.card_items.values()
    day = today(workspace.clock)
    workspace.store.cards.add_reviews([one for item in items for one in _reviews(item, now, day)])
    workspace.memory.rebuild()
    workspace.close()


def _again(workspace: Workspace, folder: Path) -> Workspace:
    workspace.close()
    return type(workspace)(folder)


def _own(number: int, concepts: list[str], now: datetime) -> OwnCard:
    from awsstudy.store.records import OwnCard

    return OwnCard(
        id=event_id(now),
        card_id=f"own.{number}",
        at=now,
        concept_id=concepts[number % len(concepts)],
        fact_id="",
        front=f"Question {number}",
        back=f"Answer {number}",
    )


def _reviews(item: CardItem, now: datetime, day: date) -> Iterator[Review]:
    """Reviews that leave the card due today."""
    from awsstudy.flashcards.scheduling import ALGO
    from awsstudy.store.records import Review

    ago = sum(SPACING) + 30
    for place, delta in enumerate(SPACING[:REVIEWS_EACH]):
        ago -= delta
        yield Review(
            id=event_id(now),
            card_id=item.id,
            fact_id=item.fact_id,
            at=now - timedelta(days=ago),
            study_day=day - timedelta(days=ago),
            delta_days=delta,
            rating=1 if place % 4 == 3 else 3,
            phase="review" if place else "new",
            interval=1,
            ms=5000,
            algo=ALGO,
            content_hash=item.content_hash,
        )
