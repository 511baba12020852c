"""Draws the pictures of single services as text: sieves, grids, plans and queues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from awsstudy.sims.panels import Cell, Grid, Mark, Place, Plan, Queues, Sieve, Sign, Strip
from awsstudy.tui.widgets import drawing

STYLES = {
    "": "",
    "good": "$correct",
    "bad": "$wrong",
    "chosen": "bold $accent",
    "muted": "$muted",
}
SIGNS = {"": " ", "good": "+", "bad": "x", "chosen": ">", "muted": " "}
WIDEST_NAME = 28
WIDEST_BOX = 22
MOST_WAITING = 30
MOST_STRIPS = 12
"""So many strips of a grid stand below each other; more go on beside them."""
LEAST_STRIP = 30
STRIP_GAP = 3

Say = Callable[[Cell], str]
"""A value in the language now chosen."""


def sieve(panel: Sieve, width: int, say: Say) -> list[Content]:
    """One line a layer: sign, name in brackets, what it said, and the part that decided."""
    room = min(WIDEST_NAME, _widest([say(layer.name) for layer in panel.layers]))
    lines: list[Content] = []
    for layer in panel.layers:
        note = f" - {say(layer.note)}" if layer.note is not None else ""
        lead = f"{SIGNS[layer.mark]} [{drawing.pad(say(layer.name), room)}] "
        lines += _told(lead, say(layer.verdict) + note, width, layer.mark)
    return lines


def _told(lead: str, words: str, width: int, mark: Mark) -> Iterator[Content]:
    """Words beside a lead; what does not fit goes on below them."""
    indent = cell_len(lead)
    for number, line in enumerate(drawing.wrap(words, max(10, width - indent))):
        yield Content.styled((lead if number == 0 else " " * indent) + line, STYLES[mark])


def grid(panel: Grid, width: int, say: Say) -> list[Content]:
    """A row a strip, a character a cell, coloured by its sign; below them what the signs mean."""
    room = min(WIDEST_NAME, _widest([say(strip.name) for strip in panel.strips]))
    size = min(width, room + 2 + max((len(strip.cells) for strip in panel.strips), default=0))
    columns = max(1, min(-(-len(panel.strips) // MOST_STRIPS), width // LEAST_STRIP))
    size = min(size, (width - STRIP_GAP * (columns - 1)) // columns)
    rows = -(-len(panel.strips) // columns)
    lines = [
        Content(" " * STRIP_GAP).join(
            _strip(strip, room, size, panel.signs, say) for strip in panel.strips[row::rows]
        )
        for row in range(rows)
    ]
    if panel.axis:
        lines.append(Content.styled(" " * (room + 2) + say(panel.axis) + " ->", "$muted"))
    return [*lines, *_legend(panel.signs, width, say)]


def _strip(strip: Strip, room: int, size: int, signs: Sequence[Sign], say: Say) -> Content:
    styles = {sign.char: STYLES[sign.mark] for sign in signs}
    cells = _sampled(strip.cells, size - room - 2)
    return Content.assemble(
        drawing.pad(say(strip.name), room) + "  ",
        *((char, styles.get(char, "")) for char in cells),
        " " * (size - room - 2 - len(cells)),
    )


def _sampled(cells: str, room: int) -> str:
    """A strip that is too long, thinned out evenly."""
    if len(cells) <= room:
        return cells
    return "".join(cells[place * len(cells) // room] for place in range(room))


def _legend(signs: Sequence[Sign], width: int, say: Say) -> list[Content]:
    words = "   ".join(f"{sign.char} {say(sign.term)}" for sign in signs)
    return [Content.styled(line, "$muted") for line in drawing.wrap(words, width)]


def plan(panel: Plan, width: int, say: Say) -> list[Content]:
    """Boxes in columns and rows, joined by lines; the walker's box is marked with a star."""
    columns = 1 + max((place.column for place in panel.places), default=0)
    rows = 1 + max((place.row for place in panel.places), default=0)
    size = min(WIDEST_BOX, width // columns)
    at = {(place.row, place.column): place for place in panel.places}
    joined = {frozenset(pair) for pair in panel.links}
    lines: list[Content] = []
    for row in range(rows):
        line = [at.get((row, column)) for column in range(columns)]
        lines.append(_boxes(line, size, panel.at, joined, say))
        if any(place and place.note is not None for place in line):
            lines.append(_notes(line, size, say))
        if below := _falls(line, row, at, size, joined):
            lines.append(below)
    if panel.header is not None:
        told = drawing.wrap(f"* {say(panel.header)}", width)
        lines += [Content.styled(one, "bold $accent") for one in told]
    return lines


Boxes = Sequence[Place | None]
Joined = set[frozenset[str]]


def _boxes(line: Boxes, size: int, at: str, joined: Joined, say: Say) -> Content:
    parts: list[tuple[str, str]] = []
    for number, place in enumerate(line):
        if place is None:
            parts.append((" " * size, ""))
            continue
        star = "*" if place.name == at else ""
        name = drawing.wrap(say(place.name), max(4, size - 5))[0]
        box = f"[{star}{name}]"
        after = line[number + 1] if number + 1 < len(line) else None
        tied = after is not None and frozenset((place.name, after.name)) in joined
        gap = size - cell_len(box)
        style = STYLES["chosen"] if star else STYLES[place.mark]
        parts += [(box, style), (("-" if tied else " ") * gap, "$muted")]
    return Content.assemble(*parts)


def _notes(line: Boxes, size: int, say: Say) -> Content:
    texts = [
        drawing.pad(f" {say(place.note)}" if place and place.note is not None else "", size)
        for place in line
    ]
    return Content.styled("".join(texts), "$muted")


def _falls(
    line: Boxes, row: int, at: dict[tuple[int, int], Place], size: int, joined: Joined
) -> Content | None:
    """The line of strokes down to the next row; None where nothing is joined."""
    strokes = ""
    for column, place in enumerate(line):
        below = at.get((row + 1, column))
        tied = place and below and frozenset((place.name, below.name)) in joined
        strokes += drawing.pad("  |" if tied else "", size)
    return Content.styled(strokes, "$muted") if strokes.strip() else None


def queues(panel: Queues, width: int, say: Say) -> list[Content]:
    """A lane a server: its slots, and a mark for each that waits."""
    room = min(WIDEST_NAME, _widest([say(one.name) for one in panel.queues]))
    lines = []
    for one in panel.queues:
        slots = "#" * one.busy + "." * max(0, one.slots - one.busy)
        if one.slots > MOST_WAITING:
            slots = f"{one.busy}/{one.slots}"
        more = f"+{one.waiting}" if one.waiting > MOST_WAITING else "o" * one.waiting
        note = f"  {say(one.note)}" if one.note is not None else ""
        lead = f"{SIGNS[one.mark]} {drawing.pad(say(one.name), room)} [{slots}] {more}{note}"
        lines.append(Content.styled(drawing.pad(lead, width).rstrip(), STYLES[one.mark]))
    return lines


def _widest(names: Sequence[str]) -> int:
    return max(map(cell_len, names), default=1)
