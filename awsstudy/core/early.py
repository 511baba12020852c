"""The settings the first frame needs, read without the library that validates all of them.

The first painted frame must not wait for pydantic; ``Settings`` checks the file a moment later.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from awsstudy.core.i18n import LANGUAGES, Language, locale_language

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class EarlySettings:
    """What the first frame looks like and says; the defaults are those of ``Settings``."""

    language: Language
    theme: str = "dark"
    motion: bool = True
    new_per_day: int = 15
    minutes_per_day: int = 20
    exam_date: date | None = None
    zone: ZoneInfo | None = None


def read_early(settings_file: Path) -> EarlySettings:
    """What the settings file says of these; anything absent or odd is left to its default."""
    try:
        raw = tomllib.loads(settings_file.read_text("utf-8"))
    except (OSError, ValueError):
        raw = {}
    said = raw.get("language")
    language = next((name for name in LANGUAGES if name == said), locale_language())
    return EarlySettings(
        language,
        _if_a(str, raw.get("theme"), "dark"),
        _if_a(bool, raw.get("motion"), default=True),
        _if_a(int, raw.get("new_per_day"), 15),
        _if_a(int, raw.get("minutes_per_day"), 20),
        _if_a(date, raw.get("exam_date"), None),
        _zone(raw.get("time_zone")),
    )


def _if_a(kind: type[ValueT], value: Any, default: ValueT | None) -> Any:
    # Exactly: a bool would pass for an int, and a time for a date.
    return value if type(value) is kind else default


def _zone(name: object) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
