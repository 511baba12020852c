"""Problems about health checks: when a target leaves, and when it comes back."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.elb.asking import asked, outcome
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value


def streak_at(script: str, result: str, length: int) -> int:
    """The number of the check that completes a streak; 0 where none does."""
    return script.find(result * length) + length if result * length in script else 0


def total_at(script: str, result: str, count: int) -> int:
    """The number of the check with which a result has come so often in all; 0 where never."""
    counts = accumulate(char == result for char in script)
    return next((number for number, seen in enumerate(counts, 1) if seen == count), 0)


def _draw_script(random: Random, result: str) -> tuple[str, int, int]:
    """Short streaks of a result, then a long one; and the thresholds to leave and to come back."""
    other = "P" if result == "F" else "F"
    leave, back = between(random, 2, 5), between(random, 2, 5)
    needed, swapped = (leave, back) if result == "F" else (back, leave)
    script = other * between(random, 0, 2)
    for _ in range(between(random, 1, 2)):
        script += result * between(random, 1, max(1, needed - 1)) + other * between(random, 1, 2)
    return script + result * max(needed, swapped), leave, back


def _scripts_part(drawn: tuple[str, int, int], result: str) -> bool:
    """Whether the beliefs lead to four different checks, in a script that can be read."""
    script, leave, back = drawn
    needed, swapped = (leave, back) if result == "F" else (back, leave)
    ends = {
        streak_at(script, result, needed),
        streak_at(script, result, swapped),
        streak_at(script, result, 1),
        total_at(script, result, needed),
    }
    return len(ends) == 4 and len(script) <= 12


def draw_leaving(random: Random, _rules: RuleBook) -> ElbParams:
    """A healthy target whose checks fail now and then, and in the end in a row."""
    return _checked(random, "F")


def draw_returning(random: Random, _rules: RuleBook) -> ElbParams:
    """An unhealthy target whose checks pass now and then, and in the end in a row."""
    return _checked(random, "P")


def _checked(random: Random, result: str) -> ElbParams:
    drawn = fitting(lambda: _draw_script(random, result), lambda one: _scripts_part(one, result))
    script, leave, back = drawn
    targets = [{"id": "a1", "healthy": result == "F"}, {"id": "b1", "az": "b"}]
    checks = {
        "script": script,
        "unhealthy": leave,
        "healthy": back,
        "interval_s": pick(random, (5, 10, 15, 30)),
    }
    return asked(ask="checks", targets=targets, checks=checks)


def turned_at(_params: ElbParams, run: Run) -> Answer:
    """The number of the check with which the target changed its state first."""
    turns = outcome(run)["turns"]
    return int(turns[0][0]) if turns else 0


def check_values(params: ElbParams, run: Run) -> Mapping[str, Value]:
    """The results as signs, the thresholds, and when the state changes."""
    checks = params.checks
    return {
        "script": " ".join("+" if char == "P" else "x" for char in checks.script),
        "leave": checks.unhealthy,
        "back": checks.healthy,
        "interval": checks.interval_s,
        "at": outcome(run)["turns"][0][1],
    }


PROBLEMS: tuple[Problem[ElbParams], ...] = (
    Problem(
        id="taken-out",
        situation=draw_leaving,
        answer=turned_at,
        values=check_values,
        wrong=("first-result-turns", "results-add-up", "thresholds-swapped"),
    ),
    Problem(
        id="back-in",
        situation=draw_returning,
        answer=turned_at,
        values=check_values,
        wrong=("first-result-turns", "results-add-up", "thresholds-swapped"),
    ),
)
