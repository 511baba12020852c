"""Progress: how far each chapter is, how well things are remembered, what is believed wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.progress.chance import Prospect
from awsstudy.progress.statistics import Statistics
from awsstudy.progress.telling import sections, shown
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.chance import chance_lines
from awsstudy.tui.exam_result import ask_result
from awsstudy.tui.widgets import drawing
from awsstudy.workspace.prospects import prospect_of
from awsstudy.workspace.workspace import Workspace

WIDTH = 75
"""Cells of a line on a terminal of 80: without the page's padding and its scroll bar."""
SHADES = {"unicode": " ░▒▓█", "ascii": " .:*#"}


class ProgressScreen(StudyScreen[None]):
    """The report on screen."""

    TITLE_ID = "progress.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "e,f5",
            "exam",
            "progress.exam",
            id="progress.exam",
            tooltip="progress.exam.help",
            key_display="e",
        ),
        Binding(
            "r,f6",
            "result",
            "progress.result",
            id="progress.result",
            tooltip="progress.result.help",
            key_display="r",
        ),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.statistics: Statistics = workspace.statistics()
        self.prospect: Prospect = prospect_of(workspace)

    def body(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="page"):
            yield Static(id="report", markup=False)

    def show_words(self) -> None:
        """The report's parts."""
        lines = [
            *self._headline(),
            *self._chance(),
            *self._groups(),
            *self._memory(),
            *self._honesty(),
            *self._calendar(),
            *self._forecast(),
            *self._beliefs(),
        ]
        self.query_one("#report", Static).update(Content("\n").join(lines))

    def _head(self, message: str) -> list[Content]:
        return [Content(""), Content.styled(self.text(message), "bold $accent")]

    def _headline(self) -> list[Content]:
        one = self.statistics
        words = self.text("progress.headline", days=one.days_studied, minutes=one.minutes)
        return [Content.styled(words, "bold")]

    def _chance(self) -> Iterator[Content]:
        plain = self.workspace.settings.glyphs == "ascii"
        return chance_lines(self.prospect, self.words, plain=plain)

    def action_exam(self) -> None:
        """Forecast the next exam; the one that is studied for stays."""
        exams = list(self.workspace.catalog.exams)
        following = exams[(exams.index(self.prospect.exam.id) + 1) % len(exams)]
        self.prospect = prospect_of(self.workspace, following)
        self.retranslate()

    @work
    async def action_result(self) -> None:
        """Ask how the real exam went, and keep it."""
        if await ask_result(self.app, self.workspace, self.prospect.exam):
            self.prospect = prospect_of(self.workspace, self.prospect.exam.id)
            self.show_words()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An exam of our own has no real one."""
        return action != "result" or bool(self.prospect.exam.sources)

    def _groups(self) -> Iterator[Content]:
        yield from self._head("progress.chapters")
        plain = self.workspace.settings.glyphs == "ascii"
        titles = {group.id: self.of(group.title) for group in self.workspace.catalog.groups}
        head = [self.text(f"progress.{name}") for name in ("chapter", "known", "met", "first")]
        yield Content.styled(self._row([*head[:1], "", *head[1:]]), "$muted")
        for group in self.statistics.groups:
            share = group.known / group.facts
            yield Content(
                self._row(
                    [
                        titles[group.group],
                        drawing.bar(share, 12, plain=plain),
                        f"{group.known}/{group.facts}",
                        f"{group.met}/{group.facts}",
                        shown(group.first_answers),
                    ]
                )
            )

    def _row(self, cells: list[str]) -> str:
        widths = (24, 12, 9, 9, 18)
        return " ".join(
            drawing.pad(cell, size) for cell, size in zip(cells, widths, strict=True)
        ).rstrip()

    def _memory(self) -> Iterator[Content]:
        one = self.statistics
        yield from self._head("progress.memory")
        for message, share in (
            ("progress.retention", one.retention),
            ("progress.answers", one.answers),
            ("progress.predictions", one.predictions),
            *((f"progress.{level}", part) for level, part in one.by_confidence.items()),
        ):
            label = drawing.pad(self.text(message), 40)
            yield Content(f"{label} {drawing.pad(shown(share), 18)} n = {share.of}")

    def _honesty(self) -> Iterator[Content]:
        """The memory model and its forecasts; a plot's lines are narrower than the page."""
        one = self.statistics
        for heading, lines in sections(one.honesty, one.day, self.words) if one.honesty else ():
            yield from self._head(heading)
            for line in lines:
                # Wrapping would close up the gaps of a plot.
                fits = cell_len(line) <= WIDTH
                yield from map(Content, [line] if fits else drawing.wrap(line, WIDTH))

    def _calendar(self) -> Iterator[Content]:
        yield from self._head("progress.calendar")
        days = self.statistics.calendar
        most = max((number for _, number in days), default=0) or 1
        shades = SHADES[self.workspace.settings.glyphs]
        names = self.text("progress.weekdays").split()
        for weekday in range(7):
            cells = [
                shades[0 if not number else 1 + round(number / most * 3)]
                for day, number in days
                if day.weekday() == weekday
            ]
            yield Content(f"{drawing.pad(names[weekday], 4)}{' '.join(cells)}")

    def _forecast(self) -> Iterator[Content]:
        yield from self._head("progress.forecast")
        plain = self.workspace.settings.glyphs == "ascii"
        forecast = self.statistics.forecast
        most = max((number for _, number in forecast), default=0) or 1
        for day, number in forecast[:7]:
            drawn = drawing.bar(number / most, 30, plain=plain)
            yield Content(f"{day:%m-%d} {drawing.pad(drawn, 30)} {number}")

    def _beliefs(self) -> Iterator[Content]:
        known = self.workspace.catalog.misconceptions
        beliefs = [(known[name], n) for name, n in self.statistics.misconceptions if name in known]
        if beliefs:
            yield from self._head("progress.beliefs")
        for belief, number in beliefs:
            for line in drawing.wrap(f"{number}x  {self.of(belief.believed)}", 74):
                yield Content.styled(line, "$wrong")
            for line in drawing.wrap(self.of(belief.truth), 70):
                yield Content(f"    {line}")
