"""Random worlds for Auto Scaling, from a seed; for the referee's tests."""

from __future__ import annotations

from random import Random
from typing import Any

from awsstudy.core.seeds import stream
from awsstudy.sims.autoscaling.params import AutoScalingParams
from awsstudy.sims.draw import between, pick


def world(seed: int, *, length_s: int = 3600) -> AutoScalingParams:
    """A group with some policy under some load, and some misfortunes."""
    chance = stream(seed, "asg-world")
    low = between(chance, 0, 4)
    high = low + between(chance, 1, 20)
    zones = list("abcd")[: between(chance, 2, 4)]
    data: dict[str, Any] = {
        "group": _group(chance, low, high, zones),
        "machine": {
            "boot_s": pick(chance, (0, 30, 90, 200, 400)),
            "detect_s": pick(chance, (0, 60, 150)),
        },
        "policy": _policy(chance),
        "alarms": {
            "period_s": pick(chance, (60, 60, 300)),
            "out_m": between(chance, 1, 3),
            "out_n": 3,
            "in_m": between(chance, 2, 3),
            "in_n": between(chance, 3, 5),
        },
        "load": {
            "shape": pick(chance, ("flash", "step", "sine", "ramp", "steady")),
            "base": pick(chance, (0, 50, 180, 400)),
            "peak": pick(chance, (300, 700, 1500)),
            "at_s": pick(chance, (300, 900)),
            "length_s": pick(chance, (900, 1800)),
        },
        "length_s": length_s,
        **_misfortunes(chance, low, high, zones),
    }
    return AutoScalingParams.model_validate(data)


def _group(chance: Random, low: int, high: int, zones: list[str]) -> dict[str, Any]:
    policies = (
        ["Default"],
        ["OldestInstance"],
        ["NewestInstance", "Default"],
        ["OldestLaunchTemplate"],
        ["ClosestToNextInstanceHour", "Default"],
    )
    return {
        "min": low,
        "max": high,
        "desired": between(chance, low, high),
        "azs": zones,
        "cooldown_s": pick(chance, (0, 60, 180, 300)),
        "warmup_s": pick(chance, (None, 0, 60, 180, 300)),
        "grace_s": pick(chance, (0, 120, 300)),
        "elb_checks": pick(chance, (True, True, False)),
        "strategy": pick(chance, ("balanced-best-effort",) * 3 + ("balanced-only",)),
        "termination": pick(chance, policies),
        "template": between(chance, 1, 3),
    }


def _policy(chance: Random) -> dict[str, Any]:
    first, second = pick(chance, ((1, 3), (2, 5), (10, 30)))
    return {
        "kind": pick(chance, ("target", "step", "simple")),
        "target": pick(chance, (30, 50, 70)),
        "high": pick(chance, (60, 70, 80)),
        "low": pick(chance, (20, 35, 50)),
        "unit": pick(chance, ("change", "percent")),
        "out_by": pick(chance, (1, 2, 30)),
        "in_by": pick(chance, (-1, -2, -30)),
        "min_magnitude": pick(chance, (0, 2)),
        "out_steps": [{"lo": 0, "hi": 10, "adj": first}, {"lo": 10, "hi": None, "adj": second}],
        "in_steps": [{"lo": None, "hi": 0, "adj": pick(chance, (-1, -3, -20))}],
    }


def _misfortunes(chance: Random, low: int, high: int, zones: list[str]) -> dict[str, Any]:
    back = pick(chance, (None, between(chance, 1400, 2400)))
    outage = {"az": pick(chance, zones), "at_s": between(chance, 100, 1300), "back_s": back}
    planned = {"at_s": between(chance, 0, 2400), "desired": between(chance, low, high)}
    return {
        "outage": pick(chance, (None, outage)),
        "faults": {"hang_at_s": pick(chance, (None, between(chance, 0, 2400)))},
        "scheduled": pick(chance, ([], [planned])),
    }
