"""The single changes with which an operator would repair a situation."""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.sims.dns.lookup import refusal
from awsstudy.sims.dns.world import Caches, DnsParams, Record, Zone, within
from awsstudy.sims.problems import Edit

NEW_ADDRESS = "198.51.100.99"
HOUR = 3600
LOW_S = 60


def edits(params: DnsParams) -> Iterator[Edit[DnsParams]]:
    """What an operator would do: mend a refused record, add one, lower the TTL in time."""
    if params.caches.on:
        yield from _lower(params)
        return
    for zone in params.zones:
        yield from _aliases(params, zone)
        yield from _copies(params, zone)


def _lower(params: DnsParams) -> Iterator[Edit[DnsParams]]:
    caches = params.caches
    for name, at in (
        ("lower-now", 0),
        ("lower-an-hour-before", max(0, caches.change_at_s - HOUR)),
        ("lower-with-the-change", caches.change_at_s),
    ):
        lowered = Caches.model_validate(
            {**caches.model_dump(), "lowered": True, "lower_at_s": at, "lower_to_s": LOW_S}
        )
        if lowered != caches:
            yield Edit(name, params.model_copy(update={"caches": lowered}), {"ttl": LOW_S})


def _aliases(params: DnsParams, zone: Zone) -> Iterator[Edit[DnsParams]]:
    """An alias record in the place of a CNAME that is refused."""
    known = {resource.name for resource in params.resources}
    for record in zone.records:
        target = record.values[0] if record.values else ""
        if record.type == "CNAME" and refusal(zone, record) and target in known:
            alias = Record(name=record.name, type="A", alias=target)
            kept = (alias if one is record else one for one in zone.records)
            yield Edit("alias-instead", _with(params, zone, tuple(kept)), {"name": record.name})


def _copies(params: DnsParams, zone: Zone) -> Iterator[Edit[DnsParams]]:
    """The record that is asked for, added to a zone that lacks it."""
    query = params.query
    if query.type != "A" or not within(query.name, zone.name):
        return
    if any(one.name == query.name and one.type in ("A", "CNAME") for one in zone.records):
        return
    added = Record(name=query.name, type="A", values=(NEW_ADDRESS,))
    yield Edit(
        f"add-to-{zone.scope}",
        _with(params, zone, (*zone.records, added)),
        {"name": query.name, "zone": zone.name},
    )


def _with(params: DnsParams, zone: Zone, records: tuple[Record, ...]) -> DnsParams:
    changed = zone.model_copy(update={"records": records})
    zones = tuple(changed if one is zone else one for one in params.zones)
    return params.model_copy(update={"zones": zones})
