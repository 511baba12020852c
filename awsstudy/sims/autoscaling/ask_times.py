"""Problems about time: until new capacity serves, and what a cooldown holds back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.autoscaling import events as happened
from awsstudy.sims.autoscaling.params import AutoScalingParams
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

LOAD_BELIEFS = ("one-datapoint", "all-datapoints", "instant", "after-warmup", "after-grace")
COOLDOWN_BELIEFS = ("no-cooldown", "activity-only", "cooldown-from-alarm", "once-per-alarm")
MINUTE = 60


def four(sizes: Sequence[int]) -> bool:
    """Whether the first, the truth, is unlike the others, and three of those differ."""
    return sizes[0] not in sizes[1:] and len(set(sizes)) >= 4


# When does new capacity serve?


def draw_serving(random: Random, _rules: RuleBook) -> AutoScalingParams:
    """A metric that breaches from the start on; M of N, a start, a warm-up, a grace period."""

    def drawn() -> AutoScalingParams:
        n = between(random, 2, 5)
        period = pick(random, (60, 60, 120, 300))
        group = {"min": 2, "max": 6, "desired": 4}
        group |= {"warmup_s": pick(random, (90, 150, 180, 240, 300))}
        group |= {"grace_s": pick(random, (200, 300, 360))}
        data = {
            "group": group,
            "machine": {"boot_s": pick(random, (45, 90, 100, 120, 150, 200))},
            "policy": {"kind": "step", "high": 70, "low": 20},
            "alarms": {
                "period_s": period,
                "out_m": between(random, 1, n),
                "out_n": n,
            },
            "load": {"shape": "metric", "values": [85]},
            "length_s": n * period + 600,
        }
        return AutoScalingParams.model_validate(data)

    return fitting(drawn, lambda params: four(_servings(params)))


def _servings(params: AutoScalingParams) -> list[int]:
    period, m, n = params.alarms.period_s, params.alarms.out_m, params.alarms.out_n
    boot, alarm = params.machine.boot_s, params.alarms.out_m * params.alarms.period_s
    others = [boot + period, boot + n * period, alarm, alarm + boot + params.warmup_s]
    others.append(alarm + boot + params.group.grace_s)
    return [alarm + boot, *(one for one in others if one != alarm + boot or m in {1, n})]


def serving_at(_params: AutoScalingParams, done: Run) -> Answer:
    """When the first new instance comes into service."""
    entered = (one for one in done.events if isinstance(one, happened.InstanceEntered))
    return next((round(one.at) for one in entered if one.at > 0), None)


def serving_values(params: AutoScalingParams, _run: Run) -> Mapping[str, Value]:
    """The alarm, the start, the warm-up, the grace period."""
    alarms = params.alarms
    return {
        "period": alarms.period_s,
        "m": alarms.out_m,
        "n": alarms.out_n,
        "boot": params.machine.boot_s,
        "warmup": params.warmup_s,
        "grace": params.group.grace_s,
        "alarm": alarms.out_m * alarms.period_s,
    }


# What does a simple policy reach?


def draw_cooldown(random: Random, _rules: RuleBook) -> AutoScalingParams:
    """A simple policy whose alarm lasts; the size after some minutes.

    No wait ends in the very moment in which the policy is asked.
    """

    def drawn() -> AutoScalingParams:
        data = {
            "group": {
                "min": 1,
                "max": 80,
                "desired": between(random, 2, 8),
                "cooldown_s": pick(random, (120, 180, 240, 300)),
            },
            "machine": {"boot_s": pick(random, (45, 75, 90, 100, 150))},
            "policy": {"kind": "simple", "high": 70, "low": 20, "out_by": between(random, 1, 3)},
            "alarms": {"period_s": 60, "out_m": 1, "out_n": 1},
            "load": {"shape": "metric", "values": [85]},
            "length_s": between(random, 10, 25) * MINUTE,
        }
        return AutoScalingParams.model_validate(data)

    return fitting(drawn, lambda params: _clear(params) and four(_simple_sizes(params)))


def _clear(params: AutoScalingParams) -> bool:
    """Whether the policy does not act in the very minute that is asked about."""
    wait = -(-(params.machine.boot_s + params.group.cooldown_s) // MINUTE)
    return (params.length_s // MINUTE - 1) % wait != 0


def _simple_sizes(params: AutoScalingParams) -> list[int]:
    boot, cooldown = params.machine.boot_s, params.group.cooldown_s
    waits = (boot + cooldown, 0, boot + 1, cooldown, 10**9)
    return [params.group.desired + params.policy.out_by * _acts(params, wait) for wait in waits]


def _acts(params: AutoScalingParams, wait: int) -> int:
    """How often a policy acts that waits so long after each act; it is asked each minute."""
    at, acts = MINUTE, 0
    while at <= params.length_s:
        acts += 1
        at += MINUTE * max(1, -(-wait // MINUTE))
    return acts


def size_at_end(_params: AutoScalingParams, done: Run) -> Answer:
    """The desired capacity at the end."""
    return round(done.metrics["desired"])


def cooldown_values(params: AutoScalingParams, done: Run) -> Mapping[str, Value]:
    """The policy, the waits, and when it acted."""
    acted = [one for one in done.events if isinstance(one, happened.DesiredChanged)]
    return {
        "size": params.group.desired,
        "high": params.group.max,
        "add": params.policy.out_by,
        "boot": params.machine.boot_s,
        "cooldown": params.group.cooldown_s,
        "minutes": params.length_s // MINUTE,
        "wait": params.machine.boot_s + params.group.cooldown_s,
        "acts": len(acted),
        "last": round(acted[-1].at / MINUTE) if acted else 0,
    }


PROBLEMS: tuple[Problem[AutoScalingParams], ...] = (
    Problem("serving-time", draw_serving, serving_at, serving_values, LOAD_BELIEFS),
    Problem("cooldown-size", draw_cooldown, size_at_end, cooldown_values, COOLDOWN_BELIEFS),
)
