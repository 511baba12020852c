"""The app in a real terminal: it starts, ends as told, and loses nothing when it is killed."""

import os
import signal
import sqlite3
import sys
from pathlib import Path

import pytest

from awsstudy.cli.terminal import Terminal
from awsstudy.core.clock import SystemClock

pytestmark = pytest.mark.slow


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text('language = "en"\nnew_per_day = 100\n')
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith("AWSSTUDY")},
        "AWSSTUDY_HOME": str(home),
        "AWSSTUDY_CACHE_DIR": str(tmp_path / "cache"),
        "TERM": "xterm-256color",
    }


def start(environment: dict[str, str]) -> Terminal:
    terminal = Terminal([sys.executable, "-m", "awsstudy"], environment, SystemClock())
    terminal.wait_for("Today:")
    return terminal


def reviews(environment: dict[str, str]) -> int:
    file = Path(environment["AWSSTUDY_HOME"]) / "awsstudy.db"
    with sqlite3.connect(file) as database:
        count = database.execute("SELECT count(*) FROM review").fetchone()[0]
        verdict = database.execute("PRAGMA quick_check").fetchone()[0]
    database.close()
    assert verdict == "ok"
    return int(count)


def answer_cards(terminal: Terminal, answers: int) -> None:
    terminal.press("3", quiet=1.0)
    for _ in range(answers):
        terminal.press(" ", quiet=0.2)  # reveals, or types a space
        terminal.press("\r", quiet=0.2)  # passes, or submits what was typed
        if b"Known" in terminal.seen or b"1 not known" in terminal.seen:
            terminal.press("2", quiet=0.2)


@pytest.mark.parametrize("answers", [1, 4, 7])
def test_every_answer_that_led_to_the_next_card_survives_a_kill(environment, answers) -> None:
    terminal = start(environment)
    answer_cards(terminal, answers)
    terminal.kill(signal.SIGKILL)
    assert reviews(environment) >= answers


def test_the_app_ends_when_its_terminal_vanishes_without_a_signal(environment) -> None:
    terminal = start(environment)
    answer_cards(terminal, 2)
    assert terminal.hang_up() == 128 + signal.SIGHUP
    assert reviews(environment) >= 2


def test_q_ends_the_app_with_success_and_restores_the_screen(environment) -> None:
    terminal = start(environment)
    terminal.press("q", quiet=0.5)
    assert terminal.wait() == 0
    assert b"\x1b[?1049l" in terminal.seen


def test_a_signal_restores_the_screen(environment) -> None:
    terminal = start(environment)
    terminal.signal(signal.SIGTERM)
    terminal.drain()
    assert terminal.wait() == 128 + signal.SIGTERM
    assert b"\x1b[?1049l" in terminal.seen


def test_no_color_means_greys_only(environment) -> None:
    import re

    terminal = start({**environment, "NO_COLOR": "1", "COLORTERM": "truecolor"})
    terminal.press("1", quiet=0.5)
    colours = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.seen)
    assert colours
    assert all(red == green == blue for red, green, blue in colours)
    terminal.close()
