"""Text that explains the glossary's terms where the mouse rests on them."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual import events
from textual.widgets import Static

from awsstudy.catalog.models.vocabulary import Term
from awsstudy.catalog.vocabulary import Vocabulary

Explain = Callable[[Term], str]


class TermText(Static):
    """A text whose lines are drawn as they are, with its terms explained on hover."""

    def __init__(self, vocabulary: Vocabulary, explain: Explain, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._vocabulary = vocabulary
        self._explain = explain

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the term under the mouse, or nothing."""
        term = self.term_at(event.x, event.y)
        self.tooltip = self._explain(term) if term else None

    def term_at(self, x: int, y: int) -> Term | None:
        """The term drawn at a cell of the text."""
        lines = str(self.content).split("\n")
        if not 0 <= y < len(lines):
            return None
        line = lines[y]
        for found in self._vocabulary.find(line):
            start = cell_len(line[: found.start])
            if start <= x < start + cell_len(line[found.start : found.end]):
                return found.term
        return None
