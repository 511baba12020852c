"""What can be seen of GuardDuty: the log streams over time and the findings that grow."""

from __future__ import annotations

from awsstudy.sims.guardduty.signatures import SOURCES
from awsstudy.sims.guardduty.watch import Finding, Watch
from awsstudy.sims.panels import Column, Grid, Mark, Panel, Row, Sign, Strip, Table

CELLS = 48
"""Columns of the log streams."""
SIGNS = (
    Sign(".", "quiet"),
    Sign("!", "gave-it-away", "chosen"),
    Sign("x", "not-seen", "bad"),
    Sign("|", "harmless", "muted"),
)
_WEIGHT = {".": 0, "|": 1, "x": 2, "!": 3}


class GuardDutyWatch(Watch):
    """GuardDuty with its pictures."""

    def panels(self) -> tuple[Panel, ...]:
        """The four streams, the findings, and what nobody saw."""
        found = tuple(_row(one) for one in self.record.findings.values())
        columns = (Column("type"), Column("who"), Column("severity"), Column("count"))
        shown: tuple[Panel, ...] = (
            Grid("streams", self._strips(), SIGNS, "time"),
            Table("findings", columns, found),
        )
        return (*shown, self._overlooked()) if self.record.missed else shown

    def _strips(self) -> tuple[Strip, ...]:
        rows = {source: ["."] * CELLS for source in SOURCES}
        length = max(self.ends, 1.0) + 1
        for line in self.record.lines:
            row = rows[line.source]
            cell = min(CELLS - 1, int(line.at * CELLS / length))
            if _WEIGHT[line.sign] > _WEIGHT[row[cell]]:
                row[cell] = line.sign
        return tuple(Strip(f"stream-{source}", "".join(row)) for source, row in rows.items())

    def _overlooked(self) -> Table:
        columns = (Column("who"), Column("behaviour"), Column("reason"))
        rows = tuple(
            Row((who, kind, reason), "muted" if reason == "harmless" else "bad")
            for (who, kind), reason in self.record.missed.items()
        )
        return Table("unseen", columns, rows)


def _row(finding: Finding) -> Row:
    mark: Mark = "bad" if finding.type.severity == "high" else ""
    return Row((finding.type.name, finding.who, finding.type.severity, finding.count), mark)
