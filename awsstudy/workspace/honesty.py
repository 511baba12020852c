"""Logs the day's forecast of the exam, and reports how forecasts came true."""

from __future__ import annotations

from statistics import mean, stdev
from typing import TYPE_CHECKING

from awsstudy.core.clock import today
from awsstudy.core.ids import event_id
from awsstudy.flashcards.scheduling import DEFAULTS
from awsstudy.store.records import Forecast
from awsstudy.workspace.ahead import rounds
from awsstudy.workspace.tuning import memory_model, tune

if TYPE_CHECKING:
    from awsstudy.progress.honesty import Honesty, RecallForecast
    from awsstudy.progress.share import Share
    from awsstudy.workspace.workspace import Workspace

SEEDS = range(4, 9)
Z90 = 1.645
MODEL_ERROR = 0.045
"""How far the memory model itself is off, as a standard deviation of the share: on simulated
learners whose memory it did not know the forecast was off by 0.036 on average."""


def begin_day(workspace: Workspace) -> None:
    """What is done once a study day: a fit where one is due, then the forecast of the exam."""
    tune(workspace)
    log_forecast(workspace)


def log_forecast(workspace: Workspace) -> Forecast | None:
    """Forecast what will be recalled on exam day, once a day; None where there is nothing to say.

    Without any answer there is nothing to go by.
    """
    planner, log = workspace.planner, workspace.store.judgements
    exam = workspace.settings.exam_date
    if planner.days_to_exam is None or exam is None or not planner.reviews:
        return None
    code = workspace.settings.exam
    for one in reversed(log.forecasts("recall")):
        if (one.study_day, one.target_day, one.exam) == (planner.day, exam, code):
            return None
    units = planner.syllabus().units
    played = [planner.outlook(seed, units) for seed in range(rounds(planner.days_to_exam, SEEDS))]
    middle = mean(one.score for one in played)
    spread = (stdev(one.recalled for one in played) ** 2 + MODEL_ERROR**2) ** 0.5
    now = workspace.clock.now()
    forecast = Forecast(
        id=event_id(now),
        kind="recall",
        exam=code,
        at=now,
        study_day=planner.day,
        target_day=exam,
        mean=middle,
        low=max(0.0, middle - Z90 * spread),
        high=min(1.0, middle + Z90 * spread),
        chance=None,
        evidence=planner.reviews,
    )
    log.record_forecast(forecast)
    return forecast


def honesty_of(workspace: Workspace) -> Honesty:
    """The report on the app's own forecasts."""
    from awsstudy.flashcards.histories import Epoch, foretold
    from awsstudy.progress.calibration import calibration
    from awsstudy.progress.honesty import Honesty, passed, upcoming

    store, settings, day = workspace.store, workspace.settings, today(workspace.clock)
    fits = store.plans.fits() if settings.personal_memory else []
    epochs = [Epoch("", DEFAULTS), *(Epoch(one.id, one.parameters) for one in fits)]
    forecasts = [one for one in store.judgements.forecasts("recall") if one.exam == settings.exam]
    ahead = upcoming(forecasts, settings.exam_date, day)
    past, recalled = _scored(workspace, passed(forecasts, day))
    return Honesty(
        memory=memory_model(workspace),
        calibration=calibration(foretold(store.cards.reviews(), epochs)),
        upcoming=_shown(ahead) if ahead else None,
        past=past,
        on_exam_day=recalled,
    )


def _scored(
    workspace: Workspace, forecasts: list[Forecast]
) -> tuple[tuple[RecallForecast, ...], Share | None]:
    """Forecasts of an exam day with what came of them, and the cards that came back that day."""
    from awsstudy.flashcards.replay import replay
    from awsstudy.progress.share import Share

    if not forecasts:
        return (), None
    target = forecasts[-1].target_day
    reviews = [one for one in workspace.store.cards.reviews() if one.study_day <= target]
    states = replay(workspace.memory.schedule, reviews, ())
    came = workspace.planner.expected_on(target, states)
    late = [r for r in reviews if r.study_day == target and r.kind == "card" and r.delta_days]
    share = Share(sum(review.rating > 1 for review in late), len(late))
    return tuple(_shown(one, came) for one in forecasts), share


def _shown(one: Forecast, came: float | None = None) -> RecallForecast:
    from awsstudy.progress.honesty import RecallForecast

    spread = one.mean, one.low, one.high
    return RecallForecast(one.study_day, one.target_day, *spread, one.evidence, came)
