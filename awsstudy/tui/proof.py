"""Why the key is the key, how the question has gone, and a key of the learner's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.item import Item
from awsstudy.quiz.judged import can_judge
from awsstudy.tui import areas
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.overrides import withdraw_key
from awsstudy.workspace.proof import Line, Tone, proof_lines
from awsstudy.workspace.workspace import Workspace

STYLES: Mapping[Tone, str] = {
    "title": "bold",
    "head": "bold $accent",
    "text": "",
    "aside": "$muted",
    "link": "$primary",
    "warning": "$wrong",
}


class ProofDialog(StudyDialog[None]):
    """The evidence behind a question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "exclamation_mark,f8",
            "judge",
            "ownkey.judge",
            id="ownkey.judge",
            tooltip="ownkey.judge.help",
            key_display="!",
        ),
        Binding(
            "x,f9",
            "withdraw",
            "ownkey.withdraw",
            id="ownkey.withdraw",
            tooltip="ownkey.withdraw.help",
            key_display="x",
        ),
    ]

    def __init__(self, workspace: Workspace, item: Item) -> None:
        super().__init__(workspace)
        self.item = item

    def compose(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="dialog"):
            yield Static(id="proof", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """Key, facts, trace and statistics."""
        lines = [
            content for line in proof_lines(self.workspace, self.item) for content in _wrapped(line)
        ]
        self.query_one("#proof", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where answers are chosen a key can be set; only a key that was set is withdrawn."""
        if action == "judge":
            return can_judge(self.item)
        if action == "withdraw":
            standing, _ = self.workspace.quiz.overrides.about(self.item)
            return standing != "none"
        return True

    def action_judge(self) -> None:
        """Set a key of one's own."""
        self.app.push_screen(areas.open_judging(self.workspace, self.item), self._judged)

    def _judged(self, changed: bool | None) -> None:  # noqa: FBT001 - the dialog's answer
        if changed:
            self.notify(self.text("ownkey.saved"), markup=False)
            self.retranslate()

    def action_withdraw(self) -> None:
        """Let the question's own key stand again."""
        try:
            withdraw_key(self.workspace, self.item.id)
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.notify(self.text("ownkey.withdrawn"), markup=False)
        self.retranslate()


def _wrapped(line: Line) -> list[Content]:
    style, indent = STYLES[line.tone], " " * len(line.lead)
    lines = wrap(line.text, TEXT_WIDTH - len(line.lead))
    return [
        Content.styled((indent if number else line.lead) + text, style)
        for number, text in enumerate(lines)
    ]
