"""The exam screen: one question at a time, no feedback, a clock that runs backwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.core.i18n import other
from awsstudy.quiz.exam.running import RunningExam
from awsstudy.quiz.exam.sitting import Sitting
from awsstudy.quiz.form import FREE
from awsstudy.store.records import ExamSitting
from awsstudy.tui import answers, areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.dialogs import ChooseDialog
from awsstudy.tui.question import QuestionPane
from awsstudy.tui.widgets.choices import ChoiceRow
from awsstudy.tui.widgets.countdown import Countdown
from awsstudy.workspace.workspace import Workspace


class ExamScreen(StudyScreen[None]):
    """A mock exam while it is being sat."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "exam.go_on", id="exam.go_on", tooltip="exam.go_on.help"),
        Binding("enter,right", "step(1)", "exam.next", id="exam.next", tooltip="exam.next.help"),
        Binding("left", "step(-1)", "exam.back", id="exam.back", tooltip="exam.back.help"),
        Binding(
            "space",
            "take",
            "exam.toggle",
            id="exam.toggle",
            tooltip="exam.toggle.help",
            show=False,
        ),
        Binding("up,k", "move(-1)", "quiz.up", id="exam.up", tooltip="quiz.up.help", show=False),
        Binding(
            "down,j", "move(1)", "quiz.down", id="exam.down", tooltip="quiz.down.help", show=False
        ),
        *(
            Binding(
                str(number + 1),
                f"pick({number})",
                "exam.toggle",
                id=f"exam.pick{number + 1}",
                tooltip="exam.pick.help",
                show=False,
            )
            for number in range(answers.MOST_ANSWERS)
        ),
        Binding("0", "clear", "exam.clear", id="exam.clear", tooltip="exam.clear.help", show=False),
        Binding(
            "f,f6", "flag", "exam.flag", id="exam.flag", tooltip="exam.flag.help", key_display="f"
        ),
        Binding(
            "g,f7", "jump", "exam.jump", id="exam.jump", tooltip="exam.jump.help", key_display="g"
        ),
        Binding(
            "r,f8",
            "check",
            "exam.check",
            id="exam.check",
            tooltip="exam.check.help",
            key_display="r",
        ),
        Binding(
            "p,f9",
            "pause",
            "exam.pause",
            id="exam.pause",
            tooltip="exam.pause.help",
            key_display="p",
        ),
        Binding(
            "h,f4",
            "clock",
            "exam.clock",
            id="exam.clock",
            tooltip="exam.clock.help",
            key_display="h",
        ),
    ]

    state: reactive[Sitting | None] = reactive(None, init=False, bindings=True)
    """Where the exam stands."""
    cursor: reactive[int] = reactive(0, init=False)
    """The row the arrows are on, as shown."""

    def __init__(self, workspace: Workspace, sitting: ExamSitting, exam: RunningExam) -> None:
        super().__init__(workspace)
        self.sitting = sitting
        self.exam = exam
        self.set_reactive(ExamScreen.state, exam.state)
        self._refused = False

    @property
    def current(self) -> Sitting:
        """Where the exam stands; it always stands somewhere."""
        return self.exam.state

    @property
    def heading(self) -> str:
        """The exam and the number of the question."""
        title = self.of(self.workspace.exams.exam(self.sitting.exam).title)
        place = self.text("quiz.place", n=self.current.place + 1, of=len(self.current.entries))
        return f"{title} - {place}"

    def body(self) -> ComposeResult:
        """Status and time in one line, the question, what can be done."""
        with Horizontal(id="exam-line"):
            yield Static(id="status", markup=False)
            yield Countdown(self.exam)
        yield QuestionPane()
        yield Static(id="verdict", markup=False)

    def on_mount(self) -> None:
        """Begin to watch the time."""
        super().on_mount()
        self.set_interval(1.0, self._tick)

    def on_screen_resume(self) -> None:
        """Back from another screen, where the language may have been switched."""
        language = self.workspace.language
        if self.current.stage == "running" and self.current.language != language:
            self._act(lambda: self.exam.show_in(language))

    def show_words(self) -> None:
        """The question as it stands; none while the clock stands."""
        paused = self.current.stage != "running"
        pane = self.query_one(QuestionPane)
        pane.display = not paused
        if not paused:
            pane.show(self.current.view(self.current.place), self.cursor, self.words)
        self.query_one("#status", Static).update(self._status())
        hint = "exam.paused" if paused else "exam.hint"
        if self._refused and not paused:
            choose = self.current.entry.item.choose
            refused = Content.styled(self.text("quiz.enough", n=choose), "bold $due")
            self.query_one("#verdict", Static).update(refused)
        else:
            self.query_one("#verdict", Static).update(Content.styled(self.text(hint), "$muted"))

    def _status(self) -> Content:
        if self.current.stage != "running":
            return Content("")
        entry = self.current.entry
        if entry.item.choose == 1:
            parts: list[str | tuple[str, str]] = [(self.text("quiz.choose_one"), "$muted")]
        else:
            picked = sum(place != FREE for place in entry.selected)
            words = self.text(f"quiz.{entry.item.kind}", n=entry.item.choose, picked=picked)
            parts = [(words, "bold $due")]
        if entry.flagged:
            parts.append(("   ! " + self.text("exam.is_flagged"), "bold $mark"))
        return Content.assemble(*parts)

    def watch_state(self) -> None:
        """Show what changed."""
        self.retranslate()

    def watch_cursor(self) -> None:
        """Show the arrow's new row."""
        self.show_words()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the exam is paused nothing can be done but to go on."""
        paused = self.current.stage != "running"
        if action == "go_on":
            return paused
        if action == "step" and parameters == (-1,) and self.current.place == 0:
            return False
        if action in _WHILE_RUNNING:
            return not paused
        return True

    def _act(self, what: Callable[[], object]) -> None:
        """Do something: it is in the database before the screen shows it."""
        try:
            what()
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
        self._follow()

    def _follow(self) -> None:
        if self.current.stage == "submitted":
            self._over()
        elif self.state is not self.current:
            moved = self.state is None or self.state.place != self.current.place
            if moved:
                self.set_reactive(ExamScreen.cursor, 0)
            self.state = self.current
            if moved:
                self.query_one(QuestionPane).to_top()

    def _tick(self) -> None:
        if self.current.stage != "submitted":
            self._act(self.exam.tick)

    def _over(self) -> None:
        """Show the report, whatever is on top of this screen."""
        if self not in self.app.screen_stack:
            return
        while self.app.screen is not self:
            self.app.pop_screen()
        self.app.switch_screen(areas.open_exam_report(self.workspace, self.sitting.id))

    def action_pick(self, number: int) -> None:
        """Choose the answer shown at a place, or take it back."""
        order = self.current.view(self.current.place).order
        if number >= len(order):
            return
        taken: list[bool] = []
        self._refused = False
        self._act(lambda: taken.append(self.exam.toggle(order[number])))
        self._refused = taken == [False]
        self.cursor = number
        self.show_words()

    def action_take(self) -> None:
        """Choose the answer the arrow is on, or take it back."""
        self.action_pick(self.cursor)

    def action_move(self, by: int) -> None:
        """Move the arrow."""
        self.cursor = (self.cursor + by) % len(self.current.entry.item.choices)

    def action_clear(self) -> None:
        """Leave the question blank again."""
        self._refused = False
        self._act(self.exam.clear)

    def action_step(self, by: int) -> None:
        """Go to the next or the previous question; after the last one comes the check."""
        place = self.current.place + by
        if place == len(self.current.entries):
            self.action_check()
        elif place >= 0:
            self._visit(place)

    def _visit(self, place: int | None) -> None:
        if place is not None:
            self._refused = False
            self._act(lambda: self.exam.visit(place))

    def action_flag(self) -> None:
        """Flag the question for later, or take that back."""
        self._act(self.exam.flag)

    def action_jump(self) -> None:
        """Show all questions and go to one of them."""
        self.app.push_screen(areas.open_exam_map(self.workspace, self.exam), self._visit)

    def action_check(self) -> None:
        """Show what is unanswered and flagged, to go there or to submit."""

        def chosen(place: int | None) -> None:
            if place == areas.SUBMIT:
                self._act(self.exam.submit)
            else:
                self._visit(place)

        hidden = self.query_one(Countdown).hidden
        check = areas.open_exam_check(self.workspace, self.exam, clock_hidden=hidden)
        self.app.push_screen(check, chosen)

    def action_pause(self) -> None:
        """Stop the clock and cover the question."""
        self._act(self.exam.pause)

    def action_go_on(self) -> None:
        """Go on after a pause."""
        self._act(lambda: self.exam.enter(self.workspace.language))

    def action_clock(self) -> None:
        """Hide the time, or show it again."""
        self.query_one(Countdown).switch()

    def action_language(self) -> None:
        """Show the question in the other language; the report counts it."""
        if self.current.stage == "running":
            self._act(lambda: self.exam.show_in(other(self.workspace.language)))
        super().action_language()

    def action_leave(self) -> None:
        """Leave only on purpose: it is a pause, and no exam room allows one."""
        if self.current.stage == "paused":
            super().action_leave()
            return
        choices = {"stay": self.text("exam.stay"), "pause": self.text("exam.pause_leave")}

        def chosen(what: str | None) -> None:
            if what == "pause":
                self._act(self.exam.pause)
                if self.current.stage == "paused":
                    super(ExamScreen, self).action_leave()

        dialog = ChooseDialog(self.workspace, self.text("exam.leave"), choices)
        self.app.push_screen(dialog, chosen)

    def action_home(self) -> None:
        """The way home leaves the exam, too."""
        self.action_leave()

    def on_choice_row_pressed(self, message: ChoiceRow.Pressed) -> None:
        """An answer was clicked."""
        self.action_pick(message.number)

    def on_key(self, event: events.Key) -> None:
        """Full-width digits, as a Korean keyboard may send them, are digits."""
        if event.character and "１" <= event.character <= "６" and self.current.stage == "running":
            self.action_pick(ord(event.character) - ord("１"))
            event.stop()


_WHILE_RUNNING = frozenset(
    {"step", "take", "move", "pick", "clear", "flag", "jump", "check", "pause", "clock"}
)
