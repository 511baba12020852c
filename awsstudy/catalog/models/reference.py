"""The smaller content files: groups, services, misconceptions and exams."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, RootModel, model_validator

from awsstudy.catalog.models.base import (
    ContentModel,
    Dated,
    DottedId,
    Lines,
    Row,
    Slug,
    Source,
    Text,
)
from awsstudy.catalog.models.question import QuestionKind

ServiceStatus = Literal["available", "renamed", "closed", "retired", "feature-retired"]


class Group(Row):
    """A chapter of the library."""

    title: Text


class Groups(RootModel[tuple[Group, ...]]):
    """``content/groups.yaml``: the chapters in reading order."""


class Service(ContentModel):
    """A line of the service catalogue."""

    id: Slug
    name: Text
    category: Slug
    line: Text
    """What it does, in one line."""
    status: ServiceStatus = "available"
    status_text: Text | None = None
    """What changed and when, where something did."""
    since: date | None = None
    """The day the status began, where it is known."""
    notes: tuple[Lines, ...] = ()
    concept: Slug | None = None
    """The concept that teaches it."""
    source: Source


class ServiceCategory(ContentModel):
    """A heading of the service catalogue, as AWS files its services today."""

    id: Slug
    title: Text


class Services(Dated):
    """``content/services.yaml``: every service of the notes in one line, with its status today."""

    categories: tuple[ServiceCategory, ...]
    services: tuple[Service, ...]


class Misconception(Row):
    """Something learners believe wrongly."""

    believed: Text
    """The belief, as the learner would say it."""
    truth: Text
    """What is true instead."""
    tempting: Text
    """Why it is easy to believe."""
    facts: tuple[DottedId, ...] = Field(min_length=1)
    """The facts that refute it."""
    confusable: tuple[Slug, ...] = ()
    """The concepts that are mistaken for each other."""
    scenario: str = ""
    """``<model>.<scenario>``: the simulator run that refutes it."""


class Misconceptions(RootModel[tuple[Misconception, ...]]):
    """``content/misconceptions.yaml``: what learners believe wrongly."""


class ExamDomain(ContentModel):
    """A domain of an exam guide with its weight in per cent of the scored content."""

    id: Slug
    title: Text
    weight: int = Field(ge=1, le=100)
    lines: Lines | None = None
    """The lines of the notes it covers, for a chapter of the notes; a domain of AWS's exams has
    none, and questions name it."""


class Exam(Dated):
    """``content/exams/<code>.yaml``: an exam's guide in numbers."""

    id: Slug
    title: Text
    questions: int = Field(ge=1)
    scored: int = Field(ge=1)
    minutes: int = Field(ge=1)
    pass_mark: int
    """On the guide's own scale of 100 to 1000; of our own exam, per mille of the points."""
    kinds: tuple[QuestionKind, ...] = Field(("choice",), min_length=1)
    """The kinds of questions it asks."""
    domains: tuple[ExamDomain, ...]
    guide: Text | None = None
    """The version of AWS's guide that the numbers are from; none for an exam of our own."""
    sources: tuple[Source, ...] = ()
    """AWS's guide; none for an exam of our own."""

    @model_validator(mode="after")
    def _whole(self) -> Exam:
        if (total := sum(domain.weight for domain in self.domains)) != 100:
            raise ValueError(f"the weights of the domains come to {total}, not to 100")
        if not self.sources and any(domain.lines is None for domain in self.domains):
            raise ValueError("an exam of AWS names its guide under sources")
        if self.sources and self.guide is None:
            raise ValueError("an exam of AWS says which version of the guide it follows")
        return self
