"""Wrong beliefs about sizes: how a policy comes to a capacity, and how many are needed."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from awsstudy.sims.autoscaling.adjusting import Adjuster, Decision
from awsstudy.sims.autoscaling.checks import Checks
from awsstudy.sims.autoscaling.params import Adjustment

# How a policy comes to a capacity.


class RoundsUp(Adjuster):
    """Fractions are rounded up, so that there is enough."""

    def rounded(self, exact: Fraction) -> int:
        """Away from zero."""
        return ceil(exact) if exact > 0 else floor(exact)


class RoundsNearest(Adjuster):
    """Fractions are rounded to the nearest whole number."""

    def rounded(self, exact: Fraction) -> int:
        """A half away from zero."""
        half = Fraction(1, 2)
        return floor(exact + half) if exact > 0 else ceil(exact - half)


class OtherBound(Adjuster):
    """The far bound of a step belongs to it, the near one to the step before."""

    def holds(self, step: Adjustment, over: float, *, up: bool) -> bool:
        """As on the other side of the threshold."""
        return super().holds(step, over, up=not up)


class PercentIsCount(Adjuster):
    """The adjustment is a number of instances, whatever its type."""

    def exact(self, adj: int, current: int) -> Fraction:
        """So many instances."""
        return Fraction(adj)


class PercentOfMaximum(Adjuster):
    """A percentage is one of the largest size."""

    def exact(self, adj: int, current: int) -> Fraction:
        """A part of the maximum."""
        unit = self.policy.unit
        return Fraction(adj * self.high, 100) if unit == "percent" else super().exact(adj, current)


class NoLimits(Adjuster):
    """A policy may leave the limits."""

    def limited(self, asked: int) -> int:
        """Whatever was asked for."""
        return max(0, asked)


class Refused(Adjuster):
    """A policy that asks for more than the maximum is refused."""

    def decide(self, metric: float, desired: int, warming: int, *, up: bool) -> Decision:
        """The present size where the limits would be left."""
        found = super().decide(metric, desired, warming, up=up)
        after = desired if found.after != found.asked else found.after
        return Decision(found.step, found.exact, found.change, found.asked, after, found.rules)


class NoMagnitude(Adjuster):
    """The minimum for percentages plays no part."""

    def enlarged(self, change: int) -> int:
        """As rounded."""
        return change


class WarmingIsCurrent(Adjuster):
    """Instances that warm up already count, and the adjustment comes on top."""

    def base(self, desired: int, warming: int) -> int:
        """All of them."""
        return desired


class OnTop(Adjuster):
    """The change is worked out without the warming instances but added to all."""

    def decide(self, metric: float, desired: int, warming: int, *, up: bool) -> Decision:
        """The same change, on top of the desired capacity."""
        found = super().decide(metric, desired, warming, up=up)
        asked = desired + found.change
        after = self.limited(asked)
        return Decision(found.step, found.exact, found.change, asked, after, found.rules)


class WaitsForWarm(Adjuster):
    """Nothing is added while instances are warming up."""

    def decide(self, metric: float, desired: int, warming: int, *, up: bool) -> Decision:
        """The present size."""
        found = super().decide(metric, desired, warming, up=up)
        size = desired if warming else found.after
        return Decision(found.step, found.exact, 0, size, size, found.rules)


# How many are needed.


class RoundsDown(Checks):
    """A need is rounded down."""

    def whole(self, need: Fraction) -> int:
        """The whole part."""
        return max(1, floor(need))


class NearestNeed(Checks):
    """A need is rounded to the nearest whole number."""

    def whole(self, need: Fraction) -> int:
        """A half up."""
        return max(1, floor(need + Fraction(1, 2)))


class FullLoad(Checks):
    """Instances are used to the full before another is added."""

    def need(self) -> Fraction:
        """Without the target."""
        return super().need() * Fraction(self.params.policy.target) / 100


class TargetIsSpare(Checks):
    """The target is the part that is kept free."""

    def need(self) -> Fraction:
        """The rest is what is used."""
        target = Fraction(self.params.policy.target)
        return super().need() * target / (100 - target) if target < 100 else super().need()
