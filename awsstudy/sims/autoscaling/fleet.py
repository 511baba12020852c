"""The instances of a group, and who is chosen when one has to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from awsstudy.sims.autoscaling import rule_ids as ids
from awsstudy.sims.autoscaling.params import AutoScalingParams, Termination
from awsstudy.sims.kernel import NearMiss

State = Literal["pending", "in-service", "gone"]
HOUR = 3600


@dataclass(slots=True, eq=False)
class Instance:
    """An instance over its life; times in seconds, negative before the story begins."""

    id: str
    az: str
    template: int
    launched: float
    in_service_at: float
    warm_at: float
    state: State = "pending"
    warm: bool = False
    failing: bool = False
    """Whether it serves nothing although it counts as in service."""
    spare: bool = False
    """Whether it was launched to rebalance zones and its partner still runs."""
    gone_at: float | None = None
    size: int = 1
    """How many times the capacity of one machine."""
    paid_s: float = 0.0
    """Seconds paid for before its last change of size, weighted by size."""
    paid_from: float = 0.0
    """Since when it runs at its present size; before the story begins nothing is counted."""

    @property
    def alive(self) -> bool:
        """Whether it is launched and not terminated."""
        return self.state != "gone"

    def paid_until(self, now: float) -> float:
        """Seconds paid for until now, a larger size counted by what it is a multiple of."""
        end = now if self.gone_at is None else self.gone_at
        return self.paid_s + max(0.0, end - max(self.paid_from, self.launched)) * self.size


def initial_fleet(params: AutoScalingParams) -> list[Instance]:
    """The instances that are there when the story begins, the oldest first."""
    zones = params.group.azs
    if params.fleet:
        given = [(member.az, member.age_s, member.template) for member in params.fleet]
    else:
        ages = (2 * HOUR - 60 * number for number in range(params.group.desired))
        version = params.group.template
        given = [(zones[i % len(zones)], max(age, HOUR), version) for i, age in enumerate(ages)]
    ordered = sorted(enumerate(given), key=lambda item: (-item[1][1], item[0]))
    return [
        _member(f"i{number}", az, template, -float(age), params)
        for number, (_, (az, age, template)) in enumerate(ordered, start=1)
    ]


def _member(
    name: str, az: str, template: int, launched: float, params: AutoScalingParams
) -> Instance:
    ready = launched + params.machine.boot_s
    warm = ready + params.warmup_s
    instance = Instance(name, az, template, launched, ready, warm)
    if ready <= 0:
        instance.state = "in-service"
        instance.warm = warm <= 0
    return instance


def per_zone(zones: Iterable[str], instances: Iterable[Instance]) -> dict[str, int]:
    """How many instances that are not terminated stand in each zone."""
    counts = Counter(instance.az for instance in instances if instance.alive)
    return {zone: counts[zone] for zone in zones}


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was chosen to be terminated, and why."""

    victim: Instance
    zones: tuple[str, ...]
    """The zones with the most instances."""
    candidates: tuple[str, ...]
    """Ids of those who were left after the zones."""
    rules: tuple[str, ...]
    near: NearMiss | None
    """Why the oldest of all did not go, where its zone saved it."""


Narrowed = tuple[Sequence[Instance], tuple[str, ...]]
"""Those who are left, and the rules by which."""


def to_hour(instance: Instance, now: float) -> float:
    """Seconds until the instance's next billing hour begins."""
    return HOUR - (now - instance.launched) % HOUR


def least(instances: Sequence[Instance], value: Callable[[Instance], float]) -> list[Instance]:
    """Those with the smallest value."""
    smallest = min(map(value, instances))
    return [one for one in instances if value(one) == smallest]


ORDERS: Mapping[Termination, Callable[[Instance, float], float]] = {
    "OldestInstance": lambda one, _now: one.launched,
    "NewestInstance": lambda one, _now: -one.launched,
    "OldestLaunchTemplate": lambda one, _now: float(one.template),
    "ClosestToNextInstanceHour": to_hour,
}
"""Whom a policy takes first: the one with the smallest value."""


class Picker:
    """The choice of a victim; wrong beliefs override one of the methods."""

    def __init__(self, zones: tuple[str, ...], policies: tuple[Termination, ...]) -> None:
        self.zones, self.policies = zones, policies

    def crowded(self, instances: Sequence[Instance]) -> tuple[str, ...]:
        """The zones from which an instance is taken: those with the most."""
        counts = per_zone(self.zones, instances)
        most = max(counts.values(), default=0)
        return tuple(zone for zone, count in counts.items() if count == most)

    def default(self, left: Sequence[Instance], now: float) -> Narrowed:
        """The default policy: outdated configurations, then the billing hour."""
        oldest = least(left, lambda one: float(one.template))
        rules = (ids.OUTDATED,) if len(oldest) < len(left) else ()
        if len(oldest) == 1:
            return oldest, rules
        return least(oldest, lambda one: to_hour(one, now)), (*rules, ids.BILLING_HOUR)

    def narrowed(self, left: Sequence[Instance], policy: Termination, now: float) -> Narrowed:
        """Those whom a policy leaves, and the rules by which it does."""
        if policy == "Default":
            return self.default(left, now)
        return least(left, lambda one: ORDERS[policy](one, now)), (ids.CHOSEN_POLICY,)

    def pick(self, instances: Sequence[Instance], now: float, random: Random) -> Choice:
        """One of the instances: zones first, then the policies in turn, then chance."""
        zones = self.crowded(instances)
        left: Sequence[Instance] = [one for one in instances if one.alive and one.az in zones]
        candidates = tuple(one.id for one in left)
        rules = [ids.BALANCE_FIRST]
        for policy in self.policies:
            if len(left) > 1:
                left, used = self.narrowed(left, policy, now)
                rules += used
        if len(left) > 1:
            rules.append(ids.AT_RANDOM)
        victim = left[int(random.random() * len(left))] if len(left) > 1 else left[0]
        near = self._saved(instances, zones)
        return Choice(victim, zones, candidates, tuple(dict.fromkeys(rules)), near)

    def _saved(self, instances: Sequence[Instance], zones: tuple[str, ...]) -> NearMiss | None:
        """The oldest of all, if it stands in a zone with fewer instances."""
        alive = [one for one in instances if one.alive]
        oldest, counts = least(alive, lambda one: one.launched)[0], per_zone(self.zones, alive)
        if oldest.az in zones or not zones:
            return None
        most, found = counts[zones[0]], f"{counts[oldest.az]} ({oldest.id}, {oldest.az})"
        return NearMiss(ids.BALANCE_FIRST, "in-zone", str(most), found)
