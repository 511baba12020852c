"""A quick look at a learner's database before the store is opened.

Opening the store means importing SQLModel, which takes longer than painting the first frame. The
home screen needs a few rows only, so this reads them with the standard library's SQLite and leaves
everything else, and every write, to the store. Any database it does not fully understand (another
schema version, another server) it leaves to the store as well.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from awsstudy.store.plan_records import DayPlan
from awsstudy.store.records import (
    DEFAULT_LEARNER,
    Attempt,
    CardState,
    ExamSitting,
    ExamStanding,
    Prediction,
    QuizSession,
    Remedy,
    States,
    Tally,
    UnitState,
)
from awsstudy.store.standing import TELLING, standings

SCHEMA = 2
"""The schema version these queries are written for."""

_ATTEMPT = tuple(field.name for field in fields(Attempt))
_VALID = "id NOT IN (SELECT event_id FROM void)"
_ORDERED = f"{_VALID} ORDER BY id"
_TREATMENT = f"kind = 'remedy' AND {_VALID} ORDER BY id"
_TREATED = "session_id IN (SELECT id FROM quiz_session WHERE kind = 'remedy')"
_TELLING = f"{_VALID} AND (misconceptions <> '' OR {_TREATED}) ORDER BY id"

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
    telling: tuple[Attempt, ...] = ()
    """Answers that show a misconception or belong to a treatment."""
    remedies: tuple[Remedy, ...] = ()
    treatments: tuple[QuizSession, ...] = ()
    """Quizzes that are steps of treatment."""
    exams: tuple[ExamStanding, ...] = ()
    """Mock exams that are not done: running, or not gone through afterwards."""
    day_plans: tuple[DayPlan, ...] = ()
    """What was said of days, oldest first."""


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
        predictions=tuple(
            _record(Prediction, row) for row in _rows(database, "prediction", _VALID)
        ),
        introduced=sum(row["count"] for row in new),
        spent_ms=sum(row["ms"] for row in today),
        unfinished=_unfinished(database),
        telling=tuple(_attempt(row) for row in _rows(database, "attempt", _TELLING)),
        remedies=tuple(_record(Remedy, row) for row in _rows(database, "remedy", _VALID)),
        treatments=tuple(_session(row) for row in _rows(database, "quiz_session", _TREATMENT)),
        exams=_exams(database),
        day_plans=tuple(_record(DayPlan, row) for row in _rows(database, "day_plan", _ORDERED)),
    )


def _rows(
    database: sqlite3.Connection, table: str, where: str = "1 = 1", *values: object
) -> Iterator[sqlite3.Row]:
    sql = f"SELECT * FROM {table} WHERE learner_id = ? AND {where}"  # noqa: S608 - our own names
    return iter(database.execute(sql, (DEFAULT_LEARNER, *values)).fetchall())


def _unfinished(database: sqlite3.Connection) -> int:
    sql = (
        "SELECT id, item_ids FROM quiz_session"
        " WHERE learner_id = ? AND kind NOT IN ('exam', 'remedy') ORDER BY id DESC LIMIT 1"
    )
    last = database.execute(sql, (DEFAULT_LEARNER,)).fetchone()
    if last is None:
        return 0
    answered = len(list(_rows(database, "attempt", "session_id = ?", last["id"])))
    return max(0, len(json.loads(last["item_ids"])) - answered)


def _attempt(row: sqlite3.Row) -> Attempt:
    """An answer; there may be thousands, so only what needs it is made into something else."""
    values = {name: row[name] for name in _ATTEMPT}
    values["at"] = datetime.fromisoformat(values["at"]).replace(tzinfo=UTC)
    values["study_day"] = date.fromisoformat(values["study_day"])
    values["chosen"] = tuple(json.loads(values["chosen"]))
    values["misconceptions"] = tuple(values["misconceptions"].split())
    truths = {name: bool(row[name]) for name in ("correct", "first", "generated")}
    return Attempt(**values | truths)


def _session(row: sqlite3.Row) -> QuizSession:
    topics, eased = tuple(row["topics"].split()), tuple(row["eased"].split())
    item_ids = tuple(json.loads(row["item_ids"]))
    return replace(_record(QuizSession, row), topics=topics, item_ids=item_ids, eased=eased)


def _exams(database: sqlite3.Connection) -> tuple[ExamStanding, ...]:
    undone = {row["event_id"] for row in _rows(database, "void")}
    rows = (row for row in _rows(database, "exam_sitting") if row["id"] not in undone)
    sittings = [_record(ExamSitting, row) for row in rows]
    if not sittings:
        return ()
    events = _rows(database, "exam_event", f"kind IN {TELLING}")
    marks = ", ".join("?" for _ in sittings)
    answers = _rows(database, "attempt", f"session_id IN ({marks})", *(one.id for one in sittings))
    found = standings(
        sorted(sittings, key=lambda one: one.id),
        [(row["sitting_id"], row["kind"], row["place"]) for row in events],
        [(row["session_id"], row["question_id"], bool(row["correct"])) for row in answers],
        {row["sitting_id"]: row["elapsed_ms"] for row in _rows(database, "exam_clock")},
    )
    return tuple(one for one in found if not one.done)


def _record(kind: type[RecordT], row: sqlite3.Row) -> RecordT:
    values = {field.name: _value(field.name, row[field.name]) for field in fields(kind)}  # type: ignore[arg-type]  # a dataclass
    return kind(**values)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _list(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("at", "due_at", "last_at"), _moment),
    **dict.fromkeys(("suspended", "flagged", "last_right", "correct"), bool),
    **dict.fromkeys(("item_ids", "unscored"), _list),
    "conditions": lambda text: tuple(text.split()),
}
"""SQLite keeps dates, truth and lists as text and numbers; the column's name tells which."""


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name.endswith("_day") or name == "buried_on":
        return date.fromisoformat(value)
    read = _READERS.get(name)
    return read(value) if read else value
