"""Reads one YAML file safely: plain data, and the line every value stands on.

A strict subset of YAML: no anchors, aliases or tags (a few bytes of them can stand for gigabytes),
no duplicate keys, only the scalars of YAML 1.2 (``no`` is a word, ``12:30`` is a text). Text is
brought to NFC; control, zero-width and bidirectional characters are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from awsstudy.core.errors import ContentError
from awsstudy.core.text import forbidden_characters, normal

MAX_BYTES = 1 << 20
MAX_DEPTH = 20
MAX_VALUES = 50_000

_INT = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {"": None, "null": None, "~": None, "true": True, "false": False}

FieldPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds, and where."""

    name: str
    data: Any
    lines: dict[FieldPath, int]

    def line_of(self, path: FieldPath) -> int:
        """The line of a value, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def error(self, path: FieldPath, message: str) -> ContentError:
        """An error that names the file, the line and the field."""
        return ContentError(
            self.name, message, line=self.line_of(path), field=".".join(map(str, path))
        )


def read_document(file: Path, name: str) -> Document:
    """Read a file.

    Args:
        file: where it is.
        name: what errors call it.

    Raises:
        ContentError: the file cannot be read, is not UTF-8 or is not YAML of the allowed kind.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ContentError(name, error.strerror or str(error)) from error
    return parse_document(raw, name)


def parse_document(raw: bytes, name: str) -> Document:
    """Read a file's bytes; see ``read_document``."""
    if len(raw) > MAX_BYTES:
        raise ContentError(name, f"larger than {MAX_BYTES} bytes")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError(name, "not UTF-8", line=line) from error
    _refuse_characters(text, name)
    return _Reader(name).read(text)


def _refuse_characters(text: str, name: str) -> None:
    bad = forbidden_characters(text)
    for number, line in enumerate(text.split("\n"), 1) if bad else ():
        if found := bad & set(line):
            raise _forbidden(found, name, number)


def _forbidden(characters: set[str], name: str, line: int) -> ContentError:
    codes = ", ".join(f"U+{ord(char):04X}" for char in sorted(characters))
    return ContentError(name, f"character not allowed: {codes}", line=line)


class _Reader:
    """Turns the YAML nodes of one file into plain data, noting lines."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: dict[FieldPath, int] = {}
        self._last = 1

    def _line(self, mark: Any) -> int:
        """The line of a mark; what is missing at the end is marked beyond the last line."""
        return min(mark.line + 1, self._last) if mark else 1

    def read(self, text: str) -> Document:
        self._last = text.removesuffix("\n").count("\n") + 1
        try:
            self._refuse_bombs(text)
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            line = self._line(error.problem_mark)
            message = " ".join(filter(None, (error.context, error.problem)))
            raise ContentError(self._name, message, line=line) from error
        except yaml.YAMLError as error:
            raise ContentError(self._name, str(error), line=1) from error
        data = self._value(node, ()) if node else None
        return Document(self._name, data, self._lines)

    def _refuse_bombs(self, text: str) -> None:
        """Look at the events alone, which cost no more than the text is long."""
        depth = 0
        for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
            line = self._line(event.start_mark)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise ContentError(self._name, "anchors and aliases are not allowed", line=line)
            if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
                raise ContentError(self._name, "tags are not allowed", line=line)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH or count > MAX_VALUES:
                raise ContentError(self._name, "nested too deep or too many values", line=line)

    def _value(self, node: yaml.Node, path: FieldPath) -> Any:
        self._lines[path] = self._line(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]
        self._refuse_escapes(node)
        return _scalar(node)

    def _pairs(self, node: yaml.MappingNode, path: FieldPath) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            line = self._line(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                raise ContentError(self._name, "a key must be a word", line=line)
            self._refuse_escapes(key_node)
            key = normal(key_node.value)
            if key in seen:
                field = ".".join(map(str, (*path, key)))
                raise ContentError(self._name, f"'{key}' stands twice", line=line, field=field)
            seen.add(key)
            yield key, self._value(value_node, (*path, key))

    def _refuse_escapes(self, node: yaml.Node) -> None:
        """The text was clean as written; an escape in double quotes may still stand for worse."""
        quoted = isinstance(node, yaml.ScalarNode) and node.style == '"'
        if quoted and (bad := forbidden_characters(node.value)):
            raise _forbidden(bad, self._name, self._line(node.start_mark))


def _scalar(node: yaml.Node) -> Any:
    text = normal(node.value)
    if getattr(
        node, "style", None
    ):  # quoted or block; the C reader says '' for a plain scalar, the Python one None
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
