"""All questions of an exam at once: what is answered, blank, flagged; go to one by its number."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from awsstudy.quiz.exam.running import RunningExam
from awsstudy.quiz.exam.sitting import Entry
from awsstudy.tui.base import StudyDialog
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.workspace import Workspace

ROW = 10
"""Cells in a row: 1 to 10, 11 to 20 and so on."""


class ExamMapDialog(StudyDialog[int | None]):
    """The navigator; closes with the place of a question."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "choose", "exammap.choose", id="exammap.choose", tooltip="exammap.choose.help"
        ),
        Binding(
            "left",
            "move(-1)",
            "exammap.move",
            id="exammap.left",
            tooltip="exammap.move.help",
            show=False,
        ),
        Binding(
            "right",
            "move(1)",
            "exammap.move",
            id="exammap.right",
            tooltip="exammap.move.help",
            show=False,
        ),
        Binding(
            "up",
            f"move(-{ROW})",
            "exammap.move",
            id="exammap.up",
            tooltip="exammap.move.help",
            show=False,
        ),
        Binding(
            "down",
            f"move({ROW})",
            "exammap.move",
            id="exammap.down",
            tooltip="exammap.move.help",
            show=False,
        ),
        Binding(
            "backspace",
            "rub_out",
            "exammap.rub_out",
            id="exammap.rub_out",
            tooltip="exammap.rub_out.help",
            show=False,
        ),
    ]

    cursor: reactive[int] = reactive(0, init=False)
    """The place of the question that Enter goes to."""
    typed: reactive[str] = reactive("", init=False)
    """The digits typed so far."""

    def __init__(self, workspace: Workspace, exam: RunningExam) -> None:
        super().__init__(workspace)
        self._exam = exam
        self.set_reactive(ExamMapDialog.cursor, exam.state.place)

    def compose(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="dialog", can_focus=False):
            yield Static(id="map", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """The cells, what they mean, and the number typed so far."""
        entries = self._exam.state.entries
        rows = [
            Content(" ").join(
                self._cell(place) for place in range(first, min(first + ROW, len(entries)))
            )
            for first in range(0, len(entries), ROW)
        ]
        lines = [
            Content.styled(self.text("exammap.title"), "bold"),
            Content(""),
            *rows,
            Content(""),
            Content.styled(self.text("exammap.legend"), "$muted"),
            Content.styled(
                self.text("exammap.goto", n=self.typed or self.cursor + 1), "bold $accent"
            ),
        ]
        self.query_one("#map", Static).update(Content("\n").join(lines))

    def _cell(self, place: int) -> Content:
        """Six cells: where the learner is stands in brackets, where the arrows are has an arrow."""
        entry, here = self._exam.state.entries[place], place == self._exam.state.place
        pointed = place == self.cursor
        left = ">" if pointed else "[" if here else " "
        right = "]" if here else " "
        flag = "!" if entry.flagged else " "
        text = f"{left}{place + 1:>2}{mark(entry)}{flag}{right}"
        style = "bold reverse" if pointed else "bold $mark" if entry.flagged else ""
        return Content.styled(text, style)

    def watch_cursor(self) -> None:
        """Show the arrows' new place."""
        self.retranslate()

    def watch_typed(self) -> None:
        """Show the number typed."""
        self.retranslate()

    def action_move(self, by: int) -> None:
        """Move, where there is a cell."""
        place = self.cursor + by
        if 0 <= place < len(self._exam.state.entries):
            self.typed = ""
            self.cursor = place

    def action_rub_out(self) -> None:
        """Take the last digit back."""
        self.typed = self.typed[:-1]

    def action_choose(self) -> None:
        """Go to the question that was typed, or else to the one the arrows are on."""
        self.dismiss(int(self.typed) - 1 if self.typed else self.cursor)

    def on_key(self, event: events.Key) -> None:
        """Digits make up a number, as far as there is a question of it; full-width ones, too."""
        if event.character and event.character.isdecimal():
            typed = str(int(self.typed + event.character))
            if 1 <= int(typed) <= len(self._exam.state.entries):
                self.typed = typed
            event.stop()


def mark(entry: Entry) -> str:
    """The sign of how far a question is answered: wholly, in part, not at all."""
    return "*" if entry.complete else "+" if entry.response else "-"
