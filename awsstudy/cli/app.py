"""Opens the app where there is a terminal, and prints today's plan where there is none."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from awsstudy.core.errors import ExitCode
from awsstudy.core.i18n import Language
from awsstudy.workspace.workspace import Workspace

if TYPE_CHECKING:
    from awsstudy.tui.home import Opener


def has_terminal() -> bool:
    """Whether a full-screen app can be shown: Textual reads stdin and writes to stderr."""
    streams = (sys.__stdin__, sys.__stderr__)
    return os.environ.get("TERM") != "dumb" and all(s is not None and s.isatty() for s in streams)


def open_app(
    folder: Path | None, language: Language | None = None, first: Opener | None = None
) -> int:
    """Open the app, or print today's plan.

    Args:
        folder: the learner's folder; None for the usual one.
        language: the language whatever the settings say.
        first: a screen to open over the home screen.
    """
    workspace = Workspace(folder, language=language)
    if not has_terminal():
        from awsstudy.cli.plain import print_plan

        print_plan(workspace)
        return ExitCode.OK
    if os.environ.get("TERM_PROGRAM") == "iTerm.app":
        # iTerm2 drops composed Hangul in the key mode Textual asks for; it is read at import.
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from awsstudy.tui.app import StudyApp

    app = StudyApp(workspace, first)
    app.run()
    workspace.close()
    return app.return_code or ExitCode.OK
