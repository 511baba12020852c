"""What DNS is asked about: hosted zones with their records, a query, and resolvers with caches."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from awsstudy.sims.kernel import Params

RecordType = Literal["A", "AAAA", "CNAME", "MX", "NS", "TXT"]
Name = Annotated[
    str,
    StringConstraints(
        to_lower=True,
        max_length=253,
        pattern=r"^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$",
    ),
]
"""A domain name without its final dot; ``*.`` may stand first. Labels have up to 63 characters."""
LONGEST_TTL = 2_147_483_647
DAYS_2 = 172_800
WEEK = 604_800
Seconds = Annotated[int, Field(ge=0, json_schema_extra={"unit": "s"})]


def within(name: str, zone: str) -> bool:
    """Whether a name is the zone's own or lies below it."""
    return name == zone or name.endswith("." + zone)


class Record(Params):
    """Values of one name and type, or an alias."""

    name: Name = "www.example.com"
    type: RecordType = "A"
    ttl: Seconds = Field(300, ge=0, le=LONGEST_TTL)
    values: tuple[str, ...] = Field((), max_length=400)
    alias: Name | None = None
    """For an alias record: an AWS resource, or another record of its zone."""

    @model_validator(mode="after")
    def _readable(self) -> Record:
        if self.alias is None and not self.values:
            raise ValueError("a record has values, or is an alias")
        if self.type in ("A", "AAAA"):
            version = 4 if self.type == "A" else 6
            if any(ip_address(value).version != version for value in self.values):
                raise ValueError(f"{self.type} holds IPv{version} addresses")
        return self


class Zone(Params):
    """A hosted zone."""

    name: Name = "example.com"
    scope: Literal["public", "private"] = "public"
    records: tuple[Record, ...] = Field((Record(values=("198.51.100.10",)),), max_length=100)

    @model_validator(mode="after")
    def _inside(self) -> Zone:
        for record in self.records:
            if not within(record.name, self.name):
                raise ValueError(f"{record.name} does not lie in the zone {self.name}")
        keys = [(record.name, record.type) for record in self.records]
        if len(set(keys)) < len(keys):
            raise ValueError("two records have the same name and type")
        return self


class Resource(Params):
    """An AWS resource with its addresses of the moment."""

    name: Name = "site.elb.example"
    values: tuple[str, ...] = Field(("203.0.113.20",), min_length=1, max_length=8)


class Query(Params):
    """What is asked, and from where."""

    name: Name = "www.example.com"
    type: RecordType = "A"
    inside_vpc: bool = False
    """Whether it is asked in a VPC that the private hosted zones are associated with."""


class Caches(Params):
    """Resolvers that remember an answer, and a change that they do not hear of."""

    on: bool = False
    change: Literal["value", "created"] = "value"
    """Whether the record gets another value, or comes into being."""
    count: int = Field(10, ge=1, le=40)
    ttl_s: Seconds = Field(300, ge=0, le=DAYS_2)
    change_at_s: Seconds = Field(600, ge=0, le=WEEK)
    lowered: bool = False
    """Whether the TTL is lowered before the change."""
    lower_at_s: Seconds = Field(0, ge=0, le=WEEK)
    lower_to_s: Seconds = Field(60, ge=0, le=DAYS_2)
    soa_ttl_s: Seconds = Field(900, ge=0, le=DAYS_2)
    soa_minimum_s: Seconds = Field(86_400, ge=0, le=DAYS_2)
    """The last field of the SOA record: with its TTL it bounds how long "no such name" is kept."""
    every_s: Seconds = Field(20, ge=1, le=3600)
    """How often the clients of each resolver ask it."""
    luck: Literal["worst", "random"] = "random"
    """When resolvers asked last: just before what is changed, or by chance."""


class DnsParams(Params):
    """Zones, a query, and perhaps caches."""

    zones: tuple[Zone, ...] = Field((Zone(),), min_length=1, max_length=6)
    resources: tuple[Resource, ...] = Field((Resource(),), max_length=6)
    query: Query = Query()
    caches: Caches = Caches()


def parent(name: str) -> str:
    """A name without its first label; empty for a single label."""
    return name.partition(".")[2]
