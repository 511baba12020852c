"""What the app tells of its own forecasts: the memory model, and how they came true. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from awsstudy.progress.calibration import Calibration
from awsstudy.progress.share import Share
from awsstudy.store.records import Forecast

NEWS_DAYS = 7
"""So long the report tells what a fit changed."""
SHOWN = 4

Standing = Literal["average", "own", "worse", "reset", "off"]
"""Whose parameters are in use: the average learner's as there was no fit; the learner's own; the
average learner's because they foretell better, because the learner went back to them, or because
the setting says so."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure for the average learner and for this one."""

    average: float
    own: float


@dataclass(frozen=True, slots=True)
class MemoryModel:
    """The memory model in use."""

    standing: Standing
    reviews: int
    """Long-term reviews so far; of a fit those it rests on."""
    needed: int
    """With fewer there is no fit."""
    fitted_on: date | None = None
    loss_before: float | None = None
    """The average parameters' log-loss on reviews that were held out."""
    loss_after: float | None = None
    """That of the learner's own."""
    first_days: Shift | None = None
    """Days until a card comes back that was right at once."""
    second_days: Shift | None = None
    """Days until it comes back after being right once more."""
    lapse_days: Shift | None = None
    """Days until a card that was forgotten after a month comes back once it is relearned."""
    month: Shift | None = None
    """The chance that a card that was right twice is recalled a month later."""

    def news(self, day: date) -> bool:
        """Whether what a fit changed is still to be told."""
        return self.fitted_on is not None and (day - self.fitted_on).days < NEWS_DAYS


@dataclass(frozen=True, slots=True)
class RecallForecast:
    """What was forecast of an exam day, and what came of it."""

    made_on: date
    target: date
    mean: float
    """The share of the exam's score that would be recalled."""
    low: float
    high: float
    evidence: int
    """Card reviews it rests on."""
    came: float | None = None
    """The share by the memory as it was on the exam day; None before it."""

    @property
    def hit(self) -> bool | None:
        """Whether it came within the interval; None before the exam day."""
        return None if self.came is None else self.low <= self.came <= self.high


@dataclass(frozen=True, slots=True)
class Honesty:
    """The report on the app's own forecasts."""

    memory: MemoryModel
    calibration: Calibration
    upcoming: RecallForecast | None = None
    """The latest forecast of the exam ahead."""
    past: tuple[RecallForecast, ...] = ()
    """Some of those of the last exam day, the first and the last among them."""
    on_exam_day: Share | None = None
    """Cards recalled on that exam day, of those that came back."""


def upcoming(forecasts: Sequence[Forecast], exam: date | None, day: date) -> Forecast | None:
    """The latest forecast of the exam ahead; None without one, or after it."""
    mine = [one for one in forecasts if one.target_day == exam and one.target_day >= day]
    return mine[-1] if mine else None


def passed(forecasts: Sequence[Forecast], day: date) -> list[Forecast]:
    """Some forecasts of the last exam day that has passed, spread from the first to the last."""
    targets = [one.target_day for one in forecasts if one.target_day < day]
    mine = [one for one in forecasts if targets and one.target_day == max(targets)]
    if len(mine) <= SHOWN:
        return mine
    return [mine[round(n * (len(mine) - 1) / (SHOWN - 1))] for n in range(SHOWN)]
