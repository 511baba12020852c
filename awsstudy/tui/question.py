"""One question on the screen: its stem, its prompts and its answers as rows."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.core.i18n import Messages
from awsstudy.quiz.session import Session
from awsstudy.tui import answers
from awsstudy.tui.widgets.choices import ChoiceRow


class QuestionPane(VerticalScroll):
    """Scrolls where a question is longer than the screen."""

    def __init__(self) -> None:
        super().__init__(id="page", can_focus=False)

    def compose(self) -> ComposeResult:
        """Stem, prompts, rows."""
        yield Static(id="stem", markup=False)
        yield Static(id="prompts", markup=False)
        for number in range(answers.MOST_ANSWERS):
            yield ChoiceRow(number)

    def show(self, session: Session, cursor: int, words: Messages) -> None:
        """Show the question a session is at.

        Args:
            session: open, or with its answer judged.
            cursor: the row the arrow is on.
            words: the language.
        """
        self.query_one("#stem", Static).update(Content.styled(words.of(session.item.stem), "bold"))
        lines = answers.prompts(session, words.of)
        prompts = self.query_one("#prompts", Static)
        prompts.display = bool(lines)
        prompts.update(Content("\n").join(Content.styled(text, style) for text, style in lines))
        rows = answers.rows(session, cursor, words.of, words("quiz.yours"))
        for row in self.query(ChoiceRow):
            row.display = row.number < len(rows)
            if row.display:
                row.show(rows[row.number])

    def to_top(self) -> None:
        """Show the beginning of the question."""
        self.scroll_home(animate=False)
