"""The correction of a misconception: what was believed, what is true, why the belief tempts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.core.i18n import Localized
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.workspace import Workspace


class CorrectionDialog(StudyDialog[bool]):
    """One misconception; answers with whether it was read to its end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space",
            "understood",
            "correction.understood",
            id="correction.understood",
            tooltip="correction.understood.help",
        ),
    ]

    def __init__(self, workspace: Workspace, misconception: str) -> None:
        super().__init__(workspace)
        self._belief = workspace.catalog.misconceptions[misconception]

    def compose(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="dialog"):
            yield Static(id="notice", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """The correction in the language now chosen."""
        parts = [
            self._part("correction.believed", self._belief.believed, "$wrong"),
            self._part("correction.truth", self._belief.truth, "$correct"),
            self._part("correction.tempting", self._belief.tempting, ""),
            *(self._part("correction.apart", one, "") for one in self._apart()),
        ]
        lines = [line for part in parts for line in (*part, Content(""))][:-1]
        self.query_one("#notice", Static).update(Content("\n").join(lines))

    def _part(self, head: str, text: Localized, style: str) -> Iterator[Content]:
        yield Content.styled(self.text(head), "bold $accent")
        for line in wrap(self.of(text), TEXT_WIDTH):
            yield Content.styled(line, style)

    def _apart(self) -> Iterator[Localized]:
        """What tells apart the concepts that are mistaken for each other."""
        mixed = set(self._belief.confusable)
        for pair in self.workspace.catalog.pairs.values():
            if len(mixed & set(pair.concepts)) > 1:
                yield pair.apart

    def action_understood(self) -> None:
        """It was read."""
        self.dismiss(True)  # noqa: FBT003 - the dialog's answer
