"""From the record to numbers. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from awsstudy.catalog.catalog import Catalog
from awsstudy.progress.share import Share
from awsstudy.store.records import Attempt, DayCount, Prediction, UnitState

if TYPE_CHECKING:
    from awsstudy.progress.honesty import Honesty

KNOWN_RECALL = 0.8
"""A fact counts as known while it would be recalled with at least this chance."""
WEEKS = 12
FORECAST_DAYS = 14


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """How far a chapter is."""

    group: str
    facts: int
    met: int
    """Facts that some card, question or simulator asked for."""
    known: int
    """Facts that would be recalled today."""
    first_answers: Share
    """Questions answered rightly the first time."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything a report shows."""

    day: date
    groups: tuple[GroupProgress, ...]
    retention: Share
    """Cards in review that were recalled when they came back."""
    answers: Share
    """All answers to questions."""
    by_confidence: Mapping[str, Share]
    """Answers to questions by how sure the learner was."""
    predictions: Share
    calendar: tuple[tuple[date, int], ...]
    """Reviews and answers of each day of the last twelve weeks."""
    forecast: tuple[tuple[date, int], ...]
    """Facts that come back on each of the next fourteen days; today's include the overdue."""
    misconceptions: tuple[tuple[str, int], ...]
    """Beliefs behind wrong choices, the most frequent first."""
    minutes: int
    """Minutes spent answering in all."""
    days_studied: int
    """Study days with at least one answer among the last seven."""
    honesty: Honesty | None = None
    """How the app's own forecasts came true; None where that was not asked for."""


@dataclass(frozen=True, slots=True)
class Material:
    """What statistics are made of."""

    askable: Set[str]
    """Units that some card asks for, which is not put aside."""
    units: Mapping[str, UnitState]
    attempts: Sequence[Attempt]
    predictions: Sequence[Prediction]
    days: Sequence[DayCount]
    recall: Callable[[UnitState], float]


def statistics(catalog: Catalog, material: Material, day: date) -> Statistics:
    """The numbers on a study day."""
    attempts = material.attempts
    judged = [p for p in material.predictions if p.correct is not None]
    calendar = _calendar(material.days, day)
    return Statistics(
        day=day,
        groups=tuple(_groups(catalog, material)),
        retention=_retention(material.days),
        answers=_share(attempt.correct for attempt in attempts),
        by_confidence=_by_confidence(attempts),
        predictions=_share(bool(p.correct) for p in judged),
        calendar=calendar,
        forecast=_forecast(material, day),
        misconceptions=tuple(
            Counter(name for a in attempts for name in a.misconceptions).most_common(5)
        ),
        minutes=round(sum(count.ms for count in material.days) / 60_000),
        days_studied=sum(number > 0 for _, number in calendar[-7:]),
    )


def _share(outcomes: Iterable[bool]) -> Share:
    seen = list(outcomes)
    return Share(sum(seen), len(seen))


def _groups(catalog: Catalog, material: Material) -> Iterable[GroupProgress]:
    met = {attempt.fact_id for attempt in material.attempts}
    known = set()
    for fact_id, unit in material.units.items():
        met.add(fact_id)
        if material.recall(unit) >= KNOWN_RECALL:
            known.add(fact_id)
    facts: dict[str, set[str]] = defaultdict(set)
    for fact_id in catalog.facts:
        facts[catalog.concept_of(fact_id).group].add(fact_id)
    firsts = _first_answers(catalog, material.attempts)
    for group in catalog.groups:
        if ids := facts.get(group.id):
            yield GroupProgress(
                group.id, len(ids), len(ids & met), len(ids & known), _share(firsts[group.id])
            )


def _first_answers(catalog: Catalog, attempts: Sequence[Attempt]) -> dict[str, list[bool]]:
    """The outcomes of first answers by chapter; content that is gone does not count."""
    firsts: dict[str, list[bool]] = defaultdict(list)
    for attempt in attempts:
        if attempt.first and attempt.concept_id in catalog.concepts:
            firsts[catalog.concepts[attempt.concept_id].group].append(attempt.correct)
    return firsts


def _retention(days: Sequence[DayCount]) -> Share:
    reviews = [count for count in days if count.kind == "review" and count.phase == "review"]
    passed = sum(count.count for count in reviews if count.rating > 1)
    return Share(passed, sum(count.count for count in reviews))


def _by_confidence(attempts: Sequence[Attempt]) -> dict[str, Share]:
    return {
        level: _share(attempt.correct for attempt in attempts if attempt.confidence == level)
        for level in ("guess", "think", "sure")
    }


def _calendar(days: Sequence[DayCount], day: date) -> tuple[tuple[date, int], ...]:
    totals: Counter[date] = Counter()
    for count in days:
        totals[count.study_day] += count.count
    # Whole weeks, Monday first, up to and including this one.
    start = day - timedelta(days=day.weekday() + 7 * (WEEKS - 1))
    length = (day - start).days + 1
    return tuple((one, totals[one]) for one in (start + timedelta(days=n) for n in range(length)))


def _forecast(material: Material, day: date) -> tuple[tuple[date, int], ...]:
    due: Counter[date] = Counter()
    for unit in material.units.values():
        if unit.unit_id not in material.askable:
            continue
        if unit.due_day is not None:
            due[max(day, unit.due_day)] += 1
        elif unit.due_at is not None:
            due[day] += 1
    return tuple((one, due[one]) for one in (day + timedelta(days=n) for n in range(FORECAST_DAYS)))
