"""The arithmetic of a policy: which step, how many instances, rounding, limits.

Source: "Step and simple scaling policies" in the EC2 Auto Scaling User Guide, and StepAdjustment in
its API Reference. Wrong beliefs override single methods.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from awsstudy.sims.autoscaling import rule_ids as ids
from awsstudy.sims.autoscaling.params import Adjustment, Group, Policy, Unit


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy asks for."""

    step: Adjustment | None
    """The step that applies; None for simple scaling, or where none does."""
    exact: Fraction
    """The change before rounding."""
    change: int
    asked: int
    """The capacity before the limits."""
    after: int
    rules: tuple[str, ...]


class Adjuster:
    """How a step or simple policy comes to a capacity."""

    def __init__(self, policy: Policy, group: Group) -> None:
        self.policy, self.low, self.high = policy, group.min, group.max

    # Each wrong belief overrides one of these.

    def holds(self, step: Adjustment, over: float, *, up: bool) -> bool:
        """Whether a step applies so far from the threshold.

        Above it the lower bound belongs to the step and the upper does not; below it the reverse.
        """
        lo = float("-inf") if step.lo is None else step.lo
        hi = float("inf") if step.hi is None else step.hi
        return lo <= over < hi if up else lo < over <= hi

    def exact(self, adj: int, current: int) -> Fraction:
        """The change that an adjustment asks for."""
        unit: Unit = self.policy.unit
        if unit == "exact":
            return Fraction(adj - current)
        return Fraction(adj * current, 100) if unit == "percent" else Fraction(adj)

    def rounded(self, exact: Fraction) -> int:
        """Above 1 down, between 0 and 1 to 1; below -1 up, between -1 and 0 to -1."""
        if 0 < exact < 1:
            return 1
        if -1 < exact < 0:
            return -1
        return floor(exact) if exact > 0 else ceil(exact)

    def enlarged(self, change: int) -> int:
        """The change with the minimum for percentages."""
        least = self.policy.min_magnitude
        if self.policy.unit != "percent" or change == 0 or abs(change) >= least:
            return change
        return least if change > 0 else -least

    def limited(self, asked: int) -> int:
        """A capacity within the group's limits."""
        return min(self.high, max(self.low, asked))

    def base(self, desired: int, warming: int) -> int:
        """The capacity that is changed: instances that are still warming up do not count."""
        return desired - warming

    # The decision.

    def decide(self, metric: float, desired: int, warming: int, *, up: bool) -> Decision:
        """The capacity after a breach.

        Args:
            metric: the metric's value.
            desired: the desired capacity now.
            warming: how many of those instances are still warming up.
            up: whether the upper threshold is breached.
        """
        step = self._step(metric, up=up)
        adj = self._amount(step, up=up)
        current = self.base(desired, warming)
        exact = self.exact(adj, current)
        change = self.enlarged(self.rounded(exact))
        asked = max(desired, current + change) if up else current + change
        after = self.limited(asked)
        return Decision(step, exact, change, asked, after, self._rules(exact, change, warming))

    def _step(self, metric: float, *, up: bool) -> Adjustment | None:
        if self.policy.kind != "step":
            return None
        threshold = self.policy.high if up else self.policy.low
        steps = self.policy.out_steps if up else self.policy.in_steps
        over = metric - threshold
        return next((step for step in steps if self.holds(step, over, up=up)), None)

    def _amount(self, step: Adjustment | None, *, up: bool) -> int:
        if self.policy.kind == "step":
            return step.adj if step else 0
        return self.policy.out_by if up else self.policy.in_by

    def _rules(self, exact: Fraction, change: int, warming: int) -> tuple[str, ...]:
        rules = [ids.TYPES]
        if self.policy.kind == "step":
            rules += [ids.STEP_SIZE, ids.STEP_BOUNDS]
        if exact.denominator > 1:
            rules.append(ids.ROUNDING)
        if abs(change) > max(Fraction(1), abs(exact)):
            rules.append(ids.MAGNITUDE)
        if warming:
            rules.append(ids.WARMING_COUNTS)
        return tuple(rules)


def needed(load: Fraction, capacity: Fraction, target: Fraction) -> Fraction:
    """How many instances keep the average at the target (a part of 1), before rounding."""
    return load / (capacity * target)
