"""Plans what today's cards ask for: by due days, or towards an exam."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from awsstudy.catalog.domains import concept_domains
from awsstudy.core.clock import today
from awsstudy.store.plan_records import DayPlan
from awsstudy.store.records import DayCount, States
from awsstudy.study.calendar import days_from, kept_and_past, minutes_on
from awsstudy.study.cards_part import CardsPart, Deck, deck_of, due_part
from awsstudy.study.costs import Seconds, seconds_of

if TYPE_CHECKING:
    from awsstudy.study.exam_part import Syllabus
    from awsstudy.study.gain import Planner, Situation, Units
    from awsstudy.study.outlook import Outlook
    from awsstudy.study.today import Plan
    from awsstudy.workspace.workspace import Workspace


ANY_EXAM = "notes"
"""Who has an exam date and has not said which exam studies the notes evenly, by their chapters."""


class CardPlanner:
    """What one learner's cards are worth today."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.day = today(workspace.clock)
        self._days: list[DayCount] = workspace.store.quizzes.day_counts()
        self.costs: Seconds = seconds_of(self._days)
        self.day_plans: Sequence[DayPlan] = workspace.store.plans.day_plans()
        """What was said of days."""

    def minutes_on(self, day: date) -> int:
        """The minutes a study day has."""
        return minutes_on(day, self._workspace.settings, self.day_plans)

    @property
    def reviews(self) -> int:
        """How many cards were ever answered."""
        return sum(one.count for one in self._days if one.kind == "review")

    def minutes_studied(self, day: date) -> float:
        """The minutes that were studied on a day."""
        return sum(one.ms for one in self._days if one.study_day == day) / 60_000

    @property
    def first_day(self) -> date | None:
        """The first day with an answer; None before it."""
        return min((one.study_day for one in self._days), default=None)

    @property
    def days_to_exam(self) -> int | None:
        """Study days until the exam, 0 on its day; None without one, or after it."""
        exam: date | None = self._workspace.settings.exam_date
        if exam is None or exam < self.day:
            return None
        return (exam - self.day).days

    def deck(self, introduced: int) -> Deck:
        """What cards can ask for today."""
        workspace = self._workspace
        limit = workspace.settings.new_per_day - introduced
        return deck_of(workspace.card_items.values(), workspace.memory.states, self.day, limit)

    def cards(self, introduced: int) -> Callable[[float], CardsPart]:
        """The cards that fit into so many seconds."""
        deck = self.deck(introduced)
        if not self.days_to_exam:
            return partial(due_part, deck, self.costs)
        return partial(self._towards_exam, deck)

    def _towards_exam(self, deck: Deck, seconds: float) -> CardsPart:
        from awsstudy.study.exam_part import exam_part

        learning = due_part(_only_learning(deck), self.costs, seconds)
        rest = self._situation(seconds - learning.seconds)
        part = exam_part(self._planner(), self.syllabus(), frozenset(deck.units), rest)
        return replace(
            part,
            units=(*learning.units, *part.units),
            seconds=part.seconds + learning.seconds,
            why={**learning.why, **part.why},
        )

    def expected(self, states: States | None = None) -> float:
        """The share of the exam's score that is expected if nothing else is reviewed."""
        units = self.syllabus(states).units
        return self._planner().score(units, self.days_to_exam or 0)

    def expected_on(self, day: date, states: States) -> float:
        """The share of the exam's score that was to be recalled on a day, as things stood then."""
        return self._planner().score(self.syllabus(states, day).units, 0)

    def syllabus(self, states: States | None = None, day: date | None = None) -> Syllabus:
        """All that the learner's exam may ask for, and the cards they wrote.

        Args:
            states: what is remembered; None means now.
            day: the study day it is remembered on; None means today.
        """
        from awsstudy.study.exam_part import syllabus

        workspace = self._workspace
        exam = workspace.catalog.exams[workspace.settings.exam or ANY_EXAM]
        facts = workspace.exam_domains(exam.id)
        concepts = concept_domains(facts)
        own = (item for item in workspace.card_items.values() if item.fact_id == item.card_id)
        domains = {
            **facts,
            **{one.fact_id: concepts[one.concept_id] for one in own if one.concept_id in concepts},
        }
        shares = {domain.id: float(domain.weight) for domain in exam.domains}
        units = (states or workspace.memory.states).units
        return syllabus(domains, shares, units, day or self.day, self.costs)

    def _situation(self, seconds: float) -> Situation:
        from awsstudy.study.gain import Situation

        # Whether all that is new will fit is judged by whole days, as they are likely to be kept.
        likely = sum(60.0 * self.minutes_on(day) for day in self._days_left()) * self._adherence()
        return Situation(
            days=self.days_to_exam or 0,
            budget=max(0.0, seconds),
            to_come=likely,
            evidence=sum(d.count for d in self._days if (d.kind, d.phase) == ("review", "review")),
        )

    def _days_left(self) -> list[date]:
        return days_from(self.day, self.days_to_exam or 0)

    def _adherence(self) -> float:
        """The share of days that are likely to be kept."""
        from awsstudy.study.gain import seconds_to_come

        studied = {one.study_day for one in self._days}
        settings = self._workspace.settings
        return seconds_to_come(1, 1, *kept_and_past(studied, self.day, settings, self.day_plans))

    def _planner(self) -> Planner:
        from awsstudy.flashcards.memory import Model
        from awsstudy.study.gain import Planner

        return Planner(Model(self._workspace.memory.schedule.weights))

    def outlook(self, seed: int = 0, units: Units | None = None) -> Outlook:
        """Where the days to the exam lead, as they are planned and likely to be kept.

        Args:
            seed: of chance.
            units: all that the exam may ask for, where that is known already.
        """
        from awsstudy.study.outlook import outlook

        share = self._adherence()
        daily = [60.0 * self.minutes_on(day) * share for day in self._days_left()]
        if daily:
            daily[0] /= share  # Whoever plans today is here.
        units = self.syllabus().units if units is None else units
        return outlook(self._planner(), units, self._situation(0.0), seed, daily)

    def with_outlook(self, plan: Plan) -> Plan:
        """A plan with the day by which everything will have been seen, on the way to an exam."""
        if not self.days_to_exam:
            return plan
        ahead = self.outlook()
        if ahead.covered_in is None:
            return plan
        return replace(plan, covered_on=self.day + timedelta(days=ahead.covered_in))


def _only_learning(deck: Deck) -> Deck:
    learned = {unit: state for unit, state in deck.states.items() if state.due_at is not None}
    return replace(
        deck, units=tuple(unit for unit in deck.units if unit in learned), states=learned
    )
