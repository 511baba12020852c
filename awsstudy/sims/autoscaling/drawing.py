"""Pictures of a group: instances over time, load against capacity, the alarm's lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.sims.autoscaling.fleet import Instance, per_zone, to_hour
from awsstudy.sims.panels import (
    Chart,
    Column,
    Grid,
    Lane,
    Panel,
    Row,
    Series,
    Sign,
    Span,
    Strip,
    Table,
    Timeline,
)

if TYPE_CHECKING:
    from awsstudy.sims.autoscaling.group import AutoScaling

MOST_LANES = 9
SIGNS = (
    Sign("0", "within", "good"),
    Sign("X", "breach", "bad"),
    Sign("-", "gap", "muted"),
    Sign("A", "scale-out-alarm", "bad"),
    Sign("v", "scale-in-alarm", "chosen"),
    Sign("o", "OK", "good"),
    Sign("?", "INSUFFICIENT_DATA", "muted"),
)


def panels(group: AutoScaling) -> tuple[Panel, ...]:
    """What can be seen now."""
    if group.params.question != "run":
        return _decision(group)
    chart = (_chart(group),) if group.load_line else ()
    return (*chart, _timeline(group), _lane(group))


def _chart(group: AutoScaling) -> Chart:
    lines = (
        Series("capacity", tuple(group.capacity_line)),
        Series("load", tuple(group.load_line)),
    )
    return Chart("load-and-capacity", lines, "s", "req/s")


def _timeline(group: AutoScaling) -> Timeline:
    """The newest instances, and of the older ones those that still run, zone by zone."""
    fleet = group.keeper.fleet
    shown = sorted(fleet, key=lambda one: (one.alive, one.launched))[-MOST_LANES:]
    shown.sort(key=lambda one: (one.az, one.launched))
    end = float(group.params.length_s)
    lanes = tuple(Lane(f"{one.az} {one.id}", _spans(one, group.now)) for one in shown)
    return Timeline("instances", lanes, 0.0, end, "s")


def _spans(one: Instance, now: float) -> tuple[Span, ...]:
    last = now if one.gone_at is None else one.gone_at
    parts = (
        (one.launched, one.in_service_at, "starting"),
        (one.in_service_at, one.warm_at, "warming-up"),
        (one.warm_at, last, "failing" if one.failing and one.alive else "serving"),
    )
    cut = ((max(0.0, start), min(last, end), state) for start, end, state in parts)
    return tuple(Span(start, end, state) for start, end, state in cut if end > start)


def _lane(group: AutoScaling) -> Grid:
    lane = group.scaler.lane
    strips = (
        Strip("points", "".join(point for point, _ in lane)),
        Strip("alarms", "".join(state for _, state in lane)),
    )
    seen = {char for strip in strips for char in strip.cells}
    signs = tuple(sign for sign in SIGNS if sign.char in seen)
    return Grid("alarm-lane", strips, signs, "periods")


def _decision(group: AutoScaling) -> tuple[Panel, ...]:
    if group.params.question == "victim":
        return (_fleet(group),)
    policy, low, high = group.params.policy, group.keeper.low, group.keeper.high
    rows = [
        Row(("minimum", low)),
        Row(("desired", group.keeper.desired), "chosen" if group.answer else ""),
        Row(("maximum", high)),
    ]
    table = Table("sizes", (Column("size"), Column("instances")), tuple(rows))
    if policy.kind != "step" or group.params.question == "steady":
        return (table,)
    steps = [("out", policy.high, step) for step in policy.out_steps]
    steps += [("in", policy.low, step) for step in policy.in_steps]
    listed = tuple(
        Row(
            (
                side,
                None if step.lo is None else threshold + step.lo,
                None if step.hi is None else threshold + step.hi,
                step.adj,
            )
        )
        for side, threshold, step in steps
    )
    columns = (Column("side"), Column("from"), Column("to"), Column("adjustment"))
    return (Table("steps", columns, listed), table)


def _fleet(group: AutoScaling) -> Table:
    alive = group.keeper.alive
    counts = per_zone(group.params.group.azs, alive)
    victim = group.answer.get("victim")
    rows = tuple(
        Row(
            (one.id, one.az, counts[one.az], one.template, -one.launched, to_hour(one, 0.0)),
            "chosen" if one.id == victim else "",
        )
        for one in alive
    )
    columns = (
        Column("instance"),
        Column("zone"),
        Column("in-zone"),
        Column("template"),
        Column("age", "s"),
        Column("to-hour", "s"),
    )
    return Table("fleet", columns, rows)
