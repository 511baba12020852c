"""Before an exam is submitted: what is blank and what is flagged, with a way back to each."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.quiz.exam.running import RunningExam
from awsstudy.quiz.exam.sitting import Entry
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.dialogs import ChooseDialog
from awsstudy.tui.exam_map import mark
from awsstudy.tui.widgets.countdown import Countdown
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.workspace.workspace import Workspace

SHOWN = ("open", "flagged", "all")
"""What can be listed."""
STEM_WIDTH = 64


class ExamCheckScreen(StudyScreen[int | None]):
    """The review screen; closes with the place of a question, or to submit."""

    TITLE_ID = "examcheck.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            "examcheck.choose",
            id="examcheck.choose",
            tooltip="examcheck.choose.help",
            priority=True,
        ),
        *(
            Binding(
                str(number),
                f"list('{name}')",
                f"examcheck.{name}",
                id=f"examcheck.{name}",
                tooltip=f"examcheck.{name}.help",
            )
            for number, name in enumerate(SHOWN, 1)
        ),
        Binding(
            "s,f10",
            "submit",
            "examcheck.submit",
            id="examcheck.submit",
            tooltip="examcheck.submit.help",
            key_display="s",
        ),
    ]

    def __init__(
        self, workspace: Workspace, exam: RunningExam, *, clock_hidden: bool = False
    ) -> None:
        super().__init__(workspace)
        self._exam = exam
        self._clock_hidden = clock_hidden
        self._shown = "open" if exam.state.where(_is_open) else "all"

    def body(self) -> ComposeResult:
        """Counts and time in one line, and the list."""
        with Horizontal(id="exam-line"):
            yield Static(id="status", markup=False)
            yield Countdown(self._exam, hidden=self._clock_hidden)
        yield OptionList(id="places", markup=False)

    def show_words(self) -> None:
        """The counts and the questions that are listed now."""
        state = self._exam.state
        blank, flagged = state.where(_is_open), state.where(_is_flagged)
        words = self.text(
            "examcheck.counts",
            done=len(state.entries) - len(blank),
            of=len(state.entries),
            blank=len(blank),
            flagged=len(flagged),
        )
        self.query_one("#status", Static).update(Content.styled(words, "bold"))
        listed = self.query_one("#places", OptionList)
        places = {"open": blank, "flagged": flagged}.get(self._shown, range(len(state.entries)))
        options = [Option(self._line(place), id=str(place)) for place in places]
        listed.set_options(options or [Option(Content(self.text("examcheck.none")), disabled=True)])
        if options:
            listed.highlighted = 0

    def _line(self, place: int) -> Content:
        entry = self._exam.state.entries[place]
        first, *more = wrap(self.of(entry.item.stem), STEM_WIDTH)
        stem = f"{first} ..." if more else first
        flag = "!" if entry.flagged else " "
        return Content.assemble(f"{place + 1:>3} {mark(entry)}{flag} ", (stem, "$muted"))

    def action_list(self, name: str) -> None:
        """List something else."""
        self._shown = name
        self.show_words()

    def action_choose(self) -> None:
        """Go to the question on the line."""
        option = self.query_one("#places", OptionList).highlighted_option
        if option is not None and option.id is not None:
            self.dismiss(int(option.id))

    @on(OptionList.OptionSelected, "#places")
    def _clicked(self, _: OptionList.OptionSelected) -> None:
        self.action_choose()

    def action_submit(self) -> None:
        """Ask once more, then submit."""
        blank = len(self._exam.state.where(_is_open))
        title = self.text("examcheck.sure_blank", n=blank) if blank else self.text("examcheck.sure")
        choices = {"stay": self.text("examcheck.stay"), "submit": self.text("examcheck.yes")}

        def chosen(what: str | None) -> None:
            if what == "submit":
                self.dismiss(areas.SUBMIT)

        self.app.push_screen(ChooseDialog(self.workspace, title, choices), chosen)

    def action_home(self) -> None:
        """The way home leads through the exam: leaving it is a decision of its own."""
        self.dismiss(None)


def _is_open(entry: Entry) -> bool:
    return not entry.complete


def _is_flagged(entry: Entry) -> bool:
    return entry.flagged
