"""Problems about missing data: rows as in the tables of the guide, and what is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.cloudwatch import events as happened
from awsstudy.sims.cloudwatch.beliefs import JUDGES
from awsstudy.sims.cloudwatch.judging import (
    BREACH,
    GAP,
    IGNORED_BREACHES,
    TREATMENTS,
    YOUNG_STATE,
    Judge,
)
from awsstudy.sims.cloudwatch.params import AlarmParams
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

ROW_BELIEFS = (
    "in-a-row",
    "all-of-n",
    "newest-slots",
    "gap-is-insufficient",
    "old-breach-is-enough",
    "needs-m-breaches",
    "ignore-is-ok",
    "silence-is-alarm",
)
FILL_BELIEFS = ("gaps-in-range", "gaps-in-newest", "nothing-filled", "up-to-m", "up-to-range")
UNDOCUMENTED = {YOUNG_STATE, IGNORED_BREACHES}


def four_differ(answers: Sequence[object]) -> bool:
    """Whether the first answer, the truth, and at least three others all differ."""
    return len(set(answers)) >= 4


def spelled(points: str) -> str:
    """Data points with spaces between them, as AWS writes them."""
    return " ".join(points)


# The row of the table: one string of data points under all four treatments.


def _row(judge: Judge, points: str) -> tuple[str, ...]:
    found = (judge.judge(points, treatment, "OK") for treatment in TREATMENTS)
    return tuple("kept" if one.kept else one.state for one in found)


def _row_fits(params: AlarmParams) -> bool:
    m, n, points = params.m, params.n, params.points
    truth = Judge(m, n)
    rules = {r for t in TREATMENTS for r in truth.judge(points, t, "OK").rules}
    rows = [_row(truth, points)]
    rows += [_row(JUDGES[name](m, n), points) for name in ROW_BELIEFS]
    return not rules & UNDOCUMENTED and four_differ(rows)


def draw_row(random: Random, _rules: RuleBook) -> AlarmParams:
    """Five data points with gaps, for 2 or 3 out of 3, as in the tables of the guide."""

    def drawn() -> AlarmParams:
        points = "".join(pick(random, "0XX--") for _ in range(5))
        m = pick(random, (2, 2, 3))
        return AlarmParams(points=points, m=m, n=3, compare=True)

    return fitting(drawn, _row_fits)


def row_answer(_params: AlarmParams, done: Run) -> Answer:
    """The states under the four treatments, in the order of the table."""
    rows = (event for event in done.events if isinstance(event, happened.TreatmentCompared))
    return tuple(event.state for event in rows)


def row_values(params: AlarmParams, _run: Run) -> Mapping[str, Value]:
    """The data points, how many are real, and why the key is as it is."""
    real = len(params.points.replace(GAP, ""))
    reason = Judge(params.m, params.n).judge(params.points, "missing", "OK").reason
    return {
        "points": spelled(params.points),
        "m": params.m,
        "n": params.n,
        "real": real,
        "gaps": max(0, params.n - real),
        "case": f"because-{reason}",
    }


# How many data points are filled in.


def _filled(params: AlarmParams) -> list[int]:
    m, n, points = params.m, params.n, params.points
    real = points.replace(GAP, "")
    return [
        max(0, n - len(real)),
        points.count(GAP),
        points[-n:].count(GAP),
        0,
        max(0, m - len(real)),
        n - real[-n:].count(BREACH),
    ]


def draw_fill(random: Random, _rules: RuleBook) -> AlarmParams:
    """Seven to nine data points of which some are missing, for M out of 5 or 6."""

    def drawn() -> AlarmParams:
        n = between(random, 4, 6)
        points = "".join(pick(random, "0X--") for _ in range(n + between(random, 2, 3)))
        m = between(random, 3, n)
        return AlarmParams(points=points, m=m, n=n, missing="breaching")

    return fitting(drawn, lambda params: four_differ(_filled(params)))


def fill_answer(_params: AlarmParams, done: Run) -> Answer:
    """How many data points were filled in."""
    return round(done.metrics["filled"])


def fill_values(params: AlarmParams, _run: Run) -> Mapping[str, Value]:
    """The data points and the settings."""
    real = len(params.points.replace(GAP, ""))
    return {
        "points": spelled(params.points),
        "range": len(params.points),
        "m": params.m,
        "n": params.n,
        "real": real,
        "case": "because-enough" if real >= params.n else "because-lacking",
    }


PROBLEMS: tuple[Problem[AlarmParams], ...] = (
    Problem("table-row", draw_row, row_answer, row_values, ROW_BELIEFS),
    Problem("filled-points", draw_fill, fill_answer, fill_values, FILL_BELIEFS),
)
