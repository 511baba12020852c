"""After an exam: the raw score, what it tells, and for each finding what to do about it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.progress.exam import ExamReport
from awsstudy.quiz.exam.running import RunningExam
from awsstudy.store.records import ExamSitting
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.exam_findings import Findings, Line
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.workspace.views import report_of_exam
from awsstudy.workspace.workspace import Workspace

LINE = 74
STYLES = {
    "head": "bold $accent",
    "strong": "bold",
    "plain": "",
    "advice": "$due",
    "aside": "$muted",
}


class ExamReportScreen(StudyScreen[None]):
    """A submitted exam."""

    TITLE_ID = "examreport.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,1",
            "review",
            "examreport.review",
            id="examreport.review",
            tooltip="examreport.review.help",
        ),
        Binding(
            "2,o",
            "concept",
            "examreport.concept",
            id="examreport.concept",
            tooltip="examreport.concept.help",
        ),
        Binding(
            "3,c",
            "cards",
            "examreport.cards",
            id="examreport.cards",
            tooltip="examreport.cards.help",
        ),
    ]

    def __init__(self, workspace: Workspace, sitting: ExamSitting, exam: RunningExam) -> None:
        super().__init__(workspace)
        self.sitting = sitting
        self.exam = exam
        self.report: ExamReport = report_of_exam(workspace, sitting, exam.state)

    def body(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="page"):
            yield Static(id="report", markup=False)

    def on_screen_resume(self) -> None:
        """Back from the review: less is left of it."""
        if self.is_mounted:
            self.retranslate()
            self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def show_words(self) -> None:
        """Every finding with its advice."""
        blueprint = self.workspace.exams.exam(self.sitting.exam)
        found, state = self.report, self.exam.state
        concept = self.workspace.catalog.concepts.get(found.reading)
        reading = self.of(concept.title) if concept else ""
        findings = Findings(self.words, blueprint, self.sitting, state, found, reading)
        lines = [drawn for line in findings.lines() for drawn in _drawn(line)]
        self.query_one("#report", Static).update(Content("\n").join(lines))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing was missed there is nothing to go through."""
        if action in ("concept", "cards"):
            return bool(self.report.reading)
        return bool(self.exam.state.misses) if action == "review" else True

    def action_review(self) -> None:
        """Go through every miss."""
        self.app.push_screen(areas.open_exam_review(self.workspace, self.exam))

    def action_concept(self) -> None:
        """Read the concept that cost the most."""
        self.app.push_screen(areas.open_concept(self.workspace, self.report.reading))

    def action_cards(self) -> None:
        """Review its cards."""
        self.app.push_screen(areas.open_cards(self.workspace, self.report.reading))


def _drawn(line: Line) -> list[Content]:
    """A line wrapped; advice is set apart by more than its colour."""
    lead, rest = ("  -> ", "     ") if line.kind == "advice" else ("", "")
    parts = wrap(line.text, LINE - len(lead))
    return [
        Content.styled((lead if number == 0 else rest) + part, STYLES[line.kind])
        for number, part in enumerate(parts)
    ]
