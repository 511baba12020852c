"""What learners believe of Auto Scaling: the model with one part replaced, by the belief's id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from awsstudy.sims.autoscaling import wrong_alarms, wrong_fleets, wrong_sizes, wrong_victims
from awsstudy.sims.autoscaling.adjusting import Adjuster
from awsstudy.sims.autoscaling.checks import Checks
from awsstudy.sims.autoscaling.fleet import Picker
from awsstudy.sims.autoscaling.group import AutoScaling
from awsstudy.sims.autoscaling.keeper import Keeper
from awsstudy.sims.autoscaling.scaler import Scaler


def _scaled_by(scaler: type[Scaler]) -> type[AutoScaling]:
    class Believed(AutoScaling):
        SCALER: ClassVar[type[Scaler]] = scaler

    return _named(Believed, scaler)


def _adjusted_by(adjuster: type[Adjuster]) -> type[AutoScaling]:
    class Adjusting(Scaler):
        ADJUSTER: ClassVar[type[Adjuster]] = adjuster

    return _named(_scaled_by(Adjusting), adjuster)


def _kept_by(keeper: type[Keeper]) -> type[AutoScaling]:
    class Believed(AutoScaling):
        KEEPER: ClassVar[type[Keeper]] = keeper

    return _named(Believed, keeper)


def _picked_by(picker: type[Picker]) -> type[AutoScaling]:
    class Picking(Keeper):
        PICKER: ClassVar[type[Picker]] = picker

    return _named(_kept_by(Picking), picker)


def _checked_by(check: type[Checks]) -> type[AutoScaling]:
    class Believed(AutoScaling):
        CHECKS: ClassVar[type[Checks]] = check

    return _named(Believed, check)


def _named(model: type[AutoScaling], belief: type) -> type[AutoScaling]:
    model.__name__ = model.__qualname__ = belief.__name__
    model.__doc__ = belief.__doc__
    return model


ADJUSTERS: Mapping[str, type[Adjuster]] = {
    "rounds-up": wrong_sizes.RoundsUp,
    "rounds-nearest": wrong_sizes.RoundsNearest,
    "other-bound": wrong_sizes.OtherBound,
    "percent-is-count": wrong_sizes.PercentIsCount,
    "percent-of-maximum": wrong_sizes.PercentOfMaximum,
    "no-limits": wrong_sizes.NoLimits,
    "refused": wrong_sizes.Refused,
    "no-magnitude": wrong_sizes.NoMagnitude,
    "warming-is-current": wrong_sizes.WarmingIsCurrent,
    "on-top": wrong_sizes.OnTop,
    "waits-for-warm": wrong_sizes.WaitsForWarm,
}
PICKERS: Mapping[str, type[Picker]] = {
    "oldest-of-all": wrong_victims.OldestOfAll,
    "newest-of-all": wrong_victims.NewestOfAll,
    "oldest-in-zone": wrong_victims.OldestInZone,
    "zones-ignored": wrong_victims.ZonesIgnored,
    "emptiest-zone": wrong_victims.EmptiestZone,
    "billing-hour-first": wrong_victims.BillingHourFirst,
}
BELIEFS: Mapping[str, type[AutoScaling]] = {
    **{name: _adjusted_by(belief) for name, belief in ADJUSTERS.items()},
    **{name: _picked_by(belief) for name, belief in PICKERS.items()},
    "one-datapoint": _scaled_by(wrong_alarms.OneDatapoint),
    "all-datapoints": _scaled_by(wrong_alarms.AllDatapoints),
    "no-cooldown": _scaled_by(wrong_alarms.NoCooldown),
    "activity-only": _scaled_by(wrong_alarms.ActivityOnly),
    "cooldown-from-alarm": _scaled_by(wrong_alarms.CooldownFromAlarm),
    "once-per-alarm": _scaled_by(wrong_alarms.OncePerAlarm),
    "scales-in-while-warming": _scaled_by(wrong_alarms.ScalesInWhileWarming),
    "instant": _kept_by(wrong_fleets.Instant),
    "after-warmup": _kept_by(wrong_fleets.AfterWarmup),
    "after-grace": _kept_by(wrong_fleets.AfterGrace),
    "no-grace": _kept_by(wrong_fleets.NoGrace),
    "grace-from-launch": _kept_by(wrong_fleets.GraceFromLaunch),
    "grace-after-failure": _kept_by(wrong_fleets.GraceAfterFailure),
    "health-waits": _kept_by(wrong_fleets.HealthWaits),
    "never-above-maximum": _kept_by(wrong_fleets.NeverAboveMaximum),
    "one-more": _kept_by(wrong_fleets.OneMore),
    "all-at-once": _kept_by(wrong_fleets.AllAtOnce),
    "second-fleet": _kept_by(wrong_fleets.SecondFleet),
    "rounds-down": _checked_by(wrong_sizes.RoundsDown),
    "nearest-need": _checked_by(wrong_sizes.NearestNeed),
    "full-load": _checked_by(wrong_sizes.FullLoad),
    "target-is-spare": _checked_by(wrong_sizes.TargetIsSpare),
}
