"""Choosing a quiz: topics, length, kind."""

from __future__ import annotations

from typing import ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.selection import Kind, Wish
from awsstudy.tui.base import StudyScreen
from awsstudy.workspace.workspace import Workspace

LENGTHS = (5, 10, 20, 30)
KINDS: tuple[Kind, ...] = get_args(Kind)


class QuizSetupScreen(StudyScreen[None]):
    """Topics to tick, and two choices more."""

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
        Binding("1,l", "length", "setup.length", id="setup.length", tooltip="setup.length.help"),
        Binding("2,k", "kind", "setup.kind", id="setup.kind", tooltip="setup.kind.help"),
        Binding(
            "3,g",
            "generated",
            "setup.generated",
            id="setup.generated",
            tooltip="setup.generated.help",
        ),
        Binding("4,c", "resume", "setup.resume", id="setup.resume", tooltip="setup.resume.help"),
        Binding("0,x", "clear", "setup.clear", id="setup.clear", tooltip="setup.clear.help"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._length = 1
        self._kind = 0
        self._generated = True
        self._left = workspace.quiz.unfinished()

    def body(self) -> ComposeResult:
        """The choices so far, and the topics."""
        yield Static(id="status", markup=False)
        yield SelectionList[str](id="topics")

    def show_words(self) -> None:
        """The topics by chapter, ticked as they were."""
        topics: SelectionList[str] = self.query_one("#topics", SelectionList)
        ticked, place = set(topics.selected), topics.highlighted
        topics.clear_options()
        asked = {question.partition(".")[0] for question in self.workspace.catalog.questions}
        for concept in self.workspace.catalog.concepts.values():
            if concept.id in asked:
                words = Content.assemble(
                    self.of(concept.title), (f"  {len(concept.questions)}", "$text-muted")
                )
                topics.add_option(Selection(words, concept.id, concept.id in ticked))  # type: ignore[arg-type]  # shown as it is
        topics.highlighted = place or 0
        self._show_status()

    @on(SelectionList.SelectedChanged)
    def _show_status(self) -> None:
        topics: SelectionList[str] = self.query_one("#topics", SelectionList)
        chosen = len(topics.selected)
        parts = [
            self.text("setup.topics", n=chosen) if chosen else self.text("setup.all"),
            self.text("setup.questions", n=LENGTHS[self._length]),
            self.text(f"setup.kind_{KINDS[self._kind]}"),
            self.text("setup.with_generated" if self._generated else "setup.without_generated"),
        ]
        self.query_one("#status", Static).update(Content("  |  ".join(parts)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A quiz can be gone on with only where one was left."""
        return self._left is not None if action == "resume" else True

    def action_length(self) -> None:
        """The next length."""
        self._length = (self._length + 1) % len(LENGTHS)
        self._show_status()

    def action_kind(self) -> None:
        """The next kind."""
        self._kind = (self._kind + 1) % len(KINDS)
        self._show_status()

    def action_generated(self) -> None:
        """With or without questions made by simulators."""
        self._generated = not self._generated
        self._show_status()

    def action_clear(self) -> None:
        """Untick everything."""
        self.query_one("#topics", SelectionList).deselect_all()

    def action_resume(self) -> None:
        """Go on with the quiz that was left."""
        from awsstudy.tui.quiz import QuizScreen

        if self._left is not None:
            self.app.switch_screen(QuizScreen(self.workspace, self._left))

    def action_begin(self) -> None:
        """Make the quiz."""
        from awsstudy.tui.quiz import QuizScreen

        topics: SelectionList[str] = self.query_one("#topics", SelectionList)
        concepts = frozenset(topics.selected)
        wish = Wish(concepts, LENGTHS[self._length], KINDS[self._kind], self._generated)
        try:
            session = self.workspace.quiz.start(
                wish,
                self._title(concepts),
                self.workspace.fresh_seed(),
                ask_confidence=self.workspace.settings.ask_confidence,
            )
        except AwsStudyError as error:
            self.notify(self.text("setup.nothing"), severity="warning", markup=False)
            self.log(error)
            return
        self.app.switch_screen(QuizScreen(self.workspace, session))

    def _title(self, concepts: frozenset[str]) -> str:
        if not concepts:
            return self.text("quiz.all_topics")
        first = self.of(self.workspace.catalog.concept(min(concepts)).title)
        more = len(concepts) - 1
        return self.text("quiz.topics_more", first=first, more=more) if more else first
