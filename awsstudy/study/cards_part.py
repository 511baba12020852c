"""Which facts today's cards ask for, when there is no exam to work towards: what is due, then new.

What is least likely to be recalled comes first, and nothing new while there is more due than fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from awsstudy.flashcards.queue import Askable
from awsstudy.store.records import States, UnitState
from awsstudy.study.costs import Seconds

Why = Literal["learning", "due", "new", "exam", "floor", "sweep"]


@dataclass(frozen=True, slots=True)
class CardsPart:
    """The facts that a session's cards ask for, in order."""

    units: tuple[str, ...] = ()
    new: int = 0
    """How many of them were never seen."""
    seconds: float = 0.0
    """What they are expected to take."""
    waiting: int = 0
    """What is due and does not fit."""
    gain: float | None = None
    """What they add to the share of the exam's score that is expected; None without an exam."""
    why: Mapping[str, Why] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """How many of them were seen before."""
        return len(self.units) - self.new


NO_CARDS = CardsPart()


@dataclass(frozen=True, slots=True)
class Deck:
    """What cards can ask for, and where everything stands."""

    units: tuple[str, ...]
    """Facts with a card that is not put aside, in the order they are taught."""
    states: Mapping[str, UnitState]
    day: date
    new_limit: int
    """How many may still be introduced today."""


def deck_of(cards: Iterable[Askable], states: States, day: date, new_limit: int) -> Deck:
    """The facts that open cards ask for."""
    found: dict[str, None] = {}
    for card in cards:
        state = states.cards.get(card.id)
        if state is None or not (state.suspended or state.buried_on == day):
            found[card.fact_id] = None
    return Deck(tuple(found), states.units, day, new_limit)


def due_part(deck: Deck, costs: Seconds, budget: float) -> CardsPart:
    """What is being learned, what is due and what is new, as much as fits into the seconds."""
    learning = [unit for unit in deck.units if _learning(deck, unit)]
    due = sorted((unit for unit in deck.units if _due(deck, unit)), key=lambda u: -_age(deck, u))
    wanted: list[tuple[str, Why, float]] = [
        *((unit, "learning", costs.right) for unit in learning),
        *((unit, "due", costs.right) for unit in due),
    ]
    if sum(seconds for *_, seconds in wanted) <= budget:
        new = [unit for unit in deck.units if unit not in deck.states]
        wanted += [(unit, "new", costs.new) for unit in new[: max(0, deck.new_limit)]]
    taken, left = [], budget
    for unit, why, seconds in wanted:
        if seconds > left:
            break
        taken.append((unit, why))
        left -= seconds
    reviews = sum(why != "new" for _, why in taken)
    return CardsPart(
        units=tuple(unit for unit, _ in taken),
        new=len(taken) - reviews,
        seconds=budget - left,
        waiting=len(learning) + len(due) - reviews,
        why=dict(taken),
    )


def _learning(deck: Deck, unit: str) -> bool:
    state = deck.states.get(unit)
    return state is not None and state.due_at is not None


def _due(deck: Deck, unit: str) -> bool:
    state = deck.states.get(unit)
    return state is not None and state.due_day is not None and state.due_day <= deck.day


def _age(deck: Deck, unit: str) -> float:
    """Days since the last review in stabilities: the more, the less likely it is recalled."""
    state = deck.states[unit]
    assert state.last_day is not None  # noqa: S101 - what is due was reviewed
    return (deck.day - state.last_day).days / (state.stability or 1.0)
