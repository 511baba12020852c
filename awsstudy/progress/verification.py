"""How good the forecasts were: each against the next exam that was sat. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from awsstudy.quiz.item import Item
from awsstudy.store.records import ExamEvent, ExamResult, ExamSitting, Forecast

REACH = 14
"""Days for which a forecast of today's chance speaks."""
BINS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """An exam that was sat."""

    exam: str
    day: date
    passed: bool
    real: bool
    at: datetime | None = None
    """When a mock exam was begun; of a real exam the learner tells the day only."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same chance."""

    low: float
    high: float
    forecasts: int
    forecast: float
    """Their mean."""
    passed: float
    """The share of them after which the exam was passed."""


@dataclass(frozen=True, slots=True)
class Verification:
    """How good the forecasts of an exam were."""

    forecasts: int
    exams: int
    """Exams they were followed by."""
    brier: float | None
    """Mean squared error of the chances; 0.25 for saying one half always. None without any."""
    bins: tuple[Bin, ...]
    """Those that hold a forecast."""


def mock_passed(
    sitting: ExamSitting, events: Iterable[ExamEvent], items: Mapping[str, Item], cut: float
) -> bool | None:
    """Whether a mock exam was passed, by the share right of what counted; None if unfinished.

    Args:
        sitting: the mock exam.
        events: everything done in it, oldest first.
        items: its items by id.
        cut: the share that passes.
    """
    responses: dict[int, tuple[int, ...]] = {}
    for event in events:
        if event.kind in ("submit", "timeout"):
            break
        if event.kind == "answer":
            responses[event.place] = event.response
    else:
        return None
    counted = [n for n, item in enumerate(sitting.item_ids) if item not in sitting.unscored]
    hits = sum(
        items[sitting.item_ids[place]].form.right(response)
        for place in counted
        if (response := responses.get(place))
    )
    return hits >= cut * len(counted) - 1e-9


def real_outcomes(results: Iterable[ExamResult], exam: str) -> list[Outcome]:
    """How the real exams of a code went; what was told last of a day corrects what was before."""
    by_day = {one.taken_on: one.passed for one in results if one.exam == exam}
    return [Outcome(exam, day, passed, real=True) for day, passed in by_day.items()]


def verify(forecasts: Sequence[Forecast], outcomes: Sequence[Outcome]) -> Verification:
    """Score every forecast of a chance against the first exam it speaks of.

    A forecast of its own day speaks of the next exam within two weeks, a forecast of the exam day
    of the real exam on that day.
    """
    scored = list(_pairs(forecasts, sorted(outcomes, key=lambda one: one.day)))
    errors = [(chance - outcome.passed) ** 2 for chance, outcome in scored]
    return Verification(
        forecasts=len(scored),
        exams=len({id(outcome) for _, outcome in scored}),
        brier=sum(errors) / len(errors) if errors else None,
        bins=tuple(_bins([(chance, outcome.passed) for chance, outcome in scored])),
    )


def _pairs(
    forecasts: Sequence[Forecast], outcomes: Sequence[Outcome]
) -> Iterator[tuple[float, Outcome]]:
    for forecast in forecasts:
        chance = forecast.chance
        found = next((one for one in outcomes if _speaks_of(forecast, one)), None)
        if chance is not None and found is not None:
            yield chance, found


def _speaks_of(forecast: Forecast, outcome: Outcome) -> bool:
    if forecast.exam != outcome.exam:
        return False
    if forecast.target_day > forecast.study_day:
        return outcome.real and outcome.day == forecast.target_day
    if not 0 <= (outcome.day - forecast.study_day).days <= REACH:
        return False
    # A forecast made after the mock was begun may know its answers.
    return outcome.at is None or forecast.at < outcome.at


def _bins(scored: Sequence[tuple[float, bool]]) -> Iterator[Bin]:
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        inside = [pair for pair in scored if min(BINS - 1, int(pair[0] * BINS)) == number]
        if inside:
            mean = sum(chance for chance, _ in inside) / len(inside)
            passed = sum(outcome for _, outcome in inside) / len(inside)
            yield Bin(low, high, len(inside), mean, passed)
