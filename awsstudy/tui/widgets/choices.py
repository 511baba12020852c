"""One choice of a question: its mark and text, and after the answer its reason."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from awsstudy.core.i18n import Language
from awsstudy.quiz.item import Choice
from awsstudy.tui.widgets.drawing import wrap

INDENT = 6


class ChoiceRow(Static):
    """A row that shows one choice."""

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

    def show(
        self,
        choice: Choice,
        language: Language,
        *,
        selected: bool,
        pointed: bool,
        many: bool,
        revealed: bool,
    ) -> None:
        """Show a choice.

        Args:
            choice: what to show.
            language: in which language.
            selected: whether the learner has chosen it.
            pointed: whether the arrow is on it.
            many: whether more than one may be chosen.
            revealed: whether to show if it is right, and why.
        """
        arrow = ">" if pointed else " "
        box = ("[x]" if selected else "[ ]") if many else ("(*)" if selected else "( )")
        lead = f"{arrow}{self.number + 1}{box} "
        style = "bold" if selected or pointed else ""
        if revealed:
            sign = "O" if choice.correct else "X" if selected else " "
            lead = f"{'>' if selected else ' '}{self.number + 1} {sign}  "
            style = "bold $correct" if choice.correct else "bold $wrong" if selected else ""
        width = max(20, self._room() - INDENT)
        parts = [_block(lead, wrap(choice.text[language], width), style)]
        if revealed:
            parts.append(_block("", wrap(choice.why[language], width), "$muted"))
        self.update(Content("\n").join(parts))

    def _room(self) -> int:
        return min(100, self.app.size.width - 4)

    def on_click(self) -> None:
        """Tell that the row was clicked."""
        self.post_message(self.Pressed(self.number))


def _block(lead: str, lines: list[str], style: str) -> Content:
    first, rest = lines[0], lines[1:]
    head = Content.assemble((lead.ljust(INDENT), style), (first, style))
    tail = [Content.styled(" " * INDENT + line, style) for line in rest]
    return Content("\n").join([head, *tail])
