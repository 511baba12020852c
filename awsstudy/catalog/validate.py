"""From plain data to content models; every problem becomes an error with file, line and field."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from awsstudy.catalog.source import Document, FieldPath
from awsstudy.core.errors import ContentError

ModelT = TypeVar("ModelT", bound=BaseModel)


def validate(model: type[ModelT], document: Document) -> tuple[ModelT | None, list[ContentError]]:
    """The model a document makes, or what is wrong with it."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, [
            document.error(_path(document, problem["loc"]), _reason(problem["msg"]))
            for problem in error.errors(include_url=False, include_input=False)
        ]


def _path(document: Document, loc: tuple[int | str, ...]) -> FieldPath:
    """The part of pydantic's location that exists in the file.

    It also names union branches (``cards.0.cloze.text``) and missing fields, which have no line.
    """
    path: FieldPath = ()
    for part in loc:
        if (*path, part) in document.lines:
            path = (*path, part)
    return path if path and path[-1] == loc[-1] else (*path, loc[-1]) if loc else path


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")
