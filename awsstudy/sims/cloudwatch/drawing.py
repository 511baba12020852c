"""Pictures of an alarm: its lane of data points, its metric, and the treatments compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.sims.cloudwatch.judging import BREACH, GAP, OK, TREATMENTS, Judgement
from awsstudy.sims.panels import (
    Chart,
    Column,
    Grid,
    Mark,
    Panel,
    Row,
    Series,
    Sign,
    Strip,
    Table,
)

if TYPE_CHECKING:
    from awsstudy.sims.cloudwatch.alarm import CloudWatchAlarm

LETTERS = {"OK": "o", "ALARM": "A", "INSUFFICIENT_DATA": "?"}
STATE_MARKS: dict[str, Mark] = {"OK": "good", "ALARM": "bad", "INSUFFICIENT_DATA": "muted"}
POINTS = (
    Sign(OK, "within", "good"),
    Sign(BREACH, "breach", "bad"),
    Sign(GAP, "gap", "muted"),
)
JUDGED = (Sign("^", "judged", "chosen"), Sign("*", "filled-in", "muted"))
STATES = tuple(Sign(LETTERS[name], name, STATE_MARKS[name]) for name in LETTERS)


def panels(alarm: CloudWatchAlarm) -> tuple[Panel, ...]:
    """What can be seen now."""
    if alarm.params.coming:
        measured = (_chart(alarm),) if alarm.params.metric.values else ()
        return (_timeline(alarm), *measured)
    return (_range(alarm), _treatments(alarm))


def _range(alarm: CloudWatchAlarm) -> Grid:
    """The evaluation range and, once decided, the data points that counted."""
    strips = [Strip("retrieved", alarm.points)]
    signs: tuple[Sign, ...] = POINTS
    if alarm.judgement:
        strips.append(Strip("used", used(alarm.points, alarm.judgement)))
        signs = (*POINTS, *JUDGED)
    return Grid("range", tuple(strips), signs, "newest-right")


def used(points: str, judgement: Judgement) -> str:
    """A mark under every data point that was judged, and under the newest gaps that were filled."""
    left, gaps, marks = len(judgement.window), judgement.filled, ""
    for point in reversed(points):
        if point == GAP:
            marks += "*" if gaps > 0 else " "
            gaps -= 1
        else:
            marks += "^" if left > 0 else " "
            left -= 1
    return marks[::-1]


def _treatments(alarm: CloudWatchAlarm) -> Table:
    rows = []
    for treatment in TREATMENTS:
        found = alarm.JUDGE(alarm.params.m, alarm.params.n).judge(
            alarm.params.points, treatment, alarm.params.state
        )
        state = "kept" if found.kept else found.state
        shown = state if alarm.judgement else None
        mark: Mark = "chosen" if treatment == alarm.params.missing else ""
        rows.append(Row((treatment, shown), mark))
    return Table("treatments", (Column("treatment"), Column("state")), tuple(rows))


def _timeline(alarm: CloudWatchAlarm) -> Grid:
    strips = (
        Strip("points", alarm.lane),
        Strip("state", "".join(LETTERS[state] for state in alarm.states)),
    )
    return Grid("lane", strips, (*POINTS, *STATES), "periods")


def _chart(alarm: CloudWatchAlarm) -> Chart:
    period, metric = alarm.params.period_s, alarm.params.metric
    first = len(alarm.params.feed) + 1
    arrived = max(0, len(alarm.lane) - len(alarm.params.feed))
    values = tuple(
        (float((first + number) * period), value)
        for number, value in enumerate(metric.values[:arrived])
        if value is not None
    )
    end = (first + len(metric.values) - 1) * float(period)
    line = ((float(first * period), metric.threshold), (end, metric.threshold))
    return Chart("metric", (Series("threshold", line), Series("value", values)), "s", "")
