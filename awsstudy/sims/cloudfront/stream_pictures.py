"""What the stream shows: players over time, published against listed segments, origin load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.sims.cloudfront.player_state import Screen
from awsstudy.sims.panels import (
    Bar,
    Bars,
    Chart,
    Gauge,
    Gauges,
    Grid,
    Panel,
    Series,
    Sign,
    Strip,
)

if TYPE_CHECKING:
    from awsstudy.sims.cloudfront.stream import CloudfrontStreaming

CELLS = 50
MOST = 4
"""Viewers that are drawn."""
SIGNS = (
    Sign("#", "plays", "good"),
    Sign("x", "stalls", "bad"),
    Sign("-", "starting", "chosen"),
    Sign(".", "not-there", "muted"),
)
_STATES = {"p": "#", "s": "x", "w": "-", "e": "."}


def panels(sim: CloudfrontStreaming) -> tuple[Panel, ...]:
    """All pictures that have something to show."""
    found: list[Panel] = []
    if sim.screens:
        found.append(_players(sim))
    found.append(_load(sim))
    if sim.seen:
        found.append(_listing(sim))
    if sim.screens and not sim.seen:
        found.append(_buffers(sim))
    return tuple(found)


def _players(sim: CloudfrontStreaming) -> Grid:
    length = sim.params.length_s
    end = length if sim.params.kind == "live" else max(length, sim.now)
    strips = tuple(
        Strip(f"{one.number} {one.kbps} kbit/s", _cells(one, end, sim.now))
        for one in sim.screens[:MOST]
    )
    return Grid("players", strips, SIGNS, "time")


def _cells(screen: Screen, end: float, now: float) -> str:
    cells = []
    for cell in range(CELLS):
        at = end * (cell + 0.5) / CELLS
        state = "."
        for since, sign in screen.history:
            if since <= at:
                state = _STATES[sign]
        cells.append(state if at <= now else ".")
    return "".join(cells)


def _listing(sim: CloudfrontStreaming) -> Chart:
    """The newest segment at the origin, and in the first viewer's manifest."""
    segment = sim.params.segment_s
    first = sim.seen[0][0]
    total = int(min(sim.now, sim.params.length_s) // segment)
    published = [(max(first, n * segment), float(n)) for n in range(total + 1) if n]
    made = tuple(point for point in published if point[0] >= first)
    listed = tuple((at, float(newest + 1)) for at, newest in sim.seen)
    lines = (Series("published", made or listed, "good"), Series("listed-there", listed, "bad"))
    return Chart("newest-segment", lines, "s", "")


def _load(sim: CloudfrontStreaming) -> Bars:
    rows = []
    for kind in ("manifest", "segment"):
        asked = sim.counts[kind][0]
        rows.append(Bar(f"{kind}-viewers", asked, "good"))
        rows.append(Bar(f"{kind}-origin", sim.at_origin[kind], "bad"))
    return Bars("load", tuple(rows))


def _buffers(sim: CloudfrontStreaming) -> Gauges:
    gauges = tuple(
        Gauge(str(one.number), round(one.buffer_s, 1), 0, 30) for one in sim.screens[:MOST]
    )
    return Gauges("buffers", gauges, "s")
