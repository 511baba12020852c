"""Draws for situations, made of ``random()`` alone: its numbers are the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

TRIES = 500
"""How often ``fitting`` draws at most."""


def pick(random: Random, items: Sequence[T]) -> T:
    """One of the items."""
    return items[int(random.random() * len(items))]


def between(random: Random, low: int, high: int, step: int = 1) -> int:
    """A whole number from ``low`` to ``high``, both included, in steps."""
    return low + step * int(random.random() * ((high - low) // step + 1))


def shuffled(random: Random, items: Sequence[T]) -> tuple[T, ...]:
    """The items in another order."""
    return tuple(
        item for _, item in sorted(((random.random(), item) for item in items), key=_first)
    )


def fitting(draw: Callable[[], T], fits: Callable[[T], bool]) -> T:
    """The first draw that fits; the last one where none does."""
    for _ in range(TRIES):
        if fits(drawn := draw()):
            return drawn
    return draw()


def _first(pair: tuple[float, object]) -> float:
    return pair[0]
