"""A key of the learner's own for a question: which answers are right, and why."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.item import Item
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.overrides import MOST_REASON, set_key
from awsstudy.workspace.workspace import Workspace

MOST_OPTIONS = 6
INDENT = 7


class JudgingDialog(StudyDialog[bool]):
    """Tick the right answers, say why; answers with whether a key was saved."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                f"{number + 1},{'abcdef'[number]}",
                f"tick({number})",
                "ownkey.tick",
                id=f"ownkey.tick{number + 1}",
                tooltip="ownkey.tick.help",
                show=False,
            )
            for number in range(MOST_OPTIONS)
        ),
        Binding("up,k", "move(-1)", "quiz.up", id="ownkey.up", tooltip="quiz.up.help", show=False),
        Binding(
            "down,j", "move(1)", "quiz.down", id="ownkey.down", tooltip="quiz.down.help", show=False
        ),
        Binding("space", "space", "ownkey.tick", id="ownkey.tick", tooltip="ownkey.tick.help"),
        Binding("enter", "why", "ownkey.why", id="ownkey.why", tooltip="ownkey.why.help"),
    ]

    def __init__(self, workspace: Workspace, item: Item) -> None:
        super().__init__(workspace)
        self.item = item
        self.ticked = set(item.keys)
        self.cursor = 0

    def compose(self) -> ComposeResult:
        """The answers, a line for the reason, what is wrong."""
        with VerticalScroll(id="dialog", can_focus=False):
            yield Static(id="notice", markup=False)
            yield Static(id="prompt", markup=False)
            yield Input(id="why", max_length=MOST_REASON)
            yield Static(id="problem", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """Everything in the language now chosen."""
        lines = [Content.styled(self.text("ownkey.title"), "bold")]
        lines += [Content(line) for line in wrap(self.of(self.item.stem), TEXT_WIDTH)]
        for place in range(len(self.item.choices)):
            lines += self._row(place)
        self.query_one("#notice", Static).update(Content("\n").join(lines))
        line = self.query_one("#why", Input)
        line.placeholder = self.text("ownkey.why_here")
        words = "ownkey.prompt_why" if line.has_focus else "ownkey.prompt_tick"
        self.query_one("#prompt", Static).update(Content.styled(self.text(words), "bold $accent"))

    def _row(self, place: int) -> list[Content]:
        arrow = ">" if place == self.cursor else " "
        lead = f"{arrow}{place + 1} [{'x' if place in self.ticked else ' '}] "
        style = "bold" if place in self.ticked else ""
        lines = wrap(self.of(self.item.choices[place].text), TEXT_WIDTH - INDENT)
        return [
            Content.styled((" " * INDENT if number else lead.ljust(INDENT)) + text, style)
            for number, text in enumerate(lines)
        ]

    def action_tick(self, place: int) -> None:
        """Call an answer right, or no longer."""
        if place < len(self.item.choices):
            self.cursor = place
            self.ticked ^= {place}
            self.retranslate()

    def action_space(self) -> None:
        """Call the answer the arrow is on right, or no longer."""
        self.action_tick(self.cursor)

    def action_move(self, by: int) -> None:
        """Move the arrow."""
        self.cursor = (self.cursor + by) % len(self.item.choices)
        self.retranslate()

    def action_why(self) -> None:
        """Go on to the reason."""
        self.query_one("#why", Input).focus()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """The prompt says what to do where the keys go now."""
        self.retranslate()
        self.query_one("#why", Input).scroll_visible(animate=False)

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """The prompt says what to do where the keys go now."""
        self.retranslate()

    def action_close(self) -> None:
        """Esc leads from the reason back to the answers, and from these out."""
        if self.query_one("#why", Input).has_focus:
            self.set_focus(None)
        else:
            super().action_close()

    @on(Input.Submitted, "#why")
    def _given(self, event: Input.Submitted) -> None:
        try:
            set_key(self.workspace, self.item, self.ticked, event.value)
        except AwsStudyError as error:
            said = Content("\n").join(
                Content.styled(line, "$wrong") for line in wrap(error.message, TEXT_WIDTH)
            )
            self.query_one("#problem", Static).update(said)
            return
        self.dismiss(True)  # noqa: FBT003 - the dialog's answer
