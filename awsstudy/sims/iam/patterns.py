"""Patterns of policies: the wildcards ``*`` and ``?``, and policy variables."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_DEFAULT = re.compile(r"^(.*?),\s*'(.*)'$")
_LITERALS = {"*", "?", "$"}

Matcher = Callable[[str], object]
"""Whether a text fits: anything true or nothing."""
Lookup = Callable[[str], str | None]
"""The value of a context key; None where it is absent."""


def translated(text: str, star: str = ".*") -> str:
    """A pattern as a regular expression; all other characters stand for themselves."""
    return "".join(star if c == "*" else "." if c == "?" else re.escape(c) for c in text)


@lru_cache(maxsize=8192)
def glob(text: str, star: str = ".*", *, folded: bool = False) -> Matcher:
    """What tells whether a text fits a pattern; ``folded`` ignores case."""
    flags = re.DOTALL | (re.IGNORECASE if folded else 0)
    return re.compile(translated(text, star), flags).fullmatch


def names_variable(text: str) -> bool:
    """Whether a text holds a policy variable."""
    return "${" in text


def resolved(text: str, lookup: Lookup, star: str | None) -> str | None:
    """A pattern with variables as a regular expression; None where one has no value.

    Args:
        text: the pattern.
        lookup: finds a context key's value.
        star: what ``*`` stands for; None where wildcards are literal. Wildcards that come from a
            variable's value are always literal.
    """
    parts: list[str] = []
    last = 0
    for found in VARIABLE.finditer(text):
        value = _value(found[1], lookup)
        if value is None:
            return None
        parts += [_fixed(text[last : found.start()], star), re.escape(value)]
        last = found.end()
    return "".join([*parts, _fixed(text[last:], star)])


def _fixed(text: str, star: str | None) -> str:
    return re.escape(text) if star is None else translated(text, star)


def _value(name: str, lookup: Lookup) -> str | None:
    if name in _LITERALS:
        return name
    default = _DEFAULT.match(name)
    value = lookup(default[1].strip() if default else name.strip())
    return default[2] if value is None and default else value
