"""Choosing a quiz: its kind and length, and what it is about, as a query or by ticking."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.query import Query, QueryError
from awsstudy.quiz.selection import MODES, Wish
from awsstudy.tui import areas
from awsstudy.tui.base import BindingCommands, StudyScreen
from awsstudy.tui.queries import QueryCommands
from awsstudy.tui.topics import LISTS, Topics
from awsstudy.workspace.workspace import Workspace

LENGTHS = (5, 10, 20, 30)


class QuizSetupScreen(StudyScreen[None]):
    """A few choices, the query, and lists to tick what it names."""

    TITLE_ID = "quiz.setup"
    AUTO_FOCUS = "#topics"
    COMMANDS: ClassVar = {BindingCommands, QueryCommands}
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
        Binding("2,k", "mode", "setup.mode", id="setup.mode", tooltip="setup.mode.help"),
        Binding(
            "3,g", "made", "setup.generated", id="setup.generated", tooltip="setup.generated.help"
        ),
        Binding("4,c", "resume", "setup.resume", id="setup.resume", tooltip="setup.resume.help"),
        Binding("5,b", "by", "setup.by", id="setup.by", tooltip="setup.by.help"),
        Binding("6,slash", "query", "setup.query", id="setup.query", tooltip="setup.query.help"),
        Binding("0,x", "clear", "setup.clear", id="setup.clear", tooltip="setup.clear.help"),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.wanted = Query()
        """What is asked for; the last line that was understood."""
        self._problem: QueryError | None = None
        self._length = 1
        self._mode = 0
        self._generated = True
        self._list = 0
        self._topics = Topics(workspace)
        self._evidence = workspace.quiz.evidence()
        ask = workspace.settings.ask_confidence
        self._left = workspace.quiz.unfinished(ask_confidence=ask)

    def body(self) -> ComposeResult:
        """The choices so far, the query, and what can be ticked."""
        yield Static(id="status", markup=False)
        yield Input(id="query")
        yield Static(id="by", markup=False)
        yield OptionList(id="topics", markup=False)

    def show_words(self) -> None:
        """Everything as it stands."""
        self.query_one("#query", Input).placeholder = self.text("setup.placeholder")
        self.query_one("#by", Static).update(
            Content.styled(f"[5] {self.text(f'setup.by_{LISTS[self._list]}')}", "$muted")
        )
        self._show_list()
        self._show_status()

    def _show_list(self) -> None:
        listed = self.query_one("#topics", OptionList)
        place = listed.highlighted or 0
        name = LISTS[self._list]
        options = self._topics.options(name, self.wanted.values(name))
        listed.set_options(options)
        listed.highlighted = min(place, len(options) - 1) if options else None

    def _show_status(self) -> None:
        mode = MODES[self._mode]
        parts = [Content.styled(f"[2] {self.text(f'setup.mode_{mode}')}", "bold")]
        if mode != "endless":
            parts.append(Content(f"[1] {self.text('setup.questions', n=LENGTHS[self._length])}"))
            made = "setup.with_generated" if self._generated else "setup.without_generated"
            parts.append(Content(f"[3] {self.text(made)}"))
        lines = [
            Content("   ").join(parts),
            Content.styled(self.text(f"setup.why_{mode}"), "$muted"),
            self._fitting(),
        ]
        self.query_one("#status", Static).update(Content("\n").join(lines))

    def _fitting(self) -> Content:
        """How many questions there are to ask, or why the query is not understood."""
        if self._problem is not None:
            return Content.styled(self._problem.said(self.words), "$wrong")
        found = self.workspace.quiz.fitting(self._wish(), self._evidence)
        written, made = len(found.written), len(found.generated)
        if not found.total:
            return Content.styled(self.text("setup.nothing"), "bold $due")
        kind = ("_both" if made else "_written") if written else "_made"
        words = self.text(f"setup.fits{kind}", written=written, made=made)
        return Content.styled(words, "$accent")

    def _wish(self) -> Wish:
        return Wish(
            length=LENGTHS[self._length],
            mode=MODES[self._mode],
            generated=self._generated,
            query=self.wanted,
        )

    @property
    def _typing(self) -> bool:
        return isinstance(self.focused, Input)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now: in the query a space is a space, for one."""
        if action == "resume":
            return self._left is not None
        if action in ("length", "made"):
            return MODES[self._mode] != "endless"
        return not self._typing if action == "tick" else True

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        try:
            self.wanted, self._problem = self.workspace.quiz.query(event.value), None
        except QueryError as error:
            self._problem = error
        self._show_list()
        self._show_status()

    def action_tick(self) -> None:
        """Put what is on the line into the query, or take it out."""
        option = self.query_one("#topics", OptionList).highlighted_option
        if option is not None and option.id is not None and self._problem is None:
            changed = self.wanted.toggled(LISTS[self._list], option.id)
            self.query_one("#query", Input).value = str(changed)

    def action_length(self) -> None:
        """The next length."""
        self._length = (self._length + 1) % len(LENGTHS)
        self._show_status()

    def action_mode(self) -> None:
        """The next kind."""
        self._mode = (self._mode + 1) % len(MODES)
        self._show_status()
        self.refresh_bindings()

    def action_made(self) -> None:
        """With or without questions made by simulators."""
        self._generated = not self._generated
        self._show_status()

    def action_by(self) -> None:
        """The next list to tick from."""
        self._list = (self._list + 1) % len(LISTS)
        self.query_one("#topics", OptionList).highlighted = None
        self.show_words()

    def action_query(self) -> None:
        """Type what is asked for."""
        self.query_one("#query", Input).focus()

    def action_clear(self) -> None:
        """Ask for everything again."""
        self.query_one("#query", Input).value = ""

    def action_leave(self) -> None:
        """Back from the query to the list, and from there up one level."""
        if self._typing:
            self.query_one("#topics", OptionList).focus()
        else:
            super().action_leave()

    def action_resume(self) -> None:
        """Go on with the quiz that was left."""
        if self._left is not None:
            self.app.switch_screen(areas.open_session(self.workspace, self._left))

    def action_begin(self) -> None:
        """Make the quiz."""
        if self._problem is not None:
            self.notify(self._problem.said(self.words), severity="warning", markup=False)
            return
        ask = self.workspace.settings.ask_confidence
        try:
            seed = self.workspace.fresh_seed()
            session = self.workspace.quiz.start(self._wish(), seed, ask_confidence=ask)
        except AwsStudyError:
            self.notify(self.text("setup.nothing"), severity="warning", markup=False)
            return
        self.app.switch_screen(areas.open_session(self.workspace, session))
