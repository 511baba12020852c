"""A database is brought up to date whole, after a backup, or is left as it was."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, inspect, text

from awsstudy import __version__
from awsstudy.core.errors import StoreError
from awsstudy.store import tables
from awsstudy.store.dialect import open_engine, sqlite_url
from awsstudy.store.glance import SCHEMA
from awsstudy.store.migrations import STEPS, Step, back_up, current_version, migrate
from awsstudy.store.records import FILE_NAME, UnitState
from awsstudy.store.store import Store

Make = Callable[..., Any]
Dump = dict[str, list[tuple[Any, ...]]]
REVIEWS = 25


def add_a_column(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE review ADD COLUMN mood VARCHAR DEFAULT 'calm' NOT NULL"))


def remake_the_learners(connection: Connection) -> None:
    """What SQLite needs to change a table that others refer to."""
    connection.execute(text("CREATE TABLE remade (id VARCHAR PRIMARY KEY, at DATETIME NOT NULL)"))
    connection.execute(text("INSERT INTO remade SELECT id, at FROM learner"))
    connection.execute(text("DROP TABLE learner"))
    connection.execute(text("ALTER TABLE remade RENAME TO learner"))


def lose_the_learners(connection: Connection) -> None:
    """Leaves every row of the log without its learner."""
    connection.execute(text("DELETE FROM learner"))


def stumble(connection: Connection) -> None:
    """Fails after it has changed a lot."""
    connection.execute(text("DROP TABLE unit_state"))
    connection.execute(text("DELETE FROM review"))
    connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
    raise RuntimeError("out of luck")


def dump(file: Path) -> Dump:
    """Every row of every table of a database file."""
    with closing(sqlite3.connect(file)) as database:
        names = [
            row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=str) for name in names}


@pytest.fixture
def file(tmp_path: Path, now: datetime, new_review: Make, learning: UnitState) -> Path:
    """A database of the present version with some reviews."""
    store = Store.open(None, now)
    for number in range(REVIEWS):
        store.cards.record_review(new_review(number), learning)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database:
        store.engine.raw_connection().driver_connection.backup(database)
    store.close()
    return tmp_path / FILE_NAME


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    """An engine for it."""
    engine = open_engine(sqlite_url(file))
    yield engine
    engine.dispose()


def backups(file: Path) -> list[Path]:
    return sorted((file.parent / "backups").glob("*"))


def foreign_keys(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one())


def test_an_empty_database_comes_to_the_present_version(now: datetime) -> None:
    engine = open_engine("sqlite://")
    assert current_version(engine) == 0
    migrate(engine, now)
    assert current_version(engine) == len(STEPS)
    assert set(inspect(engine).get_table_names()) == set(tables.METADATA.tables)
    engine.dispose()


def test_an_empty_file_is_not_backed_up(tmp_path: Path, now: datetime) -> None:
    Store.open(tmp_path, now).close()
    assert not (tmp_path / "backups").exists()


def test_the_quick_look_reads_the_present_version() -> None:
    assert len(STEPS) == SCHEMA


def test_a_migrated_database_has_every_column_and_constraint(engine: Engine) -> None:
    seen = inspect(engine)
    for table in tables.METADATA.tables.values():
        columns = {column["name"] for column in seen.get_columns(table.name)}
        assert columns == set(table.columns.keys())
        indexes = {index["name"] for index in seen.get_indexes(table.name)}
        assert indexes == {index.name for index in table.indexes}
        assert len(seen.get_foreign_keys(table.name)) == len(table.foreign_keys)
    assert len(seen.get_check_constraints("review")) == 2


def test_every_version_says_who_made_it_and_when(engine: Engine, now: datetime) -> None:
    migrate(engine, now, (*STEPS, add_a_column))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT version, app, at FROM schema_version")).all()
    assert [row[0] for row in rows] == list(range(1, len(STEPS) + 2))
    assert {row[1] for row in rows} == {__version__}
    assert {row[2] for row in rows} == {"2026-01-05 09:00:00.000000"}


@pytest.mark.parametrize("step", [add_a_column, remake_the_learners])
def test_a_later_step_keeps_every_row(
    file: Path, engine: Engine, now: datetime, step: Step
) -> None:
    before = dump(file)
    migrate(engine, now, (*STEPS, step))
    after = dump(file)
    assert current_version(engine) == len(STEPS) + 1
    assert {name: len(rows) for name, rows in after.items()} == {
        **{name: len(rows) for name, rows in before.items()},
        "schema_version": len(STEPS) + 1,
    }
    assert after["unit_state"] == before["unit_state"]
    assert [row[:5] for row in after["review"]] == [row[:5] for row in before["review"]]


def test_a_later_step_is_applied_once(file: Path, engine: Engine, now: datetime) -> None:
    steps = (*STEPS, add_a_column)
    migrate(engine, now, steps)
    after = dump(file)
    migrate(engine, now, steps)
    assert dump(file) == after
    assert len(backups(file)) == 1


def test_a_later_step_backs_up_first(file: Path, engine: Engine, now: datetime) -> None:
    before = dump(file)
    migrate(engine, now, (*STEPS, add_a_column))
    (backup,) = backups(file)
    assert backup.name == f"before-schema-{len(STEPS) + 1}-20260105-090000.db"
    assert dump(backup) == before
    with closing(sqlite3.connect(backup)) as database:
        assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_a_backup_can_be_put_back(
    file: Path, engine: Engine, now: datetime, new_review: Make
) -> None:
    migrate(engine, now, (*STEPS, add_a_column))
    engine.dispose()
    backups(file)[0].replace(file)
    store = Store.open(file.parent, now)
    assert store.cards.reviews() == [new_review(number) for number in range(REVIEWS)]
    store.close()


def test_without_a_backup_nothing_is_migrated(file: Path, engine: Engine, now: datetime) -> None:
    before = dump(file)
    (file.parent / "backups").write_text("in the way", "utf-8")
    with pytest.raises(StoreError, match="No backup could be made"):
        migrate(engine, now, (*STEPS, add_a_column))
    assert dump(file) == before


@pytest.mark.parametrize(
    "steps", [(stumble,), (add_a_column, stumble), (remake_the_learners, stumble)]
)
def test_a_failing_step_leaves_the_old_database_as_it_was(
    file: Path, engine: Engine, now: datetime, steps: tuple[Step, ...]
) -> None:
    before = dump(file)
    with pytest.raises(RuntimeError, match="out of luck"):
        migrate(engine, now, (*STEPS, *steps))
    assert dump(file) == before
    assert current_version(engine) == len(STEPS)


def test_a_step_that_breaks_references_is_taken_back(
    file: Path, engine: Engine, now: datetime
) -> None:
    before = dump(file)
    with pytest.raises(StoreError, match="nothing was changed"):
        migrate(engine, now, (*STEPS, lose_the_learners))
    assert dump(file) == before


@pytest.mark.parametrize("step", [add_a_column, stumble, lose_the_learners])
def test_foreign_keys_are_on_again_afterwards(engine: Engine, now: datetime, step: Step) -> None:
    try:
        migrate(engine, now, (*STEPS, step))
    except (RuntimeError, StoreError):
        assert current_version(engine) == len(STEPS)
    assert foreign_keys(engine) == 1


def test_the_step_that_failed_can_be_tried_again(file: Path, engine: Engine, now: datetime) -> None:
    with pytest.raises(RuntimeError):
        migrate(engine, now, (*STEPS, stumble))
    migrate(engine, now, (*STEPS, add_a_column))
    assert current_version(engine) == len(STEPS) + 1
    assert len(dump(file)["review"]) == REVIEWS


def test_a_newer_database_is_refused_untouched(file: Path, now: datetime) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("INSERT INTO schema_version VALUES (99, '9.9', '2030-01-01')")
        database.execute("CREATE TABLE from_the_future (id INTEGER)")
    before, names = file.read_bytes(), sorted(file.parent.iterdir())
    with pytest.raises(StoreError, match="newer awsstudy") as caught:
        Store.open(file.parent, now)
    assert "Update awsstudy" in caught.value.hint
    assert file.read_bytes() == before
    assert sorted(file.parent.iterdir()) == names


def test_a_migration_that_was_done_meanwhile_is_not_done_again(
    file: Path, engine: Engine, now: datetime
) -> None:
    """Two windows opened at once after an update: both see the old version, one goes first."""
    steps = (*STEPS, add_a_column)

    def rival_goes_first(_connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "BEGIN EXCLUSIVE":
            rival = open_engine(sqlite_url(file))
            migrate(rival, now, steps)
            rival.dispose()

    event.listen(engine, "before_cursor_execute", rival_goes_first)
    migrate(engine, now, steps)
    assert current_version(engine) == len(STEPS) + 1
    assert len(dump(file)["review"]) == REVIEWS


def test_a_database_with_an_empty_version_table_is_brought_up(
    tmp_path: Path, now: datetime
) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database, database:
        database.execute(
            "CREATE TABLE schema_version (version INTEGER PRIMARY KEY, app VARCHAR, at DATETIME)"
        )
    store = Store.open(tmp_path, now)
    assert current_version(store.engine) == len(STEPS)
    store.close()


def test_a_database_in_memory_needs_no_backup(now: datetime) -> None:
    engine = open_engine("sqlite://")
    migrate(engine, now)
    assert back_up(engine, "name") is None
    migrate(engine, now, (*STEPS, add_a_column))
    assert current_version(engine) == len(STEPS) + 1
    engine.dispose()


def test_a_backup_holds_everything_committed(file: Path, engine: Engine) -> None:
    backup = back_up(engine, "by-hand")
    assert backup == file.parent / "backups" / "by-hand.db"
    assert dump(backup) == dump(file)
    assert [path.name for path in backups(file)] == ["by-hand.db"]


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A database as the first version wrote it, with reviews, a quiz, a mark and a prediction."""
    script = (Path(__file__).parent / "data" / "schema-1.sql").read_text("utf-8")
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database:
        database.executescript(script)
    return tmp_path / FILE_NAME


def test_a_database_of_the_first_version_is_brought_up_with_all_its_rows(
    first_version: Path, now: datetime
) -> None:
    before = dump(first_version)
    store = Store.open(first_version.parent, now)
    after = dump(first_version)
    for name in ("review", "attempt", "quiz_session", "mark", "prediction", "learner"):
        assert len(after[name]) == len(before[name]) > 0
    assert len(store.cards.reviews()) == len(before["review"])
    assert store.quizzes.attempts()[0].hints == 0
    assert (unfinished := store.quizzes.unfinished()) is not None
    assert unfinished.kind == "quiz"
    assert store.exams.sittings() == []
    seen = inspect(store.engine)
    for table in tables.METADATA.tables.values():
        assert {c["name"] for c in seen.get_columns(table.name)} == set(table.columns.keys())
        assert {i["name"] for i in seen.get_indexes(table.name)} == {i.name for i in table.indexes}
    store.close()
