"""Joins record and content for the plan and the statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from awsstudy.catalog.outline import Outline
from awsstudy.core.clock import today
from awsstudy.store.glance import Glance
from awsstudy.study.calendar import minutes_on
from awsstudy.study.cards_part import CardsPart, deck_of, due_part
from awsstudy.study.costs import USUAL, Seconds
from awsstudy.study.remedy import treatments
from awsstudy.study.signs import History
from awsstudy.study.today import Plan, Record, plan

if TYPE_CHECKING:
    from awsstudy.core.early import EarlySettings
    from awsstudy.progress.exam import ExamReport
    from awsstudy.progress.statistics import Statistics
    from awsstudy.quiz.exam.sitting import Sitting
    from awsstudy.store.records import ExamSitting
    from awsstudy.workspace.workspace import Workspace

EXTRA = 300.0
"""Seconds of cards that are offered to who has done today's minutes and wants more."""


def plan_at_a_glance(outline: Outline, seen: Glance, day: date, settings: EarlySettings) -> Plan:
    """Today's plan from what was seen at a glance, with no regard to an exam.

    Args:
        outline: the content.
        seen: the learner's record.
        day: the study day.
        settings: the limit of new cards, the minutes of a day, the exam.
    """
    deck = deck_of(outline.cards, seen.states, day, settings.new_per_day - seen.introduced)
    record = _record(seen, partial(due_part, deck, USUAL), USUAL)
    minutes = minutes_on(day, settings, seen.day_plans) - seen.spent_ms // 60_000
    return plan(outline, record, minutes, settings.exam_date, day)


def _record(seen: Glance, cards: Callable[[float], CardsPart], costs: Seconds) -> Record:
    return Record(
        cards=cards,
        tallies=seen.tallies,
        predictions=seen.predictions,
        studied=_studied(seen.tallies, seen.states.units),
        unfinished=seen.unfinished,
        exams=seen.exams,
        treatments=tuple(treatments(_history(seen)).values()),
        costs=costs,
    )


def plan_of(workspace: Workspace, minutes: int | None = None) -> Plan:
    """Today's plan from the store.

    Args:
        workspace: whose plan.
        minutes: the time there is; None means what is left of today's.
    """
    settings, day = workspace.settings, today(workspace.clock)
    seen = _seen(workspace, day)
    planner = workspace.planner
    left = planner.minutes_on(day) - seen.spent_ms // 60_000
    record = _record(seen, planner.cards(seen.introduced), planner.costs)
    time = left if minutes is None else minutes
    made = plan(workspace.outline, record, max(0, time), settings.exam_date, day)
    return planner.with_outlook(made)


def agenda_of(workspace: Workspace) -> tuple[str, ...]:
    """The facts worth asking for by cards in the minutes that are left, or in a few more."""
    day, log = today(workspace.clock), workspace.store
    spent = sum(count.ms for count in log.quizzes.day_counts(since=day)) / 1000
    planner = workspace.planner
    left = 60.0 * planner.minutes_on(day) - spent
    return planner.cards(log.cards.introduced(day))(max(left, EXTRA)).units


def _seen(workspace: Workspace, day: date) -> Glance:
    store, left = workspace.store, workspace.quiz.unfinished()
    return Glance(
        states=workspace.memory.states,
        tallies=store.quizzes.tallies(),
        predictions=tuple(store.simulations.predictions()),
        introduced=store.cards.introduced(day),
        spent_ms=sum(count.ms for count in store.quizzes.day_counts(since=day)),
        unfinished=len(left.items) - len(left.answers) if left and not left.endless else 0,
        telling=tuple(store.quizzes.telling()),
        remedies=tuple(store.judgements.remedies()),
        treatments=tuple(store.quizzes.treatments()),
        exams=tuple(one for one in store.exams.standings() if not one.done),
        day_plans=tuple(store.plans.day_plans()),
    )


def _history(seen: Glance) -> History:
    return History(
        attempts=seen.telling,
        predictions=seen.predictions,
        remedies=seen.remedies,
        treatments=seen.treatments,
    )


def _studied(*ids: Iterable[str]) -> frozenset[str]:
    return frozenset(name.partition(".")[0] for names in ids for name in names)


def statistics_of(workspace: Workspace) -> Statistics:
    """The statistics of today."""
    from awsstudy.progress.statistics import Material, statistics
    from awsstudy.workspace.honesty import honesty_of

    store, day = workspace.store, today(workspace.clock)
    memory = workspace.memory
    material = Material(
        askable={
            item.fact_id
            for item in workspace.card_items.values()
            if not memory.card(item.id).suspended
        },
        units=memory.states.units,
        attempts=store.quizzes.attempts(),
        predictions=store.simulations.predictions(),
        days=store.quizzes.day_counts(),
        recall=lambda unit: memory.schedule.recall(unit, day),
    )
    numbers = statistics(workspace.catalog, material, day)
    return replace(numbers, honesty=honesty_of(workspace))


def recall_of_facts(workspace: Workspace) -> dict[str, float]:
    """The chance of recalling each fact that was met, today."""
    return recall_on(workspace, today(workspace.clock))


def recall_on(workspace: Workspace, day: date) -> dict[str, float]:
    """The chance of recalling each fact that was met, on a study day."""
    memory = workspace.memory
    return {name: memory.schedule.recall(unit, day) for name, unit in memory.states.units.items()}


def report_of_exam(workspace: Workspace, sitting: ExamSitting, state: Sitting) -> ExamReport:
    """What a submitted exam shows."""
    from awsstudy.progress.exam import report

    exams = workspace.exams
    domains = [domain.id for domain in exams.exam(sitting.exam).domains]
    domain_of = partial(exams.domain_of, sitting.exam)
    return report(state, sitting.unscored, domain_of, domains)
