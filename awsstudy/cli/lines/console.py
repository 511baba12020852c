"""Lines out, lines in: nothing is moved, coloured or drawn over."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from typing import TextIO

from awsstudy.core.hangul import qwerty
from awsstudy.core.text import normal
from awsstudy.tui.widgets.drawing import wrap

USUAL_WIDTH = 80
NARROWEST, WIDEST = 30, 100
"""Lines longer than that are hard to follow, by eye or by ear."""


class Left(Exception):  # noqa: N818 - no error: the learner left
    """The learner left, or there is no more input."""


class Console:
    """Where plain mode talks with the learner."""

    def __init__(self, reader: TextIO, writer: TextIO, width: int = USUAL_WIDTH) -> None:
        self._reader = reader
        self._writer = writer
        self._width = max(NARROWEST, min(WIDEST, width))
        self._echoed = reader.isatty()

    @classmethod
    def of_process(cls) -> Console:
        """The process's own input and output."""
        reader = sys.stdin
        if hasattr(reader, "reconfigure"):
            reader.reconfigure(encoding="utf-8", errors="replace")
        columns = shutil.get_terminal_size((USUAL_WIDTH, 24)).columns if reader.isatty() else 0
        return cls(reader, sys.stdout, columns or USUAL_WIDTH)

    def say(self, text: str = "", lead: str = "") -> None:
        """Print a text, wrapped; ``lead`` stands before its first line, the rest is indented."""
        indent = " " * len(lead)
        for number, line in enumerate(wrap(text, self._width - len(lead))):
            print(((indent if number else lead) + line).rstrip(), file=self._writer)

    def ask(self, prompt: str) -> str:
        """What is typed after a prompt, up to Enter, in normal form.

        Raises:
            Left: there is no more input.
        """
        print(prompt, end=" ", file=self._writer, flush=True)
        line = self._reader.readline()
        if not self._echoed or not line:
            print(file=self._writer)  # The Enter that a terminal would have shown.
        if not line:
            raise Left
        return normal(line).strip()


def key_of(line: str) -> str:
    """A line as the keys that were pressed: small letters, whatever keyboard or width."""
    typed = (qwerty(char) or unicodedata.normalize("NFKC", char) for char in line)
    return "".join(typed).casefold().strip()
