"""``awsstudy bench``: measures awsstudy on this machine, against an empty app in the same run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from awsstudy.cli.bench_history import CARDS, REVIEWS_EACH, give_history
from awsstudy.cli.bench_home import learner_home
from awsstudy.cli.terminal import Terminal
from awsstudy.core.clock import SystemClock

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("nothing here")
Empty().run()
"""
FIRST_PAINT = "Preferences"
NUMBERS = "Today:"
PRESSES = 60
JOURNALS = {"TRUNCATE": "50 ms", "WAL": "16.7 ms"}
"""What may journal, and what an answer may take at the 95th percentile with it."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How much is measured, and on what."""

    rounds: int
    """How often each thing that takes time is measured."""
    learners: int
    """How many learners are simulated."""
    parameters: Path | None
    """A file of the simulated learners' FSRS-6 parameters; None draws them."""


def startup(rounds: int) -> str:
    """Time to the first painted home screen and to its numbers, as ratios to an empty app."""
    rows: list[tuple[float, float, float]] = []
    with learner_home() as environment:
        _start(environment, NUMBERS).close()  # compiles bytecode and content
        for _ in range(rounds):
            empty = _time(["-c", EMPTY_APP], environment, ["nothing here"])[0]
            painted, filled = _time(["-m", "awsstudy"], environment, [FIRST_PAINT, NUMBERS])
            rows.append((empty, painted / empty, filled / empty))
    empty = median(row[0] for row in rows)
    return "\n".join(
        [
            f"empty Textual app, first paint: {empty * 1000:.0f} ms (median of {rounds})",
            f"awsstudy, first painted home screen: {median(r[1] for r in rows):.2f} x",
            f"awsstudy, numbers filled in: {median(r[2] for r in rows):.2f} x",
        ]
    )


def review(rounds: int) -> str:
    """Time from the answer key to the next card painted, commit included, by journal."""
    lines = [f"answer to next card painted, {CARDS} cards, {CARDS * REVIEWS_EACH} reviews:"]
    for journal, goal in JOURNALS.items():
        with learner_home() as environment:
            environment["AWSSTUDY_JOURNAL"] = journal
            give_history(Path(environment["AWSSTUDY_HOME"]))
            times = _answer(environment, max(1, rounds // 5))
        cuts = quantiles(times, n=20)
        lines.append(
            f"{journal}: median {median(times) * 1000:.1f} ms,"
            f" 95th percentile {cuts[18] * 1000:.1f} ms (goal {goal}), n = {len(times)}"
        )
    return "\n".join(lines)


def _answer(environment: dict[str, str], rounds: int) -> list[float]:
    """Seconds from each answer to the next card, in sittings of so many presses."""
    times = []
    for _ in range(rounds):
        terminal = _start(environment, NUMBERS)
        terminal.press("3")
        for _ in range(PRESSES):
            terminal.press(" ")
            times.append(terminal.press("2"))
        terminal.close()
    return times


def _start(environment: dict[str, str], until: str) -> Terminal:
    terminal = Terminal([sys.executable, "-m", "awsstudy"], environment, SystemClock())
    terminal.wait_for(until)
    return terminal


def _time(arguments: list[str], environment: dict[str, str], texts: list[str]) -> list[float]:
    terminal = Terminal([sys.executable, *arguments], environment, SystemClock())
    times = [terminal.wait_for(text) for text in texts]
    terminal.close()
    return times


def _sims(setup: Setup) -> str:
    from awsstudy.cli.bench_sims import sims

    return sims(setup.rounds)


def _policy(setup: Setup) -> str:
    from awsstudy.cli.bench_policy import policy

    return policy(setup.learners, setup.parameters)


def _forecast(setup: Setup) -> str:
    from awsstudy.cli.bench_policy import forecast

    return forecast(setup.learners, setup.parameters)


def _readiness(setup: Setup) -> str:
    from awsstudy.cli.bench_readiness import report

    return report(setup.rounds)


def _widths(setup: Setup) -> str:
    from awsstudy.cli.bench_readiness import choose

    return choose(setup.rounds)


BENCHES: dict[str, Callable[[Setup], str]] = {
    "startup": lambda setup: startup(setup.rounds),
    "review": lambda setup: review(setup.rounds),
    "sims": _sims,
    "policy": _policy,
    "forecast": _forecast,
    "readiness": _readiness,
    "widths": _widths,
}
