"""A forgetting curve as lines of text, with the days that matter marked under it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from awsstudy.flashcards.forgetting import Curve

LEVELS = " ▁▂▃▄▅▆▇█"
AXIS = 6
"""Cells for the shares at the left."""


def curve_lines(
    curve: Curve, days: Mapping[str, date], width: int, height: int, *, plain: bool
) -> list[str]:
    """The curve from its lowest share, rounded down, to all; then the marks of some days.

    Args:
        curve: the chances by day.
        days: the days to mark, by the letter that stands for each.
        width: cells of a line.
        height: lines of the curve.
        plain: whether it is drawn in ASCII.
    """
    columns = min(width - AXIS, max(len(curve.recall), width - AXIS))
    shares = [curve.recall[_day(column, columns, curve)] for column in range(columns)]
    floor = min(int(min(shares) * 10), 9) / 10
    lines = []
    for row in range(height):
        high = 1 - (1 - floor) * row / height
        cells = [_cell(share, high, (1 - floor) / height, plain=plain) for share in shares]
        label = f"{high:.0%}" if row == 0 else ""
        lines.append(f"{label:>4} |{''.join(cells)}".rstrip())
    lines.append(f"{f'{floor:.0%}':>4} +" + "-" * columns)
    lines.append(" " * AXIS + _marks(curve, days, columns))
    return lines


def _day(column: int, columns: int, curve: Curve) -> int:
    """The day a column shows, counted from the first."""
    return round(column * (len(curve.recall) - 1) / max(1, columns - 1))


def _cell(share: float, high: float, step: float, *, plain: bool) -> str:
    """What a share fills of a row from ``high`` a step down."""
    filled = min(1.0, max(0.0, (share - (high - step)) / step))
    if plain:
        return "*" if 0 < filled < 1 or (filled == 1 and share <= high) else " "
    return LEVELS[round(filled * 8)]


def _marks(curve: Curve, days: Mapping[str, date], columns: int) -> str:
    """The letters of the days under their columns; where two meet, the next cell is taken."""
    cells = [" "] * (columns + len(days))
    for letter, day in sorted(days.items(), key=lambda pair: pair[1]):
        if curve.on(day) is None:
            continue
        span = max(1, len(curve.recall) - 1)
        place = round((day - curve.first) / timedelta(days=1) / span * (columns - 1))
        while cells[place] != " ":
            place += 1
        cells[place] = letter
    return "".join(cells).rstrip()
