"""Brings a database to the version this code writes: numbered steps, all in one transaction.

A file database is backed up first. A database from a newer awsstudy is refused, untouched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.schema import CreateColumn

from awsstudy import __version__
from awsstudy.core.errors import StoreError
from awsstudy.store import tables
from awsstudy.store.dialect import table

Step = Callable[[Connection], None]


def _create_tables(connection: Connection) -> None:
    tables.METADATA.create_all(connection)


def _memory_over_facts(connection: Connection) -> None:
    """Memory moves from cards to facts: its derived table is made anew and filled from the log."""
    columns = {column["name"] for column in inspect(connection).get_columns("card_state")}
    if "stability" in columns:
        connection.execute(text("DROP TABLE card_state"))
    _add_what_is_missing(connection)


def _add_what_is_missing(connection: Connection) -> None:
    """Add new tables, and to the old ones their new columns and indexes.

    A new database has them already, for its tables are made as they are today.
    """
    tables.METADATA.create_all(connection)
    dialect = connection.dialect
    for one in tables.METADATA.tables.values():
        known = {column["name"] for column in inspect(connection).get_columns(one.name)}
        for column in one.columns:
            if column.name not in known:
                definition = CreateColumn(column).compile(dialect=dialect)
                connection.execute(text(f"ALTER TABLE {one.name} ADD COLUMN {definition}"))
        for index in one.indexes:
            index.create(connection, checkfirst=True)


STEPS: tuple[Step, ...] = (_create_tables, _memory_over_facts)
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
    locked = engine.execution_options(sqlite_begin="EXCLUSIVE")
    # Re-making a table would fire ON DELETE CASCADE on its children, were they enforced.
    with locked.connect() as connection, _foreign_keys_off(connection), connection.begin():
        # Another process may have done it while this one waited for its turn.
        version = _version(connection)
        for number, step in enumerate(steps[version:], version + 1):
            step(connection)
            connection.execute(
                table(tables.SchemaVersion).insert().values(version=number, app=__version__, at=now)
            )
        _check(connection)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection
    assert driver is not None  # noqa: S101 - the connection is open
    driver.cursor().execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.cursor().execute("PRAGMA foreign_keys=ON")


def current_version(engine: Engine) -> int:
    """The version of a database; 0 when it is empty."""
    with engine.connect() as connection:
        return _version(connection)


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("schema_version"):
        return 0
    return connection.execute(text("SELECT max(version) FROM schema_version")).scalar_one() or 0


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
    """Copy a database file beside itself, into ``backups``; None when it is no file.

    Raises:
        StoreError: the copy could not be made.
    """
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return None
    folder = Path(file).parent / "backups"
    target = folder / f"{name}.db"
    temporary = target.with_suffix(".tmp")
    try:
        folder.mkdir(exist_ok=True)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(temporary)) as copy:
            source.backup(copy)
        return temporary.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"No backup could be made in {folder}: {error}") from error
