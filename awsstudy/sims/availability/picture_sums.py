"""How reckoning looks: a diagram of boxes, a ruler of nines, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from awsstudy.sims.availability import events as happened
from awsstudy.sims.availability.diagram import Diagram
from awsstudy.sims.availability.reckoning import MINUTES, nines
from awsstudy.sims.availability.world import AvailabilityParams
from awsstudy.sims.kernel import Event
from awsstudy.sims.panels import (
    Bar,
    Bars,
    Column,
    Mark,
    Panel,
    Place,
    Plan,
    Row,
    Table,
)

MOST_COLUMNS = 6

Told = Sequence[Event]


def of_reckoning(params: AvailabilityParams, diagram: Diagram, told: Told) -> tuple[Panel, ...]:
    """What was found up to now."""
    if params.ask == "diagram":
        values = dict(_values(told))
        plan = _boxes(diagram, values)
        shown = (plan,) if plan else ()
        return (*shown, _ruler(diagram, values), _table(params, diagram, values))
    if params.ask == "copies":
        return (_copies(told),)
    if params.ask == "designs":
        return (_designs(told),)
    return (_amounts(told),)


def _values(told: Told) -> Iterator[tuple[str, float]]:
    for event in told:
        if isinstance(event, happened.PartRated | happened.BlockCombined):
            yield event.block, event.percent


def _boxes(diagram: Diagram, values: dict[str, float]) -> Plan | None:
    """The diagram as boxes: a row from left to right, spares below each other."""
    spots: dict[str, tuple[int, int]] = {}
    columns, _ = _lay(diagram, diagram.root, (0, 0), spots)
    if columns > MOST_COLUMNS:
        return None
    places = [
        Place(name, column, row, "chosen" if name in values else "", _note(diagram, name, values))
        for name, (column, row) in spots.items()
    ]
    return Plan("diagram", tuple(places), tuple(_neighbours(spots)))


def _lay(
    diagram: Diagram, name: str, corner: tuple[int, int], spots: dict[str, tuple[int, int]]
) -> tuple[int, int]:
    """Put a block's parts in place; how many columns and rows they take."""
    block = diagram.blocks[name]
    if block.kind == "part":
        spots.setdefault(name, corner)
        return 1, 1
    column, row = corner
    wide = high = 0
    for member in block.of:
        beside = block.kind == "row"
        at = (column + wide, row) if beside else (column, row + high)
        width, height = _lay(diagram, member, at, spots)
        wide = wide + width if beside else max(wide, width)
        high = max(high, height) if beside else high + height
    return wide, high


def _neighbours(spots: dict[str, tuple[int, int]]) -> Iterator[tuple[str, str]]:
    at = {spot: name for name, spot in spots.items()}
    for name, (column, row) in spots.items():
        if (right := at.get((column + 1, row))) is not None:
            yield name, right


def _note(diagram: Diagram, name: str, values: dict[str, float]) -> str | None:
    block = diagram.blocks[name]
    copies = f"{block.copies}x " if block.copies > 1 else ""
    return f"{copies}{values[name]:.6g} %" if name in values else copies.strip() or None


def _ruler(diagram: Diagram, values: dict[str, float]) -> Bars:
    bars = (
        Bar(name, nines(Fraction(str(value)) / 100), "chosen" if name == diagram.root else "")
        for name, value in values.items()
    )
    return Bars("ruler", tuple(bars))


def _table(params: AvailabilityParams, diagram: Diagram, values: dict[str, float]) -> Table:
    rows = []
    for name, value in values.items():
        minutes = (100 - value) / 100 * MINUTES[params.goal.period]
        mark: Mark = "chosen" if name == diagram.root else ""
        rows.append(Row((name, f"{value:.6g} %", round(minutes, 2)), mark))
    columns = (Column("block"), Column("available"), Column(f"down-{params.goal.period}", "min"))
    return Table("blocks", columns, tuple(rows))


def _copies(told: Told) -> Table:
    rows = [
        Row(
            (event.copies, f"{event.percent:.8g} %", event.verdict),
            "chosen" if event.verdict == "reaches" else "",
        )
        for event in told
        if isinstance(event, happened.CopiesTried)
    ]
    columns = (Column("number"), Column("available"), Column("verdict"))
    return Table("copies", columns, tuple(rows[-12:]))


def _designs(told: Told) -> Table:
    rows = [
        Row((event.layout, event.verdict), "good" if event.verdict == "serves" else "bad")
        for event in told
        if isinstance(event, happened.DesignJudged)
    ]
    return Table("designs", (Column("layout"), Column("verdict")), tuple(rows))


def _amounts(told: Told) -> Table:
    rows: list[Row] = []
    for event in told:
        if isinstance(event, happened.DowntimeAllowed):
            rows.append(Row((f"down-{event.period}", event.minutes), "chosen"))
        elif isinstance(event, happened.FleetSized):
            rows.append(Row(("zones-left", event.left)))
            rows.append(Row(("per-zone", event.per_zone)))
            rows.append(Row(("total", event.total), "chosen"))
    return Table("amounts", (Column("amount"), Column("number")), tuple(rows))
