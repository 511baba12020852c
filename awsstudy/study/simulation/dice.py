"""Chance that does not depend on the order of events: a hash of who, what and how often.

The third time a learner meets a card the dice fall alike under every policy, so that policies
differ by what they choose and not by luck.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from awsstudy.core.seeds import stream
from awsstudy.flashcards.memory import Array

Places = NDArray[np.int64]
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


class Dice:
    """A named source of chance for each of some seeds."""

    def __init__(self, seeds: Sequence[int], name: str) -> None:
        keys = [stream(seed, name).getrandbits(64) for seed in seeds]
        self._keys = np.array(keys, np.uint64)

    def uniform(self, rows: Places, *numbers: Places | int) -> Array:
        """From 0 to 1, a number for every row (place of a seed) and its numbers."""
        value = self._keys[rows]
        for number in numbers:
            # One dimension at least: numpy warns when a single number wraps around.
            counted = np.atleast_1d(number).astype(np.uint64) + np.uint64(1)
            value = _mixed(value + counted * _STEP)
        return np.asarray((value >> np.uint64(11)) * 2.0**-53, np.float64)

    def normal(self, rows: Places, *numbers: Places | int) -> Array:
        """Of mean 0 and deviation 1, by Box and Muller."""
        radius = np.sqrt(-2 * np.log1p(-self.uniform(rows, *numbers, 0)))
        return np.asarray(radius * np.cos(2 * np.pi * self.uniform(rows, *numbers, 1)))


def _mixed(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Splitmix64's finish: every bit of the sum reaches every bit of the result."""
    for shift, factor in _MIX:
        value = (value ^ (value >> np.uint64(shift))) * np.uint64(factor)
    return value ^ (value >> np.uint64(31))


def pick(chances: Array, uniform: Array) -> Places:
    """Which of the outcomes each number falls on; chances of shape ``(..., outcomes)``."""
    edges = np.cumsum(chances, axis=-1)
    edges = edges / edges[..., -1:]
    return np.asarray((uniform[..., None] >= edges[..., :-1]).sum(axis=-1))
