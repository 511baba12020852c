"""Runs every check of this package over the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

import awsstudy.catalog.check as package
from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.files import Roots
from awsstudy.catalog.loader import read_all
from awsstudy.core.errors import ContentError

NOTES_FILE = "notes.ko.md"
_NOT_CHECKS = {"bundle", "run", "measure"}

Check = Callable[[Bundle], Findings]


def checks() -> Iterator[tuple[str, Check]]:
    """Every check: a module of this package with a function ``check``."""
    for module in iter_modules(package.__path__):
        if module.name not in _NOT_CHECKS:
            yield module.name, import_module(f"{package.__name__}.{module.name}").check


def check_content(roots: Roots) -> list[ContentError]:
    """Everything that is wrong with the content; an empty list means it is clean."""
    reading = read_all(roots)
    catalog = Catalog(tuple(entry.model for entry in reading.entries))
    bundle = Bundle(catalog, tuple(reading.entries), note_lines(roots))
    findings = list(reading.errors)
    for _, check in checks():
        findings.extend(check(bundle))
    return sorted(findings, key=lambda error: (error.file, error.line))


def note_lines(roots: Roots) -> tuple[str, ...]:
    """The lines of the notes the content teaches."""
    file = roots.content / NOTES_FILE
    return tuple(file.read_text("utf-8").splitlines()) if file.exists() else ()
