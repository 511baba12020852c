"""Markdown of the content as styled text: paragraphs, lists, tables and fenced diagrams.

Text becomes ``Content`` piece by piece and is never read as Textual markup, so what stands in
square brackets is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len
from textual.content import Content

from awsstudy.tui.widgets import drawing

STRONG = "bold"
CODE = "$accent"
RULE = "$muted"
HEAD = "bold"


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def prose(markdown: str, width: int) -> Content:
    """A text as it is shown in so many cells."""
    walk = _Walk(width)
    walk.blocks(_parser().parse(markdown))
    return Content("\n").join(walk.lines)


@dataclass
class _Walk:
    """Goes through the tokens and collects lines."""

    width: int
    lines: list[Content] = field(default_factory=list)
    _numbers: list[int | None] = field(default_factory=list)
    """For each list around: the next number, or None for bullets."""
    _rows: list[list[str]] = field(default_factory=list)
    _in_table: bool = False
    _first: bool = False
    """Whether the next paragraph begins a list item."""

    def blocks(self, tokens: list[Token]) -> None:
        """Go through the tokens; those without a method of their name say nothing."""
        for token in tokens:
            if visit := getattr(self, f"_{token.type}", None):
                visit(token)

    def _bullet_list_open(self, _: Token) -> None:
        self._gap()
        self._numbers.append(None)

    def _ordered_list_open(self, _: Token) -> None:
        self._gap()
        self._numbers.append(1)

    def _bullet_list_close(self, _: Token) -> None:
        self._numbers.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, _: Token) -> None:
        self._first = True

    def _fence(self, token: Token) -> None:
        self._gap()
        self.lines += [Content.styled(line, CODE) for line in token.content.splitlines()]

    def _table_open(self, _: Token) -> None:
        self._rows = []
        self._in_table = True

    def _tr_open(self, _: Token) -> None:
        self._rows.append([])

    def _inline(self, token: Token) -> None:
        if self._in_table:
            self._rows[-1].append(_plain(token))
        else:
            self._paragraph(token, first=self._first)
            self._first = False

    def _gap(self) -> None:
        if self.lines and not self._numbers:
            self.lines.append(Content(""))

    def _paragraph(self, token: Token, *, first: bool) -> None:
        text = _inline(token)
        if not self._numbers:
            self._gap()
            self.lines += _wrapped(text, self.width)
            return
        mark = self._bullet() if first else "  "
        indent = 2 * (len(self._numbers) - 1)
        hang = indent + cell_len(mark)
        for number, line in enumerate(_wrapped(text, self.width - hang)):
            lead = " " * indent + mark if number == 0 else " " * hang
            self.lines.append(Content.assemble(lead, line))

    def _bullet(self) -> str:
        number = self._numbers[-1]
        if number is None:
            return "- "
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _table_close(self, _: Token) -> None:
        self._in_table = False
        self._gap()
        drawn = drawing.table(self._rows, self.width)
        rule = "-" * min(self.width, max(cell_len(line) for row in drawn for line in row))
        for place, row in enumerate(drawn):
            self.lines += [Content.styled(line, HEAD if place == 0 else "") for line in row]
            if place == 0:
                self.lines.append(Content.styled(rule, RULE))


def _inline(token: Token) -> Content:
    return Content.assemble(*_pieces(token))


def _pieces(token: Token) -> Iterator[tuple[str, str]]:
    strong = False
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            strong = child.type == "strong_open"
        elif child.type == "code_inline":
            yield child.content, CODE
        elif child.type in ("softbreak", "hardbreak"):
            yield " ", ""
        elif child.content:
            yield child.content, STRONG if strong else ""


def _plain(token: Token) -> str:
    return "".join(text for text, _ in _pieces(token))


def _wrapped(text: Content, width: int) -> list[Content]:
    """A styled text in lines: wrapped by its plain form, cut with its styles."""
    lines, place = [], 0
    for line in drawing.wrap(text.plain, width):
        place = text.plain.index(line, place) if line else place
        lines.append(text[place : place + len(line)])
        place += len(line)
    return lines
