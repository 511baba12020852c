"""Help: what the screen is for and every key valid on it, made from the bindings themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.core import paths
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog, StudyScreen
from awsstudy.tui.widgets import drawing
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.tui.widgets.prose import prose
from awsstudy.workspace.workspace import Workspace


class HelpDialog(StudyDialog[None]):
    """Keys and guide over the screen that asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark,f1,q",
            "close",
            "key.close",
            id="help.close",
            tooltip="key.close.help",
            show=False,
        ),
    ]

    def __init__(self, workspace: Workspace, screen: StudyScreen[Any]) -> None:
        super().__init__(workspace)
        self._screen = screen

    def compose(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="dialog"):
            yield Static(id="help", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """The keys of the screen below, then the guide."""
        lines = [Content.styled(self.text("help.keys"), "bold $accent"), *self._keys(), Content("")]
        guide = paths.content_root() / "help" / f"{self.workspace.language}.md"
        lines.append(prose(guide.read_text("utf-8"), TEXT_WIDTH))
        self.query_one("#help", Static).update(Content("\n").join(lines))

    def _keys(self) -> list[Content]:
        keys: dict[str, list[str]] = {}
        for active in self._screen.active_bindings.values():
            if active.binding.id and active.enabled:
                words = active.tooltip or active.binding.description
                shown = self.app.get_key_display(active.binding)
                if shown not in keys.setdefault(words, []):
                    keys[words].append(shown)
        rows = [[" ".join(names), words] for words, names in keys.items()]
        return [Content(line) for row in drawing.table(rows, TEXT_WIDTH) for line in row]
