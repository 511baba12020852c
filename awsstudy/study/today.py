"""Today's plan: what to do next, in order, each with its reason. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from awsstudy.catalog.outline import Outline
from awsstudy.flashcards.queue import Counts
from awsstudy.store.records import Prediction, Tally

EntryKind = Literal["resume", "cards", "quiz", "simulator"]

SECONDS = {"card": 14, "new": 38, "question": 60, "simulator": 240}
"""What an item takes on average: cards as Anki's users, questions until measured."""
QUIZ_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do."""

    kind: EntryKind
    reason: str
    """Message id of why it was chosen."""
    values: Mapping[str, object]
    """What the reason names; concepts by id."""
    minutes: int
    concepts: tuple[str, ...] = ()
    target: str = ""
    """``<model>.<scenario>`` for a simulator."""


@dataclass(frozen=True, slots=True)
class Record:
    """What of the learner's record the plan looks at."""

    counts: Counts
    tallies: Mapping[str, Tally]
    predictions: tuple[Prediction, ...]
    studied: frozenset[str]
    """Concepts of which a card or a question was answered."""
    unfinished: int
    """Items left of a quiz that was begun; 0 for none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Today, in order."""

    entries: tuple[Entry, ...]
    days_to_exam: int | None

    @property
    def first(self) -> Entry | None:
        """What Enter starts."""
        return self.entries[0] if self.entries else None


def plan(outline: Outline, record: Record, minutes: int, exam: date | None, day: date) -> Plan:
    """What to do with the minutes that are left today.

    What was begun and what is due come first, whatever they take; questions and a simulator follow
    while there is time.
    """
    entries = [*_begun(record), *_cards(record)]
    left = minutes - sum(entry.minutes for entry in entries)
    for entry in (_quiz(outline, record), _simulator(outline, record)):
        if entry and (left > 0 or not entries):
            entries.append(entry)
            left -= entry.minutes
    days = (exam - day).days if exam else None
    return Plan(tuple(entries), days)


def _begun(record: Record) -> list[Entry]:
    if not record.unfinished:
        return []
    minutes = _minutes(record.unfinished * SECONDS["question"])
    return [Entry("resume", "plan.resume", {"count": record.unfinished}, minutes)]


def _cards(record: Record) -> list[Entry]:
    counts = record.counts
    if not counts.total:
        return []
    due = counts.due + counts.learning
    minutes = _minutes(due * SECONDS["card"] + counts.new * SECONDS["new"])
    reason = "plan.cards_new" if not due else "plan.cards_due" if not counts.new else "plan.cards"
    return [Entry("cards", reason, {"due": due, "new": counts.new}, minutes)]


def _quiz(outline: Outline, record: Record) -> Entry | None:
    """The concept with the worst record; else one whose cards were met but never its questions."""
    scores: dict[str, list[Tally]] = {}
    for question_id, tally in record.tallies.items():
        concept = question_id.partition(".")[0]
        if concept in outline.concepts:
            scores.setdefault(concept, []).append(tally)
    minutes = _minutes(QUIZ_LENGTH * SECONDS["question"])
    weak = [
        (sum(t.last_right for t in tallies) / len(tallies), concept, tallies)
        for concept, tallies in scores.items()
        if not all(tally.last_right for tally in tallies)
    ]
    if weak:
        _, concept, tallies = min(weak, key=lambda item: item[:2])
        right = sum(tally.last_right for tally in tallies)
        values = {"concept": concept, "right": right, "seen": len(tallies)}
        return Entry("quiz", "plan.quiz_weak", values, minutes, (concept,))
    fresh = [concept for concept in outline.concepts if concept not in scores]
    fresh.sort(key=lambda concept: concept not in record.studied)
    if not fresh:
        return None
    reason = "plan.quiz_studied" if fresh[0] in record.studied else "plan.quiz_fresh"
    return Entry("quiz", reason, {"concept": fresh[0]}, minutes, (fresh[0],))


def _simulator(outline: Outline, record: Record) -> Entry | None:
    """The first scenario without a prediction, of concepts the learner has met where possible."""
    done = {(prediction.model, prediction.scenario) for prediction in record.predictions}
    open_scenarios = [
        (not set(scenario.concepts) & record.studied, scenario.model, scenario.id)
        for scenario in outline.scenarios
        if (scenario.model, scenario.id) not in done
    ]
    if not open_scenarios:
        return None
    _, model, scenario_id = min(open_scenarios, key=lambda item: item[0])
    target = f"{model}.{scenario_id}"
    minutes = _minutes(SECONDS["simulator"])
    return Entry("simulator", "plan.simulator", {"scenario": target}, minutes, target=target)


def _minutes(seconds: float) -> int:
    return max(1, round(seconds / 60))
