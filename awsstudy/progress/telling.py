"""What the report says of the memory model and of forecasts, in words and as a plot of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from awsstudy.core.i18n import Messages
from awsstudy.progress.calibration import ENOUGH, Bin, Calibration
from awsstudy.progress.honesty import Honesty, MemoryModel, RecallForecast, Shift
from awsstudy.progress.share import Share

PLANE = 40
"""Cells of the plot's plane."""
ENOUGH_CARDS = 10
"""With fewer cards on an exam day their share is not told."""


def sections(honesty: Honesty, day: date, words: Messages) -> list[tuple[str, list[str]]]:
    """The parts: each a heading's message id and its lines."""
    return [
        ("progress.model", list(model_lines(honesty.memory, day, words))),
        ("progress.calibration", list(calibration_lines(honesty.calibration, words))),
        ("progress.exam_forecast", list(forecast_lines(honesty, words))),
    ]


def model_lines(model: MemoryModel, day: date, words: Messages) -> Iterator[str]:
    """The memory model in use; for some days after a fit what it changes."""
    waiting = model.standing == "average" and model.reviews >= model.needed
    yield words(
        "model.waiting" if waiting else f"model.{model.standing}",
        reviews=model.reviews,
        needed=model.needed,
        day=model.fitted_on,
        before=_loss(model.loss_before),
        after=_loss(model.loss_after),
    )
    if model.standing != "own" or not model.news(day):
        return
    for name in ("first", "second", "lapse"):
        shift: Shift = getattr(model, f"{name}_days")
        yield words(f"model.{name}", own=f"{shift.own:.0f}", average=f"{shift.average:.0f}")
    if model.month:
        own, average = (f"{share:.0%}" for share in (model.month.own, model.month.average))
        yield words("model.month", own=own, average=average)
    yield words("model.kept")


def _loss(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def calibration_lines(found: Calibration, words: Messages) -> Iterator[str]:
    """Foretold against observed: figures, plot and the last days, or that there is too little."""
    if not found.enough:
        yield words("calibration.few", n=found.reviews, needed=ENOUGH)
        return
    yield words(
        "calibration.figures",
        loss=_loss(found.log_loss),
        rmse=_loss(found.rmse),
        ece=_loss(found.ece),
        n=found.reviews,
    )
    yield from plot(found.bins)
    yield words("calibration.legend")
    for one in found.days:
        yield words(
            "calibration.day",
            day=one.day,
            foretold=f"{one.foretold:.0%}",
            observed=shown(one.observed),
            n=one.observed.of,
        )


def plot(bins: Sequence[Bin]) -> Iterator[str]:
    """A line a bin: its interval, what was foretold, what was observed, and their numbers."""
    lows = [min(one.low, (one.observed.interval or (1.0, 1.0))[0]) for one in bins]
    floor = int(min(lows, default=0.0) * 10) / 10
    for one in bins:
        label = f"{one.low:.0%}-{one.high:.0%}".rjust(9)
        shares = f"{one.foretold:4.0%} {one.observed.value or 0.0:4.0%}"
        yield f"{label} [{_plane(one, floor)}] {shares}  n = {one.observed.of}"
    if bins:
        yield f"{'':9} {floor:.0%}{'100%':>{PLANE + 2 - len(f'{floor:.0%}')}}"


def _plane(one: Bin, floor: float) -> str:
    def column(share: float) -> int:
        return round((share - floor) / (1 - floor) * (PLANE - 1))

    cells = [" "] * PLANE
    low, high = one.observed.interval or (one.foretold, one.foretold)
    for place in range(column(low), column(high) + 1):
        cells[place] = "-"
    foretold, observed = column(one.foretold), column(one.observed.value or 0.0)
    cells[foretold] = "|"
    cells[observed] = "*" if foretold == observed else "o"
    return "".join(cells)


def forecast_lines(honesty: Honesty, words: Messages) -> Iterator[str]:
    """The forecast of the exam ahead, and what came of those of the last one."""
    if honesty.upcoming is None and not honesty.past:
        yield words("examforecast.none")
        return
    if honesty.upcoming is not None:
        yield words("examforecast.ahead", **_values(honesty.upcoming))
        yield words("examforecast.model")
    for one in honesty.past:
        came = f"{one.came:.0%}" if one.came is not None else "-"
        line = words("examforecast.past", came=came, **_values(one))
        yield f"{line} {words('examforecast.hit' if one.hit else 'examforecast.missed')}"
    cards = honesty.on_exam_day
    if cards is not None:
        told = "examforecast.cards" if cards.of >= ENOUGH_CARDS else "examforecast.few"
        yield words(told, observed=shown(cards), n=cards.of)


def _values(one: RecallForecast) -> dict[str, object]:
    shares = {name: f"{getattr(one, name):.0%}" for name in ("mean", "low", "high")}
    return {"day": one.target, "made": one.made_on, "n": one.evidence, **shares}


def shown(share: Share) -> str:
    """A share with its interval; a hyphen where nothing was measured."""
    if share.value is None or share.interval is None:
        return "-"
    low, high = share.interval
    return f"{share.value:.0%} ({low:.0%}-{high:.0%})"
