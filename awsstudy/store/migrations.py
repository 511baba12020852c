"""Brings a database to the version this code writes: numbered steps, all in one transaction.

A file database is backed up first. A database from a newer awsstudy is refused, untouched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from awsstudy import __version__
from awsstudy.core.errors import StoreError
from awsstudy.store import tables
from awsstudy.store.dialect import table

Step = Callable[[Connection], None]


def _create_tables(connection: Connection) -> None:
    tables.METADATA.create_all(connection)


STEPS: tuple[Step, ...] = (_create_tables,)
"""Step n brings version n - 1 to version n. A released step is never changed."""


def migrate(engine: Engine, now: datetime, steps: tuple[Step, ...] = STEPS) -> None:
    """Apply the steps that are missing.

    Raises:
        StoreError: the database is newer than this code, or a step left it inconsistent.
    """
    version = current_version(engine)
    if version > len(steps):
        raise StoreError(
            f"The database is of a newer awsstudy (schema {version}; known: {len(steps)}).",
            hint="Update awsstudy; nothing was changed.",
        )
    if version == len(steps):
        return
    if version:
        back_up(engine, f"before-schema-{len(steps)}-{now:%Y%m%d-%H%M%S}")
    with engine.execution_options(sqlite_begin="EXCLUSIVE").connect() as connection:
        # Re-making a table would fire ON DELETE CASCADE on its children.
        _foreign_keys(connection, enforced=False)
        with connection.begin():
            for number, step in enumerate(steps[version:], version + 1):
                step(connection)
                connection.execute(
                    table(tables.SchemaVersion)
                    .insert()
                    .values(version=number, app=__version__, at=now)
                )
            _check(connection)
        _foreign_keys(connection, enforced=True)


def _foreign_keys(connection: Connection, *, enforced: bool) -> None:
    if connection.dialect.name == "sqlite":
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101 - the connection is open
        driver.cursor().execute(f"PRAGMA foreign_keys={'ON' if enforced else 'OFF'}")


def current_version(engine: Engine) -> int:
    """The version of a database; 0 when it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("schema_version"):
            return 0
        return int(connection.execute(text("SELECT max(version) FROM schema_version")).scalar_one())


def _check(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    verdict = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
    if broken or verdict != "ok":
        raise StoreError(
            "The migration would leave the database inconsistent; nothing was changed."
        )


def back_up(engine: Engine, name: str) -> Path | None:
    """Copy a database file beside itself, into ``backups``; None when it is no file."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return None
    folder = Path(file).parent / "backups"
    folder.mkdir(exist_ok=True)
    target = folder / f"{name}.db"
    temporary = target.with_suffix(".tmp")
    with sqlite3.connect(file) as source, sqlite3.connect(temporary) as copy:
        source.backup(copy)
    copy.close()
    source.close()
    return temporary.replace(target)
