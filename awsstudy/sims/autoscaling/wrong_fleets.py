"""Wrong beliefs about fleets: how long things take, health, rebalancing."""

from __future__ import annotations

from awsstudy.sims.autoscaling.fleet import Instance
from awsstudy.sims.autoscaling.keeper import Keeper

# How long things take.


class Instant(Keeper):
    """New capacity serves at once."""

    def enter_delay(self) -> float:
        """None."""
        return 0.0


class AfterWarmup(Keeper):
    """An instance takes no load until its warm-up is over."""

    def enter_delay(self) -> float:
        """Start and warm-up."""
        return self.machine.boot_s + self.host.warmup_s()


class AfterGrace(Keeper):
    """An instance takes no load until its grace period is over."""

    def enter_delay(self) -> float:
        """Start and grace period."""
        return float(self.machine.boot_s + self.group.grace_s)


# Health.


class NoGrace(Keeper):
    """A failed check condemns an instance at any age."""

    def grace_until(self, instance: Instance) -> float:
        """No time at all."""
        return float("-inf")


class GraceFromLaunch(Keeper):
    """The grace period begins with the launch."""

    def grace_until(self, instance: Instance) -> float:
        """Counted from the launch."""
        return instance.launched + self.group.grace_s


class GraceAfterFailure(Keeper):
    """An instance gets the grace period to recover after a failed check."""

    def replacement_delay(self) -> float:
        """One grace period more."""
        return float(self.group.grace_s)

    def grace_until(self, instance: Instance) -> float:
        """Age does not matter."""
        return float("-inf")


class HealthWaits(Keeper):
    """The replacement of an unhealthy instance waits for a cooldown."""

    def replacement_delay(self) -> float:
        """One cooldown."""
        return float(self.group.cooldown_s)


# Zones.


class NeverAboveMaximum(Keeper):
    """The maximum is never exceeded."""

    def margin(self) -> int:
        """None."""
        return 0


class OneMore(Keeper):
    """Rebalancing takes one instance at a time."""

    def margin(self) -> int:
        """One."""
        return 1


class AllAtOnce(Keeper):
    """Every missing instance is launched at once."""

    def spares(self, moves: int) -> int:
        """All of them."""
        return moves


class SecondFleet(Keeper):
    """A second fleet is started beside the first one."""

    def spares(self, moves: int) -> int:
        """As many as are desired."""
        return self.desired
