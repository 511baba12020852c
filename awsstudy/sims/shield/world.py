"""An attack, what it meets first, and what defends it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from awsstudy.sims.kernel import Params

Kind = Literal["udp_reflection", "syn_flood", "dns_query_flood", "http_flood", "cache_busting"]
Front = Literal["cloudfront", "route53", "alb", "nlb_eip", "ec2_eip"]
Protected = Literal["no", "before", "during"]

EDGE: frozenset[str] = frozenset({"cloudfront", "route53"})
"""Services of the edge network, whose packets are all inspected."""
WEB_FRONTS: frozenset[str] = frozenset({"cloudfront", "alb"})
"""Fronts that take a web ACL."""
DNS_SERVERS: frozenset[str] = frozenset({"route53", "ec2_eip"})
"""Fronts that answer DNS queries: Route 53, or a name server of one's own."""


class Attack(Params):
    """A flood that grows evenly to its peak and then goes on."""

    kind: Kind = "syn_flood"
    gbps: float = Field(20, ge=0.1, le=2000, json_schema_extra={"unit": "Gbps"})
    """Peak of a flood of packets."""
    rps: int = Field(100_000, ge=100, le=10_000_000, json_schema_extra={"unit": "requests/s"})
    """Peak of a flood of requests or queries."""
    sources: int = Field(1000, ge=1, le=1_000_000)
    """Addresses that send equal parts of it."""
    request_kb: float = Field(2, ge=0.1, le=1000, json_schema_extra={"unit": "KB"})
    ramp_min: int = Field(5, ge=0, le=60, json_schema_extra={"unit": "min"})
    minutes: int = Field(20, ge=1, le=240, json_schema_extra={"unit": "min"})


class Entrance(Params):
    """What the internet reaches first."""

    kind: Front = "alb"
    capacity_gbps: float = Field(8, ge=0.1, le=1000, json_schema_extra={"unit": "Gbps"})
    """What Shield takes the resource's capacity to be; edge services have no such limit here."""


class Defence(Params):
    """Subscriptions and settings."""

    tier: Literal["standard", "advanced"] = "standard"
    protected: Protected = "no"
    """Whether the resource was added to Shield Advanced, and when."""
    web_acl: Literal["none", "plain", "rate_rule"] = "none"
    limit_5min: int = Field(2000, ge=10, le=2_000_000_000, json_schema_extra={"unit": "requests"})
    """Limit of the rate-based rule: requests of one address in five minutes."""
    automatic: bool = False
    """Automatic application layer mitigation, set to block."""
    support: Literal["basic", "business", "enterprise"] = "basic"


class Fleet(Params):
    """The servers behind the entrance; their Auto Scaling group follows the requests."""

    base: int = Field(2, ge=1, le=1000)
    most: int = Field(10, ge=1, le=1000)
    rps_each: int = Field(500, ge=1, le=50_000, json_schema_extra={"unit": "requests/s"})
    users_rps: int = Field(600, ge=1, le=1_000_000, json_schema_extra={"unit": "requests/s"})
    """Requests of real users."""
    usd_hour: float = Field(0.1, ge=0, le=100, json_schema_extra={"unit": "USD/h"})


class Resource(Params):
    """Another resource that the attack makes more expensive."""

    id: str = Field("shop", min_length=1, max_length=32)
    kind: Front = "alb"
    protected: Protected = "before"
    rate_rule: bool = False


class Assumed(Params):
    """What AWS does not publish; switched off, mitigations act at once and fully."""

    on: bool = True
    passes_pct: float = Field(5, ge=0, le=100, json_schema_extra={"unit": "%"})
    """How much of a flood of packets still comes through a mitigation."""
    rules_take_min: int = Field(5, ge=0, le=120, json_schema_extra={"unit": "min"})
    """How long Shield Advanced takes to place rules of its own."""


class ShieldParams(Params):
    """A DDoS attack and its target."""

    attack: Attack = Attack()
    entrance: Entrance = Entrance()
    defence: Defence = Defence()
    fleet: Fleet = Fleet()
    estate: tuple[Resource, ...] = Field((), max_length=50)
    """Further resources that scaled because of the attack: which of them may claim a credit."""
    assumed: Assumed = Assumed()

    @field_validator("estate")
    @classmethod
    def _told_apart(cls, value: tuple[Resource, ...]) -> tuple[Resource, ...]:
        if len({resource.id for resource in value}) < len(value):
            raise ValueError("two resources have the same id")
        return value
