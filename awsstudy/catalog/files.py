"""Which model each kind of content file is read into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from awsstudy.catalog.models.concept import Concept
from awsstudy.catalog.models.reference import Exam, Groups, Misconceptions, Services
from awsstudy.catalog.models.rules import RuleRows
from awsstudy.catalog.models.sim import SimPage
from awsstudy.catalog.models.vocabulary import ConfusablePairs, Glossary
from awsstudy.catalog.places import Roots, places

__all__ = ["KINDS", "ContentFile", "Kind", "Roots", "content_files"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file and what it holds."""

    name: str
    model: type[BaseModel]


KINDS = {
    kind.name: kind
    for kind in (
        Kind("groups", Groups),
        Kind("concept", Concept),
        Kind("services", Services),
        Kind("misconceptions", Misconceptions),
        Kind("glossary", Glossary),
        Kind("pairs", ConfusablePairs),
        Kind("exam", Exam),
        Kind("sim", SimPage),
        Kind("rules", RuleRows),
    )
}


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file to read."""

    kind: Kind
    path: Path
    name: str
    """The path as errors show it: ``content/concepts/storage/s3-standard.yaml``."""


def content_files(roots: Roots) -> Iterator[ContentFile]:
    """Every content and data file, in a fixed order."""
    for kind, path, name in places(roots):
        yield ContentFile(KINDS[kind], path, name)
