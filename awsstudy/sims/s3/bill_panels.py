"""What can be seen of the bill: the classes, the days in each, the curves of cost."""

from __future__ import annotations

from collections.abc import Callable

from awsstudy.sims.panels import Chart, Column, Lane, Row, Series, Span, Table, Timeline
from awsstudy.sims.s3.classes import StorageClass
from awsstudy.sims.s3.ledger import Ledger

COLUMNS = (
    Column("storage_class"),
    Column("days", "d"),
    Column("billed", "GB"),
    Column("storage", "USD"),
)


def classes_table(
    ledger: Ledger, billed_gb: Callable[[StorageClass], float], *, current: bool
) -> Table:
    """A row for each stay; the last one is marked while the objects exist."""
    rows = []
    for stay in ledger.stays:
        cells = (
            stay.storage_class,
            float(stay.days),
            billed_gb(stay.storage_class),
            float(stay.usd),
        )
        marked = current and stay is ledger.stays[-1]
        rows.append(Row(cells, "chosen" if marked else ""))
    return Table("classes", COLUMNS, tuple(rows))


def stay_timeline(ledger: Ledger, horizon: float, *, current: bool) -> Timeline:
    """Which class the objects were in when."""
    ends = [stay.start for stay in ledger.stays[1:]] + [float(ledger.days)]
    spans = tuple(
        Span(stay.start, end, stay.storage_class, "" if current else "muted")
        for stay, end in zip(ledger.stays, ends, strict=True)
    )
    return Timeline("stay", (Lane("objects", spans),), 0.0, horizon, "d")


def cost_chart(ledger: Ledger) -> Chart:
    """The cost with the rule and the cost of staying in Standard."""
    return Chart(
        "cost",
        (
            Series("with-rule", tuple(ledger.curve), "chosen"),
            Series("standard-only", tuple(ledger.standard_curve), "muted"),
        ),
        "d",
        "USD",
    )
