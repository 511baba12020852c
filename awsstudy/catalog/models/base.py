"""What all content models share: strictness, ids, bilingual text, sources."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    TypeAdapter,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from awsstudy.core.i18n import Localized


class ContentModel(BaseModel):
    """A frozen part of a content file; an unknown field is an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _both_languages(value: Any) -> Any:
    """Let a plain string stand for a text that is the same in both languages."""
    return {"en": value, "ko": value} if isinstance(value, str) else value


class _TextSchema:
    """Shows a bilingual text in the JSON Schema as either a string or a table of languages."""

    @staticmethod
    def __get_pydantic_json_schema__(
        schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        text = {"type": "string", "minLength": 1}
        both = {
            "type": "object",
            "properties": {"en": text, "ko": text},
            "required": ["en", "ko"],
            "additionalProperties": False,
        }
        return {"anyOf": [text, both]}


class _Both(ContentModel):
    en: str = Field(min_length=1)
    ko: str = Field(min_length=1)


_BOTH = TypeAdapter(_Both)


def _localized(value: Any) -> Localized:
    if isinstance(value, Localized):
        return value
    both = _BOTH.validate_python(_both_languages(value))
    return Localized(both.en, both.ko)


Text = Annotated[Localized, BeforeValidator(_localized), _TextSchema]
"""``{en: ..., ko: ...}``, or one string where both are the same."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""Lower case words with hyphens, such as ``standard-ia``."""

SnakeId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=64)]
"""A simulator's id: the name of its Python module."""

DottedId = Annotated[str, Field(pattern=r"^[a-z0-9-]+\.[a-z0-9-]+$", max_length=129)]
"""``<concept>.<slug>``: the full id of a fact, card or question."""

AsOf = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""


def _in_order(value: str) -> str:
    first, _, last = value.partition("-")
    if last and int(last) < int(first):
        raise ValueError(f"the last line stands before the first: {value}")
    return value


Lines = Annotated[str, Field(pattern=r"^[0-9]{1,5}(-[0-9]{1,5})?$"), AfterValidator(_in_order)]
"""A line of the notes, or a first and a last one: ``"138-139"``."""


class Row(ContentModel):
    """An entry of a file that is one list."""

    id: Slug


class Source(ContentModel):
    """Where a fact is documented."""

    title: str = Field(min_length=3)
    url: str = Field(pattern=r"^https://")
    as_of: AsOf
    """The date of the text that was read."""
    note: str = ""
    """How it was read, where that matters (an archived copy, a third party)."""


class Dated(ContentModel):
    """Anything that says when it was last checked against its sources."""

    checked: date


def line_numbers(ranges: tuple[str, ...]) -> tuple[int, ...]:
    """The single line numbers of ranges such as ``("19", "47-51")``, in order."""
    numbers: set[int] = set()
    for item in ranges:
        first, _, last = item.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(numbers))
