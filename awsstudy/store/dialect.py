"""The one place where SQLite and PostgreSQL differ: engines, and inserting or updating a row."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from sqlmodel import SQLModel

from awsstudy.core.errors import StoreError

WAL_FIXED = (3, 51, 3)
"""Older SQLite can corrupt a WAL database on a reset race (sqlite.org/wal.html, section 11)."""

JOURNALS = ("WAL", "TRUNCATE")
"""What AWSSTUDY_JOURNAL may ask for: TRUNCATE on file systems that do not share memory, say."""


def open_engine(url: str) -> Engine:
    """An engine for a database URL; ``sqlite://`` is a database in memory.

    Raises:
        StoreError: the URL is not understood.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed)
        return create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    except (ArgumentError, ImportError) as error:
        raise StoreError(f"The database URL is not usable: {error}") from error


def sqlite_url(file: Path) -> str:
    """The URL of a database file."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)


def _sqlite(url: URL) -> Engine:
    arguments: dict[str, Any] = {"timeout": 5, "check_same_thread": False}
    if url.database in (None, "", ":memory:"):
        # The one connection is the database: a thread has it to itself, and others wait.
        engine = create_engine(
            url, connect_args=arguments, poolclass=QueuePool, pool_size=1, max_overflow=0
        )
    else:
        engine = create_engine(url, connect_args=arguments)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    # Python's sqlite3 must not begin or commit on its own: transactions are ours, whole.
    connection.isolation_level = None
    journal = os.environ.get("AWSSTUDY_JOURNAL", "").upper() or (
        "WAL" if sqlite3.sqlite_version_info >= WAL_FIXED else "TRUNCATE"
    )
    if journal not in JOURNALS:
        raise StoreError(f"AWSSTUDY_JOURNAL: '{journal}' is none of {', '.join(JOURNALS)}.")
    for pragma in (
        "busy_timeout=5000",
        "foreign_keys=ON",
        f"journal_mode={journal}",
        "synchronous=FULL",
        "trusted_schema=OFF",
        "cell_size_check=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    # A deferred transaction that reads and then writes fails under a second writer, whatever the
    # busy timeout; an immediate one waits its turn.
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {mode}")


def table(model: type[SQLModel]) -> Table:
    """The Core table of a table model: the hot path uses statements, not objects."""
    return model.metadata.tables[str(model.__tablename__)]


def upsert(
    engine: Engine, into: Table, values: dict[str, Any], update: dict[str, Any] | None = None
) -> Any:
    """A statement that inserts a row or, where its primary key stands, updates it.

    Args:
        engine: tells the dialect.
        into: the table.
        values: every column of the row.
        update: what to set instead where the row stands; by default all of ``values``.
    """
    insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    keys = [column.name for column in into.primary_key]
    changes = update or {name: value for name, value in values.items() if name not in keys}
    return insert(into).values(**values).on_conflict_do_update(index_elements=keys, set_=changes)
