"""Where content files lie, and a stamp that changes when any of them does. Imports no models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

PATTERNS = {
    "groups": ("content", "groups.yaml"),
    "concept": ("content", "concepts/*/*.yaml"),
    "services": ("content", "services.yaml"),
    "misconceptions": ("content", "misconceptions*.yaml"),
    "glossary": ("content", "glossary*.yaml"),
    "pairs": ("content", "pairs*.yaml"),
    "exam": ("content", "exams/*.yaml"),
    "sim": ("content", "sims/*.yaml"),
    "rules": ("data", "rules/*.yaml"),
}
"""For each kind of file: the folder it lies in and its pattern there."""

Stamp = list[list[object]]
"""Name, size and time of change of every file."""


@dataclass(frozen=True, slots=True)
class Roots:
    """The two folders content is read from."""

    content: Path
    data: Path

    def folder(self, root: str) -> Path:
        """The folder named ``content`` or ``data``."""
        return self.content if root == "content" else self.data

    @property
    def key(self) -> str:
        """A short name for this pair of folders, for what is compiled from them."""
        places = f"{self.content.resolve()}|{self.data.resolve()}"
        return blake2b(places.encode(), digest_size=8).hexdigest()


def places(roots: Roots) -> Iterator[tuple[str, Path, str]]:
    """Every file: its kind, where it is, and the name errors show."""
    for kind, (root, pattern) in PATTERNS.items():
        folder = roots.folder(root)
        for path in sorted(folder.glob(pattern)):
            yield kind, path, f"{root}/{path.relative_to(folder).as_posix()}"


def stamp(roots: Roots) -> Stamp:
    """What tells whether anything changed, without reading a file."""
    rows: Stamp = []
    for _, path, name in places(roots):
        status = path.stat()
        rows.append([name, status.st_size, status.st_mtime_ns])
    return rows
