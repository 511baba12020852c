"""How a fault looks: Regions and zones, what they carry, and what each did over time."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

from awsstudy.sims.availability.outage import Outage
from awsstudy.sims.availability.places import region
from awsstudy.sims.panels import (
    Bar,
    Bars,
    Grid,
    Mark,
    Panel,
    Place,
    Plan,
    Sign,
    Strip,
)

CELLS = 48
"""Moments that a grid shows."""


def of_outage(outage: Outage, now: float) -> tuple[Panel, ...]:
    """Regions and zones, what they carry, and what each did over time."""
    return (_site(outage), _loads(outage), _hours(outage, now))


def _site(outage: Outage) -> Plan:
    places, links = [], []
    for row, (name, group) in enumerate(groupby(outage.plan.zones, region)):
        zones = list(group)
        places.append(Place(f"region-{name}", 0, row))
        for column, zone in enumerate(zones, start=1):
            places.append(_zone(outage, zone, column, row))
        links += list(zip((f"region-{name}", *zones), zones, strict=False))
    return Plan("site", tuple(places), tuple(links))


def _zone(outage: Outage, zone: str, column: int, row: int) -> Place:
    """A zone with what it can carry now."""
    room = float(outage.capacity(zone) * 100)
    return Place(zone, column, row, _zone_mark(outage, zone), f"{room:g} %" if room else "lost")


def _zone_mark(outage: Outage, zone: str) -> Mark:
    if outage.lost.get(zone) == 1:
        return "bad"
    return "chosen" if zone in outage.receiving() else "muted"


def _loads(outage: Outage) -> Bars:
    busy = outage.receiving()
    bars = [Bar("demand", 100.0)]
    bars += [
        Bar(zone, float(outage.capacity(zone) * 100), _zone_mark(outage, zone)) for zone in busy
    ]
    total = sum((outage.capacity(zone) for zone in busy), Fraction(0))
    bars.append(Bar("capacity-left", float(total * 100), "good" if total >= 1 else "bad"))
    return Bars("loads", tuple(bars), "%")


def _hours(outage: Outage, now: float) -> Grid:
    start = max(0.0, outage.fault.at_min * 60 - 300)
    end = outage.fault.at_min * 60 + outage.fault.minutes * 60 + 600
    moments = [start + (end - start) * index / CELLS for index in range(CELLS)]
    seen = [_at(outage, moment) for moment in moments if moment <= now]
    strips = [Strip(zone, "".join(signs[zone] for signs, _ in seen)) for zone in outage.plan.zones]
    strips.append(Strip("served", "".join(_tenths(part) for _, part in seen)))
    return Grid("hours", tuple(strips), SITE_SIGNS, "minutes")


SITE_SIGNS = (
    Sign("#", "answers", "good"),
    Sign(".", "waits"),
    Sign("!", "fails", "bad"),
    Sign("x", "lost", "bad"),
    Sign("0-9", "tenths"),
)


def _at(outage: Outage, moment: float) -> tuple[dict[str, str], Fraction]:
    _, doing, served = max(
        (entry for entry in outage.story if entry[0] <= moment), key=lambda entry: entry[0]
    )
    return dict(doing), served


def _tenths(part: Fraction) -> str:
    return "#" if part == 1 else str(int(part * 10))
