"""Our way beside the usual ones: the same learners, the same minutes, several conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from awsstudy.flashcards.memory import Array
from awsstudy.study.simulation.course import Course, MakePolicy, Outcome, Scenario
from awsstudy.study.simulation.dice import Places
from awsstudy.study.simulation.judge import Estimate, hours_for, mean, missed
from awsstudy.study.simulation.ours import ExamMode
from awsstudy.study.simulation.policies import DueFirst, FsrsDue, LeitnerDue, Paced, Sm2Due
from awsstudy.study.simulation.record import Record

ANKI, PACED, OURS = "Anki's defaults", "paced, 5 days reserve", "exam mode"
POLICIES: Mapping[str, MakePolicy] = {
    ANKI: lambda record: DueFirst(record, FsrsDue(record)),
    "SM-2": lambda record: DueFirst(record, Sm2Due(record)),
    "Leitner": lambda record: DueFirst(record, LeitnerDue(record)),
    "paced, no reserve": partial(Paced, reserve=0),
    PACED: Paced,
    "the same, then ahead": partial(Paced, ahead=True),
    "exam mode, no own fit": partial(ExamMode, personal=False),
    OURS: ExamMode,
}
STEADY = Scenario("S1 steady, 20 minutes")
SCENARIOS = (
    STEADY,
    Scenario("S2 a quarter of days missed", attendance=0.75),
    Scenario("S3 10 minutes", minutes=10),
    Scenario("S4 ACT-R memory", truth="act-r"),
)
MOST_MISSED = 0.60
"""Goal: of what is not recalled with Anki's defaults, at most so much is not recalled with ours."""
POINTS = (0.5, 1.5, 0.0, 3.0)
"""Goals: points of recall above the paced policy, a scenario each."""
MOST_TIME = 0.70
"""Goal: the time for what Anki's defaults reach, as a share of theirs."""
SHORTER = (9, 11, 13, 15)
"""Minutes a day that are tried for it."""
MOST_BIAS = 0.04
"""Goal: how far the forecast of a learner's recall in the exam is off, on average."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure and what it should be."""

    name: str
    figure: Estimate
    target: float
    at_most: bool
    """Whether less is better."""

    def met(self, slack: float = 0.0) -> bool:
        """Whether the goal is met, but for so many standard errors."""
        room = slack * self.figure.error
        if self.at_most:
            return self.figure.value <= self.target + room
        return self.figure.value >= self.target - room


def play(scenario: Scenario, seeds: Sequence[int], parameters: Array) -> dict[str, Outcome]:
    """A scenario under every policy."""
    return {
        name: Course(scenario, seeds, parameters, make).run() for name, make in POLICIES.items()
    }


def policy_goals(number: int, outcomes: Mapping[str, Outcome]) -> Iterator[Goal]:
    """What a scenario, by its place, says about ours."""
    ours, anki, paced = (outcomes[name].recall for name in (OURS, ANKI, PACED))
    yield Goal("misses beside Anki's defaults", missed(ours, anki), MOST_MISSED, at_most=True)
    points = mean(100 * (ours - paced))
    yield Goal("points above the paced policy", points, POINTS[number], at_most=False)


def time_goal(
    anki: Outcome, seeds: Sequence[int], parameters: Array, shorter: Sequence[float] = SHORTER
) -> Goal:
    """How long ours takes for what Anki's defaults reach in the steady scenario."""
    runs = [
        Course(replace(STEADY, minutes=minutes), seeds, parameters, ExamMode).run()
        for minutes in shorter
    ]

    def share(chosen: Places) -> float:
        recalls = np.array([run.recall[chosen].mean() for run in runs])
        hours = np.array([run.hours[chosen].mean() for run in runs])
        needed = hours_for(float(anki.recall[chosen].mean()), recalls, hours)
        return needed / float(anki.hours[chosen].mean())

    return Goal(
        "time beside Anki's defaults", _jackknife(share, len(seeds)), MOST_TIME, at_most=True
    )


def forecast_bias(scenario: Scenario, seeds: Sequence[int], parameters: Array) -> Array:
    """How much more recall is foretold for the exam than comes, for every learner."""
    made: list[ExamMode] = []

    def make(record: Record) -> ExamMode:
        made.append(ExamMode(record))
        return made[-1]

    recall = Course(scenario, seeds, parameters, make).run().recall
    return np.asarray(made[0].forecast(scenario.days) - recall)


def forecast_goal(bias: Array) -> Goal:
    """Whether the forecast is near enough."""
    return Goal("mean absolute bias of the forecast", mean(abs(bias)), MOST_BIAS, at_most=True)


def _jackknife(figure: Callable[[Places], float], count: int) -> Estimate:
    """A figure of all learners, and its error from leaving out each."""
    everyone = np.arange(count)
    parts = np.array([figure(np.delete(everyone, one)) for one in everyone])
    error = np.sqrt((count - 1) / count * ((parts - parts.mean()) ** 2).sum())
    return Estimate(figure(everyone), float(error))
