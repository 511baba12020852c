"""A problem about health: the grace period of a new instance that fails."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.autoscaling import events as happened
from awsstudy.sims.autoscaling.ask_times import four
from awsstudy.sims.autoscaling.params import AutoScalingParams
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

GRACE_BELIEFS = ("no-grace", "grace-from-launch", "grace-after-failure", "health-waits")


def draw_grace(random: Random, _rules: RuleBook) -> AutoScalingParams:
    """An instance that has just come into service, and whose application hangs."""

    def drawn() -> AutoScalingParams:
        boot = pick(random, (60, 90, 120, 180))
        grace = pick(random, (240, 300, 400, 600))
        since = between(random, 20, 200, 10)
        data = {
            "group": {
                "min": 3,
                "max": 6,
                "desired": 3,
                "grace_s": grace,
                "cooldown_s": pick(random, (120, 180, 240)),
                "warmup_s": 0,
            },
            "machine": {"boot_s": boot, "detect_s": pick(random, (30, 40, 60))},
            "policy": {"kind": "none"},
            "load": {"shape": "metric", "values": [50]},
            "fleet": [
                {"az": "a", "age_s": 9000},
                {"az": "b", "age_s": 8000},
                {"az": "c", "age_s": boot + since},
            ],
            "faults": {"hang_at_s": 0},
            "length_s": 2400,
        }
        return AutoScalingParams.model_validate(data)

    return fitting(drawn, lambda params: four(_replacements(params)))


def _since(params: AutoScalingParams) -> int:
    return params.fleet[-1].age_s - params.machine.boot_s


def _replacements(params: AutoScalingParams) -> list[int]:
    since, grace, detect = _since(params), params.group.grace_s, params.machine.detect_s
    true = max(detect, grace - since)
    return [
        true,
        detect,
        max(detect, grace - params.fleet[-1].age_s),
        detect + grace,
        true + params.group.cooldown_s,
    ]


def replaced_after(_params: AutoScalingParams, done: Run) -> Answer:
    """How long after the failure the instance is terminated."""
    gone = (one for one in done.events if isinstance(one, happened.InstanceTerminated))
    return next((round(one.at) for one in gone if one.cause == "health"), None)


def grace_values(params: AutoScalingParams, _run: Run) -> Mapping[str, Value]:
    """How old the instance is, and the times that matter."""
    since, grace, detect = _since(params), params.group.grace_s, params.machine.detect_s
    return {
        "since": since,
        "grace": grace,
        "boot": params.machine.boot_s,
        "detect": detect,
        "cooldown": params.group.cooldown_s,
        "left": max(0, grace - since),
        "case": "because-grace" if grace - since > detect else "because-detected",
    }


PROBLEMS: tuple[Problem[AutoScalingParams], ...] = (
    Problem("replaced-after", draw_grace, replaced_after, grace_values, GRACE_BELIEFS),
)
