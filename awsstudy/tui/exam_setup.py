"""Choosing a mock exam: which, how long, by which rules; and the exams of before."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.catalog.models.reference import Exam
from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.exam.blueprint import ESL_MINUTES, ExamWish
from awsstudy.store.records import ExamStanding
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.dialogs import ChooseDialog
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.workspace.workspace import Workspace

LENGTHS = (0, 30, 20, 10)
"""Questions; 0 is the whole exam."""
LINE = 74


class ExamSetupScreen(StudyScreen[None]):
    """Exams that run, exams to begin, exams of before."""

    TITLE_ID = "examsetup.title"
    AUTO_FOCUS = "#exams"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "examsetup.open",
            id="examsetup.open",
            tooltip="examsetup.open.help",
            priority=True,
        ),
        Binding(
            "1,l",
            "length",
            "examsetup.length",
            id="examsetup.length",
            tooltip="examsetup.length.help",
        ),
        Binding("2,e", "esl", "examsetup.esl", id="examsetup.esl", tooltip="examsetup.esl.help"),
        Binding(
            "3,u",
            "unscored",
            "examsetup.unscored",
            id="examsetup.unscored",
            tooltip="examsetup.unscored.help",
        ),
        Binding(
            "0,x",
            "discard",
            "examsetup.discard",
            id="examsetup.discard",
            tooltip="examsetup.discard.help",
        ),
    ]

    def __init__(self, workspace: Workspace, code: str = "") -> None:
        """Prepare the screen.

        Args:
            workspace: what is shown.
            code: the exam the arrow stands on at first; empty for one that runs, or
                else the one studied for.
        """
        super().__init__(workspace)
        self._first = f"new-{code}" if code else ""
        self._length = 0
        self._esl = False
        self._unscored = False
        self._standings: dict[str, ExamStanding] = {}

    def body(self) -> ComposeResult:
        """The list, and what is said of its line."""
        yield OptionList(id="exams", markup=False)
        yield Static(id="offer", markup=False)

    def on_screen_resume(self) -> None:
        """Coming back: an exam may have got further."""
        if self.is_mounted:
            self.retranslate()

    def show_words(self) -> None:
        """The exams, with the place kept."""
        self._standings = {one.sitting.id: one for one in self.workspace.exams.standings()}
        listed = self.query_one("#exams", OptionList)
        kept = listed.highlighted_option.id if listed.highlighted_option else self._first
        options = self._options()
        listed.set_options(options)
        ids = [option.id for option in options]
        listed.highlighted = ids.index(kept) if kept in ids else self._start(options)
        self._show_offer()

    def _start(self, options: list[Option]) -> int:
        """Where the arrow begins: at an exam that runs, or else at the one studied for."""
        running = any(not one.submitted for one in self._standings.values())
        wanted = f"new-{self.workspace.settings.exam}"
        places = {option.id: place for place, option in enumerate(options) if not option.disabled}
        return min(places.values()) if running or wanted not in places else places[wanted]

    def _options(self) -> list[Option]:
        running = [one for one in self._standings.values() if not one.submitted]
        past = [one for one in reversed(self._standings.values()) if one.submitted]
        options = self._head("examsetup.running", running)
        options += [Option(self._run_line(one), id=f"run-{one.sitting.id}") for one in running]
        options += self._head("examsetup.new", self.workspace.catalog.exams)
        options += [
            Option(Content(f"  {self.of(exam.title)}"), id=f"new-{exam.id}")
            for exam in self.workspace.catalog.exams.values()
        ]
        options += self._head("examsetup.past", past)
        options += [Option(self._past_line(one), id=f"past-{one.sitting.id}") for one in past]
        return options

    def _head(self, message: str, below: object) -> list[Option]:
        if not below:
            return []
        return [Option(Content.styled(self.text(message), "bold $accent"), disabled=True)]

    def _when(self, standing: ExamStanding) -> str:
        moment = standing.sitting.at.astimezone(self.workspace.clock.zone)
        return f"{standing.sitting.exam.upper()}  {moment:%Y-%m-%d %H:%M}"

    def _run_line(self, standing: ExamStanding) -> Content:
        return Content.assemble(
            f"  {self._when(standing)}  ",
            (self.text("examsetup.of", n=len(standing.sitting.item_ids)), ""),
            "  ",
            (self.text("examsetup.left", minutes=max(0, standing.left_ms) // 60_000), "$muted"),
        )

    def _past_line(self, standing: ExamStanding) -> Content:
        score = self.text("examsetup.score", right=standing.right, of=standing.scored)
        parts: list[str | tuple[str, str]] = [f"  {self._when(standing)}  {score}  "]
        if not standing.done:
            left = standing.misses - standing.reviewed
            parts.append((self.text("examsetup.not_reviewed", n=left), "bold $due"))
        return Content.assemble(*parts)

    @on(OptionList.OptionHighlighted, "#exams")
    def _moved(self) -> None:
        self._show_offer()
        self.refresh_bindings()

    def _chosen(self) -> tuple[str, str]:
        """The kind of the line the arrow is on, and what it stands for."""
        option = self.query_one("#exams", OptionList).highlighted_option
        kind, _, name = str(option.id if option else "").partition("-")
        return kind, name

    def _show_offer(self) -> None:
        kind, name = self._chosen()
        if kind == "new":
            lines = self._offer(self.workspace.exams.exam(name))
        else:
            lines = [self.text(f"examsetup.about_{kind}")] if kind else []
        told = [line for text in lines for line in wrap(text, LINE)]
        self.query_one("#offer", Static).update(Content("\n".join(told)))

    def _wish(self, code: str) -> ExamWish:
        questions = LENGTHS[self._length]
        return ExamWish(code, questions, esl=self._esl, unscored=self._unscored)

    def _offer(self, exam: Exam) -> list[str]:
        """What the exam would be, and how much of the guide it covers."""
        offer = self.workspace.exams.offer(self._wish(exam.id))
        rules = [
            self.text("examsetup.size", n=offer.questions, minutes=offer.minutes),
            self.text(
                "examsetup.with_esl" if self._esl else "examsetup.without_esl", n=ESL_MINUTES
            ),
        ]
        if exam.scored < exam.questions:
            some = "examsetup.some_unscored" if self._unscored else "examsetup.all_scored"
            rules.append(self.text(some))
        lines = [" | ".join(rules)]
        if LENGTHS[self._length]:
            lines.append(self.text("examsetup.short", n=exam.questions))
        if exam.guide is not None:
            lines.append(
                self.text("examsetup.guide", guide=self.of(exam.guide), checked=exam.checked)
            )
        lines.append(
            self.text(
                "examsetup.covers", percent=offer.covered, unseen=offer.unseen, n=offer.questions
            )
        )
        titles = {domain.id: self.of(domain.title) for domain in exam.domains}
        if offer.short_of:
            short = ", ".join(titles[domain] for domain in offer.short_of)
            lines.append(self.text("examsetup.short_of", domains=short))
        if exam.guide is not None:
            lines.append(self.text("examsetup.left_out"))
        return lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be chosen depends on the line."""
        kind, name = self._chosen() if self.is_mounted else ("", "")
        if action in ("length", "esl"):
            return kind == "new"
        if action == "unscored":
            exam = self.workspace.catalog.exams.get(name)
            return kind == "new" and exam is not None and exam.scored < exam.questions
        if action == "discard":
            return kind == "run"
        return True

    def action_length(self) -> None:
        """The next length."""
        self._length = (self._length + 1) % len(LENGTHS)
        self._show_offer()

    def action_esl(self) -> None:
        """With or without the minutes for English as a second language."""
        self._esl = not self._esl
        self._show_offer()

    def action_unscored(self) -> None:
        """Whether some questions do not count."""
        self._unscored = not self._unscored
        self._show_offer()

    def action_open(self) -> None:
        """Begin an exam, go on with one, or see how one went."""
        kind, name = self._chosen()
        try:
            if kind == "new":
                screen = areas.open_new_exam(self.workspace, self._wish(name))
            elif kind == "run":
                screen = areas.open_running_exam(self.workspace, name)
            elif kind == "past":
                screen = areas.open_exam_report(self.workspace, name)
            else:
                return
        except AwsStudyError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.app.push_screen(screen)

    def action_discard(self) -> None:
        """Take a running exam off the list, after asking."""
        _, name = self._chosen()
        choices = {"keep": self.text("examsetup.keep"), "discard": self.text("examsetup.yes")}

        def chosen(what: str | None) -> None:
            if what == "discard":
                self.workspace.exams.discard(name)
                self.retranslate()

        title = self.text("examsetup.sure")
        self.app.push_screen(ChooseDialog(self.workspace, title, choices), chosen)
