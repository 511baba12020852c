"""Two languages: text that is written in both, and the words of the interface."""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["en", "ko"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Localized:
    """A text in every language of the app."""

    en: str
    ko: str

    def __getitem__(self, language: Language) -> str:
        return self.ko if language == "ko" else self.en

    def items(self) -> Iterator[tuple[Language, str]]:
        """Each language with its text."""
        return ((language, self[language]) for language in LANGUAGES)

    @classmethod
    def same(cls, text: str) -> Localized:
        """A text that is the same in every language, such as a service's name."""
        return cls(text, text)


def other(language: Language) -> Language:
    """The language ``t`` switches to."""
    return "en" if language == "ko" else "ko"


def locale_language(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of the learner's locale: Korean where it says so, else English."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return "ko" if name.lower().startswith("ko") else "en"


@cache
def words(language: Language) -> dict[str, str]:
    """The interface's words in one language, by message id (``area.thing``)."""
    text = files("awsstudy.core").joinpath("locale", f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Messages:
    """The interface's words in the language now chosen."""

    language: Language

    def __call__(self, message_id: str, **values: object) -> str:
        """The words of a message.

        Raises:
            KeyError: there is no such message.
        """
        text = words(self.language)[message_id]
        return text.format(**values) if values else text

    def get(self, message_id: str, default: str) -> str:
        """The words of a message, or other words where there is none."""
        return words(self.language).get(message_id, default)

    def of(self, text: Localized) -> str:
        """A written text in the chosen language."""
        return text[self.language]
