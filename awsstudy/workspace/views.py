"""Joins record and content for the plan and the statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.core.clock import today
from awsstudy.flashcards.scheduling import Schedule
from awsstudy.progress.statistics import Material, Statistics, statistics
from awsstudy.study.today import Plan, Record, plan

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace


def plan_of(workspace: Workspace) -> Plan:
    """Today's plan within the minutes that are left of today."""
    store, settings = workspace.store, workspace.settings
    day = today(workspace.clock)
    tallies = store.quizzes.tallies()
    states = store.cards.states()
    left = workspace.quiz.unfinished()
    record = Record(
        counts=workspace.cards().counts(),
        tallies=tallies,
        predictions=tuple(store.simulations.predictions()),
        studied=frozenset(name.partition(".")[0] for name in (*tallies, *states)),
        unfinished=len(left.items) - len(left.answers) if left else 0,
    )
    spent = sum(count.ms for count in store.quizzes.day_counts(since=day)) // 60_000
    minutes = settings.minutes_per_day - spent
    return plan(workspace.catalog, record, minutes, settings.exam_date, day)


def statistics_of(workspace: Workspace) -> Statistics:
    """The statistics of today."""
    store, day = workspace.store, today(workspace.clock)
    schedule = Schedule(workspace.settings.retention)
    material = Material(
        items=workspace.card_items,
        states=store.cards.states(),
        attempts=store.quizzes.attempts(),
        predictions=store.simulations.predictions(),
        days=store.quizzes.day_counts(),
        recall=lambda state: schedule.recall(state, day),
    )
    return statistics(workspace.catalog, material, day)
