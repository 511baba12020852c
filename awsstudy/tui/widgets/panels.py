"""Draws a simulator's panels as text, with the words of its terms; nothing is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import singledispatch

from rich.cells import cell_len
from textual.content import Content

from awsstudy.core.i18n import Language, Localized
from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.panels import (
    Bars,
    Cell,
    Chart,
    Gauges,
    Grid,
    Panel,
    Plan,
    Queues,
    Sieve,
    Table,
    Timeline,
    Trace,
)
from awsstudy.tui.widgets import drawing, pictures
from awsstudy.tui.widgets.pictures import SIGNS, STYLES

CHART_MARKS = "*o+x"


@dataclass(frozen=True, slots=True)
class Canvas:
    """What drawing a panel needs besides the panel."""

    width: int
    language: Language
    terms: Mapping[str, Localized]
    rules: RuleBook
    plain: bool
    """Whether to keep to ASCII."""

    def term(self, name: str) -> str:
        """The word for an id; the id itself where there is none."""
        return self.terms[name][self.language] if name in self.terms else name

    def cell(self, value: Cell) -> str:
        """A table's value as text."""
        if value is None:
            return "-"
        if isinstance(value, bool):
            return self.term("true" if value else "false")
        if isinstance(value, str):
            return self.term(value)
        if isinstance(value, Fraction):
            return f"{value} ({float(value):.1%})" if value.denominator > 1 else str(value)
        return drawing.number(float(value))


def is_empty(panel: Panel) -> bool:
    """Whether a panel has nothing to show yet; its heading alone would only take room."""
    return (isinstance(panel, Table) and not panel.rows) or (
        isinstance(panel, Trace) and not panel.steps
    )


def draw_panel(panel: Panel, canvas: Canvas) -> Content:
    """A panel with its title."""
    title = Content.styled(canvas.term(panel.id), "bold $accent")
    return Content("\n").join([title, *_draw(panel, canvas)])


@singledispatch
def _draw(panel: Panel, _canvas: Canvas) -> list[Content]:
    raise TypeError(f"no way to draw {type(panel).__name__}")


@_draw.register
def _table(panel: Table, canvas: Canvas) -> list[Content]:
    head = [" "] + [f"{canvas.term(column.id)} {column.unit}".strip() for column in panel.columns]
    rows = [[SIGNS[row.mark], *map(canvas.cell, row.cells)] for row in panel.rows]
    drawn = drawing.table([head, *rows], canvas.width, gap=2)
    lines = [Content.styled(line, "$muted") for line in drawn[0]]
    for row, block in zip(panel.rows, drawn[1:], strict=True):
        lines += [Content.styled(line, STYLES[row.mark]) for line in block]
    return lines


@_draw.register
def _trace(panel: Trace, canvas: Canvas) -> list[Content]:
    rows = [
        [SIGNS[step.mark], canvas.term(step.subject), canvas.term(step.verdict)]
        for step in panel.steps
    ]
    if not rows:
        return []
    drawn = drawing.table(rows, canvas.width)
    return [
        Content.styled(line, STYLES[step.mark])
        for step, block in zip(panel.steps, drawn, strict=True)
        for line in block
    ]


@_draw.register
def _timeline(panel: Timeline, canvas: Canvas) -> list[Content]:
    label = max((cell_len(canvas.term(lane.name)) for lane in panel.lanes), default=0)
    label = min(label, 24)
    room = canvas.width - label - 2
    lines = []
    for lane in panel.lanes:
        spans = [
            (span.start - panel.start, span.end - panel.start, canvas.term(span.state))
            for span in lane.spans
        ]
        name = drawing.pad(canvas.term(lane.name), label)
        lines.append(Content(f"{name}  {drawing.timeline(spans, panel.end - panel.start, room)}"))
    ends = drawing.number(panel.start)
    last = f"{drawing.number(panel.end)} {panel.unit}".strip()
    axis = ends + drawing.right(last, room - len(ends))
    lines.append(Content.styled(" " * (label + 2) + axis, "$muted"))
    told = drawing.wrap(_cut_names(panel, room, canvas), canvas.width)
    return [*lines, *(Content.styled(line, "$muted") for line in told if line)]


def _cut_names(panel: Timeline, room: int, canvas: Canvas) -> str:
    """What the names stand for that had no room in any stretch of the timeline."""
    sizes: dict[str, int] = {}
    for span in (span for lane in panel.lanes for span in lane.spans):
        share = (span.end - span.start) / ((panel.end - panel.start) or 1)
        name = canvas.term(span.state)
        sizes[name] = max(sizes.get(name, 0), int(share * room) - 1)
    cut = ((name, drawing.pad(name, size).strip()) for name, size in sizes.items() if size > 0)
    return "   ".join(f"|{part} = {name}" for name, part in cut if part and part != name)


@_draw.register
def _bars(panel: Bars, canvas: Canvas) -> list[Content]:
    most = max((abs(bar.value) for bar in panel.bars), default=0.0) or 1.0
    label = min(28, max((cell_len(canvas.term(bar.name)) for bar in panel.bars), default=1))
    room = max(8, canvas.width - label - 18)
    lines = []
    for bar in panel.bars:
        name = drawing.pad(canvas.term(bar.name), label)
        drawn = drawing.bar(abs(bar.value) / most, room, plain=canvas.plain)
        amount = f"{drawing.number(round(bar.value, 4))} {panel.unit}".strip()
        lines.append(Content.styled(f"{name} {drawn} {amount}", STYLES[bar.mark]))
    return lines


@_draw.register
def _chart(panel: Chart, canvas: Canvas) -> list[Content]:
    plane = drawing.chart([line.points for line in panel.series], canvas.width, 7, CHART_MARKS)
    legend = "   ".join(
        f"{mark} {canvas.term(line.name)}"
        for mark, line in zip(CHART_MARKS, panel.series, strict=False)
    )
    across = f"-> {canvas.term(panel.x_unit)}" if panel.x_unit else ""
    units = [unit for unit in (canvas.term(panel.y_unit), across) if unit]
    told = drawing.wrap(f"{legend}   ({', '.join(units)})" if units else legend, canvas.width)
    return [*map(Content, plane), *(Content.styled(line, "$muted") for line in told)]


@_draw.register
def _gauges(panel: Gauges, canvas: Canvas) -> list[Content]:
    label = min(28, max((cell_len(canvas.term(one.name)) for one in panel.gauges), default=1))
    room = max(8, canvas.width - label - 24)
    lines = []
    for gauge in panel.gauges:
        share = (gauge.value - gauge.low) / ((gauge.high - gauge.low) or 1)
        drawn = drawing.bar(share, room, plain=canvas.plain)
        amount = f"{drawing.number(gauge.value)} / {drawing.number(gauge.high)} {panel.unit}"
        name = drawing.pad(canvas.term(gauge.name), label)
        lines.append(Content(f"{name} {drawn} {amount.strip()}"))
    return lines


@_draw.register
def _sieve(panel: Sieve, canvas: Canvas) -> list[Content]:
    return pictures.sieve(panel, canvas.width, canvas.cell)


@_draw.register
def _grid(panel: Grid, canvas: Canvas) -> list[Content]:
    return pictures.grid(panel, canvas.width, canvas.cell)


@_draw.register
def _plan(panel: Plan, canvas: Canvas) -> list[Content]:
    return pictures.plan(panel, canvas.width, canvas.cell)


@_draw.register
def _queues(panel: Queues, canvas: Canvas) -> list[Content]:
    return pictures.queues(panel, canvas.width, canvas.cell)
