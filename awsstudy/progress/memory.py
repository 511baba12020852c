"""What the flashcards promise of an exam: from recalled facts to questions right. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.question import ChoiceQuestion, Question
from awsstudy.catalog.models.reference import Exam
from awsstudy.flashcards.items import CardItem

SLIP = 0.07
"""How often a question is missed though its fact is recalled."""
GUESS_OF_SEVERAL = 0.10
"""Chance of guessing a question that is answered in several parts."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the memory model says of an exam, by the weights of its domains."""

    expected: float
    """Share of the questions that would be right."""
    recalled: float
    """Mean chance of recall of the questions' main facts; 0 for those never met."""
    met: float
    """Share of the questions whose main fact was met."""


def recall_as_planned(
    facts: Sequence[str], alone: Mapping[str, float], *, retention: float, new: int
) -> dict[str, float]:
    """The chance of recalling each fact on exam day, where everything is reviewed when it is due.

    Args:
        facts: those that cards ask for, in the order they are introduced.
        alone: for each fact that was met the chance of recall on exam day if it is left alone.
        retention: the recall at which a fact comes back: what the plan keeps at the least.
        new: how many more facts are introduced until then.
    """
    unseen = [fact for fact in facts if fact not in alone]
    kept = [fact for fact in facts if fact in alone]
    known = dict(alone)
    for fact in (*kept, *unseen[:new]):
        known[fact] = max(known.get(fact, 0.0), retention)
    return known


def memory_of(
    catalog: Catalog, exam: Exam, cards: Iterable[CardItem], recall: Mapping[str, float]
) -> Memory:
    """What recalled facts promise of an exam's questions; those no card asks for are left out.

    Args:
        catalog: the questions.
        exam: the exam.
        cards: every card.
        recall: the chance of recall of each fact that was met.
    """
    asked = {item.fact_id for item in cards}
    by_domain: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for full_id, question in catalog.questions.items():
        fact = question.facts[0]
        if fact in asked:
            guess, known = guessing(question), recall.get(fact, 0.0)
            row = (guess + (1 - guess - SLIP) * known, known, float(fact in recall))
            for name in catalog.domains_of(full_id):
                by_domain[name].append(row)
    return _weighed(exam, by_domain)


def _weighed(exam: Exam, rows: Mapping[str, list[tuple[float, float, float]]]) -> Memory:
    total, sums = 0, [0.0, 0.0, 0.0]
    for domain in exam.domains:
        if found := rows.get(f"{exam.id}.{domain.id}"):
            total += domain.weight
            for place, column in enumerate(zip(*found, strict=True)):
                sums[place] += domain.weight * sum(column) / len(found)
    expected, recalled, met = (value / total if total else 0.0 for value in sums)
    return Memory(expected if total else 0.25, recalled, met)


def guessing(question: Question) -> float:
    """The chance of guessing a question right."""
    single = isinstance(question, ChoiceQuestion) and question.choose == 1
    return 1 / len(question.options) if single else GUESS_OF_SEVERAL  # type: ignore[union-attr]
