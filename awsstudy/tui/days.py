"""The days ahead: how many minutes each has, and what another plan would cost in the exam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.errors import AwsStudyError
from awsstudy.store.plan_records import DayPlan
from awsstudy.study.calendar import Change, read_days, read_minutes
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.dialogs import AskDialog
from awsstudy.tui.widgets import drawing
from awsstudy.workspace.ahead import MOST_MINUTES, Ahead, DayAhead, Difference
from awsstudy.workspace.planning_words import cost, said
from awsstudy.workspace.workspace import Workspace

LINE = 74
BAR = 12
MOST_DAYS = 60
VACATION = timedelta(days=6)


def _key(keys: str, name: str, *, show: bool = True) -> Binding:
    message = f"days.{name}"
    return Binding(keys, name, message, id=message, tooltip=f"days.{name}.help", show=show)


class DaysScreen(StudyScreen[None]):
    """Every day to the exam on a line; a change is weighed before it is kept."""

    TITLE_ID = "days.title"
    AUTO_FOCUS = "#days"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "set", "days.set", id="days.set", tooltip="days.set.help", priority=True),
        _key("1,o", "dayoff"),
        _key("2,b", "busy", show=False),
        _key("3,v", "vacation"),
        _key("4,c", "catchup"),
        _key("5,n", "postpone"),
        _key("0,x", "usual"),
    ]

    @dataclass
    class Weighed(Message):
        """What the change on offer costs."""

        plans: Sequence[DayPlan]
        difference: Difference | None

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.ahead = Ahead(workspace)
        self.days: list[DayAhead] = self.ahead.days()
        self.offer: Sequence[DayPlan] = ()
        """The change that is weighed and not kept yet."""
        self.difference: Difference | None = None
        self._weighed = False

    def body(self) -> ComposeResult:
        """Where the plan leads, the days, and what a change costs."""
        yield Static(id="status", markup=False)
        yield OptionList(id="days", markup=False)
        yield Static(id="verdict", markup=False)

    def show_words(self) -> None:
        """Everything."""
        self.query_one("#status", Static).update(self._status())
        listed = self.query_one("#days", OptionList)
        place = listed.highlighted or 0
        most = max((one.minutes for one in self.days), default=0) or 1
        listed.set_options(
            [Option(self._line(one, most), id=one.day.isoformat()) for one in self.days]
        )
        listed.highlighted = min(place, len(self.days) - 1)
        self._show_offer()

    def _status(self) -> Content:
        lines = [self.text("days.no_exam")]
        if self.ahead.has_exam:
            score = f"{self.ahead.score:.0%}"
            lines = [self.text("days.exam", days=self.ahead.planner.days_to_exam, score=score)]
        if minutes := self.ahead.backlog():
            told = "days.backlog" if self.ahead.has_exam else "days.overdue"
            lines.append(self.text(told, minutes=minutes))
        width = min(100, self.app.size.width - 6)
        return Content("\n".join(part for line in lines for part in drawing.wrap(line, width)))

    def _line(self, one: DayAhead, most: int) -> Content:
        weekday = self.text("progress.weekdays").split()[one.day.weekday()]
        plain = self.workspace.settings.glyphs == "ascii"
        minutes = self.text("days.minutes", minutes=one.minutes)
        time = minutes if one.minutes else self.text("days.off")
        told = "days.load" if self.ahead.has_exam else "days.due"
        load = self.text(told, new=one.new, again=one.again) if one.new or one.again else ""
        return Content.assemble(
            f"{one.day} {drawing.pad(weekday, 3)} ",
            drawing.bar(one.minutes / most, BAR, plain=plain),
            " ",
            (drawing.pad(time, 8), "bold $due" if one.said else "bold"),
            (drawing.pad(load, 24), "$muted"),
            self.text("days.today") if one.day == self.ahead.today else "",
        )

    def _show_offer(self) -> None:
        words = ""
        if self.offer:
            what = self.text("days.weighing")
            if self._weighed:
                what = f"{cost(self.difference, self.words)}. {self.text('days.keep')}"
            words = f"{said(self.offer, self.words)}\n{what}"
        lines = drawing.wrap(words, min(100, self.app.size.width - 6))
        self.query_one("#verdict", Static).update(Content("\n".join(lines)))

    @property
    def day(self) -> DayAhead:
        """The day on the line."""
        return self.days[self.query_one("#days", OptionList).highlighted or 0]

    def _propose(self, *changes: Change) -> None:
        """Put changes on offer and weigh them."""
        try:
            self.offer, self._weighed = self.ahead.plans(changes), False
        except AwsStudyError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._show_offer()
        self._weigh(self.offer)

    @work(thread=True, exclusive=True, group="days", exit_on_error=False)
    def _weigh(self, plans: Sequence[DayPlan]) -> None:
        self.post_message(self.Weighed(plans, self.ahead.difference(plans)))

    @on(Weighed)
    def _show_cost(self, message: Weighed) -> None:
        if message.plans is self.offer:  # Otherwise another one is on offer by now.
            self.difference, self._weighed = message.difference, True
            self._show_offer()

    def action_set(self) -> None:
        """Keep the change on offer; without one ask for the minutes of the day."""
        if not self.offer:
            self.action_busy()
        elif self._weighed:
            self.ahead.save(self.offer)
            self.offer = ()
            self.days = self.ahead.days()
            self.retranslate()

    def action_leave(self) -> None:
        """Drop the change on offer; without one go up a level."""
        if not self.offer:
            super().action_leave()
            return
        self.offer = ()
        self._show_offer()

    def action_dayoff(self) -> None:
        """A day off."""
        self._propose(Change(self.day.day, self.day.day, 0))

    def action_usual(self) -> None:
        """The day as every day."""
        self._propose(Change(self.day.day, self.day.day, None))

    def action_postpone(self) -> None:
        """Today off."""
        self._propose(Change(self.ahead.today, self.ahead.today, 0))

    @work
    async def action_busy(self) -> None:
        """Other minutes for a day."""
        day = self.day.day
        title = self.text("days.ask_minutes", day=day)
        dialog = AskDialog(
            self.workspace, title, str(self.day.minutes), lambda t: read_minutes(t, MOST_MINUTES)
        )
        answer = await self.app.push_screen_wait(dialog)
        if answer is not None:
            self._propose(Change(day, day, read_minutes(answer, MOST_MINUTES)))

    @work
    async def action_vacation(self) -> None:
        """Days off in a row."""
        day = self.day.day
        title, days = self.text("days.ask_range"), f"{day}..{day + VACATION}"
        answer = await self.app.push_screen_wait(AskDialog(self.workspace, title, days, read_days))
        if answer is not None:
            self._propose(Change(*read_days(answer), 0))

    @work
    async def action_catchup(self) -> None:
        """What was missed, spread over some days."""
        minutes = self.ahead.backlog()
        if not minutes:
            self.notify(self.text("days.nothing_missed"), markup=False)
            return
        title = self.text("days.ask_number", minutes=minutes)
        dialog = AskDialog(self.workspace, title, "7", lambda text: read_minutes(text, MOST_DAYS))
        answer = await self.app.push_screen_wait(dialog)
        if answer is None:
            return
        changes = self.ahead.catch_up(read_minutes(answer, MOST_DAYS))
        if changes:
            self._propose(*changes)
        else:
            self.notify(self.text("days.no_room"), severity="warning", markup=False)
