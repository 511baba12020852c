"""Problems about alarms over time: when one goes off, and how many messages it sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.cloudwatch import events as happened
from awsstudy.sims.cloudwatch.ask_missing import four_differ, spelled
from awsstudy.sims.cloudwatch.judging import BREACH, OK
from awsstudy.sims.cloudwatch.params import AlarmParams, Comparison, Measured, breaches
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

FIRST_BELIEFS = ("in-a-row", "all-of-n", "one-breach", "ever-seen", "other-side")
MAIL_BELIEFS = ("every-period", "every-breach", "both-ways", "only-once")
LENGTH = 12


def _waved(random: Random, low: int, high: int) -> tuple[float, ...]:
    """Values of a metric that goes up and down; never twice the same in a row."""
    values: list[float] = []
    while len(values) < LENGTH:
        value = float(between(random, low, high, 5))
        if not values or value != values[-1]:
            values.append(value)
    return tuple(values)


def draw_first(random: Random, _rules: RuleBook) -> AlarmParams:
    """Twelve values around the threshold, some of them equal to it; M out of N."""

    def drawn() -> AlarmParams:
        comparison: Comparison = pick(
            random, ("GreaterThanOrEqualToThreshold", "GreaterThanThreshold")
        )
        n = between(random, 3, 5)
        m = between(random, 2, n - 1)
        metric = Measured(values=_waved(random, 60, 85), threshold=75, comparison=comparison)
        return AlarmParams(points=OK * (n + 2), m=m, n=n, metric=metric, action="none")

    def fits(params: AlarmParams) -> bool:
        answers = _quick_firsts(params)
        return answers[0] is not None and four_differ(answers)

    return fitting(drawn, fits)


def _quick_firsts(params: AlarmParams) -> list[int | None]:
    """The truth and the beliefs, as plain counting."""
    points = params.coming
    swapped = "".join(
        params.point(value)
        if value != params.metric.threshold
        else (OK if params.point(value) == BREACH else BREACH)
        for value in params.metric.values
    )
    m, n = params.m, params.n
    return [
        _first(points, n, lambda window: window.count(BREACH) >= m),
        _first(points, n, lambda window: BREACH * m in window),
        _first(points, n, lambda window: window.count(BREACH) >= n),
        _first(points, n, lambda window: window.endswith(BREACH)),
        _first(points, LENGTH, lambda window: window.count(BREACH) >= m),
        _first(swapped, n, lambda window: window.count(BREACH) >= m),
    ]


def _first(points: str, n: int, alarmed: Callable[[str], bool]) -> int | None:
    ends = range(1, len(points) + 1)
    return next((end for end in ends if alarmed(points[max(0, end - n) : end])), None)


def first_answer(params: AlarmParams, done: Run) -> Answer:
    """The number of the data point with which the alarm first goes off."""
    turned = (
        event
        for event in done.events
        if isinstance(event, happened.AlarmTurned) and event.state == "ALARM"
    )
    first = next(turned, None)
    return None if first is None else round(first.at / params.period_s)


def first_values(params: AlarmParams, done: Run) -> Mapping[str, Value]:
    """The values and the settings."""
    metric = params.metric
    first = first_answer(params, done)
    end = first if isinstance(first, int) else 0
    window = metric.values[max(0, end - params.n) : end]
    known = [value for value in window if value is not None]
    return {
        "values": ", ".join(f"{value:g}" for value in metric.values if value is not None),
        "threshold": metric.threshold,
        "comparison": metric.comparison,
        "m": params.m,
        "n": params.n,
        "window": ", ".join(f"{value:g}" for value in known),
        "breaching": sum(breaches(v, metric.comparison, metric.threshold) for v in known),
    }


def draw_mails(random: Random, _rules: RuleBook) -> AlarmParams:
    """A metric that breaches more than once, so that the alarm goes off more than once."""

    def drawn() -> AlarmParams:
        n = between(random, 2, 3)
        m = between(random, max(1, n - 1), n)
        feed = "".join(pick(random, "0XX") for _ in range(between(random, 10, 14)))
        return AlarmParams(points=OK * (n + 2), m=m, n=n, feed=feed)

    return fitting(drawn, _mails_differ)


def _mails_differ(params: AlarmParams) -> bool:
    states = [False]
    for end in range(1, len(params.feed) + 1):
        window = params.feed[max(0, end - params.n) : end]
        states.append(window.count(BREACH) >= params.m)
    turns = sum(a != b for a, b in pairwise(states))
    truth = sum(b and not a for a, b in pairwise(states))
    answers = (truth, sum(states), params.feed.count(BREACH), turns, 1)
    return truth >= 2 and all(a != truth for a in answers[1:]) and four_differ(answers)


def mails_answer(_params: AlarmParams, done: Run) -> Answer:
    """How many messages were sent."""
    return round(done.metrics["invocations"])


def mails_values(params: AlarmParams, done: Run) -> Mapping[str, Value]:
    """The data points, the settings, and where the alarm went off."""
    turned = [
        event
        for event in done.events
        if isinstance(event, happened.AlarmTurned) and event.state == "ALARM"
    ]
    return {
        "points": spelled(params.feed),
        "m": params.m,
        "n": params.n,
        "starts": ", ".join(str(round(event.at / params.period_s)) for event in turned),
        "breaches": params.feed.count(BREACH),
    }


PROBLEMS: tuple[Problem[AlarmParams], ...] = (
    Problem("first-alarm", draw_first, first_answer, first_values, FIRST_BELIEFS),
    Problem("messages-sent", draw_mails, mails_answer, mails_values, MAIL_BELIEFS),
)
