"""A simulator's words: ``content/sims/<model>.yaml`` holds every word the generic screen shows."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from awsstudy.catalog.models.base import ContentModel, Dated, DottedId, Slug, SnakeId, Source, Text
from awsstudy.catalog.models.question import Difficulty
from awsstudy.core.i18n import Localized
from awsstudy.core.predicate import Predicate


class ParameterWords(ContentModel):
    """What a parameter is called; nested fields by dotted path without indices."""

    label: Text
    help: Text | None = None
    choices: dict[str, Text] = Field(default_factory=dict)
    """Names of an enumeration's values."""


class MetricWords(ContentModel):
    """What a metric is called."""

    label: Text
    help: Text | None = None


class Choice(ContentModel):
    """An answer to a scenario's prediction; which one is right is found by running the model."""

    id: Slug
    text: Text
    when: Predicate
    """Right when this is true of the finished run."""
    why: Text
    """Said after the run, to those who chose it."""
    misconception: Slug | None = None


class Prediction(ContentModel):
    """What the learner must commit to before the run is unlocked."""

    question: Text
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=5)


class Goal(ContentModel):
    """What the learner should bring about by changing parameters or acting."""

    text: Text
    when: tuple[Predicate, ...] = Field(min_length=1)
    """All of these hold of the run."""
    most_changes: int | None = Field(None, ge=1, le=9)
    """For a repair: how many edits and changed parameters may take part."""


class Scenario(ContentModel):
    """A named situation with a prediction."""

    id: Slug
    title: Text
    story: Text
    params: dict[str, Any] = Field(default_factory=dict)
    """Differences from the model's default parameters."""
    seed: int = 1
    until: float | None = None
    """Simulated time at which the run ends; None means when nothing more happens."""
    actions: tuple[tuple[float, str], ...] = ()
    predict: Prediction
    explain: Text
    """What the run showed and why, in a few sentences."""
    goal: Goal | None = None
    facts: tuple[DottedId, ...] = Field(min_length=1)
    """The facts the prediction is evidence for, the main one first."""


class WrongModelWords(ContentModel):
    """How a wrong model's answer is explained."""

    misconception: Slug
    why: Text
    """Why this answer is wrong; a template over the problem's values, ``{answer}``, ``{key}``."""


class ProblemWords(ContentModel):
    """The words of a problem; templates over the values that the problem builder returns."""

    id: Slug
    title: Text
    stem: Text
    option: Text = Localized.same("{answer}")
    """How an answer is written, such as ``{answer:.2f} USD``."""
    answers: dict[str, Text] = Field(default_factory=dict)
    """Names of answers that are ids."""
    why: Text
    """Why the key is right; a template over the problem's values and ``{answer}``."""
    wrong: dict[Slug, WrongModelWords]
    facts: tuple[DottedId, ...] = Field(min_length=1)
    difficulty: Difficulty = "apply"
    exams: tuple[str, ...] = ()


class SimPage(Dated):
    """Everything written about one simulator."""

    id: SnakeId
    title: Text
    service: str
    group: Slug
    summary: Text
    """What it shows and what to try, in two or three sentences."""
    limits: Text
    """What the model leaves out, as a list in Markdown."""
    params: dict[str, ParameterWords]
    metrics: dict[str, MetricWords]
    events: dict[str, Text]
    """A template for each event class over the event's fields."""
    actions: dict[str, Text] = Field(default_factory=dict)
    edits: dict[str, Text] = Field(default_factory=dict)
    """A template for each edit that can repair a situation."""
    terms: dict[str, Text] = Field(default_factory=dict)
    """Names of the values that panels and events carry as ids."""
    scenarios: tuple[Scenario, ...] = Field(min_length=1)
    problems: tuple[ProblemWords, ...] = Field(min_length=1)
    concepts: tuple[Slug, ...] = Field(min_length=1)
    sources: tuple[Source, ...] = Field(min_length=1)
