"""Progress: how far each chapter is, how well things are remembered, what is believed wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.progress.statistics import Share, Statistics
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.widgets import drawing
from awsstudy.workspace.workspace import Workspace

SHADES = {"unicode": " ░▒▓█", "ascii": " .:*#"}


class ProgressScreen(StudyScreen[None]):
    """The report on screen."""

    TITLE_ID = "progress.title"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.statistics: Statistics = workspace.statistics()

    def body(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="page"):
            yield Static(id="report", markup=False)

    def show_words(self) -> None:
        """The report's parts."""
        lines = [
            *self._headline(),
            *self._groups(),
            *self._memory(),
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
                        self._share(group.first_answers),
                    ]
                )
            )

    def _row(self, cells: list[str]) -> str:
        widths = (24, 12, 9, 9, 18)
        return " ".join(
            drawing.pad(cell, size) for cell, size in zip(cells, widths, strict=True)
        ).rstrip()

    def _share(self, share: Share) -> str:
        if share.value is None or share.interval is None:
            return "-"
        low, high = share.interval
        return f"{share.value:.0%} ({low:.0%}-{high:.0%})"

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
            yield Content(f"{label} {drawing.pad(self._share(share), 18)} n = {share.of}")

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
