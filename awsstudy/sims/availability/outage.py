"""A fault runs through a site: servers are lost, the loss is noticed, traffic moves, all is mended.

Served and capacity are exact shares of the demand; time is in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from awsstudy.sims.availability import events as happened
from awsstudy.sims.availability import rule_ids as ids
from awsstudy.sims.availability.places import Plan, Zones, plan_of, region
from awsstudy.sims.availability.world import AvailabilityParams, What
from awsstudy.sims.kernel import Event, NearMiss

DEMAND = Fraction(1)
NONE = Fraction(0)


class Host(Protocol):
    """What an outage needs of the simulation it runs in."""

    params: AvailabilityParams
    now: float

    def emit(self, event: Event) -> None:
        """Report that something happened now."""

    def lost(self, plan: Plan, what: What, servers: int) -> Mapping[str, float]:
        """What a fault takes."""

    def uses_reserve(self) -> bool:
        """Whether a waiting copy is put to use."""

    def entrance_open(self, what: What) -> bool:
        """Whether clients still reach the service."""


class Outage:
    """The state of a site: what stands, what is believed down, which entrances DNS answers."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.site, self.fault = host.params.site, host.params.fault
        self.plan = plan_of(self.site.layout, self.site.zones)
        self.answered: Sequence[Zones] = self.plan.live
        self.lost: Mapping[str, Fraction] = {}
        """The share of its servers that each zone lacks now."""
        self.noticed = False
        self._avoided: frozenset[str] = frozenset()
        self.mended = False
        self.open = True
        self.moved_s = 0.0
        """From the fault until no request went to a lost place."""
        self.rpo_s = 0.0
        self._lost_time = NONE
        self.story: list[tuple[float, Mapping[str, str], Fraction]] = []
        """What each zone did, and what was served, from a moment on."""
        self._since = 0.0
        self._remember()

    # What is served.

    def served(self) -> Fraction:
        """The share of the demand that is answered now."""
        if not self.open:
            return NONE
        part = DEMAND / len(self.answered)
        return sum((self._behind(zones, part) for zones in self.answered), NONE)

    @property
    def lost_time(self) -> Fraction:
        """Seconds of the whole demand that were not served up to now."""
        passed = Fraction(self._host.now) - Fraction(self._since)
        return self._lost_time + passed * (DEMAND - self.served())

    def capacity(self, zone: str) -> Fraction:
        """What a zone can carry now, as a share of the demand."""
        return Fraction(self.site.capacity_pct, 100) * (1 - self.lost.get(zone, NONE))

    def targets(self, zones: Zones) -> Sequence[str]:
        """The zones behind an entrance that get requests: those not believed down, or all."""
        standing = [zone for zone in zones if zone not in self._avoided]
        return standing or zones

    def receiving(self) -> Sequence[str]:
        """Every zone that gets requests."""
        return [zone for zones in self.answered for zone in self.targets(zones)]

    def _behind(self, zones: Zones, part: Fraction) -> Fraction:
        targets = self.targets(zones)
        each = part / len(targets)
        return sum((self._from(zone, each) for zone in targets), NONE)

    def _from(self, zone: str, sent: Fraction) -> Fraction:
        lacking = self.lost.get(zone, NONE)
        heard = NONE if lacking == 1 else sent if self.noticed else sent * (1 - lacking)
        return min(heard, self.capacity(zone))

    # What happens; each step says how long until the next one, and which.

    def strike(self) -> None:
        """The fault: its servers are gone."""
        what = self.fault.what
        taken = self._host.lost(self.plan, what, self.site.servers)
        self._change()
        self.lost = {zone: Fraction(share) for zone, share in taken.items()}
        self.open = self._host.entrance_open(what)
        self._remember()
        if what == "edge" and not taken and self.open:
            self._host.emit(happened.EdgeLost(rules=(ids.EDGE, ids.EDGE_BEST)))
            return
        rule = ids.REGION_ZONES if what == "region" else ids.ZONE_SERVERS
        event = happened.FaultStruck(
            what=what, places=tuple(taken), served=_percent(self.served()), rules=(rule,)
        )
        self._host.emit(event)

    def notice(self) -> bool:
        """Health checks notice; whether every entrance still has a zone that stands."""
        self._change()
        self.noticed = True
        self._avoided = frozenset(zone for zone, share in self.lost.items() if share == 1)
        self._remember()
        event = happened.FaultDetected(after_s=self._after(), rules=(ids.DETECTION,))
        self._host.emit(event)
        return all(self._stands(zones) for zones in self.answered)

    def others(self) -> Sequence[Zones]:
        """The entrances in use that still have a zone that stands."""
        return [zones for zones in self.answered if self._stands(zones)]

    def reserve(self) -> Zones:
        """The waiting entrance, if it stands and would be used."""
        usable = self.plan.reserve and self._host.uses_reserve() and self._stands(self.plan.reserve)
        return self.plan.reserve if usable else ()

    def promote(self) -> None:
        """A waiting copy is ready; what it lacks of the data depends on the distance."""
        remote = region(self.plan.reserve[0]) == "remote"
        self.rpo_s = float(self.site.lag_s) if remote else 0.0
        event = happened.ReservePromoted(
            places=self.plan.reserve,
            after_s=self._after(),
            lost_s=self.rpo_s,
            rules=(ids.FAILOVER, ids.ASYNC if remote else ids.SYNC),
        )
        self._host.emit(event)

    def move(self, entrances: Iterable[Zones], rule: str) -> None:
        """Requests go to these entrances only."""
        self._change()
        self.answered = tuple(entrances)
        self._remember()
        self.moved_s = self._after()
        event = happened.TrafficMoved(
            places=tuple(self.receiving()), after_s=self.moved_s, rules=(rule,)
        )
        self._host.emit(event)
        self._tell_shortage()

    def give_up(self) -> None:
        """Nothing is left: the service waits for the repair."""
        whole = self.fault.what == "region"
        rule = ids.REGION_ZONES if whole else ids.NOT_BY_ITSELF
        apart, wanted = (
            (ids.REGION_APART, "multi-region") if whole else (ids.ZONE_APART, "multi-az")
        )
        near = NearMiss(apart, "layout", wanted, self.site.layout)
        self._host.emit(
            happened.NothingLeft(layout=self.site.layout, rules=(rule, near.rule), near=near)
        )

    def mend(self) -> None:
        """The lost places are back; whoever still sends requests there is served."""
        self._change()
        waited = not self.moved_s and bool(self.lost)
        self.lost, self.mended, self.open = {}, True, True
        self._remember()
        if waited:
            self.moved_s = self._after()
        event = happened.FaultMended(
            what=self.fault.what, after_s=self._after(), rules=(ids.HEALTHY_TARGETS,)
        )
        self._host.emit(event)

    def come_back(self) -> None:
        """Requests are spread over all places of the layout again."""
        self._change()
        self.noticed, self.answered, self._avoided = False, self.plan.live, frozenset()
        self._remember()
        event = happened.TrafficReturned(
            places=tuple(self.receiving()), rules=(ids.HEALTHY_TARGETS,)
        )
        self._host.emit(event)

    # Bookkeeping.

    def _stands(self, zones: Zones) -> bool:
        return any(self.lost.get(zone) != 1 for zone in zones)

    def _after(self) -> float:
        return self._host.now - self.fault.at_min * 60

    def _change(self) -> None:
        self._lost_time = self.lost_time
        self._since = self._host.now

    def _remember(self) -> None:
        self.story.append((self._host.now, self._doing(), self.served()))

    def _doing(self) -> Mapping[str, str]:
        busy = set(self.receiving())
        return {zone: self._sign(zone, busy=zone in busy) for zone in self.plan.zones}

    def _sign(self, zone: str, *, busy: bool) -> str:
        if self.lost.get(zone) == 1:
            return "!" if busy else "x"
        return "#" if busy else "."

    def _tell_shortage(self) -> None:
        available = sum((self.capacity(zone) for zone in self.receiving()), NONE)
        if available >= DEMAND:
            return
        near = NearMiss(
            ids.CAPACITY, "capacity", f"{_percent(DEMAND):g}", f"{_percent(available):g}"
        )
        event = happened.CapacityFellShort(
            available=_percent(available),
            demand=_percent(DEMAND),
            rules=(ids.CAPACITY,),
            near=near,
        )
        self._host.emit(event)


def _percent(share: Fraction) -> float:
    return round(float(share * 100), 2)
