"""The options every command has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from awsstudy.core.errors import SettingsError
from awsstudy.core.i18n import LANGUAGES, Language

if TYPE_CHECKING:
    from awsstudy.tui.home import Opener
    from awsstudy.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Options:
    """Whose record, and in which language."""

    home: Path | None
    language: Language | None

    @classmethod
    def checked(cls, home: Path | None, language: str | None) -> Options:
        """Options as they were given.

        Raises:
            SettingsError: the language is none of ours.
        """
        known = next((name for name in LANGUAGES if name == language), None)
        if language is not None and known is None:
            raise SettingsError(f"--lang: '{language}' is none of {', '.join(LANGUAGES)}.")
        return cls(home, known)

    @contextmanager
    def workspace(self, as_of: date | None = None) -> Iterator[Workspace]:
        """The workspace, for as long as a command needs it; with the rules of today or of a day."""
        from awsstudy.workspace.workspace import Workspace

        workspace = Workspace(self.home, language=self.language, as_of=as_of)
        try:
            yield workspace
        finally:
            workspace.close()

    def open_app(self, first: Opener | None) -> int:
        """Open the app, at some screen."""
        from awsstudy.cli.app import open_app

        return open_app(self.home, self.language, first)
