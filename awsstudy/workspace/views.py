"""Joins record and content for the plan and the statistics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from awsstudy.catalog.outline import CardOutline, Outline
from awsstudy.core.clock import today
from awsstudy.flashcards.queue import Counts, Queue
from awsstudy.store.glance import Glance
from awsstudy.study.today import Plan, Record, plan

if TYPE_CHECKING:
    from awsstudy.progress.statistics import Statistics
    from awsstudy.workspace.workspace import Workspace


def plan_at_a_glance(
    outline: Outline, seen: Glance, day: date, *, limit: int, minutes: int, exam: date | None
) -> Plan:
    """Today's plan from what was seen at a glance.

    Args:
        outline: the content.
        seen: the learner's record.
        day: the study day.
        limit: new cards a day, at most.
        minutes: minutes to study a day.
        exam: the day of the exam, if there is one.
    """
    record = Record(
        counts=_counts(outline.cards, seen, day, limit - seen.introduced),
        tallies=seen.tallies,
        predictions=seen.predictions,
        studied=_studied(seen.tallies, seen.states.units),
        unfinished=seen.unfinished,
    )
    return plan(outline, record, minutes - seen.spent_ms // 60_000, exam, day)


def plan_of(workspace: Workspace) -> Plan:
    """Today's plan from the store."""
    store, settings, day = workspace.store, workspace.settings, today(workspace.clock)
    left = workspace.quiz.unfinished()
    seen = Glance(
        states=workspace.memory.states,
        tallies=store.quizzes.tallies(),
        predictions=tuple(store.simulations.predictions()),
        introduced=store.cards.introduced(day),
        spent_ms=sum(count.ms for count in store.quizzes.day_counts(since=day)),
        unfinished=len(left.items) - len(left.answers) if left else 0,
    )
    return plan_at_a_glance(
        workspace.outline,
        seen,
        day,
        limit=settings.new_per_day,
        minutes=settings.minutes_per_day,
        exam=settings.exam_date,
    )


def _counts(cards: Iterable[CardOutline], seen: Glance, day: date, limit: int) -> Counts:
    queue = Queue(
        {card.id: card for card in cards},
        seen.states,
        day=day,
        new_limit=limit,
        recall=lambda _: 0.0,  # the order does not matter for counting
    )
    return queue.counts()


def _studied(*ids: Iterable[str]) -> frozenset[str]:
    return frozenset(name.partition(".")[0] for names in ids for name in names)


def statistics_of(workspace: Workspace) -> Statistics:
    """The statistics of today."""
    from awsstudy.progress.statistics import Material, statistics

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
    return statistics(workspace.catalog, material, day)
