"""An answer that was acknowledged is in the database, whatever happens to the process then."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Event

import pytest

import awsstudy
from awsstudy.store.records import FILE_NAME

CYCLES = 30
WRITER = Path(__file__).with_name("writer.py")


class Writers:
    """Processes that write reviews into one database file."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE_NAME
        self.saved: list[str] = []
        self.errors: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, str(WRITER), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env=os.environ | {"PYTHONPATH": str(Path(awsstudy.__file__).parents[1])},
        )

    def start(self, *reviews: int) -> None:
        """Start writers that write so many reviews each, 0 meaning without end."""
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(map(str, reviews)) + "\n")

    def listen(self, until: str) -> str:
        """Take in what they say up to a word; returns what was said with it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            word, _, rest = line.strip().partition(" ")
            if word == "saved":
                self.saved.append(rest)
            elif word == "error":
                self.errors.append(rest)
            if word == until:
                return rest
        raise AssertionError(f"the writers are gone: {self.errors}")

    def close(self) -> None:
        """Let them go."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[Writers]:
    """Writers into a database that does not exist yet."""
    writers = Writers(tmp_path)
    yield writers
    writers.close()


def assert_sound(file: Path, acknowledged: list[str]) -> None:
    """Every acknowledged review is there, none is half there, and the file is in order."""
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        reviews = {row[0] for row in database.execute("SELECT id FROM review")}
        counted = database.execute("SELECT coalesce(sum(count), 0) FROM day_count").fetchone()[0]
        by_card = "SELECT card_id, count(*) FROM review GROUP BY card_id ORDER BY card_id"
        states = "SELECT unit_id, reps FROM unit_state ORDER BY unit_id"
        assert database.execute(by_card).fetchall() == database.execute(states).fetchall()
    assert set(acknowledged) <= reviews
    assert counted == len(reviews)


def test_a_killed_writer_loses_no_acknowledged_review(writers: Writers) -> None:
    chance = Random(1)
    for _ in range(CYCLES):
        writers.start(0)
        pid = int(writers.listen("pid"))
        for _ in range(chance.randint(1, 4)):
            writers.listen("saved")
        Event().wait(chance.uniform(0, 0.02))  # so that it is struck at any point of its work
        os.kill(pid, signal.SIGKILL)
        assert writers.listen("ended") == str(int(signal.SIGKILL))
        assert_sound(writers.file, writers.saved)
    assert len(set(writers.saved)) == len(writers.saved) >= CYCLES
    assert writers.errors == []


def test_two_writers_that_begin_at_once_do_not_disturb_each_other(writers: Writers) -> None:
    """Both find no database, and both make it."""
    writers.start(30, 30)
    assert (writers.listen("ended"), writers.listen("ended")) == ("0", "0")
    assert writers.errors == []
    assert len(writers.saved) == 60
    assert_sound(writers.file, writers.saved)


def test_a_writer_goes_on_where_another_was_killed(writers: Writers) -> None:
    writers.start(0, 20)
    victim = int(writers.listen("pid"))
    writers.listen("pid")
    writers.listen("saved")
    os.kill(victim, signal.SIGKILL)
    assert (writers.listen("ended"), writers.listen("ended")) == (str(int(signal.SIGKILL)), "0")
    assert writers.errors == []
    assert_sound(writers.file, writers.saved)
