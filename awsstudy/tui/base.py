"""What every screen has: words by message id, a live footer, a palette made of its bindings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import Static

from awsstudy.core.i18n import Localized, Messages
from awsstudy.tui import areas
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.workspace import Workspace

TEXT_WIDTH = 66
"""Cells of a line of text in a dialog: its width without frame, padding and scroll bar."""


class BindingCommands(Provider):
    """Offers every enabled binding of the screen in the palette: nothing to keep in step."""

    def _offers(self) -> list[tuple[str, str, Callable[[], object]]]:
        """What each binding says and does, once, however many keys it has."""
        offers = {
            active.binding.action.removeprefix("app."): (
                active.binding.description,
                active.tooltip,
                partial(self.app.run_action, active.binding.action, active.node),
            )
            for active in self.screen.active_bindings.values()
            if active.enabled and active.binding.id and active.binding.description
        }
        return list(offers.values())

    async def discover(self) -> Hits:
        """Everything that can be done here."""
        for title, tooltip, action in self._offers():
            yield DiscoveryHit(title, action, help=tooltip)

    async def search(self, query: str) -> Hits:
        """What can be done here and matches."""
        matcher = self.matcher(query)
        for title, tooltip, action in self._offers():
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), action, help=tooltip)


class Words:
    """Access to the interface's words; for screens, which hold a workspace."""

    workspace: Workspace

    @property
    def words(self) -> Messages:
        """The interface's words in the language now chosen."""
        return self.workspace.messages

    def text(self, message_id: str, **values: object) -> str:
        """The words of a message."""
        return self.workspace.messages(message_id, **values)

    def of(self, text: Localized) -> str:
        """A written text in the language now chosen."""
        return text[self.workspace.language]

    def translated(self, active: ActiveBinding) -> ActiveBinding:
        """A binding with its words: ours are message ids, Textual's own go by their action."""
        binding, words = active.binding, self.words
        if binding.id is None:
            known = words.get(f"textual.{binding.action}", binding.description)
            return active._replace(binding=replace(binding, description=known))
        return active._replace(
            binding=replace(binding, description=words(binding.description)),
            tooltip=words(active.tooltip) if active.tooltip else "",
        )


class StudyScreen(Words, Screen[ScreenResultType]):
    """A screen with a title line, a footer of the keys valid now, and two languages."""

    COMMANDS: ClassVar = {BindingCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "key.leave", id="key.leave", tooltip="key.leave.help"),
        Binding(
            "question_mark,f1",
            "help",
            "key.help",
            id="key.help",
            tooltip="key.help.help",
            key_display="?",
        ),
        Binding("f2", "home", "key.home", id="key.home", tooltip="key.home.help", show=False),
        Binding(
            "t,f12",
            "language",
            "key.language",
            id="key.language",
            tooltip="key.language.help",
            key_display="t",
        ),
    ]
    TITLE_ID: ClassVar[str] = ""
    """Message id of the screen's title."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    def compose(self) -> ComposeResult:
        """Title, body, footer."""
        yield Static(id="title", markup=False)
        yield from self.body()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """What stands between title and footer."""
        raise NotImplementedError

    @property
    def heading(self) -> str:
        """The screen's title."""
        return self.text(self.TITLE_ID)

    def on_mount(self) -> None:
        """Show the words."""
        self.retranslate()

    def retranslate(self) -> None:
        """Show everything in the language now chosen; selection and position stay."""
        self.query_one("#title", Static).update(Content(f" {self.heading}"), layout=False)
        self.show_words()
        # The keys are shown in the same frame; the signal for them comes a frame later.
        self.query_one(KeyBar).show()
        self.refresh_bindings()

    def show_words(self) -> None:
        """Show the body's words."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys valid now, in the language now chosen."""
        return {key: self.translated(active) for key, active in super().active_bindings.items()}

    def action_leave(self) -> None:
        """Go up one level."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_home(self) -> None:
        """Go to the home screen."""
        while len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_language(self) -> None:
        """Show the other language."""
        self.workspace.switch_language()
        for screen in self.app.screen_stack:
            if isinstance(screen, StudyScreen | StudyDialog):
                screen.retranslate()

    def action_help(self) -> None:
        """Show what can be done here."""
        self.app.push_screen(areas.open_help(self.workspace, self))


class StudyDialog(Words, ModalScreen[ScreenResultType]):
    """A dialog over a screen; Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "key.close", id="key.close", tooltip="key.close.help"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    def on_mount(self) -> None:
        """Show the words."""
        self.retranslate()

    def retranslate(self) -> None:
        """Show everything in the language now chosen."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys valid now, in the language now chosen."""
        return {key: self.translated(active) for key, active in super().active_bindings.items()}

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
