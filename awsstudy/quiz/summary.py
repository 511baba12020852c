"""What a finished quiz comes to, and what to do next. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from awsstudy.quiz.session import Session


@dataclass(frozen=True, slots=True)
class ConceptScore:
    """How a concept went."""

    concept_id: str
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished quiz in numbers."""

    right: int
    """Right answers, with or without hints."""
    asked: int
    points: Fraction
    """What the right answers count for, less what hints took."""
    hinted: int
    """Answers given after a hint."""
    sure_and_wrong: tuple[str, ...]
    """Items answered wrongly with "sure": the errors most worth mending."""
    lucky: int
    """Right answers that were guesses."""
    concepts: tuple[ConceptScore, ...]
    """The weakest first."""
    misconceptions: tuple[tuple[str, int], ...]
    """Up to three misconceptions behind wrong choices, the most frequent first."""


def summarise(session: Session) -> Summary:
    """The summary of the answers given so far."""
    answers = session.answers
    asked = Counter(given.item.concept_id for given in answers)
    right = Counter(given.item.concept_id for given in answers if given.correct)
    concepts = [ConceptScore(concept, right[concept], number) for concept, number in asked.items()]
    wrong = [given for given in answers if not given.correct]
    beliefs = Counter(name for given in wrong for name in given.item.misconceptions(given.chosen))
    return Summary(
        right=sum(given.correct for given in answers),
        asked=len(answers),
        points=sum((given.points for given in answers), Fraction(0)),
        hinted=sum(given.hints > 0 for given in answers),
        sure_and_wrong=tuple(given.item.id for given in wrong if given.confidence == "sure"),
        lucky=sum(given.correct and given.confidence == "guess" for given in answers),
        concepts=tuple(sorted(concepts, key=lambda score: score.right / score.asked)),
        misconceptions=tuple(beliefs.most_common(3)),
    )
