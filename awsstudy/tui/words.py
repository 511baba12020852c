"""The glossary's terms of what is on screen, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.catalog.models.vocabulary import Term
from awsstudy.core.i18n import Language
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.workspace import Workspace


class WordsDialog(StudyDialog[None]):
    """Each term with its name in the other language, what it means, and how else it is written."""

    def __init__(self, workspace: Workspace, texts: Sequence[str]) -> None:
        super().__init__(workspace)
        self._terms = workspace.catalog.vocabulary.terms_in(texts)

    def compose(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="dialog"):
            yield Static(id="words", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """The terms in the language now chosen."""
        lines = [Content.styled(self.text("words.title"), "bold"), Content("")]
        for term in self._terms:
            lines += self._lines(term)
        if not self._terms:
            lines.append(Content(self.text("words.none")))
        self.query_one("#words", Static).update(Content("\n").join(lines))

    def _lines(self, term: Term) -> Iterator[Content]:
        for line in wrap(name_of(term, self.workspace.language), TEXT_WIDTH):
            yield Content.styled(line, "bold $accent")
        for line in wrap(self.of(term.meaning), TEXT_WIDTH - 2):
            yield Content(f"  {line}")
        if term.accept:
            for line in wrap(", ".join(term.accept), TEXT_WIDTH - 2):
                yield Content.styled(f"  {line}", "$muted")


def name_of(term: Term, language: Language) -> str:
    """A term in a language, with its name in the other where that differs."""
    here, there = term.term[language], term.term["ko" if language == "en" else "en"]
    return here if here == there else f"{here} ({there})"


def explained(term: Term, language: Language) -> str:
    """A term in one line: its names and what it means."""
    return f"{name_of(term, language)}: {term.meaning[language]}"
