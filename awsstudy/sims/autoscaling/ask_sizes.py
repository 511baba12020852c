"""Problems about sizes: the capacity after a breach, breaches while warming up, a steady load."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.autoscaling.adjusting import Adjuster
from awsstudy.sims.autoscaling.beliefs import ADJUSTERS
from awsstudy.sims.autoscaling.params import Adjustment, AutoScalingParams, Group, Policy
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

THRESHOLD = 60.0
STEP_BELIEFS = (
    "rounds-up",
    "rounds-nearest",
    "other-bound",
    "percent-is-count",
    "percent-of-maximum",
    "no-limits",
    "refused",
)
MAGNITUDE_BELIEFS = ("no-magnitude", "rounds-up", "percent-of-maximum", "percent-is-count")
WARM_BELIEFS = ("warming-is-current", "on-top", "waits-for-warm", "rounds-up", "other-bound")
STEADY_BELIEFS = ("rounds-down", "nearest-need", "full-load", "target-is-spare", "no-limits")


def desired(_params: AutoScalingParams, done: Run) -> Answer:
    """The desired capacity at the end."""
    return round(done.metrics["desired"])


def _four(params: AutoScalingParams, beliefs: tuple[str, ...]) -> bool:
    models: list[type[Adjuster]] = [Adjuster, *(ADJUSTERS[name] for name in beliefs)]
    sizes = {
        model(params.policy, params.group)
        .decide(params.metric, params.group.desired, params.warming, up=True)
        .after
        for model in models
    }
    return len(sizes) >= 4


def _steps(first: int, second: int) -> tuple[Adjustment, ...]:
    return (Adjustment(lo=0, hi=15, adj=first), Adjustment(lo=15, hi=None, adj=second))


def draw_step(random: Random, _rules: RuleBook) -> AutoScalingParams:
    """Two steps in percent; often the metric is on the bound, or the group near its maximum."""

    def drawn() -> AutoScalingParams:
        size = between(random, 7, 29)
        most = pick(random, (size + between(random, 2, 5), size + between(random, 2, 5), 60))
        group = Group(min=2, max=most, desired=size, warmup_s=300)
        first, second = pick(random, ((10, 30), (10, 25), (15, 40), (20, 50)))
        policy = Policy(
            kind="step", high=THRESHOLD, unit="percent", out_steps=_steps(first, second)
        )
        metric = pick(random, (75.0, 75.0, float(between(random, 61, 95))))
        return AutoScalingParams(question="adjust", group=group, policy=policy, metric=metric)

    return fitting(drawn, lambda params: _four(params, STEP_BELIEFS))


def step_values(params: AutoScalingParams, _run: Run) -> Mapping[str, Value]:
    """The policy, the metric, and the change before and after rounding."""
    adjuster = Adjuster(params.policy, params.group)
    found = adjuster.decide(params.metric, params.group.desired, params.warming, up=True)
    limited = found.asked > params.group.max
    return {
        "size": params.group.desired,
        "low": params.group.min,
        "high": params.group.max,
        "metric": params.metric,
        "threshold": params.policy.high,
        "bound": params.policy.high + 15,
        "first": params.policy.out_steps[0].adj,
        "second": params.policy.out_steps[1].adj if len(params.policy.out_steps) > 1 else 0,
        "adj": found.step.adj if found.step else 0,
        "exact": float(found.exact),
        "change": found.change,
        "current": params.group.desired - params.warming,
        "warming": params.warming,
        "magnitude": params.policy.min_magnitude,
        "asked": found.asked,
        "case": "because-limited" if limited else "because-within",
    }


def draw_magnitude(random: Random, _rules: RuleBook) -> AutoScalingParams:
    """A small group, a percentage, and a minimum number of instances."""

    def drawn() -> AutoScalingParams:
        size = between(random, 3, 14)
        group = Group(min=1, max=between(random, 30, 60, 5), desired=size, warmup_s=300)
        steps = (Adjustment(lo=0, hi=None, adj=pick(random, (10, 15, 20, 25, 30))),)
        policy = Policy(
            kind="step",
            high=THRESHOLD,
            unit="percent",
            out_steps=steps,
            min_magnitude=between(random, 2, 5),
        )
        return AutoScalingParams(question="adjust", group=group, policy=policy, metric=70)

    return fitting(drawn, lambda params: _four(params, MAGNITUDE_BELIEFS))


def draw_warming(random: Random, _rules: RuleBook) -> AutoScalingParams:
    """A second, stronger breach while the instances of the first are warming up."""

    def drawn() -> AutoScalingParams:
        current = between(random, 8, 30)
        first, second = pick(random, ((10, 30), (10, 40), (15, 50), (20, 50)))
        warming = max(1, current * first // 100)
        group = Group(min=2, max=80, desired=current + warming, warmup_s=300)
        policy = Policy(
            kind="step", high=THRESHOLD, unit="percent", out_steps=_steps(first, second)
        )
        metric = float(pick(random, (75, 75, between(random, 76, 90))))
        return AutoScalingParams(
            question="adjust", group=group, policy=policy, metric=metric, warming=warming
        )

    return fitting(drawn, lambda params: _four(params, WARM_BELIEFS))


def draw_steady(random: Random, _rules: RuleBook) -> AutoScalingParams:
    """A steady load, what an instance can do, and a target; often the maximum is too small."""

    def drawn() -> AutoScalingParams:
        target = pick(random, (30, 40, 60, 70, 75, 80))
        capacity = pick(random, (100, 200, 250, 400, 500))
        load = between(random, 600, 6000, 50)
        most = pick(random, (100, 100, max(3, load * 100 // (capacity * target) - 2)))
        data = {
            "question": "steady",
            "group": {"min": 2, "max": min(100, most), "desired": 2},
            "machine": {"capacity": capacity},
            "policy": {"kind": "target", "target": target},
            "load": {"shape": "steady", "base": load},
        }
        return AutoScalingParams.model_validate(data)

    return fitting(drawn, _steady_fits)


def _steady_fits(params: AutoScalingParams) -> bool:
    part = Fraction(params.policy.target) / 100
    full = Fraction(params.load.base) / params.machine.capacity
    need, high = full / part, params.group.max
    sizes = (
        min(high, ceil(need)),
        min(high, floor(need)),
        min(high, floor(need + Fraction(1, 2))),
        min(high, max(2, ceil(full))),
        min(high, ceil(full / (1 - part))),
        ceil(need),
    )
    return ceil(need) > 2 and all(size <= 100 for size in sizes) and len(set(sizes)) >= 4


def steady_values(params: AutoScalingParams, _run: Run) -> Mapping[str, Value]:
    """The load, the target, and the need before rounding."""
    useful = params.machine.capacity * params.policy.target / 100
    need = params.load.base / useful
    return {
        "load": params.load.base,
        "capacity": params.machine.capacity,
        "target": params.policy.target,
        "low": params.group.min,
        "high": params.group.max,
        "useful": useful,
        "need": round(need, 2),
        "case": "because-limited" if ceil(need) > params.group.max else "because-within",
    }


PROBLEMS: tuple[Problem[AutoScalingParams], ...] = (
    Problem("step-capacity", draw_step, desired, step_values, STEP_BELIEFS),
    Problem("minimum-step", draw_magnitude, desired, step_values, MAGNITUDE_BELIEFS),
    Problem("breach-while-warming", draw_warming, desired, step_values, WARM_BELIEFS),
    Problem("steady-size", draw_steady, desired, steady_values, STEADY_BELIEFS),
)
