"""How an exam is made up: how many questions of each domain, how long, of which kinds. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from awsstudy.catalog.models.reference import Exam
from awsstudy.quiz.item import Item

ESL_MINUTES = 30
"""What AWS adds for those whose first language is another than the exam's."""
SINGLE_OPTIONS = 4
"""AWS: a multiple choice question has one key and three distractors."""


@dataclass(frozen=True, slots=True)
class ExamWish:
    """The exam a learner wants to sit."""

    exam: str
    """The blueprint's code."""
    questions: int = 0
    """How many; 0 means as many as the real exam has."""
    esl: bool = False
    """With the minutes AWS adds for English as a second language."""
    unscored: bool = False
    """Whether some questions do not count, as on the real exam."""


def quotas(weights: Mapping[str, int], total: int) -> dict[str, int]:
    """A number split by weights into whole parts, by largest remainder; the earlier wins a tie."""
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    parts = {name: total * weight // whole for name, weight in weights.items()}
    by_rest = sorted(weights, key=lambda name: -(total * weights[name] % whole))
    for name in by_rest[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def wanted(exam: Exam, questions: int) -> dict[str, int]:
    """How many questions of each domain an exam of so many has."""
    return quotas({domain.id: domain.weight for domain in exam.domains}, questions)


def unscored_of(exam: Exam, questions: int) -> int:
    """How many of so many questions do not count."""
    return round(questions * (exam.questions - exam.scored) / exam.questions)


def minutes_of(exam: Exam, questions: int, *, esl: bool) -> int:
    """The minutes for so many questions: in proportion to the real exam's."""
    minutes = exam.minutes + (ESL_MINUTES if esl else 0)
    return max(1, round(minutes * questions / exam.questions))


def fits(exam: Exam, item: Item) -> bool:
    """Whether an exam asks questions of this form."""
    if item.kind not in exam.kinds:
        return False
    single = item.kind == "choice" and item.choose == 1
    return not single or len(item.choices) == SINGLE_OPTIONS
