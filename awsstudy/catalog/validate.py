"""From plain data to content models; every problem becomes an error with file, line and field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from awsstudy.catalog.source import Document, FieldPath
from awsstudy.core.errors import ContentError

ModelT = TypeVar("ModelT", bound=BaseModel)


def validate(model: type[ModelT], document: Document) -> tuple[ModelT | None, list[ContentError]]:
    """The model a document makes, or what is wrong with it."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        return None, [
            document.error(_path(document, problem), _reason(problem["msg"]))
            for problem in problems
            if not _follows(problem, problems)
        ]


def _follows(problem: ErrorDetails, problems: Sequence[ErrorDetails]) -> bool:
    """Whether a list is only said to be too short because of what is wrong inside it."""
    loc = problem["loc"]
    return problem["type"] == "too_short" and any(
        other["loc"][: len(loc)] == loc and other is not problem for other in problems
    )


def _path(document: Document, problem: ErrorDetails) -> FieldPath:
    """The part of pydantic's location that stands in the file, or should.

    It also names union branches (``cards.0.cloze.text``), which are no fields.
    """
    path: FieldPath = ()
    for part in problem["loc"]:
        if (*path, part) in document.lines:
            path = (*path, part)
    return (*path, problem["loc"][-1]) if problem["type"] == "missing" else path


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")
