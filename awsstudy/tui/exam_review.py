"""Going through an exam's misses: what was chosen, the key, and why; it is required."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.exam.running import RunningExam
from awsstudy.quiz.exam.sitting import Entry
from awsstudy.quiz.item import Item
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.question import QuestionPane
from awsstudy.workspace.workspace import Workspace


class ExamReviewScreen(StudyScreen[None]):
    """Every miss, one after the other; each that was read is remembered."""

    TITLE_ID = "examreview.title"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space,right",
            "next",
            "examreview.next",
            id="examreview.next",
            tooltip="examreview.next.help",
        ),
        Binding(
            "left", "back", "examreview.back", id="examreview.back", tooltip="examreview.back.help"
        ),
        Binding(
            "i,f6",
            "proof",
            "quiz.proof",
            id="examreview.proof",
            tooltip="quiz.proof.help",
            key_display="i",
        ),
        Binding(
            "o,f7",
            "concept",
            "quiz.concept",
            id="examreview.concept",
            tooltip="quiz.concept.help",
            key_display="o",
        ),
        Binding(
            "w,f8",
            "words",
            "key.words",
            id="examreview.words",
            tooltip="key.words.help",
            key_display="w",
        ),
    ]

    def __init__(self, workspace: Workspace, exam: RunningExam) -> None:
        super().__init__(workspace)
        self.exam = exam
        self._places = exam.state.misses
        left = exam.state.to_review
        self.number = self._places.index(left[0]) if left else 0
        """Which of the misses is on screen, from 0."""

    @property
    def place(self) -> int:
        """The place in the exam of the miss on screen."""
        return self._places[self.number]

    @property
    def entry(self) -> Entry:
        """The miss on screen."""
        return self.exam.state.entries[self.place]

    @property
    def item(self) -> Item:
        """Its question."""
        return self.entry.item

    @property
    def heading(self) -> str:
        """Which of the misses it is, and its number in the exam."""
        place = self.text("quiz.place", n=self.number + 1, of=len(self._places))
        asked = self.text("examreview.number", n=self.place + 1)
        return f"{self.text(self.TITLE_ID)} - {place} - {asked}"

    def body(self) -> ComposeResult:
        """How many are left, the question with its reasons, what to do."""
        yield Static(id="status", markup=False)
        yield QuestionPane()
        yield Static(id="verdict", markup=False)

    def show_words(self) -> None:
        """The miss on screen."""
        left = len(self.exam.state.to_review)
        words = self.text("examreview.left", n=left) if left else self.text("examreview.done")
        self.query_one("#status", Static).update(Content.styled(words, "$muted"))
        self.query_one(QuestionPane).show(self.exam.state.view(self.place), 0, self.words)
        self.query_one("#verdict", Static).update(self._verdict())

    def _verdict(self) -> Content:
        if not self.entry.response:
            said = "examreview.blank"
        elif not self.entry.complete:
            said = "examreview.incomplete"
        else:
            said = "quiz.wrong"
        parts: list[str | tuple[str, str]] = [(self.text(said), "bold $wrong")]
        if self.entry.flagged:
            parts.append("  " + self.text("exam.is_flagged"))
        if self.item.own_key:
            parts.append("  " + self.text("ownkey.in_force"))
        return Content.assemble(*parts)

    def action_next(self) -> None:
        """This one is read; go on to the next that is not, or back to the report."""
        try:
            self.exam.review(self.place)
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        left = self.exam.state.to_review
        after = [place for place in left if place > self.place] or list(left)
        if after:
            self._show(self._places.index(after[0]))
        elif self.number + 1 < len(self._places):
            self._show(self.number + 1)
        else:
            super().action_leave()

    def action_back(self) -> None:
        """The miss before."""
        self._show(max(0, self.number - 1))

    def _show(self, number: int) -> None:
        self.number = number
        self.retranslate()
        self.query_one(QuestionPane).to_top()

    def action_proof(self) -> None:
        """Show why the key is the key."""
        self.app.push_screen(areas.open_proof(self.workspace, self.item))

    def action_concept(self) -> None:
        """Read the concept the question is about."""
        self.app.push_screen(areas.open_concept(self.workspace, self.item.concept_id))

    def action_words(self) -> None:
        """Explain the terms of this question."""
        texts = [self.item.stem, *self.item.prompts]
        texts += [text for choice in self.item.choices for text in (choice.text, choice.why)]
        self.app.push_screen(areas.open_words(self.workspace, [self.of(one) for one in texts]))
