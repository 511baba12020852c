"""Which content files there are, and which model each kind of file is read into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from awsstudy.catalog.models.concept import Concept
from awsstudy.catalog.models.reference import Exam, Groups, Misconceptions, Services
from awsstudy.catalog.models.rules import RuleRows
from awsstudy.catalog.models.sim import SimPage


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: where such files lie and what they hold."""

    name: str
    root: str
    """``content`` or ``data``."""
    pattern: str
    model: type[BaseModel]


KINDS = (
    Kind("groups", "content", "groups.yaml", Groups),
    Kind("concept", "content", "concepts/*/*.yaml", Concept),
    Kind("services", "content", "services.yaml", Services),
    Kind("misconceptions", "content", "misconceptions*.yaml", Misconceptions),
    Kind("exam", "content", "exams/*.yaml", Exam),
    Kind("sim", "content", "sims/*.yaml", SimPage),
    Kind("rules", "data", "rules/*.yaml", RuleRows),
)


@dataclass(frozen=True, slots=True)
class Roots:
    """The two folders content is read from."""

    content: Path
    data: Path

    def folder(self, kind: Kind) -> Path:
        """The folder a kind of file lies in."""
        return self.content if kind.root == "content" else self.data


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file to read."""

    kind: Kind
    path: Path
    name: str
    """The path as errors show it: ``content/concepts/storage/s3-standard.yaml``."""


def content_files(roots: Roots) -> Iterator[ContentFile]:
    """Every content and data file, in a fixed order."""
    for kind in KINDS:
        folder = roots.folder(kind)
        for path in sorted(folder.glob(kind.pattern)):
            yield ContentFile(kind, path, f"{kind.root}/{path.relative_to(folder).as_posix()}")
