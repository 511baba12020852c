"""Situations to ask about: names, wildcards, zones within zones, split horizons."""

from __future__ import annotations

from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.dns.world import DnsParams, Query, Record, RecordType, Zone
from awsstudy.sims.draw import between, pick, shuffled

DOMAINS = ("example.com", "example.net", "example.org")
HOSTS = ("shop", "api", "blog", "mail", "cdn", "app", "img", "pay")
SUBS = ("dev", "test", "lab", "kr", "beta")


def addresses(random: Random, count: int) -> list[str]:
    """Different addresses of a block reserved for examples."""
    start = between(random, 2, 60)
    places = shuffled(random, tuple(range(count)))
    return [f"198.51.100.{start + 7 * place}" for place in places]


def record(name: str, value: str, kind: RecordType = "A") -> Record:
    """A record with one value."""
    return Record(name=name, type=kind, values=(value,))


def draw_existing(random: Random, _rules: RuleBook) -> DnsParams:
    """A name that exists, but not with the type that is asked for; a wildcard tempts."""
    zone, host = pick(random, DOMAINS), pick(random, HOSTS)
    apex, wild, other = addresses(random, 3)
    name = f"{host}.{zone}"
    held = (
        Record(name=name, type="MX", values=(f"10 mx.{zone}",))
        if random.random() < 0.5
        else Record(name=name, type="TXT", values=("v=1",))
    )
    far = pick(random, tuple(one for one in HOSTS if one != host))
    records = (
        record(zone, apex),
        record(f"*.{zone}", wild),
        held,
        record(f"{far}.{zone}", other),
    )
    return DnsParams(zones=(Zone(name=zone, records=records),), query=Query(name=name))


def draw_deep(random: Random, _rules: RuleBook) -> DnsParams:
    """A name below one that exists: the wildcard above it does not reach so far."""
    zone, sub, host = pick(random, DOMAINS), pick(random, SUBS), pick(random, HOSTS)
    apex, wild, near, closest = addresses(random, 4)
    records = [
        record(zone, apex),
        record(f"*.{zone}", wild),
        record(f"{sub}.{zone}", near),
    ]
    if random.random() < 0.5:
        records.append(record(f"*.{sub}.{zone}", closest))
    return DnsParams(
        zones=(Zone(name=zone, records=tuple(records)),), query=Query(name=f"{host}.{sub}.{zone}")
    )


def draw_split(random: Random, _rules: RuleBook) -> DnsParams:
    """A public and a private zone of one name, asked from inside or outside."""
    domain = pick(random, DOMAINS)
    first, second, third = shuffled(random, HOSTS)[:3]
    apex, site, own, inner = addresses(random, 4)
    public = (
        record(domain, apex),
        record(f"{first}.{domain}", site),
        record(f"{second}.{domain}", own),
    )
    private = (
        record(domain, inner),
        Record(name=f"{second}.{domain}", type="TXT", values=("v=1",)),
        record(f"{third}.{domain}", own.replace("198.51.100", "10.0.0")),
    )
    zones = (
        Zone(name=domain, records=public),
        Zone(name=domain, scope="private", records=private),
    )
    inside, host = pick(random, ((True, first), (True, second), (False, third)))
    return DnsParams(zones=zones, query=Query(name=f"{host}.{domain}", inside_vpc=inside))


def draw_depth(random: Random, _rules: RuleBook) -> DnsParams:
    """A zone and a zone of its subdomain; the larger one still holds a record from before."""
    domain, sub, host = pick(random, DOMAINS), pick(random, SUBS), pick(random, HOSTS)
    apex, stale, inner, wild = addresses(random, 4)
    name = f"{host}.{sub}.{domain}"
    child = [record(f"{sub}.{domain}", inner)]
    if random.random() < 0.5:
        child.append(record(f"*.{sub}.{domain}", wild))
    zones = (
        Zone(name=domain, records=(record(domain, apex), record(name, stale))),
        Zone(name=f"{sub}.{domain}", records=tuple(child)),
    )
    return DnsParams(zones=zones, query=Query(name=name))
