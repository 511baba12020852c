"""Joins record and content for the plan and the statistics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from awsstudy.catalog.outline import CardOutline, Outline
from awsstudy.core.clock import today
from awsstudy.flashcards.queue import Counts, Queue
from awsstudy.store.glance import Glance
from awsstudy.store.records import CardState
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
        counts=_counts(outline.cards, seen.states, day, limit - seen.introduced),
        tallies=seen.tallies,
        predictions=seen.predictions,
        studied=_studied(seen.tallies, seen.states),
        unfinished=seen.unfinished,
    )
    return plan(outline, record, minutes - seen.spent_ms // 60_000, exam, day)


def plan_of(workspace: Workspace) -> Plan:
    """Today's plan from the store."""
    store, settings, day = workspace.store, workspace.settings, today(workspace.clock)
    left = workspace.quiz.unfinished()
    seen = Glance(
        states=store.cards.states(),
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


def _counts(
    cards: Iterable[CardOutline], states: dict[str, CardState], day: date, limit: int
) -> Counts:
    items = {card.id: card for card in cards}
    answered = {
        items[key].fact_id
        for key, state in states.items()
        if state.last_day == day and key in items
    }
    queue = Queue(
        items,
        states,
        day=day,
        new_limit=limit,
        recall=lambda _: 0.0,  # the order does not matter for counting
        answered_today=answered,
    )
    return queue.counts()


def _studied(*ids: Iterable[str]) -> frozenset[str]:
    return frozenset(name.partition(".")[0] for names in ids for name in names)


def statistics_of(workspace: Workspace) -> Statistics:
    """The statistics of today."""
    from awsstudy.flashcards.scheduling import Schedule
    from awsstudy.progress.statistics import Material, statistics

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
