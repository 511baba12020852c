"""Wrong beliefs about who is terminated."""

from __future__ import annotations

from collections.abc import Sequence

from awsstudy.sims.autoscaling import rule_ids as ids
from awsstudy.sims.autoscaling.fleet import Instance, Narrowed, Picker, least, per_zone, to_hour
from awsstudy.sims.autoscaling.params import Termination


class OldestOfAll(Picker):
    """The oldest instance goes, wherever it is."""

    def crowded(self, instances: Sequence[Instance]) -> tuple[str, ...]:
        """Every zone."""
        return self.zones

    def narrowed(self, left: Sequence[Instance], policy: Termination, now: float) -> Narrowed:
        """The oldest."""
        return least(left, lambda one: one.launched), (ids.CHOSEN_POLICY,)


class NewestOfAll(OldestOfAll):
    """The newest instance goes, wherever it is."""

    def narrowed(self, left: Sequence[Instance], policy: Termination, now: float) -> Narrowed:
        """The newest."""
        return least(left, lambda one: -one.launched), (ids.CHOSEN_POLICY,)


class OldestInZone(Picker):
    """In the fullest zone the oldest instance goes, whatever its template."""

    def narrowed(self, left: Sequence[Instance], policy: Termination, now: float) -> Narrowed:
        """The oldest."""
        return least(left, lambda one: one.launched), (ids.CHOSEN_POLICY,)


class ZonesIgnored(Picker):
    """The oldest template goes, wherever it is."""

    def crowded(self, instances: Sequence[Instance]) -> tuple[str, ...]:
        """Every zone."""
        return self.zones


class EmptiestZone(Picker):
    """An instance is taken from the zone with the fewest."""

    def crowded(self, instances: Sequence[Instance]) -> tuple[str, ...]:
        """The smallest zone that has any."""
        counts = {z: n for z, n in per_zone(self.zones, instances).items() if n}
        return (min(counts, key=lambda zone: counts[zone]),)


class BillingHourFirst(Picker):
    """In the fullest zone the instance closest to its next hour goes, whatever its template."""

    def default(self, left: Sequence[Instance], now: float) -> Narrowed:
        """Only the hour."""
        return least(left, lambda one: to_hour(one, now)), (ids.BILLING_HOUR,)
