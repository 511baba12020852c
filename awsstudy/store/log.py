"""What the parts of the store share: one learner's log, and one transaction per verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from awsstudy import __version__
from awsstudy.core.errors import StoreError
from awsstudy.store import tables
from awsstudy.store.dialect import table, upsert

_REASONS = {
    "SQLITE_FULL": "The disk is full; the answer on screen is not saved yet.",
    "SQLITE_READONLY": "The database cannot be written.",
    "SQLITE_BUSY": "Another program keeps the database locked.",
    "SQLITE_CANTOPEN": "The database cannot be opened.",
    "SQLITE_NOTADB": "The file is not an awsstudy database.",
    "SQLITE_CORRUPT": "The database is damaged; a copy from 'backups' may help.",
}


RecordT = TypeVar("RecordT")


def record(kind: type[RecordT], row: Mapping[str, Any]) -> RecordT:
    """A row as a record of ``awsstudy.store.records``, whose fields are named like the columns."""
    return kind(**{field.name: row[field.name] for field in fields(kind)})  # type: ignore[arg-type]  # a dataclass


def store_error(error: DBAPIError) -> StoreError:
    """A database error in words."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    for prefix, reason in _REASONS.items():
        if name.startswith(prefix):
            return StoreError(reason, hint="Nothing saved before is lost.")
    return StoreError(f"The database says: {error.orig}")


class Log:
    """One learner's rows in one database."""

    def __init__(self, engine: Engine, learner: str) -> None:
        self.engine = engine
        self._reader = engine.execution_options(sqlite_begin="DEFERRED")
        self.learner = learner

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Everything or nothing, durable when the block ends.

        Raises:
            StoreError: the database could not do it.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise store_error(error) from error

    def read(self, statement: Select[Any]) -> list[dict[str, Any]]:
        """The rows of a query, by column name."""
        try:
            with self._reader.connect() as connection:
                return [dict(row) for row in connection.execute(statement).mappings()]
        except DBAPIError as error:
            raise store_error(error) from error

    def add(self, connection: Connection, model: type[SQLModel], values: Mapping[str, Any]) -> None:
        """Add a row to the log."""
        row = {"learner_id": self.learner, "app": __version__, **values}
        connection.execute(table(model).insert().values(**row))

    def void(self, connection: Connection, event: str, kind: str, mark: str, at: datetime) -> None:
        """Make an event not count any more."""
        self.add(
            connection, tables.VoidRow, {"id": mark, "event_id": event, "kind": kind, "at": at}
        )

    def valid(self, model: type[SQLModel]) -> Select[Any]:
        """The rows of a part of the log that were not undone, oldest first."""
        rows, voids = table(model), table(tables.VoidRow)
        undone = select(voids.c.event_id).where(voids.c.learner_id == self.learner)
        return (
            select(rows)
            .where(rows.c.learner_id == self.learner, rows.c.id.not_in(undone))
            .order_by(rows.c.id)
        )

    def count_day(
        self,
        connection: Connection,
        day: date,
        kind: str,
        part: tuple[str, int],
        *,
        by: int,
        ms: int,
    ) -> None:
        """Count more or fewer reviews or attempts of a study day, and more or less time (ms)."""
        counts = table(tables.DayCountRow)
        phase, rating = part
        connection.execute(
            upsert(
                self.engine,
                counts,
                {
                    "learner_id": self.learner,
                    "study_day": day,
                    "kind": kind,
                    "phase": phase,
                    "rating": rating,
                    "count": by,
                    "ms": ms,
                },
                {"count": counts.c.count + by, "ms": counts.c.ms + ms},
            )
        )
