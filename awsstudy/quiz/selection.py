"""Which items a quiz asks: unseen first, then what went wrong, then the longest unseen. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

from awsstudy.quiz.item import Item
from awsstudy.store.records import Tally

Kind = Literal["mixed", "wrong", "unseen"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the learner wants to be asked."""

    concepts: frozenset[str] = frozenset()
    """Concept ids; empty means all."""
    length: int = 10
    kind: Kind = "mixed"
    generated: bool = True
    """Whether simulators may add items of their own."""


def select(
    items: Iterable[Item], tallies: Mapping[str, Tally], wish: Wish, chance: Random
) -> tuple[Item, ...]:
    """Up to ``wish.length`` items, blocked by concept: one idea is met from several sides."""
    pool = [item for item in items if not wish.concepts or item.concept_id in wish.concepts]
    if wish.kind == "wrong":
        pool = [item for item in pool if _went_wrong(tallies.get(item.id))]
    elif wish.kind == "unseen":
        pool = [item for item in pool if item.id not in tallies]
    ranked = sorted(pool, key=lambda item: (_rank(tallies.get(item.id)), chance.random()))
    return _blocked(_spread(ranked, wish.length))


def _went_wrong(tally: Tally | None) -> bool:
    return tally is not None and not tally.last_right


def _rank(tally: Tally | None) -> tuple[int, float]:
    """Unseen, then wrong last time, then right: the longest ago first."""
    if tally is None:
        return 0, 0.0
    return (2 if tally.last_right else 1), tally.last_at.timestamp()


def _spread(ranked: list[Item], length: int) -> list[Item]:
    """The best-ranked items, a fact at a time before any fact is asked twice."""
    chosen: list[Item] = []
    rest = ranked
    while rest and len(chosen) < length:
        facts: set[str] = set()
        later = []
        for item in rest:
            if item.facts[0] in facts or len(chosen) >= length:
                later.append(item)
            else:
                facts.add(item.facts[0])
                chosen.append(item)
        rest = later
    return chosen


def _blocked(items: list[Item]) -> tuple[Item, ...]:
    order = {
        concept: place for place, concept in enumerate(dict.fromkeys(i.concept_id for i in items))
    }
    return tuple(sorted(items, key=lambda item: order[item.concept_id]))
