"""What a learner's own parameters change, in days and chances a learner can judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from awsstudy.flashcards.memory import AGAIN, GOOD, Array, History, Memory, Model, pack
from awsstudy.flashcards.parameters import Fitted, Prediction, fit, log_loss
from awsstudy.flashcards.scheduling import DEFAULTS

HELD_OUT = 0.2
"""The share of long-term reviews, the last ones, on which a fit to the others is judged."""
KNOWN = Memory(np.asarray(30.0), np.asarray(5.0))
"""A memory that has come to hold for a month."""
MONTH = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, for the average learner and for this one."""

    before: float
    after: float


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How well the reviews of the last days were foretold, without having been looked at."""

    before: Prediction
    after: Prediction

    @property
    def no_worse(self) -> bool:
        """Whether the learner's own parameters may be used."""
        return self.after.log_loss <= self.before.log_loss


@dataclass(frozen=True, slots=True)
class Comparison:
    """What personal parameters change. Intervals are days, at the learner's retention."""

    first_good: Change
    """Until a memory comes back that was right at once."""
    second_good: Change
    """Until it comes back after being right once more."""
    after_lapse: Change
    """Until a memory that had held for a month comes back after it was forgotten and relearned."""
    recall_in_a_month: Change
    """The chance that a memory that was right twice is left a month later."""
    held_out: HeldOut | None = None
    """None where what is left without the last days is too little for a fit."""


def compare(histories: Sequence[History], fitted: Fitted, retention: float = 0.9) -> Comparison:
    """What the fitted parameters change, and how a fit to all but the last days foretold those."""
    return replace(compared(fitted.parameters, retention), held_out=held_out(histories))


def compared(parameters: Sequence[float], retention: float = 0.9) -> Comparison:
    """What parameters change against those of the average learner."""
    models = [Model(DEFAULTS), Model(parameters)]
    first = [model.first(GOOD) for model in models]
    waits = [_wait(m, memory, retention) for m, memory in zip(models, first, strict=True)]
    second = [
        model.next(memory, GOOD, wait)
        for model, memory, wait in zip(models, first, waits, strict=True)
    ]
    lapsed = [model.next(model.next(KNOWN, AGAIN, MONTH), GOOD, 0) for model in models]
    return Comparison(
        first_good=_change(waits),
        second_good=_change(
            [_wait(m, memory, retention) for m, memory in zip(models, second, strict=True)]
        ),
        after_lapse=_change(
            [_wait(m, memory, retention) for m, memory in zip(models, lapsed, strict=True)]
        ),
        recall_in_a_month=_change(
            [m.recall(MONTH, memory.stability) for m, memory in zip(models, second, strict=True)]
        ),
    )


def held_out(histories: Sequence[History]) -> HeldOut | None:
    """A fit to all but the last days against the defaults, on those days."""
    since = _last_block(histories)
    before = [[answer for answer in history if answer.day < since] for history in histories]
    fitted = fit([history for history in before if history])
    if not isinstance(fitted, Fitted):
        return None
    return HeldOut(
        log_loss(DEFAULTS, histories, since), log_loss(fitted.parameters, histories, since)
    )


def _last_block(histories: Sequence[History]) -> int:
    """The study day on which the last block of long-term reviews begins."""
    log = pack(histories)
    days = np.sort(log.dates[log.days > 0])
    return int(days[int(len(days) * (1 - HELD_OUT))]) if len(days) else 0


def _wait(model: Model, memory: Memory, retention: float) -> Array:
    """Whole days until a memory comes back, one at least."""
    return np.maximum(1, np.round(model.interval(memory.stability, retention)))


def _change(pair: Sequence[Array]) -> Change:
    before, after = pair
    return Change(float(before), float(after))
