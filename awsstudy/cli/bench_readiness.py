"""``awsstudy bench readiness``: the forecasts of passing, beside the truth of simulated learners.

The widths of the forecast were chosen by ``awsstudy bench widths`` on other learners than those
that are reported on here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import fmean

from awsstudy.catalog.models.reference import Exam
from awsstudy.cli.bench_learners import AHEAD, DAYS, EXAM, SETTINGS, Learner, learners
from awsstudy.core.clock import FixedClock, today
from awsstudy.progress.evidence import Answer
from awsstudy.progress.memory import Memory
from awsstudy.progress.posterior import Widths
from awsstudy.progress.readiness import Outlook, Plan, readiness

LEARNERS = 3_000
CHOSEN_ON, REPORTED_ON = 1, 2
"""Seeds."""
EXAM_DAY = today(FixedClock())
BEFORE = tuple(EXAM_DAY - timedelta(days=age) for age in range(DAYS + 1))
"""The study days before the exam."""
RULE = 0.72
"""The pass mark of the guide, taken for a share as many learners do."""
PENALTY = 20.0
"""What a miss costs a 90 % interval, for each unit it is off (Gneiting and Raftery 2007)."""
ECE_BINS = 10


@dataclass(frozen=True, slots=True)
class Score:
    """How good the forecasts of a setting were."""

    learners: int
    coverage: float
    """Share of the 90 % intervals that hold the true share."""
    width: float
    interval: float
    """Mean interval score: width, and a penalty for what lies outside."""
    brier: float
    ece: float
    """Expected calibration error of the chance."""
    last_mock: float
    """Brier score of: passes who had the pass mark in the last mock, or, without any, in all."""
    raw_share: float
    """Brier score of the same rule on the share right of all answers."""
    told: int
    """Learners of whom a chance was told."""


def report(rounds: int) -> str:
    """The table; a round is a fifth of the learners."""
    exam = _exam()
    number = LEARNERS * rounds // 5
    head = (
        f"{number} learners each   cover   width  Brier    ECE  | Brier of last mock  of raw share"
    )
    lines = [head]
    for setting in SETTINGS:
        people = learners(setting, number, REPORTED_ON)
        lines.append(_line(setting.name, score(people, forecasts(exam, people))))
    people = learners(SETTINGS[0], number, REPORTED_ON + 1)
    lines.append(_line(f"{AHEAD} days ahead", score(people, forecasts_ahead(exam, people))))
    lines.append("Calibrated on simulated learners only; no record of real exams was to be had.")
    return "\n".join(lines)


def choose(rounds: int) -> str:
    """The widths that were weighed against each other, over the same settings."""
    exam, number = _exam(), LEARNERS * rounds // 5
    people = {one.name: learners(one, number, CHOSEN_ON) for one in SETTINGS}
    lines = ["level shift   cover in each setting     first and last   mean interval score"]
    for widths in _candidates():
        scores = [score(one, forecasts(exam, one, widths)) for one in people.values()]
        covers = "  ".join(f"{one.coverage:.3f}" for one in scores)
        both = (scores[0].coverage + scores[-1].coverage) / 2
        mean = fmean(one.interval for one in scores)
        lines.append(
            f"{widths.level:5.2f} {widths.shift:5.2f}   {covers}   {both:.3f}   {mean:.4f}"
        )
    return "\n".join(lines)


def _candidates() -> Iterator[Widths]:
    for level in (0.20, 0.25, 0.30, 0.35, 0.40):
        for shift in (0.26, 0.28, 0.30, 0.32):
            yield replace(Widths(), level=level, shift=shift)


def _exam() -> Exam:
    from awsstudy.workspace.workspace import Workspace

    return Workspace(in_memory=True).catalog.exams[EXAM]


def _line(name: str, one: Score) -> str:
    figures = f"{one.coverage:.3f}   {one.width:.3f}  {one.brier:.3f}  {one.ece:.3f}"
    return f"{name:20} {figures:>33}  | {one.last_mock:18.3f} {one.raw_share:13.3f}"


def forecasts(exam: Exam, people: Sequence[Learner], widths: Widths | None = None) -> list[Outlook]:
    """The forecast of each learner on the morning of the exam."""
    return [
        readiness(exam, _answers(exam, one, 0), _memory(one.memory), EXAM_DAY, None, widths).today
        for one in people
    ]


def forecasts_ahead(exam: Exam, people: Sequence[Learner]) -> list[Outlook]:
    """The forecast of each learner for the exam day, made before it from what was known then."""
    found = []
    for one in people:
        answers, plan = _answers(exam, one, AHEAD), Plan(EXAM_DAY, _memory(one.memory))
        ready = readiness(exam, answers, _memory(one.memory_ahead), BEFORE[AHEAD], plan)
        found += [ready.on_exam_day] if ready.on_exam_day else []
    return found


def _answers(exam: Exam, learner: Learner, until: int) -> list[Answer]:
    """The learner's answers up to so many days before the exam."""
    names = [(domain.id,) for domain in exam.domains]
    return [
        Answer(BEFORE[age], names[domain], right)
        for age, domain, right in zip(
            learner.ages.tolist(), learner.domains.tolist(), learner.right.tolist(), strict=True
        )
        if age > until
    ]


def _memory(expected: float) -> Memory:
    # The learner has met every question's fact; what is recalled follows from what is expected.
    return Memory(expected, min(1.0, max(0.0, (expected - 0.25) / 0.68)), 1.0)


def score(people: Sequence[Learner], outlooks: Sequence[Outlook]) -> Score:
    """How good the forecasts were."""
    pairs = list(zip(people, outlooks, strict=True))
    told = [(one.passed, outlook.chance) for one, outlook in pairs if outlook.chance is not None]
    return Score(
        learners=len(people),
        coverage=fmean(look.low <= one.share <= look.high for one, look in pairs),
        width=fmean(look.high - look.low for look in outlooks),
        interval=fmean(_interval_score(one.share, look) for one, look in pairs),
        brier=fmean((chance - passed) ** 2 for passed, chance in told),
        ece=_ece(told),
        last_mock=fmean((_last(one) >= RULE) != one.passed for one in people),
        raw_share=fmean((one.right.mean() >= RULE) != one.passed for one in people),
        told=len(told),
    )


def _interval_score(truth: float, look: Outlook) -> float:
    outside = max(0.0, look.low - truth) + max(0.0, truth - look.high)
    return look.high - look.low + PENALTY * outside


def _last(learner: Learner) -> float:
    return learner.mocks[-1] if learner.mocks else float(learner.right.mean())


def _ece(told: Sequence[tuple[bool, float]]) -> float:
    total = 0.0
    for number in range(ECE_BINS):
        inside = [one for one in told if min(ECE_BINS - 1, int(one[1] * ECE_BINS)) == number]
        total += abs(sum(chance - passed for passed, chance in inside))
    return total / len(told)
