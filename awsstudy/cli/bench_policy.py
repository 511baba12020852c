"""``awsstudy bench policy`` and ``bench forecast``: exam mode tried on simulated learners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from awsstudy.cli.bench_models import seconds

if TYPE_CHECKING:
    from awsstudy.flashcards.memory import Array
    from awsstudy.study.simulation.comparison import Goal
    from awsstudy.study.simulation.course import Outcome

UNITS = 2_000


def policy(learners: int, parameters: Path | None) -> str:
    """Recall in the exam under every policy, and how far the goals are met."""
    return "\n".join(_policy(learners, parameters))


def forecast(learners: int, parameters: Path | None) -> str:
    """How far the forecast of recall in the exam is off."""
    return "\n".join(_forecast(learners, parameters))


def _policy(learners: int, parameters: Path | None) -> Iterator[str]:
    from awsstudy.study.simulation.comparison import ANKI, SCENARIOS, play, policy_goals, time_goal

    seeds, hidden = range(learners), _hidden(learners, parameters)
    yield _who(learners, parameters)
    steady: Outcome | None = None
    for number, scenario in enumerate(SCENARIOS):
        outcomes = play(scenario, seeds, hidden)
        steady = steady or outcomes[ANKI]
        yield f"\n{scenario.name:30} {'recall, 95 % interval':24} {'hours':>6} {'seen':>6}"
        yield from _rows(outcomes)
        yield from _judged(policy_goals(number, outcomes))
    if steady:
        yield ""
        yield from _judged([time_goal(steady, seeds, hidden)])
    yield f"a day's plan of {UNITS:,} units: {1000 * _planning_time():.1f} ms"


def _rows(outcomes: dict[str, Outcome]) -> Iterator[str]:
    from awsstudy.study.simulation.judge import mean

    for name, outcome in outcomes.items():
        recall = mean(outcome.recall)
        told = f"{recall.value:.3f} +- {recall.margin:.3f}"
        yield f"  {name:28} {told:24} {outcome.hours.mean():6.2f} {outcome.seen.mean():6.1%}"


def _forecast(learners: int, parameters: Path | None) -> Iterator[str]:
    from awsstudy.study.simulation.comparison import SCENARIOS, forecast_bias, forecast_goal

    seeds, hidden = range(learners), _hidden(learners, parameters)
    yield _who(learners, parameters)
    for number, scenario in enumerate(SCENARIOS):
        bias = forecast_bias(scenario, seeds, hidden)
        goal = forecast_goal(bias)
        yield f"\n{scenario.name}: foretold {bias.mean():+.3f} of recall too much on average"
        if number in (0, 3):
            yield from _judged([goal])
        else:
            yield f"  {goal.name}: {goal.figure.value:.3f} +- {goal.figure.margin:.3f}"


def _judged(goals: Iterable[Goal]) -> Iterator[str]:
    for goal in goals:
        sign = "<=" if goal.at_most else ">="
        verdict = "met" if goal.met() else "MISSED"
        figure = f"{goal.figure.value:.3f} +- {goal.figure.margin:.3f}"
        yield f"  {goal.name}: {figure}, goal {sign} {goal.target:g}: {verdict}"


def _hidden(learners: int, parameters: Path | None) -> Array:
    from awsstudy.study.simulation.learners import drawn_parameters, read_parameters

    seeds: Sequence[int] = range(learners)
    return read_parameters(parameters, seeds) if parameters else drawn_parameters(seeds)


def _who(learners: int, parameters: Path | None) -> str:
    from awsstudy.study.simulation.course import Scenario

    source = f"parameters from {parameters.name}" if parameters else "parameters drawn"
    one = Scenario("")
    return f"{learners} simulated learners, {source}; {one.cards} cards, {one.days} days"


def _planning_time() -> float:
    import numpy as np

    from awsstudy.flashcards.memory import Memory
    from awsstudy.study.gain import Planner, Situation, Units

    spread = np.linspace(0.1, 1, UNITS)
    units = Units(
        Memory(40 * spread, 10 * spread), np.ceil(30 * spread), spread > 0.3, spread / UNITS
    )
    planner = Planner()
    return min(seconds(lambda: planner.plan_day(units, Situation(20, 1200.0))) for _ in range(9))
