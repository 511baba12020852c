"""The app: themes, the keyboard's Hangul layer, errors. Screens do the rest."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from awsstudy.core.errors import AwsStudyError
from awsstudy.core.hangul import qwerty
from awsstudy.tui.home import HomeScreen, Opener
from awsstudy.tui.theme import THEMES
from awsstudy.tui.widgets.keybar import types
from awsstudy.workspace.workspace import Workspace

LOOK_S = 1.0
"""How often it is looked whether the terminal is still there."""


class StudyApp(App[int]):
    """awsstudy in the terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "awsstudy"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "key.quit", id="key.quit", tooltip="key.quit.help", show=False),
    ]

    def __init__(self, workspace: Workspace, first: Opener | None = None) -> None:
        """Prepare the app.

        Args:
            workspace: what is shown.
            first: a screen to open over the home screen.
        """
        super().__init__()
        self.workspace = workspace
        self._first = first
        for theme in THEMES.values():
            self.register_theme(theme)
        self.show_theme(workspace.early.theme)
        if not workspace.early.motion:
            self.animation_level = "none"

    def get_default_screen(self) -> Screen[None]:
        """The screen everything starts from and Esc comes back to."""
        return HomeScreen(self.workspace, self._first)

    def show_theme(self, name: str) -> None:
        """Use one of the house themes."""
        self.theme = THEMES.get(name, THEMES["dark"]).name

    def on_mount(self) -> None:
        """Put the terminal right when the process is told to end; end with the terminal."""
        self._end_on_signals()
        if not self.is_headless:
            self.set_interval(LOOK_S, self._end_with_terminal)
        self.call_after_refresh(_settle_memory)

    def _end_on_signals(self) -> None:
        import asyncio

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, self.exit, None, 128 + number)
            except (NotImplementedError, RuntimeError, ValueError):
                return  # not in the main thread, as under test, or a platform without signals

    def _end_with_terminal(self) -> None:
        """End when the terminal has gone, of which not every process is told by a signal.

        Textual would read the end of its input for ever, which keeps a processor busy.
        """
        if sys.__stdin__ is None or not os.isatty(sys.__stdin__.fileno()):
            self.exit(None, 128 + signal.SIGHUP)

    async def on_event(self, event: events.Event) -> None:
        """Replay what a Hangul keyboard typed as the keys pressed, unless it goes into a text."""
        if isinstance(event, events.Key) and not types(self.focused):
            letters = qwerty(event.character or "")
            if letters:
                for letter in letters:
                    await super().on_event(events.Key(letter, letter))
                return
        await super().on_event(event)

    def show_error(self, error: AwsStudyError) -> None:
        """Tell the learner what went wrong; nothing saved before is lost."""
        self.notify(str(error), title="awsstudy", severity="error", timeout=10, markup=False)

    def get_system_commands(self, screen: Any) -> Any:
        """None: the palette offers the bindings of the screen, in the learner's language."""
        return ()

    async def action_quit(self) -> None:
        """End the app."""
        self.exit(0)


def _settle_memory() -> None:
    """What start-up made stays: keep the collector from walking it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()
