"""What learners believe of fleets, places, their loss and recovery instead."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from awsstudy.sims.availability.places import Plan
from awsstudy.sims.availability.service import GlobalAvailability
from awsstudy.sims.availability.world import Fleet, What


class PeakOnly(GlobalAvailability):
    """Instances for the peak are enough, spread over the zones."""

    def per_zone(self, fleet: Fleet) -> int:
        """An equal part of the peak."""
        return ceil(Fraction(fleet.peak, fleet.zones))


class OneInstanceMore(GlobalAvailability):
    """One spare instance covers a failure."""

    def fleet_total(self, fleet: Fleet) -> int:
        """The peak and one."""
        return fleet.peak + 1


class DoubleEverything(GlobalAvailability):
    """Redundancy means everything twice."""

    def fleet_total(self, fleet: Fleet) -> int:
        """Twice the peak."""
        return 2 * fleet.peak


class PeakInEveryZone(GlobalAvailability):
    """Each zone must carry the peak alone."""

    def per_zone(self, fleet: Fleet) -> int:
        """The whole peak."""
        return fleet.peak


class ZonesSurviveTheRegion(GlobalAvailability):
    """With several zones the loss of the Region is no matter."""

    def lost(self, plan: Plan, what: What, servers: int) -> Mapping[str, float]:
        """A Region's loss takes one zone."""
        return super().lost(plan, "zone" if what == "region" else what, servers)


class ZoneIsRegion(GlobalAvailability):
    """A zone and a Region are about the same."""

    def lost(self, plan: Plan, what: What, servers: int) -> Mapping[str, float]:
        """A zone's loss takes the Region."""
        return super().lost(plan, "region" if what == "zone" else what, servers)


class MovesByItself(GlobalAvailability):
    """AWS carries on elsewhere by itself."""

    def lost(self, plan: Plan, what: What, servers: int) -> Mapping[str, float]:
        """Nothing is lost for long."""
        return {}


class ReserveDoesNotCount(GlobalAvailability):
    """What is not serving now cannot help."""

    def uses_reserve(self) -> bool:
        """Waiting copies stay waiting."""
        return False


class EdgeIsRegion(GlobalAvailability):
    """Servers run in the edge location, so its loss is a Region's."""

    def lost(self, plan: Plan, what: What, servers: int) -> Mapping[str, float]:
        """An edge location's loss takes the Region."""
        return super().lost(plan, "region" if what == "edge" else what, servers)


class EdgeIsZone(GlobalAvailability):
    """An edge location is a kind of Availability Zone."""

    def lost(self, plan: Plan, what: What, servers: int) -> Mapping[str, float]:
        """An edge location's loss takes a zone."""
        return super().lost(plan, "zone" if what == "edge" else what, servers)


class EdgeIsTheOnlyDoor(GlobalAvailability):
    """When the edge location is gone nobody gets in."""

    def entrance_open(self, what: What) -> bool:
        """Closed with the edge location."""
        return what != "edge"


class NoDetection(GlobalAvailability):
    """A failover begins with the fault."""

    def times(self) -> tuple[float, float, float]:
        """Noticed at once."""
        _, failover, ttl = super().times()
        return 0, failover, ttl


class NoFailoverTime(GlobalAvailability):
    """A standby serves at once."""

    def times(self) -> tuple[float, float, float]:
        """Ready at once."""
        detect, _, ttl = super().times()
        return detect, 0, ttl


class NoTtl(GlobalAvailability):
    """Clients follow as soon as the standby is ready."""

    def times(self) -> tuple[float, float, float]:
        """Nothing is cached."""
        detect, failover, _ = super().times()
        return detect, failover, 0


class DelaysOverlap(GlobalAvailability):
    """All delays run at the same time."""

    def times(self) -> tuple[float, float, float]:
        """Only the longest counts."""
        return max(super().times()), 0, 0
