"""The few settings the first frame needs, read without the library that validates all of them.

The first painted frame must not wait for pydantic; ``Settings`` checks the file a moment later.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from awsstudy.core.i18n import LANGUAGES, Language, locale_language


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the first frame looks."""

    language: Language
    theme: str = "dark"
    glyphs: str = "unicode"
    motion: bool = True


def read_appearance(settings_file: Path) -> Appearance:
    """What the settings file says of these; anything absent or odd is left to its default."""
    try:
        raw = tomllib.loads(settings_file.read_text("utf-8"))
    except (OSError, ValueError):
        raw = {}
    said = raw.get("language")
    language = next((name for name in LANGUAGES if name == said), locale_language())
    theme, glyphs, motion = raw.get("theme"), raw.get("glyphs"), raw.get("motion")
    return Appearance(
        language,
        theme if isinstance(theme, str) else "dark",
        glyphs if isinstance(glyphs, str) else "unicode",
        motion if isinstance(motion, bool) else True,
    )
