"""``awsstudy bench sims``, on a screen: how soon a key is answered while a run goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median, quantiles

from awsstudy.cli.bench_home import learner_home
from awsstudy.cli.terminal import Terminal
from awsstudy.core.clock import SystemClock
from awsstudy.core.seeds import stream

APP = """
import json, sys
from awsstudy.tui.app import StudyApp
from awsstudy.tui.simulator import SimulatorScreen
from awsstudy.workspace.laboratory import merged
from awsstudy.workspace.workspace import Workspace

def first(workspace):
    screen = SimulatorScreen(workspace, sys.argv[1], sys.argv[2])
    params = screen.lab.player.script.params
    changed = merged(params.model_dump(mode="json"), json.loads(sys.argv[3]))
    screen.lab.change(type(params).model_validate(changed))
    return screen

StudyApp(Workspace(), first).run()
"""
"""The app at a simulator whose run is longer than a scenario's."""
PREDICT, PLAY, FASTER, TAB, END, HOME = "1", " ", "+", "\t", "\x1b[F", "\x1b[H"
SPEEDS_UP = 4
LABEL = 40
"""Cells of a parameter's label; its text with the cells after it stands nowhere else."""
STILL = 0.15
"""A screen that writes nothing for so long stands still."""
TOAST_S = 3.0
PLAYED_S = 0.4
"""So long after the run began at most, a key is pressed."""


@dataclass(frozen=True, slots=True)
class LongRun:
    """A run that goes on for longer than a key takes to be answered."""

    model: str
    scenario: str
    changes: str
    """Parameters, as JSON."""
    label: str
    """What its first parameter is called."""
    jumps: bool = True
    """Whether the whole run takes so long that a key can be pressed meanwhile."""


RUNS = (
    LongRun("auto_scaling", "flash-crowd", '{"length_s": 86400}', "Question"),
    LongRun("elb_balancing", "", '{"traffic": {"rate_rps": 100, "duration_s": 200}}', "Question"),
    LongRun("route53_routing", "failover-clock", "{}", "Routing policy", jumps=False),
)


def key_times(presses: int) -> Iterator[str]:
    """For each run how soon a key is answered while nothing moves, while it plays or jumps."""
    for one in RUNS:
        with learner_home() as environment:
            command = [sys.executable, "-c", APP, one.model, one.scenario, one.changes]
            terminal = Terminal(command, environment, SystemClock())
            yield _line(one, _Screen(terminal, one), presses)
            terminal.close()


def _line(one: LongRun, screen: _Screen, presses: int) -> str:
    kinds = {"idle": ("", 0.0), "playing": (PLAY, PLAYED_S), "jumping": (END, screen.jump_s / 2)}
    if not one.jumps:
        del kinds["jumping"]
    # In turns, so that what else the machine does falls on all alike.
    rows = [{kind: screen.time(*going) for kind, going in kinds.items()} for _ in range(presses)]
    times = {kind: [row[kind] for row in rows] for kind in kinds}
    idle = times.pop("idle")
    told = [f"key to its answer, {one.model}: idle {_shown(idle)}"]
    told += [f"{kind} {_shown(those)}, {_beside(those, idle)}" for kind, those in times.items()]
    return "; ".join(told)


def _shown(times: list[float]) -> str:
    return f"{median(times) * 1000:.0f} ms (95 %: {_high(times) * 1000:.0f} ms)"


def _beside(times: list[float], idle: list[float]) -> str:
    return f"{median(times) / median(idle):.2f} x ({_high(times) / _high(idle):.2f} x)"


def _high(times: list[float]) -> float:
    return quantiles(times, n=20)[18]


class _Screen:
    """A simulator's screen; the key that is measured goes from the log to the parameters."""

    def __init__(self, terminal: Terminal, one: LongRun) -> None:
        self._terminal = terminal
        self._parameters = one.label.ljust(LABEL)
        self._chance = stream(1, "keys")
        terminal.wait_for("Predict first")
        self._press(PREDICT)
        for _ in range(SPEEDS_UP):
            self._press(FASTER)
        terminal.listen(TOAST_S)
        self.jump_s = self._press(END)
        """How long the whole run takes, its last frame included."""

    def _press(self, key: str) -> float:
        return self._terminal.press(key, quiet=STILL)

    def time(self, going: str, within: float) -> float:
        """Seconds to the answer, with the run set going at some moment before the key."""
        self._press(HOME)
        self._press(TAB)
        if going:
            self._terminal.type(going)
            self._terminal.listen(self._chance.random() * within)
        taken = self._terminal.answer(TAB, self._parameters)
        self._terminal.type(TAB)
        self._terminal.listen(STILL)
        return taken
