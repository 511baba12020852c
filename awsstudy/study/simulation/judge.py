"""What simulated courses say: means with 95 % intervals, and whether goals are met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from awsstudy.flashcards.memory import Array

NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and how far chance may have moved it."""

    value: float
    error: float
    """Standard error."""

    @property
    def margin(self) -> float:
        """Half of the 95 % interval."""
        return NORMAL_95 * self.error


def mean(values: Array) -> Estimate:
    """The mean over learners."""
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.inf
    return Estimate(float(values.mean()), float(error))


def ratio(over: Array, under: Array) -> Estimate:
    """The ratio of two means over the same learners."""
    value = float(over.mean() / under.mean())
    return Estimate(value, mean(over - value * under).error / float(under.mean()))


def missed(recall: Array, than: Array) -> Estimate:
    """How much is not recalled, as a share of what another policy does not."""
    return ratio(1 - recall, 1 - than)


def hours_for(recall: float, recalls: Array, hours: Array) -> float:
    """The time that leads to a recall, between courses of rising length; nan beyond them."""
    return float(np.interp(recall, recalls, hours, left=np.nan, right=np.nan))
