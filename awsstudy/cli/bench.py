"""``awsstudy bench``: measures awsstudy on this machine, against an empty app in the same run."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

from awsstudy.cli.terminal import Terminal
from awsstudy.core.clock import SystemClock, today
from awsstudy.core.ids import event_id

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
HISTORY = 1_000
PRESSES = 60


def startup(rounds: int) -> str:
    """Time to the first painted home screen and to its numbers, as ratios to an empty app."""
    rows: list[tuple[float, float, float]] = []
    with _home() as environment:
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
    """Time from the answer key to the next card painted, commit included."""
    times: list[float] = []
    with _home() as environment:
        _give_history(Path(environment["AWSSTUDY_HOME"]))
        for _ in range(max(1, rounds // 5)):
            terminal = _start(environment, NUMBERS)
            terminal.press("3")
            for _ in range(PRESSES):
                terminal.press(" ")
                times.append(terminal.press("2"))
            terminal.close()
    cuts = quantiles(times, n=20)
    return (
        f"answer to next card painted, {HISTORY} cards of history, n = {len(times)}:"
        f" median {median(times) * 1000:.0f} ms, 95th percentile {cuts[18] * 1000:.0f} ms"
    )


def _start(environment: dict[str, str], until: str) -> Terminal:
    terminal = Terminal([sys.executable, "-m", "awsstudy"], environment, SystemClock())
    terminal.wait_for(until)
    return terminal


def _time(arguments: list[str], environment: dict[str, str], texts: list[str]) -> list[float]:
    terminal = Terminal([sys.executable, *arguments], environment, SystemClock())
    times = [terminal.wait_for(text) for text in texts]
    terminal.close()
    return times


@contextmanager
def _home() -> Iterator[dict[str, str]]:
    """A learner's folder of its own, in English, and the environment that names it."""
    with tempfile.TemporaryDirectory(prefix="awsstudy-bench-") as folder:
        Path(folder, "settings.toml").write_text('language = "en"\nnew_per_day = 0\n', "utf-8")
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHONDONTWRITE")}
        yield kept | {
            "AWSSTUDY_HOME": folder,
            "AWSSTUDY_CACHE_DIR": str(Path(folder, "cache")),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }


def _give_history(folder: Path) -> None:
    """Make every card due, with reviews behind it, and pad the history to its size."""
    from awsstudy.flashcards.scheduling import ALGO
    from awsstudy.store.records import CardState, Review, UnitState
    from awsstudy.workspace.workspace import Workspace

    workspace = Workspace(folder)
    now = workspace.clock.now()
    day = today(workspace.clock)
    ids = [item.id for item in workspace.card_items.values() if not item.typed]
    ids += [f"history.card-{number}" for number in range(HISTORY - len(ids))]
    for card_id in ids:
        before = day - timedelta(days=10)
        review = Review(
            id=event_id(now),
            card_id=card_id,
            fact_id=card_id,
            at=now - timedelta(days=10),
            study_day=before,
            delta_days=0,
            rating=3,
            phase="new",
            ms=5000,
            algo=ALGO,
            content_hash="",
        )
        unit = UnitState(
            unit_id=card_id,
            phase="review",
            stability=8.0,
            difficulty=5.0,
            due_day=day,
            last_day=before,
            reps=1,
            algo=ALGO,
        )
        workspace.store.cards.record_review(review, unit, CardState(card_id=card_id, reps=1))
    workspace.close()


def _sims(rounds: int) -> str:
    from awsstudy.cli.bench_sims import sims

    return sims(rounds)


BENCHES: dict[str, Callable[[int], str]] = {"startup": startup, "review": review, "sims": _sims}
