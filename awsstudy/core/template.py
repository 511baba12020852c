"""Fills text templates with values: ``{answer:.2f} USD``. Names only; no attributes, no indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from string import Formatter
from typing import Any

from awsstudy.core.i18n import Language, Localized

NO_TERMS: Mapping[str, Localized] = {}


class _Filler(Formatter):
    def __init__(self, language: Language, terms: Mapping[str, Localized]) -> None:
        self._language = language
        self._terms = terms

    def get_field(
        self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> tuple[Any, str]:
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Localized):
            return value[self._language]
        if isinstance(value, str):
            return self._terms[value][self._language] if value in self._terms else value
        if isinstance(value, tuple | list):
            return ", ".join(self.format_field(item, format_spec) for item in value)
        if value is None or isinstance(value, bool):
            return self.format_field(str(value).lower(), "")
        if isinstance(value, Fraction) and format_spec:
            value = float(value)
        return format(value, format_spec)


def fill(
    template: Localized,
    values: Mapping[str, object],
    language: Language,
    terms: Mapping[str, Localized] = NO_TERMS,
) -> str:
    """A template in one language with its values.

    Args:
        template: text with ``{name}`` or ``{name:format}`` fields.
        values: numbers, bilingual texts, or ids that ``terms`` names.
        language: the language to write in.
        terms: the words for ids; ``true``, ``false`` and ``none`` are ids too.

    Raises:
        KeyError: the template names a value that is not given.
    """
    return _Filler(language, terms).vformat(template[language], (), values)


def fields(text: str) -> frozenset[str]:
    """The names a template uses."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
