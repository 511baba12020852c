"""The order in which a routing policy considers records, best first, in tiers of equals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from awsstudy.sims.route53.world import DEFAULT, Client, Record, network

Records = tuple[Record, ...]
Tiers = tuple[Records, ...]
"""Records that are equally good stand in one tier; those that cannot answer at all in none."""
Figure = int | float | Fraction
Ranking = Callable[[Records, Client], Tiers]

_AREAS = ("sub", "country", "continent", "default")
"""Kinds of locations, the smallest first."""


def biased_km(record: Record, client: Client) -> Fraction | None:
    """The distance that geoproximity routing compares."""
    if record.id not in client.km:
        return None
    return biased(Fraction(client.km[record.id]), record.bias)


def biased(km: Fraction, bias: int) -> Fraction:
    """A distance with a bias: a positive one brings the resource nearer."""
    if bias >= 0:
        return km * (100 - bias) / 100
    return km * 100 / (100 + bias)


def area(record: Record, client: Client) -> int | None:
    """How small the record's location is that holds the client; None where none does."""
    if not record.loc:
        return None
    kind = record.loc[0]
    here = {"sub": client.sub, "country": client.country, "continent": client.continent}
    if kind == "default" or record.loc[1] == here[kind]:
        return _AREAS.index(kind)
    return None


def prefix(record: Record, client: Client) -> int | None:
    """How long the record's longest block is that holds the client's; 0 is the default location."""
    lengths = [0] if DEFAULT in record.cidrs else []
    if client.cidr is not None:
        asked = network(client.cidr)
        blocks = (network(text) for text in record.cidrs if text != DEFAULT)
        lengths += [
            block.prefixlen
            for block in blocks
            if block.version == asked.version
            and block.prefixlen <= asked.prefixlen
            and asked.network_address in block
        ]
    return max(lengths, default=None)


def ascending(records: Records, figures: Mapping[str, Figure | None]) -> Tiers:
    """Each record for itself, the smallest figure first; those without a figure left out."""
    known = [(figures[record.id], record) for record in records]
    ranked = sorted(
        ((figure, record) for figure, record in known if figure is not None),
        key=lambda item: item[0],
    )
    return tuple((record,) for _, record in ranked)


def by_weight(records: Records, _client: Client) -> Tiers:
    """Records with a weight, then those whose weight is 0."""
    weighted = tuple(record for record in records if record.w)
    unweighted = tuple(record for record in records if not record.w)
    return tuple(tier for tier in (weighted, unweighted) if tier)


def by_role(records: Records, _client: Client) -> Tiers:
    """The primary record, then the secondary."""
    roles = (
        next(((record,) for record in records if record.role == role), ())
        for role in ("PRIMARY", "SECONDARY")
    )
    return tuple(tier for tier in roles if tier)


def by_latency(records: Records, client: Client) -> Tiers:
    """The Region with the lowest latency first."""
    return ascending(
        records, {record.id: client.latency.get(record.region or "") for record in records}
    )


def by_area(records: Records, client: Client) -> Tiers:
    """The smallest location that holds the client first, the default location last."""
    return ascending(records, {record.id: area(record, client) for record in records})


def by_distance(records: Records, client: Client) -> Tiers:
    """The smallest biased distance first."""
    return ascending(records, {record.id: biased_km(record, client) for record in records})


def by_prefix(records: Records, client: Client) -> Tiers:
    """The longest block that holds the client's first, the default location last."""
    lengths = {record.id: prefix(record, client) for record in records}
    return ascending(
        records, {name: None if size is None else -size for name, size in lengths.items()}
    )


def as_equals(records: Records, _client: Client) -> Tiers:
    """All records alike."""
    return (records,)


RANKINGS: Mapping[str, Ranking] = {
    "weighted": by_weight,
    "failover": by_role,
    "latency": by_latency,
    "geolocation": by_area,
    "geoproximity": by_distance,
    "multivalue": as_equals,
    "ip": by_prefix,
    "simple": as_equals,
}
