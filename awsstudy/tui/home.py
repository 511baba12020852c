"""Home: what to do today, one key to begin, and the way everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.errors import AwsStudyError
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.workspace.wording import reason
from awsstudy.workspace.workspace import Workspace

if TYPE_CHECKING:
    from awsstudy.catalog.outline import Outline
    from awsstudy.study.today import Entry, Plan

Opener = Callable[[Workspace], Screen[None]]
"""Makes a screen once content and record are open."""

AREAS = ("library", "quiz", "cards", "simulators", "progress", "preferences")
"""The parts of the app, in the order of their digits."""


class HomeScreen(StudyScreen[None]):
    """Today's plan and the parts of the app."""

    TITLE_ID = "home.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(number),
                f"area('{area}')",
                f"home.{area}",
                id=f"home.{area}",
                tooltip=f"home.{area}.help",
                show=False,
            )
            for number, area in enumerate(AREAS, 1)
        ),
        Binding(
            "q,f10",
            "app.quit",
            "key.quit",
            id="home.quit",
            tooltip="key.quit.help",
            key_display="q",
        ),
    ]

    @dataclass
    class Planned(Message):
        """Here is today's plan."""

        plan: Plan
        outline: Outline
        opened: bool
        """Whether content and record are open, and not only glanced at."""

    @dataclass
    class Failed(Message):
        """They could not be opened."""

        error: AwsStudyError

    def __init__(self, workspace: Workspace, first: Opener | None = None) -> None:
        """Prepare the screen.

        Args:
            workspace: what is shown.
            first: a screen to open as soon as content and record are open.
        """
        super().__init__(workspace)
        self.plan: Plan | None = None
        self.opened = False
        """Whether content and record are open."""
        self._outline: Outline | None = None
        self._wanted: Opener | None = first

    def body(self) -> ComposeResult:
        """A line on today and a list of what can be done."""
        yield Static(id="today", markup=False)
        yield OptionList(id="menu", markup=False)

    def on_mount(self) -> None:
        """Paint first, then open content and record."""
        super().on_mount()
        self.call_after_refresh(self._load)

    def on_screen_resume(self) -> None:
        """Coming back: what is left of today may have changed."""
        if self.opened:
            self._load()

    @work(thread=True, exclusive=True, group="home", exit_on_error=False)
    def _load(self) -> None:
        workspace = self.workspace
        try:
            if not self.opened and (glance := workspace.glance()):
                self.post_message(self.Planned(glance[1], glance[0], opened=False))
            workspace.open()
            self.post_message(self.Planned(workspace.plan(), workspace.outline, opened=True))
        except AwsStudyError as error:
            self.post_message(self.Failed(error))

    @on(Planned)
    def _show_plan(self, message: Planned) -> None:
        self._outline = message.outline
        self.opened = message.opened
        if message.plan != self.plan:
            self.plan = message.plan
            self.retranslate()
        if self.opened and (wanted := self._wanted):
            self._wanted = None
            self._push(wanted)

    @on(Failed)
    def _give_up(self, message: Failed) -> None:
        self.app.exit(return_code=int(message.error.exit_code), message=str(message.error))

    def show_words(self) -> None:
        """The plan and the areas."""
        menu = self.query_one("#menu", OptionList)
        chosen = menu.highlighted or 0
        # A blank line parts the two; a drawn rule is two cells wide a sign in some terminals.
        blank = Option(Content(""), disabled=True)
        options = [*self._plan_options(), blank, *self._area_options()]
        menu.set_options(options)
        menu.highlighted = min(chosen, menu.option_count - 1)
        self.query_one("#today", Static).update(self._today())

    def _today(self) -> Content:
        if self.plan is None:
            return Content.styled(self.text("home.loading"), "$muted")
        minutes = sum(entry.minutes for entry in self.plan.entries)
        line = self.text("home.today", count=len(self.plan.entries), minutes=minutes)
        if not self.plan.entries:
            line = self.text("home.done")
        days = self.plan.days_to_exam
        if days is None:
            return Content(line)
        exam = "home.exam_past" if days < 0 else "home.exam_today" if days == 0 else "home.exam"
        return Content.assemble(line, "   ", (self.text(exam, days=days), "bold $due"))

    def _plan_options(self) -> list[Option]:
        if self.plan is None:
            return [Option(Content("..."), disabled=True)]
        return [
            Option(self._entry(entry, first=place == 0), id=f"plan-{place}")
            for place, entry in enumerate(self.plan.entries)
        ]

    def _entry(self, entry: Entry, *, first: bool) -> Content:
        minutes = self.text("home.minutes", minutes=entry.minutes)
        title = self.text(f"entry.{entry.kind}")
        return Content.assemble(
            (title, "bold $due" if first else "bold"),
            ("  " + minutes, "$muted"),
            "\n  ",
            (reason(entry, self._outline, self.words) if self._outline else "", "$muted"),
        )

    def _area_options(self) -> list[Option]:
        return [
            Option(
                Content.assemble((f"{number} ", "$accent"), self.text(f"home.{area}")),
                id=f"area-{area}",
            )
            for number, area in enumerate(AREAS, 1)
        ]

    @on(OptionList.OptionSelected, "#menu")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = str(event.option_id).partition("-")
        if kind == "area":
            self.action_area(name)
        elif kind == "plan" and self.plan:
            self.start(self.plan.entries[int(name)])

    def action_area(self, area: str) -> None:
        """Open a part of the app, as soon as content and record are open."""
        self._push(partial(areas.open_area, area))

    def start(self, entry: Entry) -> None:
        """Begin something of the plan."""
        self._push(partial(areas.open_entry, entry))

    def _push(self, opener: Opener) -> None:
        if not self.opened:
            self._wanted = opener
            return
        try:
            self.app.push_screen(opener(self.workspace))
        except AwsStudyError as error:
            self.notify(str(error), severity="warning", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing above home: ``q`` ends the app."""
        return action != "leave"
