"""Problems about zones: who is terminated, and how large a group may grow while it rebalances."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.sims.autoscaling import events as happened
from awsstudy.sims.autoscaling import rule_ids as ids
from awsstudy.sims.autoscaling.beliefs import PICKERS
from awsstudy.sims.autoscaling.fleet import Picker, initial_fleet, per_zone
from awsstudy.sims.autoscaling.params import AutoScalingParams
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

VICTIM_BELIEFS = tuple(PICKERS)
PEAK_BELIEFS = ("never-above-maximum", "one-more", "all-at-once", "second-fleet")
ZONES = ("a", "b", "c")
MINUTE = 60


def draw_victim(random: Random, _rules: RuleBook) -> AutoScalingParams:
    """Seven instances, three of them in one zone; older ones are of older templates."""

    def drawn() -> AutoScalingParams:
        ages = sorted({between(random, 20, 400, 3) for _ in range(7)}, reverse=True)
        full = pick(random, ZONES)
        members, version = [], 1
        for age, zone in zip(ages, shuffled(random, (*ZONES, *ZONES, full)), strict=False):
            members.append({"az": zone, "age_s": age * MINUTE, "template": version})
            version = min(3, version + int(random.random() < 0.4))
        data = {
            "question": "victim",
            "group": {"min": 1, "max": 12, "desired": len(members), "template": version},
            "fleet": members,
        }
        return AutoScalingParams.model_validate(data)

    return fitting(drawn, _victims_differ)


def _victims_differ(params: AutoScalingParams) -> bool:
    fleet = initial_fleet(params)
    found: list[str] = []
    rules: set[str] = set()
    pickers: list[type[Picker]] = [Picker, *PICKERS.values()]
    for picker in pickers:
        chance = stream(1, "victim")
        choice = picker(params.group.azs, params.group.termination).pick(fleet, 0.0, chance)
        found.append(choice.victim.id)
        rules |= set(choice.rules)
    counts = sorted(per_zone(params.group.azs, fleet).values())
    unequal = len(fleet) == 7 and counts[-1] > counts[-2]
    return unequal and ids.AT_RANDOM not in rules and len(set(found)) >= 4


def victim(_params: AutoScalingParams, done: Run) -> Answer:
    """Who was chosen."""
    chosen = (one for one in done.events if isinstance(one, happened.VictimChosen))
    return next((one.instance for one in chosen), None)


def victim_values(params: AutoScalingParams, done: Run) -> Mapping[str, Value]:
    """The fleet as a list, and the zone with the most instances."""
    fleet = initial_fleet(params)
    told = (f"{i.id} {i.az} v{i.template} {round(-i.launched / MINUTE)}" for i in fleet)
    chosen = next(one for one in fleet if one.id == victim(params, done))
    counts = per_zone(params.group.azs, fleet)
    in_zone = [one for one in fleet if one.az == chosen.az]
    oldest = [one for one in in_zone if one.template == chosen.template]
    return {
        "fleet": ", ".join(told),
        "zone": chosen.az,
        "count": counts[chosen.az],
        "version": chosen.template,
        "case": "because-outdated" if len(oldest) == 1 else "because-hour",
    }


def draw_peak(random: Random, _rules: RuleBook) -> AutoScalingParams:
    """A group at its maximum that has lost a zone, and gets it back."""

    def drawn() -> AutoScalingParams:
        zones = ZONES[: pick(random, (2, 3))]
        most = between(random, 20, 40, 10)
        data = {
            "group": {"min": 2, "max": most, "desired": most, "azs": zones, "grace_s": 0},
            "machine": {"boot_s": 60, "detect_s": 30},
            "policy": {"kind": "none"},
            "load": {"shape": "metric", "values": [50]},
            "alarms": {"period_s": 3600},
            "outage": {"az": "a", "at_s": 60, "back_s": 600},
            "length_s": 720,
        }
        return AutoScalingParams.model_validate(data)

    return drawn()


def peak(_params: AutoScalingParams, done: Run) -> Answer:
    """The most instances at a time."""
    return round(done.metrics["peak"])


def peak_values(params: AutoScalingParams, _run: Run) -> Mapping[str, Value]:
    """The maximum, the zones, and how many instances are missing in the zone."""
    most, zones = params.group.max, len(params.group.azs)
    return {
        "most": most,
        "zones": zones,
        "missing": most // zones,
        "margin": max(1, most // 10),
    }


PROBLEMS: tuple[Problem[AutoScalingParams], ...] = (
    Problem("who-goes", draw_victim, victim, victim_values, VICTIM_BELIEFS),
    Problem("rebalance-peak", draw_peak, peak, peak_values, PEAK_BELIEFS),
)
