"""The policy of a group and its two alarms: when the desired capacity changes, and when not."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, ClassVar, Literal

from awsstudy.sims.autoscaling import events as happened
from awsstudy.sims.autoscaling import rule_ids as ids
from awsstudy.sims.autoscaling.adjusting import Adjuster
from awsstudy.sims.autoscaling.params import MINUTE
from awsstudy.sims.cloudwatch.judging import BREACH, GAP, OK, Judge, State
from awsstudy.sims.kernel import NearMiss

if TYPE_CHECKING:
    from awsstudy.sims.autoscaling.group import AutoScaling

Side = Literal["high", "low"]
LOW_PART = 0.9
"""Target tracking's lower alarm, as a part of the target; observed, not documented."""
RANGE_EXTRA = 2
"""How many data points beyond N an alarm retrieves."""


class Watch:
    """One alarm: its data points and its state."""

    def __init__(self, m: int, n: int) -> None:
        self.judge, self.state, self.points = Judge(m, n), "OK", OK * n
        self.length = n + RANGE_EXTRA
        self.rules: tuple[str, ...] = ()

    def observe(self, point: str) -> State:
        """Take a data point; returns the state before."""
        before: State = self.state  # type: ignore[assignment]
        self.points = (self.points + point)[-self.length :]
        found = self.judge.judge(self.points, "missing", before)
        self.state, self.rules = found.state, found.rules
        return before


class Scaler:
    """Two alarms and a policy. Wrong beliefs override single methods."""

    ADJUSTER: ClassVar[type[Adjuster]] = Adjuster

    def __init__(self, host: AutoScaling) -> None:
        self.host, self.policy, self.alarms = host, host.params.policy, host.params.alarms
        self.adjuster = self.ADJUSTER(self.policy, host.params.group)
        self.restart()
        self.latest: float | None = None
        self.lane: list[tuple[str, str]] = []
        """Each period: the data point of the upper alarm, and which alarm is on."""
        self._round = 0
        self._held = ""

    # What wrong beliefs change.

    def patience(self, m: int, n: int) -> tuple[int, int]:
        """How many of how many data points the upper alarm needs."""
        return m, n

    def breaching(self, value: float, side: Side) -> bool:
        """Whether a value breaches one of the alarms."""
        if self.policy.kind == "target":
            target = self.policy.target
            return value > target if side == "high" else value < target * LOW_PART
        return value >= self.policy.high if side == "high" else value <= self.policy.low

    def repeats(self) -> bool:
        """Whether an alarm that lasts invokes the policy again, once a minute."""
        return True

    def cooldown_left(self) -> float:
        """How long a simple policy still has to wait for the cooldown."""
        ended = self.host.keeper.activity_end
        if ended is None:
            return 0.0
        return max(0.0, ended + self.host.params.group.cooldown_s - self.host.now)

    def in_progress(self) -> bool:
        """Whether a scaling activity or a replacement is under way."""
        return bool(self.host.keeper.pending)

    def restart(self) -> None:
        """Forget what was measured: after a change of the servers it says nothing."""
        self.high = Watch(*self.patience(self.alarms.out_m, self.alarms.out_n))
        self.low = Watch(self.alarms.in_m, self.alarms.in_n)

    # The metric.

    def report(self, value: float | None) -> None:
        """A period ended with this average; None where nothing was reported."""
        self._round += 1
        if value is not None:
            self.latest = value
        point = GAP if value is None else BREACH if self.breaching(value, "high") else OK
        shown = "gap" if value is None else f"{value:.1f}".removesuffix(".0")
        rules = self.host.metric_rules()
        self.host.emit(happened.DatapointReported(value=shown, point=point, rules=rules))
        self._observe("high", self.high, point)
        lower = GAP if value is None else BREACH if self.breaching(value, "low") else OK
        self._observe("low", self.low, lower)
        on = "A" if self.high.state == "ALARM" else "v" if self.low.state == "ALARM" else "o"
        insufficient = self.high.state == "INSUFFICIENT_DATA"
        self.lane.append((point, "?" if insufficient else on))
        self._invoke_each_minute()

    def _observe(self, side: Side, watch: Watch, point: str) -> None:
        before = watch.observe(point)
        if watch.state != before:
            rules = watch.rules
            if self.policy.kind == "target":
                rules = (*rules, ids.TARGET_ALARMS)
            if watch.state == "INSUFFICIENT_DATA":
                rules = (*rules, ids.NO_DATA)
            self.host.emit(
                happened.AlarmChanged(alarm=side, before=before, state=watch.state, rules=rules)
            )
            self._held = ""

    def _invoke_each_minute(self) -> None:
        seconds = range(0, self.alarms.period_s, MINUTE) if self.repeats() else range(1)
        for second in seconds:
            self.host.later(self.host.now + second, self._invoke, self._round)

    def _invoke(self, number: int) -> None:
        if number != self._round or self.latest is None:
            return
        if self.high.state == "ALARM":
            self.scale(self.latest, up=True)
        elif self.low.state == "ALARM":
            self.scale(self.latest, up=False)

    # The policy.

    def scale(self, value: float, *, up: bool) -> None:
        """An alarm invokes the policy."""
        kind = self.policy.kind
        if kind == "resize":
            self.host.resize(up=up)
        elif kind == "simple":
            self._simple(value, up=up)
        elif kind in {"step", "target"}:
            self._continuous(value, up=up)

    def _simple(self, value: float, *, up: bool) -> None:
        if self.in_progress():
            starting = str(len(self.host.keeper.pending))
            near = NearMiss(ids.IN_PROGRESS, "starting", "0", starting)
            self.hold("activity", near, ids.IN_PROGRESS)
        elif left := self.cooldown_left():
            near = NearMiss(ids.COOLDOWN, "wait", "0", f"{left:g}")
            self.hold("cooldown", near, ids.COOLDOWN, ids.COOLDOWN_START)
        else:
            self.apply(value, up=up)

    def _continuous(self, value: float, *, up: bool) -> None:
        unready = self.host.keeper.unready
        if not up and unready:
            near = NearMiss(ids.SCALE_IN_BLOCKED, "warming", "0", str(unready))
            self.hold("warming", near, ids.SCALE_IN_BLOCKED)
        elif self.policy.kind == "target":
            self._track(value, up=up)
        else:
            self.apply(value, up=up)

    def apply(self, value: float, *, up: bool) -> None:
        """A step or simple policy: adjust the capacity."""
        keeper = self.host.keeper
        warming = keeper.desired - len(keeper.warm) if self.policy.kind == "step" else 0
        warming = max(0, warming)
        found = self.adjuster.decide(value, keeper.desired, warming, up=up)
        asked = found.asked if up else min(keeper.desired, found.asked)
        after = self.adjuster.limited(asked)
        if after == keeper.desired:
            self._unchanged(asked, found.change, found.rules)
            return
        applied = happened.PolicyApplied(
            metric=round(value, 1),
            current=self.adjuster.base(keeper.desired, warming),
            change=found.change,
            asked=asked,
            rules=found.rules,
        )
        self.host.emit(applied)
        self._change(after, asked, found.rules)

    def _unchanged(self, asked: int, change: int, rules: tuple[str, ...]) -> None:
        keeper = self.host.keeper
        if asked > keeper.desired:
            near = NearMiss(ids.LIMITS, "maximum", str(asked), str(keeper.desired))
            self.hold("maximum", near, ids.LIMITS)
        elif asked < keeper.desired:
            near = NearMiss(ids.LIMITS, "minimum", str(asked), str(keeper.desired))
            self.hold("minimum", near, ids.LIMITS)
        elif change:
            self.hold("on-its-way", None, ids.WARMING_COUNTS)
        else:
            self.hold("no-step", None, rules[0])

    def _track(self, value: float, *, up: bool) -> None:
        keeper = self.host.keeper
        current = len(keeper.warm) or len(keeper.serving)
        # An average of floats is a little off; nobody needs an instance for that.
        exact = Fraction(value).limit_denominator(10**6) * current / Fraction(self.policy.target)
        asked = self.estimated(exact)
        asked = max(keeper.desired, asked) if up else min(keeper.desired, asked)
        after = self.adjuster.limited(asked)
        rules = (ids.TARGET, ids.CONSERVATIVE, ids.TARGET_MODEL)
        if after == keeper.desired:
            self._unchanged(asked, int(asked != current), rules)
            return
        event = happened.NeedEstimated(
            metric=round(value, 1), current=current, needed=asked, rules=rules
        )
        self.host.emit(event)
        self._change(after, asked, rules)

    def estimated(self, exact: Fraction) -> int:
        """A need in whole instances: never too few."""
        return ceil(exact)

    def _change(self, after: int, asked: int, rules: tuple[str, ...]) -> None:
        if self.host.keeper.set_desired(after, "policy", (*rules, ids.REPEATED), asked):
            self._held = ""

    def hold(self, reason: str, near: NearMiss | None, *rules: str) -> None:
        """Say why nothing is changed; once for each reason in a row."""
        if reason != self._held:
            self._held = reason
            self.host.emit(happened.ScalingHeld(reason=reason, rules=rules, near=near))
