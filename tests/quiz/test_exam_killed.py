"""An exam whose process is killed at any point goes on with its answers and its clock."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event

import pytest

import awsstudy
from awsstudy.core.clock import FixedClock
from awsstudy.quiz.exam.running import TICK_MS, RunningExam
from awsstudy.quiz.exam.sitting import Entry, Sitting
from awsstudy.store.records import FILE_NAME
from awsstudy.store.store import Store
from tests.quiz.exam_items import ITEMS

ROOT = Path(awsstudy.__file__).parents[1]
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
CYCLES = 12
KILLED = str(int(signal.SIGKILL))


class Sitters:
    """Processes that sit one exam, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[tuple[str, str]] = []
        self.answers: dict[int, tuple[int, ...]] = {}
        """The last acknowledged response of each question."""
        self.clock_ms = 0
        """The last acknowledged time."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.quiz.exam_sitter", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            cwd=ROOT,
        )

    def start(self, seed: int, what: str, exam: int = 0) -> int:
        """Start one; returns its process id."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{seed} {exam} {what}\n")
        return int(self.listen("pid"))

    def listen(self, until: str) -> str:
        """Take in what it says up to a word; returns what was said with it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            word, _, rest = line.strip().partition(" ")
            self.said.append((word, rest))
            if word == "answer":
                place, _, response = rest.partition(" ")
                self.answers[int(place)] = tuple(json.loads(response))
            elif word == "clock":
                self.clock_ms = int(rest)
            if word == until:
                return rest
        raise AssertionError(f"the sitters are gone: {self.said[-3:]}")

    def found(self, exam: int = 0) -> RunningExam:
        """The exam as a fresh process finds it."""
        entries = tuple(Entry(item, "en") for item in ITEMS)
        sitting = Sitting(f"{exam:032}", entries, 7, 100_000 * 60_000, "en", NOW)
        self.store = Store.open(self.folder, NOW)
        return RunningExam(sitting, self.store.exams, self.store.quizzes, FixedClock())

    def close(self) -> None:
        """Let them go."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def sitters(tmp_path: Path) -> Iterator[Sitters]:
    """Sitters of an exam in a database that does not exist yet."""
    sitters = Sitters(tmp_path)
    yield sitters
    sitters.close()


def sound(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]


def test_a_killed_exam_goes_on_with_every_answer_and_its_clock(sitters: Sitters) -> None:
    chance = Random(1)
    for seed in range(CYCLES):
        pid = sitters.start(seed, "sit")
        for _ in range(chance.randint(1, 9)):
            sitters.listen("answer")
        Event().wait(chance.uniform(0, 0.02))  # so that it is struck at any point of its work
        os.kill(pid, signal.SIGKILL)
        assert sitters.listen("ended") == KILLED
        sound(sitters.folder)
        exam = sitters.found()
        # What was acknowledged is there; the one thing under way may be there, too.
        kept = {n: entry.response for n, entry in enumerate(exam.state.entries)}
        differing = [n for n, given in sitters.answers.items() if kept[n] != given]
        assert differing in ([], [exam.state.place])
        assert exam.elapsed_ms >= sitters.clock_ms - TICK_MS
        assert exam.state.interruptions in (seed, seed + 1)
        sitters.answers = kept
        sitters.store.close()
    assert "error" not in {word for word, _ in sitters.said}


def test_a_submission_that_is_killed_counts_wholly_or_not_at_all(sitters: Sitters) -> None:
    chance, counted = Random(2), 0
    for number in range(1, CYCLES + 1):
        pid = sitters.start(number, "submit", number)
        sitters.listen("submitting")
        Event().wait(chance.uniform(0, 0.03))
        with suppress(ProcessLookupError):  # It may have handed in and gone by now.
            os.kill(pid, signal.SIGKILL)
        assert sitters.listen("ended") in (KILLED, "0")
        sound(sitters.folder)
        exam = sitters.found(number)
        counted += len(ITEMS) if exam.state.stage == "submitted" else 0
        assert len(sitters.store.quizzes.attempts()) == counted
        assert sum(one.count for one in sitters.store.quizzes.day_counts()) == counted
        exam.submit()
        counted = number * len(ITEMS)
        assert len(sitters.store.quizzes.attempts()) == counted
        sitters.store.close()
    assert "error" not in {word for word, _ in sitters.said}
