"""Reads all content: every file into a document and a model, every problem into an error."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import BaseModel

from awsstudy.catalog.files import ContentFile, Roots, content_files
from awsstudy.catalog.source import Document, read_document
from awsstudy.catalog.validate import validate
from awsstudy.core.errors import ContentError


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that was read."""

    file: ContentFile
    document: Document
    model: BaseModel


@dataclass(slots=True)
class Reading:
    """What a reading of all files gave."""

    entries: list[Entry] = field(default_factory=list)
    errors: list[ContentError] = field(default_factory=list)


def read_all(roots: Roots) -> Reading:
    """Read and validate every file; go on after errors, so that all of them are told at once."""
    reading = Reading()
    for file in content_files(roots):
        try:
            document = read_document(file.path, file.name)
        except ContentError as error:
            reading.errors.append(error)
            continue
        model, errors = validate(file.kind.model, document)
        reading.errors.extend(errors)
        if model is not None:
            reading.entries.append(Entry(file, document, model))
    return reading
