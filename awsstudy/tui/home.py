"""Home: what to do today, one key to begin, and the way everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
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
from awsstudy.tui.base import BindingCommands, StudyScreen
from awsstudy.tui.queries import QueryCommands
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.workspace.wording import days_left, reason
from awsstudy.workspace.workspace import Workspace

if TYPE_CHECKING:
    from awsstudy.catalog.models.reference import Exam
    from awsstudy.catalog.outline import Outline
    from awsstudy.progress.readiness import Readiness
    from awsstudy.study.today import Entry, Plan

Opener = Callable[[Workspace], Screen[None]]
"""Makes a screen once content and record are open."""

AREAS = (
    "library",
    "quiz",
    "cards",
    "simulators",
    "exams",
    "beliefs",
    "progress",
    "preferences",
)
"""The parts of the app, in the order of their digits."""

BESIDE = 6
"""Cells beside the words of a reason: margins, indent and scroll bar."""


class HomeScreen(StudyScreen[None]):
    """Today's plan and the parts of the app."""

    TITLE_ID = "home.title"
    COMMANDS: ClassVar = {BindingCommands, QueryCommands}
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
        session_left: bool = False
        """Whether a session was begun today and is not finished."""

    @dataclass
    class Forecast(Message):
        """Here is how the exam would go that is studied for, if any is."""

        told: tuple[Exam, Readiness] | None

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
        self.session_left = False
        """Whether a session was begun today and is not finished."""
        self._outline: Outline | None = None
        self._forecast: tuple[Exam, Readiness] | None = None
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
        from awsstudy.workspace.sittings import session_left

        workspace = self.workspace
        try:
            if not self.opened and (glance := workspace.glance()):
                self.post_message(self.Planned(glance[1], glance[0], opened=False))
            workspace.open()
            left = session_left(workspace)
            plan = workspace.plan()
            self.post_message(self.Planned(plan, workspace.outline, opened=True, session_left=left))
            exam = workspace.catalog.exams.get(workspace.settings.exam)
            told = (exam, workspace.readiness(exam.id)) if exam else None
            self.post_message(self.Forecast(told))
        except AwsStudyError as error:
            self.post_message(self.Failed(error))

    @on(Planned)
    def _show_plan(self, message: Planned) -> None:
        self._outline = message.outline
        self.opened = message.opened
        if (message.plan, message.session_left) != (self.plan, self.session_left):
            self.plan, self.session_left = message.plan, message.session_left
            self.retranslate()
        if self.opened and (wanted := self._wanted):
            self._wanted = None
            self._push(wanted)

    @on(Forecast)
    def _show_forecast(self, message: Forecast) -> None:
        if message.told != self._forecast:
            self._forecast = message.told
            self.query_one("#today", Static).update(self._today())

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
        minutes = max(1, round(self.plan.seconds / 60))
        days = self.plan.days_to_exam
        if days is None:
            return Content.assemble(self._work(minutes), *self._chance())
        parts = [days_left(days, self.words), *self._worth(self.plan, minutes)]
        told = ("   ".join(parts), "bold $due")
        return Content.assemble(self._work(minutes), "\n", told, *self._chance())

    def _work(self, minutes: int) -> str:
        """How much there is to do; a mock exam that waits has a time of its own."""
        assert self.plan is not None  # noqa: S101 - asked only where there is one
        count = len(self.plan.session)
        if not count:
            return self.text("home.done")
        message = "home.today_one" if count == 1 else "home.today"
        return self.text(message, count=count, minutes=minutes)

    def _worth(self, plan: Plan, minutes: int) -> Iterator[str]:
        """What today's minutes buy, and when everything will have been seen."""
        if plan.gain:
            points = f"{100 * plan.gain:+.1f}"
            yield self.text("home.gain", minutes=minutes, points=points)
        if plan.covered_on:
            yield self.text("home.covered", day=plan.covered_on)

    def _chance(self) -> list[str]:
        """How the exam would go, on a line of its own."""
        if self._forecast is None:
            return []
        from awsstudy.progress.chance import in_a_line

        return ["\n", in_a_line(*self._forecast, self.words)]

    def _plan_options(self) -> list[Option]:
        if self.plan is None:
            return [Option(Content("..."), disabled=True)]
        entries = self.plan.entries
        exams = len(entries) - len(self.plan.session)
        # A mock exam that waits is no part of the session: it stands before it.
        return [
            *self._entry_options(entries[:exams], 0),
            *self._session_options(),
            *self._entry_options(entries[exams:], exams),
        ]

    def _session_options(self) -> list[Option]:
        if not (self.session_left or (self.plan and self.plan.session)):
            return []
        begin = "home.go_on" if self.session_left else "home.begin"
        return [Option(Content.styled(self.text(begin), "bold $due"), id="session-")]

    def _entry_options(self, entries: Sequence[Entry], first: int) -> Iterator[Option]:
        """A line for each entry; what would read alike is told once, with how many there are."""
        place = first
        for (kind, why), alike in groupby(entries, lambda one: (one.kind, self._reason(one))):
            group = list(alike)
            yield Option(self._entry(kind, why, group), id=f"plan-{place}")
            place += len(group)

    def _reason(self, entry: Entry) -> str:
        return reason(entry, self._outline, self.words) if self._outline else ""

    def _entry(self, kind: str, why: str, group: Sequence[Entry]) -> Content:
        minutes = max(1, round(sum(one.seconds for one in group) / 60))
        title = self.text(f"entry.{kind}") + (f" ({len(group)})" if len(group) > 1 else "")
        lines = wrap(why, self.app.size.width - BESIDE)
        return Content.assemble(
            (title, "bold"),
            ("  " + self.text("home.minutes", minutes=minutes), "$muted"),
            ("".join(f"\n  {line}" for line in lines), "$muted"),
        )

    def on_resize(self) -> None:
        """The reasons are wrapped to the width."""
        self.show_words()

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
        if kind == "session":
            self._push(areas.open_session_of_today)
        elif kind == "area":
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
