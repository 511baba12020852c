"""Reads what HTTP caching depends on out of header fields: directives, dates, amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

Headers = Mapping[str, str]
"""Fields by lower-case name; lines of the same name are joined by a comma."""
Directives = Mapping[str, str | None]

LONGEST = 2**31
"""A number of seconds too large to handle counts as this one (RFC 9111, section 1.2.2)."""


def _pieces(text: str) -> Iterator[str]:
    """The parts between commas that are not quoted."""
    start, quoted, escaped = 0, False, False
    for place, char in enumerate(text):
        if escaped:
            escaped = False
        elif char == "\\" and quoted:
            escaped = True
        elif char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


@lru_cache(maxsize=4096)
def listed(text: str) -> tuple[str, ...]:
    """The members of a comma-separated list."""
    return tuple(piece for piece in _pieces(text) if piece)


@lru_cache(maxsize=4096)
def directives(text: str) -> Directives:
    """Directives by lower-case name; of two with one name the first counts."""
    found: dict[str, str | None] = {}
    for piece in listed(text):
        name, equals, value = piece.partition("=")
        unquoted = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
        found.setdefault(name.lower(), unquoted if equals else None)
    return MappingProxyType(found)


def cache_control(headers: Headers) -> Directives:
    """The directives of Cache-Control; none where there is no such field."""
    return directives(headers.get("cache-control", ""))


_MEMBER = re.compile(
    r"[a-z*][a-z0-9_.*-]*(=(-?\d+(\.\d+)?|\?[01]|[A-Za-z*][\w.:/*-]*|\"[^\"]*\"))?"
)
_AMOUNTS = ("max-age", "s-maxage", "stale-while-revalidate", "stale-if-error")


def targeted(headers: Headers) -> Directives | None:
    """CDN-Cache-Control (RFC 9213); None where it is absent or no valid structured field."""
    text = headers.get("cdn-cache-control")
    if text is None or not all(_MEMBER.fullmatch(piece) for piece in listed(text)):
        return None
    told = directives(text)
    quoted = any(f'{name}="' in text for name in _AMOUNTS)
    return None if quoted or any(seconds(told.get(n, "0")) is None for n in _AMOUNTS) else told


def seconds(text: str | None) -> int | None:
    """A whole number of seconds; None where it is none."""
    if text is None or not (text.isascii() and text.isdigit()):
        return None
    return min(int(text), LONGEST)


def same_tag(first: str, second: str) -> bool:
    """Whether two entity tags match by weak comparison."""
    return first.removeprefix("W/") == second.removeprefix("W/")
