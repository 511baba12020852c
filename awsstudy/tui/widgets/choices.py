"""One answer of a question as a row: its mark and text, and after the answer its reason."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from awsstudy.tui.widgets.drawing import wrap

INDENT = 6
WIDEST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, in the language now chosen."""

    lead: str
    """Arrow, number and mark; at most ``INDENT`` cells."""
    text: str
    style: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    """Lines of thought below it with their styles: what was answered instead, and the reason."""


class ChoiceRow(Static):
    """A row that shows one answer."""

    DEFAULT_CSS = """
    ChoiceRow { height: auto; }
    ChoiceRow:hover { background: $panel; }
    """

    @dataclass
    class Pressed(Message):
        """The row was clicked."""

        number: int

    def __init__(self, number: int) -> None:
        super().__init__(markup=False)
        self.number = number
        """Its place on screen, from 0."""

    def show(self, row: Row) -> None:
        """Show a row."""
        width = max(20, min(WIDEST, self.app.size.width - 4) - INDENT)
        parts = [_block(row.lead, wrap(row.text, width), row.style)]
        parts += [_block("", wrap(note, width), style) for note, style in row.notes]
        self.update(Content("\n").join(parts))

    def on_click(self) -> None:
        """Tell that the row was clicked."""
        self.post_message(self.Pressed(self.number))


def _block(lead: str, lines: list[str], style: str) -> Content:
    first, rest = lines[0], lines[1:]
    head = Content.assemble((lead.ljust(INDENT), style), (first, style))
    tail = [Content.styled(" " * INDENT + line, style) for line in rest]
    return Content("\n").join([head, *tail])
