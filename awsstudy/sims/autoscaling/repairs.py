"""Single changes that could repair a group: its size, policy, times and checks."""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.sims.autoscaling.params import (
    AutoScalingParams,
    Kind,
    Planned,
    Strategy,
    Termination,
)
from awsstudy.sims.kernel import Params
from awsstudy.sims.problems import Edit, Value

KINDS: tuple[Kind, ...] = ("target", "step", "simple")
POLICIES: tuple[Termination, ...] = ("OldestInstance", "NewestInstance", "OldestLaunchTemplate")
STRATEGIES: tuple[Strategy, ...] = ("balanced-best-effort", "balanced-only")
MINUTE = 60
QUICK_BOOT_S = 30
LONG_S = 600


def edits(params: AutoScalingParams) -> Iterator[Edit[AutoScalingParams]]:
    """The changes that make sense for the question asked."""
    if params.question == "victim":
        yield from _termination(params)
    elif params.question == "run":
        yield from _sizes(params)
        yield from _policy(params)
        yield from _times(params)


def _changed(
    params: AutoScalingParams, part: str, name: str, **values: object
) -> Iterator[Edit[AutoScalingParams]]:
    """An edit of one part of the parameters; nothing where it is as before."""
    old: Params = getattr(params, part)
    new = old.model_copy(update=values)
    if new != old:
        told: dict[str, Value] = {
            key: value for key, value in values.items() if isinstance(value, str | int | float)
        }
        yield Edit(name, params.model_copy(update={part: new}), told)


def _termination(params: AutoScalingParams) -> Iterator[Edit[AutoScalingParams]]:
    for policy in POLICIES:
        if params.group.termination != (policy,):
            group = params.group.model_copy(update={"termination": (policy,)})
            yield Edit("terminate", params.model_copy(update={"group": group}), {"policy": policy})


def _sizes(params: AutoScalingParams) -> Iterator[Edit[AutoScalingParams]]:
    group = params.group
    if not params.fleet:
        for size in range(group.desired + 1, group.max + 1):
            yield from _changed(params, "group", "start-with", min=size, desired=size)
    before = params.load.at_s - 5 * MINUTE
    if before > 0 and not params.scheduled:
        planned = (Planned(at_s=before, desired=group.max),)
        told: dict[str, Value] = {"minute": before // MINUTE, "desired": group.max}
        yield Edit("schedule", params.model_copy(update={"scheduled": planned}), told)


def _policy(params: AutoScalingParams) -> Iterator[Edit[AutoScalingParams]]:
    for kind in KINDS:
        yield from _changed(params, "policy", "scale-by", kind=kind)
    if params.policy.kind == "simple":
        yield from _changed(params, "policy", "small-steps", out_by=1, in_by=-1)
    yield from _changed(params, "alarms", "measure-each", period_s=MINUTE)
    for strategy in STRATEGIES:
        yield from _changed(params, "group", "spread", strategy=strategy)


def _times(params: AutoScalingParams) -> Iterator[Edit[AutoScalingParams]]:
    yield from _changed(params, "machine", "start-faster", boot_s=QUICK_BOOT_S)
    yield from _changed(params, "group", "cool-down", cooldown_s=LONG_S)
    yield from _changed(params, "group", "grace", grace_s=LONG_S)
    yield from _changed(params, "group", "elb-checks", elb_checks=True)
