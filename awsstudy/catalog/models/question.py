"""Questions of the bank: a stem, options that each say why, and the facts they test."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from awsstudy.catalog.models.base import ContentModel, DottedId, Slug, Text

Difficulty = Literal["recall", "understand", "apply"]


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


class Question(ContentModel):
    """A single (``choose: 1``) or multiple response question."""

    id: Slug
    facts: tuple[DottedId, ...] = Field(min_length=1)
    """The facts it tests, the main one first."""
    difficulty: Difficulty
    exams: tuple[str, ...] = ()
    """Exam domains, such as ``saa-c03.4``."""
    stem: Text
    options: tuple[Option, ...] = Field(min_length=3, max_length=6)
    choose: int = Field(1, ge=1, le=3)
    """How many options are keys; the app says "choose 2" by itself."""
    formerly: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _keys_as_declared(self) -> Question:
        keys = sum(option.correct for option in self.options)
        if keys != self.choose:
            raise ValueError(f"{keys} options are correct, but choose is {self.choose}")
        if self.choose > 1 and len(self.options) < self.choose + 3:
            raise ValueError(f"choose {self.choose} needs at least {self.choose + 3} options")
        return self
