"""A mock exam in a real terminal: killed twice, gone on with, submitted, gone through."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from awsstudy.cli.terminal import Terminal
from awsstudy.core.clock import SystemClock

pytestmark = pytest.mark.slow

QUESTIONS = 6


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text('language = "en"\n')
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith("AWSSTUDY")},
        "AWSSTUDY_HOME": str(home),
        "AWSSTUDY_CACHE_DIR": str(tmp_path / "cache"),
        "TERM": "xterm-256color",
    }


def start(environment: dict[str, str], *arguments: str) -> Terminal:
    command = [sys.executable, "-m", "awsstudy", "exam", *arguments]
    terminal = Terminal(command, environment, SystemClock())
    terminal.wait_for("Digits choose")
    return terminal


def sitting(environment: dict[str, str]) -> dict[str, Any]:
    """The exam as the command line tells of it."""
    command = [sys.executable, "-m", "awsstudy", "exam", "--list", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    (only,) = json.loads(done.stdout)["sittings"]
    return dict(only)


def press(terminal: Terminal, *keys: str) -> bytes:
    for key in keys:
        terminal.press(key, quiet=0.3)
    return terminal.seen


def test_an_exam_survives_two_kills_and_is_done_in_the_end(environment) -> None:
    terminal = start(environment, "clf-c02", "--questions", str(QUESTIONS))
    press(terminal, "1", "\r", "2", "f", "\r")
    terminal.kill(signal.SIGKILL)
    terminal = start(environment, "--resume")
    assert b"3 of 6" in terminal.seen
    press(terminal, "3", "\r", "4", "\r")
    terminal.kill(signal.SIGKILL)
    assert not sitting(environment)["submitted"]
    terminal = start(environment, "clf-c02", "--resume")
    assert b"5 of 6" in terminal.seen
    press(terminal, "1", "\r", "1", "\r")
    seen = press(terminal, "3")
    places = [line for line in range(1, QUESTIONS + 1) if f"  {line} *".encode() in seen]
    multiple = QUESTIONS - len(places)
    assert multiple <= 2  # of those one answer is not yet a whole one
    assert b"2 *!" in seen or b"2 +!" in seen
    press(terminal, "s")
    terminal.press("\x1b[B", quiet=0.3)
    press(terminal, "\r")
    ended = sitting(environment)
    assert ended["submitted"]
    assert ended["right"] + ended["misses"] == QUESTIONS
    assert not ended["done"] or not ended["misses"]
    for _ in range(ended["misses"] + 1):
        press(terminal, "\r")
    assert sitting(environment)["done"]
    terminal.kill(signal.SIGKILL)
