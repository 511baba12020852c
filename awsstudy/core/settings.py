"""The learner's settings: one frozen model, kept as TOML in the learner's folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from tomlkit import TOMLDocument
from tomlkit.exceptions import ParseError

from awsstudy.core.errors import SettingsError
from awsstudy.core.i18n import Language, locale_language

FILE_NAME = "settings.toml"

Theme = Literal["dark", "light", "contrast", "mono"]
Glyphs = Literal["unicode", "ascii"]


class Settings(BaseModel):
    """Everything a learner can choose; each field's description is shown in Preferences."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Language = Field(default_factory=locale_language)
    theme: Theme = "dark"
    glyphs: Glyphs = "unicode"
    """``ascii`` keeps to signs that every terminal draws one cell wide."""
    motion: bool = True
    """Whether simulators animate when they play."""
    retention: float = Field(0.9, ge=0.7, le=0.97)
    """The recall FSRS aims at when a card comes back."""
    personal_memory: bool = True
    """Whether the memory model is fitted to the learner's own reviews, where there are enough."""
    new_per_day: int = Field(15, ge=0, le=500)
    """New cards introduced in a study day, at most."""
    minutes_per_day: int = Field(20, ge=5, le=600)
    exam: str = ""
    """The code of the exam studied for; empty for none."""
    exam_date: date | None = None
    four_buttons: bool = False
    """Again, Hard, Good and Easy instead of fail and pass."""
    ask_confidence: bool = True
    """Whether a quiz asks guess, think or sure before it shows the key."""
    time_zone: str = ""
    """IANA name; empty means the machine's."""

    @field_validator("exam", "time_zone", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return "" if value is None else value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415

        try:
            if name:
                ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("not a time zone such as Asia/Seoul") from error
        return name


def load_settings(folder: Path) -> Settings:
    """The settings of a learner's folder; the defaults where there are none yet.

    Raises:
        SettingsError: the file cannot be read, is not TOML, or a value is not allowed; names the
            field.
    """
    file = folder / FILE_NAME
    try:
        return Settings.model_validate(_document(file).unwrap())
    except ValidationError as error:
        raise SettingsError(f"{file}: {_first_problem(error)}") from error


def _document(file: Path) -> TOMLDocument:
    try:
        return tomlkit.parse(file.read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}") from error
    except (ParseError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: {error}", hint="Mend or delete the file.") from error


def save_settings(settings: Settings, folder: Path) -> None:
    """Write the settings, keeping the learner's own comments and order in the file.

    Raises:
        SettingsError: the file there is broken, or it cannot be written.
    """
    file = folder / FILE_NAME
    document = _document(file)
    values = settings.model_dump(mode="python")
    for name, value in values.items():
        if value is None:
            document.pop(name, None)
        elif document.get(name) != value:
            document[name] = value
    temporary = file.with_suffix(".tmp")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_text(tomlkit.dumps(document), "utf-8")
        temporary.replace(file)
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}") from error


def changed(settings: Settings, name: str, value: Any) -> Settings:
    """The settings with one of them changed; text is understood as in the file.

    Raises:
        SettingsError: there is no such setting, or the value is not allowed.
    """
    if name not in Settings.model_fields:
        known = ", ".join(Settings.model_fields)
        raise SettingsError(f"There is no setting '{name}'.", hint=f"Settings: {known}")
    try:
        return Settings.model_validate(settings.model_dump() | {name: value})
    except ValidationError as error:
        raise SettingsError(_first_problem(error)) from error


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return f"{field}: {first['msg']}"
