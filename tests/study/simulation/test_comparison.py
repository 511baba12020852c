"""Small versions of the benches: the goals, but for one standard error."""

import numpy as np
import pytest

from awsstudy.study.simulation.comparison import (
    ANKI,
    OURS,
    PACED,
    POINTS,
    POLICIES,
    SCENARIOS,
    STEADY,
    Goal,
    forecast_bias,
    forecast_goal,
    policy_goals,
    time_goal,
)
from awsstudy.study.simulation.course import Course
from awsstudy.study.simulation.judge import Estimate, hours_for, mean, missed, ratio
from awsstudy.study.simulation.learners import drawn_parameters

pytest.importorskip("fsrs_rs_python")
# One process plays the courses for all of these.
pytestmark = pytest.mark.xdist_group("courses")

SEEDS = range(8)
HIDDEN = drawn_parameters(SEEDS)
BESIDE = (ANKI, PACED, OURS)
ACT_R_MISSED = 0.66
"""With an ACT-R memory the goal of 0.60 is not reached (0.63 in the full bench); this is where it
would be worse than it is."""


@pytest.fixture(scope="module")
def outcomes():
    return [
        {name: Course(scenario, SEEDS, HIDDEN, POLICIES[name]).run() for name in BESIDE}
        for scenario in SCENARIOS
    ]


@pytest.mark.parametrize("number", range(len(SCENARIOS)), ids=[one.name[:2] for one in SCENARIOS])
def test_exam_mode_meets_its_goals(outcomes, number) -> None:
    beside_anki, beside_paced = policy_goals(number, outcomes[number])
    if SCENARIOS[number].truth == "act-r":
        assert beside_anki.figure.value <= ACT_R_MISSED
    else:
        assert beside_anki.met(slack=1)
    assert beside_paced.target == POINTS[number]
    assert beside_paced.met(slack=1)


def test_exam_mode_needs_less_time_for_what_ankis_defaults_reach(outcomes) -> None:
    assert time_goal(outcomes[0][ANKI], SEEDS, HIDDEN, (10, 13, 16)).met(slack=1)


@pytest.mark.parametrize("scenario", [SCENARIOS[0], SCENARIOS[3]], ids=["S1", "S4"])
def test_recall_in_the_exam_is_foretold(scenario) -> None:
    bias = forecast_bias(scenario, SEEDS, HIDDEN)
    assert bias.shape == (8,)
    assert forecast_goal(bias).met(slack=1)


def test_goals_are_judged_by_their_direction() -> None:
    figure = Estimate(0.62, 0.01)
    assert not Goal("less", figure, 0.60, at_most=True).met()
    assert not Goal("less", figure, 0.60, at_most=True).met(slack=1)
    assert Goal("less", figure, 0.60, at_most=True).met(slack=2)
    assert Goal("more", figure, 0.60, at_most=False).met()
    assert not Goal("more", figure, 0.65, at_most=False).met(slack=1)


def test_estimates_are_those_of_statistics() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0])
    assert mean(values).value == 2.5
    assert mean(values).error == pytest.approx(np.sqrt(5 / 3) / 2)
    assert mean(values).margin == pytest.approx(1.96 * np.sqrt(5 / 3) / 2)
    # What is in proportion has an exact ratio.
    assert ratio(values, 2 * values) == Estimate(0.5, 0.0)
    assert missed(np.array([0.8, 0.9]), np.array([0.6, 0.8])).value == pytest.approx(0.5)


def test_time_is_read_between_courses_and_not_beyond_them() -> None:
    recalls, hours = np.array([0.6, 0.8]), np.array([5.0, 7.0])
    assert hours_for(0.7, recalls, hours) == pytest.approx(6)
    assert np.isnan(hours_for(0.9, recalls, hours))
    assert np.isnan(hours_for(0.5, recalls, hours))


def test_the_steady_scenario_is_the_first() -> None:
    assert SCENARIOS[0] is STEADY
    assert len(POINTS) == len(SCENARIOS)
