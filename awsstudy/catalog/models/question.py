"""Questions of the bank: what is asked, what can be answered, and the facts they test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from awsstudy.catalog.models.base import ContentModel, DottedId, Slug, Text
from awsstudy.core.i18n import Localized

MOST_ANSWERS = 6
"""Answers are chosen with the digits 1 to 6."""

Difficulty = Literal["recall", "understand", "apply"]
QuestionKind = Literal["choice", "ordering", "matching"]


class _Question(ContentModel):
    id: Slug
    facts: tuple[DottedId, ...] = Field(min_length=1)
    """The facts it tests, the main one first."""
    difficulty: Difficulty
    exams: tuple[str, ...] = ()
    """Domains of AWS's exams, such as ``saa-c03.4``; the chapter of the notes follows from the
    lines of the facts."""
    currency: bool = False
    """Whether it asks what holds today of something the notes say."""
    stem: Text
    formerly: tuple[Slug, ...] = ()


class Option(ContentModel):
    """One option; a distractor names the misconception that makes it tempting."""

    text: Text
    why: Text
    """Why it is right or wrong, in words that stand without the option's letter."""
    correct: bool = False
    misconception: Slug | None = None

    @model_validator(mode="after")
    def _distractors_are_tagged(self) -> Option:
        if self.correct and self.misconception:
            raise ValueError("a correct option has no misconception")
        if not self.correct and not self.misconception:
            raise ValueError("a wrong option names its misconception")
        return self


class ChoiceQuestion(_Question):
    """A single (``choose: 1``) or multiple response question."""

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...] = Field(min_length=3, max_length=MOST_ANSWERS)
    choose: int = Field(1, ge=1, le=3)
    """How many options are keys; the app says "choose 2" by itself."""

    @model_validator(mode="after")
    def _keys_as_declared(self) -> ChoiceQuestion:
        keys = sum(option.correct for option in self.options)
        if keys != self.choose:
            raise ValueError(f"{keys} options are correct, but choose is {self.choose}")
        if self.choose > 1 and len(self.options) < self.choose + 3:
            raise ValueError(f"choose {self.choose} needs at least {self.choose + 3} options")
        return self


class Step(ContentModel):
    """One step of an ordering question, written at its right place."""

    text: Text
    why: Text
    """Why it stands here: after what, before what."""
    misconception: Slug | None = None
    """What is believed by who puts it elsewhere, if not the question's own misconception."""


class OrderingQuestion(_Question):
    """Steps to be put in order; the file gives them in the right one, the app shuffles them."""

    kind: Literal["ordering"]
    steps: tuple[Step, ...] = Field(min_length=3, max_length=5)
    misconception: Slug
    """What is believed by who gets the order wrong."""


class Pair(ContentModel):
    """One prompt of a matching question with the answer that belongs to it."""

    prompt: Text
    match: Text
    why: Text
    """Why they belong together."""
    misconception: Slug | None = None
    """What is believed by who matches it with another, if not the question's own misconception."""


class Decoy(ContentModel):
    """An answer of a matching question that belongs to no prompt."""

    match: Text
    why: Text
    """Why it belongs to none of the prompts."""


class MatchingQuestion(_Question):
    """Prompts to be matched with answers, each answer used at most once; the app shuffles them."""

    kind: Literal["matching"]
    pairs: tuple[Pair, ...] = Field(min_length=3, max_length=5)
    decoys: tuple[Decoy, ...] = Field(default=(), max_length=2)
    misconception: Slug
    """What is believed by who matches wrongly."""

    @model_validator(mode="after")
    def _a_digit_each(self) -> MatchingQuestion:
        if len(self.pairs) + len(self.decoys) > MOST_ANSWERS:
            raise ValueError(f"more than {MOST_ANSWERS} answers; each needs a digit of its own")
        return self


def _kind(value: Any) -> str:
    """The kind of a question; one that does not say is a choice."""
    if isinstance(value, dict):
        return str(value.get("kind", "choice"))
    return str(getattr(value, "kind", "choice"))


Question = Annotated[
    Annotated[ChoiceQuestion, Tag("choice")]
    | Annotated[OrderingQuestion, Tag("ordering")]
    | Annotated[MatchingQuestion, Tag("matching")],
    Discriminator(_kind),
]


def slots(question: OrderingQuestion | MatchingQuestion) -> int:
    """Into how many places answers are put."""
    return len(question.steps if isinstance(question, OrderingQuestion) else question.pairs)


@dataclass(frozen=True, slots=True)
class Answer:
    """What all answers have in common, whatever the kind of question."""

    path: tuple[str | int, ...]
    """Where it stands in the question."""
    text: Localized
    why: Localized
    misconception: str
    """What it shows if it is given wrongly; empty where the question's own holds."""


def answers_of(question: Question) -> tuple[Answer, ...]:
    """Every answer a learner chooses from, in the order of the file."""
    if isinstance(question, ChoiceQuestion):
        return _answers("options", question.options)
    if isinstance(question, OrderingQuestion):
        return _answers("steps", question.steps)
    decoys = (
        Answer(("decoys", place), decoy.match, decoy.why, "")
        for place, decoy in enumerate(question.decoys)
    )
    return (*_answers("pairs", question.pairs), *decoys)


def _answers(name: str, parts: Sequence[Option | Step | Pair]) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            (name, place),
            part.match if isinstance(part, Pair) else part.text,
            part.why,
            part.misconception or "",
        )
        for place, part in enumerate(parts)
    )
