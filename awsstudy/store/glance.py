"""A quick look at a learner's database before the store is opened.

Opening the store means importing SQLModel, which takes longer than painting the first frame. The
home screen needs a few rows only, so this reads them with the standard library's SQLite and leaves
everything else, and every write, to the store. Any database it does not fully understand (another
schema version, another server) it leaves to the store as well.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from awsstudy.store.records import DEFAULT_LEARNER, CardState, Prediction, States, Tally, UnitState

SCHEMA = 2
"""The schema version these queries are written for."""

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Glance:
    """What the home screen needs of a record."""

    states: States
    tallies: dict[str, Tally]
    predictions: tuple[Prediction, ...]
    introduced: int
    """New cards introduced today."""
    spent_ms: int
    """Time spent answering today."""
    unfinished: int
    """Items left of the last quiz."""


EMPTY = Glance(States({}, {}), {}, (), 0, 0, 0)


def glance(file: Path, day: date) -> Glance | None:
    """Look at a database file; None when that is better left to the store."""
    if not file.exists():
        return EMPTY
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=1)) as database:
            database.row_factory = sqlite3.Row
            version = database.execute("SELECT max(version) FROM schema_version").fetchone()[0]
            return _read(database, day) if version == SCHEMA else None
    except (sqlite3.Error, ValueError, KeyError):
        return None


def _read(database: sqlite3.Connection, day: date) -> Glance:
    today = list(_rows(database, "day_count", "study_day = ?", day.isoformat()))
    new = [row for row in today if row["kind"] == "review" and row["phase"] == "new"]
    units = (_record(UnitState, row) for row in _rows(database, "unit_state"))
    cards = (_record(CardState, row) for row in _rows(database, "card_state"))
    tallies = (_record(Tally, row) for row in _rows(database, "tally"))
    return Glance(
        states=States(
            {unit.unit_id: unit for unit in units}, {card.card_id: card for card in cards}
        ),
        tallies={tally.question_id: tally for tally in tallies},
        predictions=tuple(_record(Prediction, row) for row in _rows(database, "prediction")),
        introduced=sum(row["count"] for row in new),
        spent_ms=sum(row["ms"] for row in today),
        unfinished=_unfinished(database),
    )


def _rows(
    database: sqlite3.Connection, table: str, where: str = "1 = 1", *values: object
) -> Iterator[sqlite3.Row]:
    sql = f"SELECT * FROM {table} WHERE learner_id = ? AND {where}"  # noqa: S608 - our own names
    return iter(database.execute(sql, (DEFAULT_LEARNER, *values)).fetchall())


def _unfinished(database: sqlite3.Connection) -> int:
    sql = "SELECT id, item_ids FROM quiz_session WHERE learner_id = ? ORDER BY id DESC LIMIT 1"
    last = database.execute(sql, (DEFAULT_LEARNER,)).fetchone()
    if last is None:
        return 0
    answered = len(list(_rows(database, "attempt", "session_id = ?", last["id"])))
    return max(0, len(json.loads(last["item_ids"])) - answered)


def _record(kind: type[RecordT], row: sqlite3.Row) -> RecordT:
    values = {field.name: _value(field.name, row[field.name]) for field in fields(kind)}  # type: ignore[arg-type]  # a dataclass
    return kind(**values)


def _value(name: str, value: Any) -> Any:
    """SQLite keeps dates as text and truth as numbers; the column's name tells which."""
    if value is None:
        return None
    if name in ("at", "due_at", "last_at"):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if name.endswith("_day") or name == "buried_on":
        return date.fromisoformat(value)
    if name in ("suspended", "flagged", "last_right", "correct"):
        return bool(value)
    return value
