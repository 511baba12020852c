"""Pure text drawing, measured in terminal cells: wrapping, tables, bars, timelines, charts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

BLOCKS = " ▏▎▍▌▋▊▉█"


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text wrapped at spaces; a word longer than a line is cut between cells."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in re.split(" (?!%)", paragraph):  # a number and its % stay together
            joined = f"{line} {word}" if line else word
            if cell_len(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while cell_len(line) > width:
                head = _head(line, width)
                lines.append(head)
                line = line[len(head) :]
        lines.append(line)
    return lines


def packed(sizes: Sequence[int], width: int, gap: int) -> list[list[int]]:
    """Which parts of so many cells stand on each line; a part is never broken."""
    lines: list[list[int]] = [[]]
    used = 0
    for place, size in enumerate(sizes):
        if lines[-1] and used + gap + size > width:
            lines.append([])
        used = used + gap + size if lines[-1] else size
        lines[-1].append(place)
    return lines


def sentences(text: str, width: int, height: int) -> list[str]:
    """The lines of as many whole sentences as fit; at least those of the first."""
    told = ""
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        longer = f"{told} {sentence}".strip()
        if told and len(wrap(longer, width)) > height:
            break
        told = longer
    return wrap(told, width)


def _head(text: str, width: int) -> str:
    taken = 0
    for place, char in enumerate(text):
        taken += cell_len(char)
        if taken > width:
            return text[: max(1, place)]
    return text


def pad(text: str, width: int) -> str:
    """A line brought to exactly so many cells."""
    return set_cell_size(text, width)


def cut(text: str, width: int) -> str:
    """A line of at most so many cells; one that was longer ends in dots."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 3)).rstrip() + "..." if width > 3 else ""


def right(text: str, width: int) -> str:
    """A line set to the right of so many cells."""
    return " " * max(0, width - cell_len(text)) + text


def column_widths(rows: Sequence[Sequence[str]], width: int, gap: int = 2) -> list[int]:
    """Widths of a table's columns that together fit, taking from the widest."""
    count = max(map(len, rows))
    widths = [max(cell_len(row[i]) if i < len(row) else 0 for row in rows) for i in range(count)]
    widths = [max(1, size) for size in widths]
    while sum(widths) + gap * (count - 1) > width and max(widths) > 4:
        widths[widths.index(max(widths))] -= 1
    return widths


def table(rows: Sequence[Sequence[str]], width: int, gap: int = 2) -> list[list[str]]:
    """A table's lines by row; cells too long for their column wrap."""
    widths = column_widths(rows, width, gap)
    drawn = []
    for row in rows:
        cells = [wrap(row[i] if i < len(row) else "", widths[i]) for i in range(len(widths))]
        height = max(map(len, cells))
        lines = []
        for number in range(height):
            parts = [
                pad(cell[number] if number < len(cell) else "", size)
                for cell, size in zip(cells, widths, strict=True)
            ]
            lines.append((" " * gap).join(parts).rstrip())
        drawn.append(lines)
    return drawn


def bar(share: float, width: int, *, plain: bool = False) -> str:
    """A horizontal bar of a share from 0 to 1."""
    share = min(1.0, max(0.0, share))
    if plain:
        full = round(share * width)
        return "#" * full + "." * (width - full)
    eighths = round(share * width * 8)
    full, rest = divmod(eighths, 8)
    drawn = BLOCKS[8] * full + (BLOCKS[rest] if rest else "")
    return drawn + " " * (width - len(drawn))


def number(value: float) -> str:
    """A number as short as it can be said: 1,234 / 12.5 / 0.033."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{value:,.1f}"
    return f"{value:,.3f}".rstrip("0").rstrip(".") if abs(value) >= 0.001 else f"{value:.2g}"


def brief(value: float) -> str:
    """A number to be read at a glance: 93,600 / 583.6 / 85.71 / 0.03."""
    if abs(value) >= 1000:
        return number(round(value))
    return number(round(value, 1 if abs(value) >= 100 else 2 if abs(value) >= 0.005 else 4))


def clock(seconds: float) -> str:
    """Seconds as a clock shows them: 25:00:00."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def chart(
    series: Sequence[Sequence[tuple[float, float]]], width: int, height: int, marks: str = "*o+x"
) -> list[str]:
    """Lines over a common plane, each with its own mark; the axes are labelled with their ends."""
    points = [point for line in series for point in line]
    if not points:
        return []
    low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
    low_y, high_y = min(0.0, *(y for _, y in points)), max(y for _, y in points)
    label = max(len(number(high_y)), len(number(low_y)))
    plane = width - label - 2
    grid = [[" "] * plane for _ in range(height)]
    for line, mark in zip(series, marks * len(series), strict=False):
        for column, y in _sampled(line, low_x, high_x, plane):
            row = height - 1 - round((y - low_y) / ((high_y - low_y) or 1) * (height - 1))
            grid[row][column] = mark
    lines = []
    for index, cells in enumerate(grid):
        edge = number(high_y) if index == 0 else number(low_y) if index == height - 1 else ""
        lines.append(f"{right(edge, label)} |{''.join(cells)}".rstrip())
    lines.append(" " * label + " +" + "-" * plane)
    ends = f"{number(low_x)}{right(number(high_x), plane - len(number(low_x)))}"
    lines.append(" " * (label + 2) + ends)
    return lines


def _sampled(
    line: Sequence[tuple[float, float]], low: float, high: float, columns: int
) -> list[tuple[int, float]]:
    """The line's height at each column: the last point at or before it."""
    if not line:
        return []
    ordered = sorted(line)
    samples, place = [], 0
    for column in range(columns):
        x = low + (high - low) * column / max(1, columns - 1)
        while place + 1 < len(ordered) and ordered[place + 1][0] <= x + 1e-9:
            place += 1
        if ordered[0][0] <= x + 1e-9 and x <= ordered[-1][0] + 1e-9:
            samples.append((column, ordered[place][1]))
    return samples


def timeline(spans: Sequence[tuple[float, float, str]], end: float, width: int) -> str:
    """A lane: each stretch filled with its state's name, cut to size, between bars."""
    cells = [" "] * width
    for first, last, name in spans:
        start = round(first / (end or 1) * width)
        stop = max(start + 1, min(width, round(last / (end or 1) * width)))
        text = pad("|" + name + "-" * width, stop - start) if stop - start > 1 else "|"
        cells[start:stop] = _cells(text, stop - start)
    return "".join(cells)[:width] if all(map(str.isascii, cells)) else "".join(cells)


def _cells(text: str, size: int) -> list[str]:
    """One entry a cell; a wide character is followed by an empty one."""
    out: list[str] = []
    for char in text:
        out.append(char)
        out.extend([""] * (cell_len(char) - 1))
    return (out + [" "] * size)[:size]
