"""Small dialogs: choose one of several, ask for a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.errors import AwsStudyError
from awsstudy.tui.base import StudyDialog
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.workspace import Workspace


class ChooseDialog(StudyDialog[str | None]):
    """Choose one of several; digits choose at once."""

    def __init__(self, workspace: Workspace, title: str, choices: Mapping[str, str]) -> None:
        super().__init__(workspace)
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Title and list."""
        with Vertical(id="dialog"):
            yield Static(Content.styled(self._title, "bold"), markup=False)
            yield OptionList(
                *(Option(Content(text), id=key) for key, text in self._choices.items()),
                markup=False,
            )
        yield KeyBar()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


class AskDialog(StudyDialog[str | None]):
    """Ask for a value; what is wrong with it is said under the line."""

    def __init__(
        self, workspace: Workspace, title: str, value: str, check: Callable[[str], object]
    ) -> None:
        """Prepare the question.

        Args:
            workspace: for the words.
            title: what is asked for.
            value: what stands in the line at first.
            check: raises an ``AwsStudyError`` where a value is not allowed.
        """
        super().__init__(workspace)
        self._title = title
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        """Title, line, and what is wrong."""
        with Vertical(id="dialog"):
            yield Static(Content.styled(self._title, "bold"), markup=False)
            yield Input(self._value)
            yield Static(id="problem", markup=False)
        yield KeyBar()

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        try:
            self._check(event.value)
        except AwsStudyError as error:
            self.query_one("#problem", Static).update(Content.styled(error.message, "$wrong"))
            return
        self.dismiss(event.value)
