"""Joins record and content for the chance of passing, and keeps its forecasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from awsstudy.core.clock import study_day, today
from awsstudy.core.errors import StoreError, UnknownIdError
from awsstudy.core.ids import event_id
from awsstudy.store.records import Forecast
from awsstudy.workspace.views import recall_on

if TYPE_CHECKING:
    from awsstudy.catalog.models.reference import Exam
    from awsstudy.progress.chance import Prospect
    from awsstudy.progress.readiness import Outlook, Plan, Readiness
    from awsstudy.progress.verification import Outcome, Verification
    from awsstudy.workspace.workspace import Workspace


def exam_of(workspace: Workspace, code: str = "") -> Exam:
    """An exam by its code; without one that of the settings, the one sat last, or the first.

    Raises:
        UnknownIdError: there is none of that code.
    """
    exams = workspace.catalog.exams
    sat = (one.exam for one in reversed(workspace.store.exams.sittings()))
    known = (one for one in (workspace.settings.exam, *sat, *exams) if one in exams)
    chosen = code or next(known, "")
    if chosen not in exams:
        raise UnknownIdError(f"There is no exam '{chosen}'.", hint=f"Exams: {', '.join(exams)}")
    return exams[chosen]


def readiness_of(workspace: Workspace, exam: Exam) -> Readiness:
    """How an exam would go; the first forecast of a study day is kept, to be scored later."""
    from awsstudy.progress.evidence import evidence
    from awsstudy.progress.memory import memory_of
    from awsstudy.progress.readiness import readiness

    catalog, items, day = workspace.catalog, workspace.card_items, today(workspace.clock)
    known = recall_on(workspace, day)
    ready = readiness(
        exam,
        evidence(catalog, exam.id, workspace.store.quizzes.attempts()),
        memory_of(catalog, exam, items.values(), known),
        day,
        _plan(workspace, exam, day),
    )
    _keep(workspace, ready)
    return ready


def _plan(workspace: Workspace, exam: Exam, day: date) -> Plan | None:
    """The way to the exam, where the settings name this exam and a day ahead."""
    from awsstudy.progress.memory import memory_of, recall_as_planned
    from awsstudy.progress.readiness import Plan

    settings, items = workspace.settings, workspace.card_items
    then = settings.exam_date
    if settings.exam != exam.id or then is None or then <= day:
        return None
    open_facts = (
        one.fact_id for one in items.values() if not workspace.memory.card(one.id).suspended
    )
    known = recall_as_planned(
        tuple(dict.fromkeys(open_facts)),
        recall_on(workspace, then),
        retention=settings.retention,
        new=settings.new_per_day * (then - day).days,
    )
    return Plan(then, memory_of(workspace.catalog, exam, items.values(), known))


def prospect_of(workspace: Workspace, code: str = "") -> Prospect:
    """How an exam would go, and how good such forecasts have been.

    Raises:
        UnknownIdError: there is none of that code.
    """
    from awsstudy.progress.chance import Prospect

    chosen = exam_of(workspace, code)
    return Prospect(chosen, workspace.readiness(chosen.id), verification_of(workspace, chosen))


def _keep(workspace: Workspace, ready: Readiness) -> None:
    if not ready.answers.of:
        return
    day, log = ready.today.day, workspace.store.judgements
    kept = {
        one.target_day > one.study_day
        for one in log.forecasts("pass")
        if one.exam == ready.exam and one.study_day == day
    }
    for outlook in (ready.today, ready.on_exam_day):
        if outlook and (outlook.day > day) not in kept:
            with suppress(StoreError):  # A forecast that cannot be kept is still shown.
                log.record_forecast(_forecast(workspace, ready, outlook))


def _forecast(workspace: Workspace, ready: Readiness, outlook: Outlook) -> Forecast:
    now = workspace.clock.now()
    return Forecast(
        id=event_id(now),
        kind="pass",
        exam=ready.exam,
        at=now,
        study_day=ready.today.day,
        target_day=outlook.day,
        mean=outlook.mean,
        low=outlook.low,
        high=outlook.high,
        chance=outlook.chance,
        evidence=ready.answers.of,
    )


def verification_of(workspace: Workspace, exam: Exam) -> Verification:
    """How good the forecasts of an exam were, against mock exams and the learner's own result."""
    from awsstudy.progress.verification import real_outcomes, verify

    real = real_outcomes(workspace.store.exams.results(), exam.id)
    outcomes = [*_mocks(workspace, exam), *real]
    return verify(workspace.store.judgements.forecasts("pass"), outcomes)


def _mocks(workspace: Workspace, exam: Exam) -> Iterator[Outcome]:
    """The mock exams that were finished, of full length, and whose questions still exist."""
    from awsstudy.progress.readiness import cut_of
    from awsstudy.progress.verification import Outcome, mock_passed

    log, cut = workspace.store.exams, cut_of(exam).mean
    for sitting in log.sittings():
        if sitting.exam != exam.id or "short" in sitting.conditions:
            continue
        day = study_day(sitting.at, workspace.clock.zone)
        try:
            items = {one: workspace.quiz.item(one, day) for one in sitting.item_ids}
        except KeyError:
            continue
        events = log.events(sitting.id)
        passed = mock_passed(sitting, events, items, cut)
        if passed is not None:
            yield Outcome(exam.id, day, passed, real=False, at=sitting.at)
