"""Availability worked out: what is asked for besides an outage, and how it is reckoned."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, log10

from awsstudy.sims.availability import events as happened
from awsstudy.sims.availability import rule_ids as ids
from awsstudy.sims.availability.diagram import Algebra, Diagram, exact
from awsstudy.sims.availability.places import Damage
from awsstudy.sims.availability.world import AvailabilityParams, Block, Fleet, Goal, Period
from awsstudy.sims.kernel import Event

MINUTES: dict[Period, int] = {"month": 30 * 24 * 60, "year": 365 * 24 * 60}
MOST_COPIES = 200
MOST_NINES = 12.0


def nines(availability: Fraction) -> float:
    """How many nines an availability has: 0.999 has 3."""
    down = 1 - availability
    return min(MOST_NINES, round(-log10(down), 3)) if down else MOST_NINES


def percent(availability: Fraction) -> float:
    """An availability as it is shown."""
    return round(float(availability * 100), 8)


class Reckoning(Algebra, Damage):
    """What can be reckoned; each wrong model believes otherwise of one of these."""

    def down_minutes(self, availability: Fraction, period: Period) -> Fraction:
        """Minutes of a period that an availability allows to be lost."""
        return (1 - availability) * MINUTES[period]

    def reached(self, part: Fraction, copies: int) -> Fraction:
        """The availability of so many copies of which one is enough."""
        return self.spares(1, [part] * copies)

    def copies_for(self, part: Fraction, target: Fraction) -> int:
        """The fewest copies that reach a target."""
        return next(
            copies
            for copies in range(1, MOST_COPIES)
            if copies == MOST_COPIES - 1 or self.reached(part, copies) >= target
        )

    def per_zone(self, fleet: Fleet) -> int:
        """Instances in each zone so that the zones that are left carry the peak."""
        left = max(1, fleet.zones - fleet.lost)
        return ceil(Fraction(fleet.peak, left))

    def fleet_total(self, fleet: Fleet) -> int:
        """Instances in all."""
        return self.per_zone(fleet) * fleet.zones


def rated(diagram: Diagram, reckoning: Reckoning) -> Iterator[Event]:
    """A diagram from its parts to the whole, a block an event."""
    for name in diagram.order():
        block = diagram.blocks[name]
        value = percent(diagram.availability(name, reckoning))
        if block.kind == "part":
            yield happened.PartRated(
                block=name, copies=block.copies, percent=value, rules=_part_rules(block)
            )
            continue
        rules = {"row": ids.ROW, "spare": ids.SPARES, "quorum": ids.QUORUM}
        yield happened.BlockCombined(
            block=name, how=block.kind, members=block.of, percent=value, rules=(rules[block.kind],)
        )


def _part_rules(block: Block) -> tuple[str, ...]:
    rules = [ids.SHARE if block.mtbf_h is None else ids.MTBF]
    if block.copies > 1:
        rules.append(ids.SPARES if block.need == 1 else ids.QUORUM)
        rules += [ids.COMMON] if block.beta else []
    return tuple(rules)


def allowed(availability: Fraction, goal: Goal, reckoning: Reckoning) -> Event:
    """The part of a period that may be lost."""
    minutes = reckoning.down_minutes(availability, goal.period)
    return happened.DowntimeAllowed(
        percent=percent(availability),
        period=goal.period,
        minutes=round(float(minutes), 3),
        rules=(ids.DOWNTIME,),
    )


def tried(part: Fraction, goal: Goal, reckoning: Reckoning) -> Iterator[Event]:
    """Copies are added until they are enough."""
    enough = reckoning.copies_for(part, exact(goal.pct) / 100)
    for copies in range(1, enough + 1):
        yield happened.CopiesTried(
            copies=copies,
            percent=percent(reckoning.reached(part, copies)),
            verdict="reaches" if copies == enough else "misses",
            rules=(ids.SPARES,),
        )


def sized(fleet: Fleet, reckoning: Reckoning) -> Event:
    """The fleet that survives the loss."""
    return happened.FleetSized(
        zones=fleet.zones,
        left=max(1, fleet.zones - fleet.lost),
        per_zone=reckoning.per_zone(fleet),
        total=reckoning.fleet_total(fleet),
        rules=(ids.CAPACITY,),
    )


_FAULT_RULES = {
    "instance": ids.ZONE_SERVERS,
    "zone": ids.ZONE_APART,
    "region": ids.REGION_APART,
    "edge": ids.EDGE,
}


def judged(params: AvailabilityParams, reckoning: Reckoning) -> Iterator[happened.DesignJudged]:
    """Every layout under the fault."""
    for layout in params.designs:
        serves = reckoning.serves_after(params.site, layout, params.fault.what)
        yield happened.DesignJudged(
            layout=layout,
            what=params.fault.what,
            verdict="serves" if serves else "waits",
            rules=(_FAULT_RULES[params.fault.what], ids.NOT_BY_ITSELF),
        )
