"""Where servers stand and what a fault takes: zones of one or two Regions, edge locations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from awsstudy.sims.availability.world import Layout, Site, What

LETTERS = "abcdef"

Zones = tuple[str, ...]
"""Zone names: ``zone-a`` in the first Region, ``remote-a`` in the second."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The entrances that DNS can answer with, each with the zones behind it."""

    live: tuple[Zones, ...]
    """Entrances in use."""
    reserve: Zones = ()
    """An entrance whose servers wait or are switched off."""

    @property
    def zones(self) -> Zones:
        """Every zone there is."""
        return (*(zone for entrance in self.live for zone in entrance), *self.reserve)


def _zones(prefix: str, number: int) -> Zones:
    return tuple(f"{prefix}-{letter}" for letter in LETTERS[:number])


def plan_of(layout: Layout, zones: int) -> Plan:
    """The entrances of a layout."""
    here, there = _zones("zone", zones), _zones("remote", zones)
    plans: Mapping[Layout, Plan] = {
        "one-az": Plan((_zones("zone", 1),)),
        "multi-az": Plan((here,)),
        "standby": Plan((_zones("zone", 1),), ("zone-b",)),
        "pilot-light": Plan((here,), there),
        "multi-region": Plan((here, there)),
    }
    return plans[layout]


def region(zone: str) -> str:
    """The Region of a zone: ``zone`` or ``remote``."""
    return zone.partition("-")[0]


class Damage:
    """What a fault takes; each wrong model believes otherwise of one of these."""

    def lost(self, plan: Plan, what: What, servers: int) -> Mapping[str, float]:
        """The zones that lose servers, with the share that is lost (1: all of them)."""
        if what == "zone":
            return {"zone-a": 1.0}
        if what == "region":
            return {zone: 1.0 for zone in plan.zones if region(zone) == "zone"}
        return {"zone-a": 1 / servers} if what == "instance" else {}

    def uses_reserve(self) -> bool:
        """Whether a waiting copy is put to use."""
        return True

    def entrance_open(self, what: What) -> bool:
        """Whether clients still reach the service at all."""
        return True

    def serves_after(self, site: Site, layout: Layout, what: What) -> bool:
        """Whether a layout serves again before the fault is mended."""
        plan = plan_of(layout, site.zones)
        lost = self.lost(plan, what, site.servers)
        ready: Sequence[Zones] = (*plan.live, *((plan.reserve,) if self.uses_reserve() else ()))
        standing = (zone for zones in ready for zone in zones if lost.get(zone, 0) < 1)
        return self.entrance_open(what) and any(standing)
