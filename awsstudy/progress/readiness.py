"""The chance of passing an exam, today and on its day, or what is missing to tell. Needs numpy.

The exam day's forecast extrapolates no trend. The trend only carries past answers to today; what
changes from there is what the cards of the plan change, and never more than what is still open.
A right answer of today never lowers the chance; one of weeks ago can by a hair, for it makes the
rise since then less steep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt

import numpy as np

from awsstudy.catalog.models.reference import Exam
from awsstudy.progress.evidence import Answer
from awsstudy.progress.memory import SLIP, Memory
from awsstudy.progress.posterior import (
    Cut,
    Numbers,
    Widths,
    chance_of_passing,
    evenly,
    fit,
    logistic,
    logit,
    noise,
    quantiles,
    scores,
)
from awsstudy.progress.share import Share

ENOUGH = 40
"""Answers without which no chance is told."""
ENOUGH_OF_DOMAIN = 4
UNMET = 1.5
"""Error, in logits, of what cards promise of questions none of which was met on a card."""
ARRIVES = (0.5, 1.0)
"""How much of what the plan's cards promise arrives in the answers: anything from half to all."""
WANDERING = 0.20
"""Spread, in logits, by which a learner wanders in ten days."""
UNCERTAIN_DAYS = 60
"""Days after which a forecast grows no less certain."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast of an exam."""

    day: date
    mean: float
    """The expected share of questions right."""
    low: float
    """The 5 % quantile of that share."""
    high: float
    """The 95 % quantile."""
    chance: float | None
    """The chance of passing; None where there is too little evidence."""


@dataclass(frozen=True, slots=True)
class DomainEvidence:
    """What is known of one domain."""

    id: str
    weight: int
    answers: Share
    """First answers, unaided."""
    missing: int
    """How many more are needed before a chance is told."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """How an exam would go."""

    exam: str
    answers: Share
    domains: tuple[DomainEvidence, ...]
    cut: float
    """The share of questions that is taken to pass."""
    cut_spread: float
    memory: Memory
    """What the cards promise today."""
    today: Outlook
    on_exam_day: Outlook | None
    """If the plan is kept; None without an exam day ahead."""

    @property
    def missing(self) -> int:
        """Answers that are missing before a chance is told, whatever their domain."""
        by_domain = sum(domain.missing for domain in self.domains)
        return max(by_domain, ENOUGH - self.answers.of, 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is left until the exam."""

    day: date
    """The exam's."""
    memory: Memory
    """What the cards will promise on that day."""


def readiness(
    exam: Exam,
    answers: Sequence[Answer],
    memory: Memory,
    today: date,
    plan: Plan | None = None,
    widths: Widths | None = None,
) -> Readiness:
    """How an exam would go.

    Args:
        exam: the exam.
        answers: the evidence.
        memory: what the cards promise today.
        today: the study day.
        plan: the way to the exam, where it lies ahead.
        widths: how uncertain the parts are; None means as the exam is.
    """
    widths = widths or widths_of(exam)
    domains = tuple(_domains(exam, answers))
    cut = cut_of(exam)
    shares = shares_today(exam, answers, memory, today, widths)
    enough = len(answers) >= ENOUGH and not any(domain.missing for domain in domains)
    return Readiness(
        exam=exam.id,
        answers=Share(sum(answer.right for answer in answers), len(answers)),
        domains=domains,
        cut=cut.mean,
        cut_spread=cut.spread,
        memory=memory,
        today=_outlook(today, shares, cut, enough=enough),
        on_exam_day=_later(shares, memory, today, plan, cut, enough=enough) if plan else None,
    )


def _later(
    shares: Numbers, memory: Memory, today: date, plan: Plan, cut: Cut, *, enough: bool
) -> Outlook:
    then = shares_later(shares, memory, plan.memory, (plan.day - today).days)
    return _outlook(plan.day, then, cut, enough=enough)


def cut_of(exam: Exam) -> Cut:
    """The share that passes: AWS publishes none, and an exam of our own states it."""
    if exam.sources:
        return Cut(0.70, 0.025, exam.scored)
    return Cut(exam.pass_mark / 1000, 0.0, exam.scored)


def widths_of(exam: Exam) -> Widths:
    """How uncertain the parts are; an exam of our own asks the very questions practised."""
    return Widths() if exam.sources else Widths(shift=0.0)


def shares_today(
    exam: Exam, answers: Sequence[Answer], memory: Memory, today: date, widths: Widths
) -> Numbers:
    """Draws of the share of questions that would be right today."""
    places = {domain.id: place for place, domain in enumerate(exam.domains)}
    spread = sqrt(widths.level**2 + (UNMET * (1 - memory.met)) ** 2)
    posterior = fit(
        [max(0, (today - answer.day).days) for answer in answers],
        np.array([_parts(answer, places) for answer in answers]).reshape(-1, len(places)),
        [answer.right for answer in answers],
        (memory.expected, spread),
        widths,
    )
    return scores(posterior, [domain.weight / 100 for domain in exam.domains], widths.shift)


def _parts(answer: Answer, places: Mapping[str, int]) -> list[float]:
    row = [0.0] * len(places)
    for domain in answer.domains:
        row[places[domain]] = 1 / len(answer.domains)
    return row


def shares_later(shares: Numbers, now: Memory, then: Memory, days: int) -> Numbers:
    """Draws for a later day, from draws for today and what the cards promise then.

    Of what the cards leave open today the plan closes a part; of what the answers leave open it
    closes as much. Where the cards promise less than today, knowledge shrinks as they do.
    """
    top = 1 - SLIP
    arrives = ARRIVES[0] + (ARRIVES[1] - ARRIVES[0]) * evenly("arrives")
    if then.recalled >= now.recalled:
        closed = (then.recalled - now.recalled) / max(1e-9, 1 - now.recalled)
        later = shares + arrives * closed * np.maximum(0, top - shares)
    else:
        later = shares * (then.recalled / now.recalled)
    spread = WANDERING * sqrt(min(days, UNCERTAIN_DAYS) / 10)
    return logistic(logit(later) + spread * noise("wanders", 1)[:, 0])


def _outlook(day: date, shares: Numbers, cut: Cut, *, enough: bool) -> Outlook:
    low, high = quantiles(shares, 0.05, 0.95)
    chance = chance_of_passing(shares, cut) if enough else None
    return Outlook(day, float(shares.mean()), low, high, chance)


def _domains(exam: Exam, answers: Sequence[Answer]) -> list[DomainEvidence]:
    rows = []
    for domain in exam.domains:
        right = [answer.right for answer in answers if domain.id in answer.domains]
        needed = max(ENOUGH_OF_DOMAIN, ceil(ENOUGH * domain.weight / 100))
        share = Share(sum(right), len(right))
        rows.append(DomainEvidence(domain.id, domain.weight, share, max(0, needed - len(right))))
    return rows
