"""A dialog that only tells something."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.core.i18n import Localized
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.tui.widgets.prose import prose
from awsstudy.workspace.workspace import Workspace


class NoticeDialog(StudyDialog[None]):
    """A title and a text."""

    def __init__(self, workspace: Workspace, title: str, text: Localized) -> None:
        super().__init__(workspace)
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="dialog"):
            yield Static(id="notice", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """The text in the language now chosen."""
        title = Content.styled(self._title, "bold")
        shown = Content("\n").join([title, Content(""), prose(self.of(self._text), TEXT_WIDTH)])
        self.query_one("#notice", Static).update(shown)
