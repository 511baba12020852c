"""Today's session: its steps in order, one key to go on, a summary and the next step at the end."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.errors import AwsStudyError
from awsstudy.study.session import Outcome, Progress, Step
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.workspace.sittings import Sitting
from awsstudy.workspace.workspace import Workspace

MARKS = {"done": "[x]", "skipped": "[-]", "open": "[ ]"}


class SessionScreen(StudyScreen[None]):
    """A session from its first step to its summary."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0,n", "skip", "session.skip", id="session.skip", tooltip="session.skip.help"),
        Binding("9,x", "end", "session.end", id="session.end", tooltip="session.end.help"),
    ]

    def __init__(self, workspace: Workspace, sitting: Sitting) -> None:
        super().__init__(workspace)
        self.sitting = sitting
        self.progress: Progress = sitting.progress()

    @property
    def heading(self) -> str:
        """How much of its time is over."""
        if not self.progress.minutes:  # The day's minutes were over when it was begun.
            return self.text("session.title")
        spent = round(self.progress.spent / 60)
        time = self.text("session.time", spent=spent, minutes=self.progress.minutes)
        return f"{self.text('session.title')} - {time}"

    def body(self) -> ComposeResult:
        """What comes next, and the steps."""
        yield Static(id="status", markup=False)
        yield OptionList(id="steps", markup=False)
        yield Static(id="outcome", markup=False)

    def on_screen_resume(self) -> None:
        """Coming back from a step: it may be done."""
        self.progress = self.sitting.progress()
        if self.progress.next is None and not self.progress.ended:
            self.sitting.end()
        self.retranslate()

    def show_words(self) -> None:
        """The steps as they stand; the first open one is chosen."""
        listed = self.query_one("#steps", OptionList)
        listed.set_options(
            [
                Option(self._line(step, state), id=str(place))
                for place, (step, state) in enumerate(
                    zip(self.progress.steps, self.progress.states, strict=True)
                )
            ]
        )
        if listed.option_count:
            listed.highlighted = self.progress.next or 0
        self.query_one("#status", Static).update(self._status())
        self.query_one("#outcome", Static).update(self._outcome(self.sitting.outcome()))

    def _status(self) -> Content:
        if not self.progress.steps:
            return Content.styled(self.text("session.nothing"), "bold")
        if self.progress.finished:
            return Content.styled(self.text("session.finished"), "bold $correct")
        if self.progress.overtime:
            return Content.styled(self.text("session.overtime"), "bold $due")
        return Content.styled(self.text("session.go_on"), "bold $accent")

    def _line(self, step: Step, state: str) -> Content:
        style = "bold" if state == "open" else "$muted"
        return Content.assemble(
            (f"{MARKS[state]} ", style),
            (self.text(f"entry.{step.kind}"), style),
            ("  " + self._about(step), "$muted"),
        )

    def _about(self, step: Step) -> str:
        """What a step is about, by the kind of it."""
        tell = {
            "cards": self._cards,
            "quiz": self._quiz,
            "contrast": self._contrast,
            "simulator": self._simulator,
            "remedy": self._remedy,
        }.get(step.kind)
        return tell(step) if tell else ""

    def _cards(self, step: Step) -> str:
        left = len(self.sitting.cards_left(step))
        return self.text("session.cards", left=left, of=len(step.units))

    def _quiz(self, step: Step) -> str:
        concepts = self.workspace.catalog.concepts
        titles = [self.of(concepts[name].title) for name in step.target.split()]
        return self.text("session.questions", n=step.length, about=", ".join(titles))

    def _contrast(self, step: Step) -> str:
        title = self.of(self.workspace.catalog.pairs[step.target].title)
        return self.text("session.questions", n=step.length, about=title)

    def _simulator(self, step: Step) -> str:
        model, _, scenario = step.target.partition(".")
        page = self.workspace.catalog.sims[model]
        return self.of(next(one.title for one in page.scenarios if one.id == scenario))

    def _remedy(self, step: Step) -> str:
        known = self.workspace.catalog.misconceptions
        if step.target not in known:
            return self.text("session.checks")
        return self.of(known[step.target].believed)

    def _outcome(self, outcome: Outcome) -> Content:
        """What it came to so far, and at its end what to do next."""
        lines = []
        if outcome.cards:
            lines.append(self.text("session.did_cards", n=outcome.cards, right=outcome.recalled))
        if outcome.questions:
            lines.append(
                self.text("session.did_questions", n=outcome.questions, right=outcome.right)
            )
        if outcome.new:
            lines.append(self.text("session.did_new", n=outcome.new))
        if outcome.gain is not None and lines:
            lines.append(self.text("session.did_gain", points=f"{100 * outcome.gain:+.1f}"))
        if self.progress.finished and self.progress.steps:
            lines += [*([""] if lines else []), self._advice(outcome)]
        return Content("\n").join(map(Content, lines))

    def _advice(self, outcome: Outcome) -> str:
        """The next step, once the session is over."""
        if "done" not in self.progress.states and not (outcome.cards or outcome.questions):
            return self.text("session.next_begin")
        if outcome.questions and outcome.right < outcome.questions:
            return self.text("session.next_errors")
        return self.text("session.next_tomorrow")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A session that is over can be neither skipped nor ended."""
        return not self.progress.finished if action in ("skip", "end") else True

    def action_skip(self) -> None:
        """Pass over the first open step."""
        if self.progress.next is not None:
            self.sitting.skip(self.progress.next)
            self.on_screen_resume()

    def action_end(self) -> None:
        """End the session here."""
        self.sitting.end()
        self.on_screen_resume()

    @on(OptionList.OptionSelected, "#steps")
    def _start(self, event: OptionList.OptionSelected) -> None:
        if self.progress.finished:
            self.action_leave()
            return
        place = int(str(event.option_id))
        try:
            self.app.push_screen(areas.open_step(self.workspace, self.sitting, place))
        except AwsStudyError as error:
            self.notify(str(error), severity="warning", markup=False)
            self.sitting.skip(place)
            self.on_screen_resume()
