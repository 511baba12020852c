"""Choosing a quiz: topics, length, kind."""

from __future__ import annotations

from typing import ClassVar, get_args

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.catalog.models.concept import Concept
from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.selection import Kind, Wish
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.workspace.workspace import Workspace

LENGTHS = (5, 10, 20, 30)
KINDS: tuple[Kind, ...] = get_args(Kind)


class QuizSetupScreen(StudyScreen[None]):
    """Topics to tick, and a few choices more."""

    TITLE_ID = "quiz.setup"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "begin",
            "setup.begin",
            id="setup.begin",
            tooltip="setup.begin.help",
            priority=True,
        ),
        Binding(
            "space", "tick", "setup.tick", id="setup.tick", tooltip="setup.tick.help", priority=True
        ),
        Binding("1,l", "length", "setup.length", id="setup.length", tooltip="setup.length.help"),
        Binding("2,k", "kind", "setup.kind", id="setup.kind", tooltip="setup.kind.help"),
        Binding(
            "3,g", "made", "setup.generated", id="setup.generated", tooltip="setup.generated.help"
        ),
        Binding("4,c", "resume", "setup.resume", id="setup.resume", tooltip="setup.resume.help"),
        Binding("0,x", "clear", "setup.clear", id="setup.clear", tooltip="setup.clear.help"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.topics: set[str] = set()
        """Ids of the ticked concepts; none means all."""
        self._length = 1
        self._kind = 0
        self._generated = True
        ask = workspace.settings.ask_confidence
        self._left = workspace.quiz.unfinished(ask_confidence=ask)

    def body(self) -> ComposeResult:
        """The choices so far, and the topics."""
        yield Static(id="status", markup=False)
        yield OptionList(id="topics", markup=False)

    def show_words(self) -> None:
        """The topics by chapter, ticked as they are, and the choices."""
        listed = self.query_one("#topics", OptionList)
        place = listed.highlighted or 0
        listed.set_options(
            [Option(self._line(c), id=c.id) for c in self.workspace.catalog.concepts.values()]
        )
        listed.highlighted = place
        self.query_one("#status", Static).update(self._status())

    def _line(self, concept: Concept) -> Content:
        ticked = concept.id in self.topics
        return Content.assemble(
            ("[x] " if ticked else "[ ] ", "bold" if ticked else ""),
            (self.of(concept.title), "bold" if ticked else ""),
            (f"  {len(concept.questions)}", "$muted"),
        )

    def _status(self) -> Content:
        chosen = len(self.topics)
        parts = [
            self.text("setup.topics", n=chosen) if chosen else self.text("setup.all"),
            self.text("setup.questions", n=LENGTHS[self._length]),
            self.text(f"setup.kind_{KINDS[self._kind]}"),
            self.text("setup.with_generated" if self._generated else "setup.without_generated"),
        ]
        return Content(" | ".join(parts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A quiz can be gone on with only where one was left."""
        return self._left is not None if action == "resume" else True

    def action_tick(self) -> None:
        """Choose the topic on the line, or leave it out."""
        option = self.query_one("#topics", OptionList).highlighted_option
        if option is not None and option.id is not None:
            self.topics ^= {option.id}
            self.show_words()

    def action_length(self) -> None:
        """The next length."""
        self._length = (self._length + 1) % len(LENGTHS)
        self.show_words()

    def action_kind(self) -> None:
        """The next kind."""
        self._kind = (self._kind + 1) % len(KINDS)
        self.show_words()

    def action_made(self) -> None:
        """With or without questions made by simulators."""
        self._generated = not self._generated
        self.show_words()

    def action_clear(self) -> None:
        """Untick everything."""
        self.topics.clear()
        self.show_words()

    def action_resume(self) -> None:
        """Go on with the quiz that was left."""
        if self._left is not None:
            self.app.switch_screen(areas.open_session(self.workspace, self._left))

    def action_begin(self) -> None:
        """Make the quiz."""
        kind = KINDS[self._kind]
        wish = Wish(frozenset(self.topics), LENGTHS[self._length], kind, self._generated)
        ask = self.workspace.settings.ask_confidence
        try:
            seed = self.workspace.fresh_seed()
            session = self.workspace.quiz.start(wish, seed, ask_confidence=ask)
        except AwsStudyError:
            self.notify(self.text("setup.nothing"), severity="warning", markup=False)
            return
        self.app.switch_screen(areas.open_session(self.workspace, session))
