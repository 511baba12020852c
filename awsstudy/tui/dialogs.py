"""Small dialogs: choose one of several or of many, ask for a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.errors import AwsStudyError
from awsstudy.core.text import clean
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.widgets.drawing import cut
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.workspace import Workspace

DIGITS = 9
"""So many lines have a digit; a longer list is chosen from with the arrows."""


class ChooseDialog(StudyDialog[str | None]):
    """Choose one of several; digits choose at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            "key.choose",
            id="key.choose",
            tooltip="key.choose.help",
            priority=True,
        ),
        *(
            Binding(
                str(number),
                f"pick({number})",
                "key.choose",
                id=f"key.choose{number}",
                tooltip="key.choose.help",
                show=False,
            )
            for number in range(1, DIGITS + 1)
        ),
    ]

    def __init__(self, workspace: Workspace, title: str, choices: Mapping[str, str]) -> None:
        super().__init__(workspace)
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Title and list."""
        with Vertical(id="dialog"):
            yield Static(Content.styled(self._title, "bold"), markup=False)
            yield OptionList(
                *(
                    Option(Content(f"{number if number <= DIGITS else ' '} {text}"), id=key)
                    for number, (key, text) in enumerate(self._choices.items(), 1)
                ),
                markup=False,
            )
        yield KeyBar()

    def action_choose(self) -> None:
        """Choose the line the arrow is on."""
        self.query_one(OptionList).action_select()

    def action_pick(self, number: int) -> None:
        """Choose a line by its number."""
        if number <= len(self._choices):
            self.dismiss(list(self._choices)[number - 1])

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


class AskDialog(StudyDialog[str | None]):
    """Ask for a value; what is wrong with it is said under the line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "give", "key.give", id="key.give", tooltip="key.give.help", priority=True),
    ]

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

    async def action_give(self) -> None:
        """Take what stands in the line, if it is allowed."""
        await self.query_one(Input).action_submit()

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        try:
            self._check(event.value)
        except AwsStudyError as error:
            self.query_one("#problem", Static).update(Content.styled(error.message, "$wrong"))
            return
        self.dismiss(event.value)


class PickDialog(StudyDialog[str | None]):
    """Choose one of many: typing narrows the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down", "move(1)", "pick.down", id="pick.down", tooltip="pick.down.help", priority=True
        ),
        Binding(
            "up",
            "move(-1)",
            "pick.up",
            id="pick.up",
            tooltip="pick.up.help",
            show=False,
            priority=True,
        ),
    ]

    def __init__(self, workspace: Workspace, title: str, choices: Mapping[str, str]) -> None:
        super().__init__(workspace)
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Title, line, list."""
        with Vertical(id="dialog"):
            yield Static(Content.styled(self._title, "bold"), markup=False)
            yield Input(placeholder=self.text("pick.type"))
            yield OptionList(markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Everything, with the line to type in."""
        super().on_mount()
        self._fill("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, sought: str) -> None:
        listed, key = self.query_one(OptionList), clean(sought).casefold().strip()
        found = {name: text for name, text in self._choices.items() if key in text.casefold()}
        shown = [Option(Content(cut(text, TEXT_WIDTH)), id=name) for name, text in found.items()]
        listed.set_options(shown)
        listed.highlighted = 0 if found else None

    def action_move(self, by: int) -> None:
        """Go down or up the list while the line keeps the keyboard."""
        listed = self.query_one(OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    @on(Input.Submitted)
    def _given(self) -> None:
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            self.dismiss(listed.get_option_at_index(listed.highlighted).id)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
