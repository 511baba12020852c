"""How long every simulator takes for a step on the screen and for a question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from awsstudy.core.clock import SystemClock

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace

STEPS = 40
QUESTIONS = 20


def seconds(work: Callable[[], object]) -> float:
    """How long work takes."""
    clock = SystemClock().monotonic
    start = clock()
    work()
    return clock() - start


def model_times() -> Iterator[str]:
    """For every model the slowest and the usual step of its scenarios, and a question's time."""
    from awsstudy.sims.registry import model_ids
    from awsstudy.workspace.workspace import Workspace

    workspace = Workspace(in_memory=True)
    yield f"{'milliseconds':24} {'step':>8} {'slowest':>8} {'question':>9}"
    for model_id in model_ids():
        if model_id in workspace.catalog.sims:
            steps, questions = _steps(workspace, model_id), _questions(workspace, model_id)
            times = (median(steps), max(steps), median(questions))
            told = " ".join(f"{1000 * time:8.2f}" for time in times)
            yield f"{model_id:24} {told}"
    workspace.close()


def _steps(workspace: Workspace, model_id: str) -> list[float]:
    """Times of the first steps of every scenario as a screen takes them, and of its end."""
    from awsstudy.sims.player import Player
    from awsstudy.sims.registry import load_model
    from awsstudy.workspace.laboratory import scenario_script

    model, times = load_model(model_id), list[float]()
    for scenario in workspace.catalog.sims[model_id].scenarios:
        player = Player(model.simulation, scenario_script(model, scenario), workspace.rules)
        for _ in range(STEPS):
            if not player.finished:
                times.append(seconds(player.step))
        times.append(seconds(player.end))
    return times


def _questions(workspace: Workspace, model_id: str) -> list[float]:
    """Times of questions, of every problem in turn."""
    from awsstudy.quiz.generated import make_item

    page = workspace.catalog.sims[model_id]
    return [
        seconds(partial(make_item, page, words.id, seed, workspace.rules))
        for words in page.problems
        for seed in range(QUESTIONS)
    ]
