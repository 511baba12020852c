"""What a frame can show. A panel holds values and ids; the view finds words, units and colours."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Cell = str | int | float | bool | Fraction | None
"""A text (looked up among the simulator's terms), a number, a yes or no, or nothing."""

Mark = Literal["", "good", "bad", "chosen", "muted"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its term and the unit of its numbers."""

    id: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a decision: what was looked at, what came of it, and the rule."""

    subject: str
    verdict: str
    mark: Mark = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A decision, step by step."""

    id: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a timeline's lane."""

    start: float
    end: float
    state: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of a timeline."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What was in which state when."""

    id: str
    lanes: tuple[Lane, ...]
    start: float
    end: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    name: str
    value: float
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts side by side."""

    id: str
    bars: tuple[Bar, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A line of a chart."""

    name: str
    points: tuple[tuple[float, float], ...]
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Amounts over another amount, such as cost over time."""

    id: str
    series: tuple[Series, ...]
    x_unit: str = ""
    y_unit: str = ""


@dataclass(frozen=True, slots=True)
class Gauge:
    """An amount between bounds."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gauges:
    """Amounts between bounds."""

    id: str
    gauges: tuple[Gauge, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a sieve: what it said, and, where it stopped the request, the part that did."""

    name: str
    verdict: str
    mark: Mark = ""
    """``good`` let through, ``bad`` stopped, ``chosen`` decided, ``muted`` not asked."""
    note: Cell = None


@dataclass(frozen=True, slots=True)
class Sieve:
    """A request falling through layers, each of which may stop it."""

    id: str
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """What one character of a grid means."""

    char: str
    term: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """One row of a grid: a character for each cell."""

    name: str
    cells: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Many small states side by side: resolvers over time, health checkers over time."""

    id: str
    strips: tuple[Strip, ...]
    signs: tuple[Sign, ...]
    axis: str = ""
    """The term of what runs from left to right."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box at a column and row of a plan."""

    name: str
    column: int
    row: int
    mark: Mark = ""
    note: Cell = None
    """Said under its name: an address, a latency."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand: a network's topology, edges on a map; and where the walker is."""

    id: str
    places: tuple[Place, ...]
    links: tuple[tuple[str, str], ...] = ()
    """Pairs of places beside or below each other that a line joins."""
    at: str = ""
    """The place where the packet or request is now."""
    header: Cell = None
    """What it carries there."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A server with what it works on and what waits."""

    name: str
    busy: int
    slots: int
    waiting: int = 0
    mark: Mark = ""
    note: Cell = None


@dataclass(frozen=True, slots=True)
class Queues:
    """Lanes of work side by side."""

    id: str
    queues: tuple[Queue, ...]


Panel = Table | Trace | Timeline | Bars | Chart | Gauges | Sieve | Grid | Plan | Queues
