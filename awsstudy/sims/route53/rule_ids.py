"""Which rule of the rule book stands behind each step of a decision."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.route53.ranking import Records

POLICY: Mapping[str, str] = {
    "weighted": "route53.weighted.share",
    "failover": "route53.failover.primary",
    "latency": "route53.latency.lowest",
    "geolocation": "route53.geolocation.smallest",
    "geoproximity": "route53.geoproximity.closest",
    "multivalue": "route53.multivalue.limit",
    "ip": "route53.ip.match",
    "simple": "route53.simple.values",
}
LOST: Mapping[str, tuple[str, str]] = {
    "weighted": ("zero-weight", "route53.weighted.zero"),
    "failover": ("standby", "route53.failover.primary"),
    "latency": ("slower", "route53.latency.lowest"),
    "geolocation": ("larger-area", "route53.geolocation.smallest"),
    "geoproximity": ("farther", "route53.geoproximity.closest"),
    "multivalue": ("left-out", "route53.multivalue.limit"),
    "ip": ("shorter-prefix", "route53.ip.longest"),
    "simple": ("left-out", "route53.simple.values"),
}
"""Why a healthy candidate does not answer: the reason and its rule."""

HEALTHY_ANSWERS = "route53.health.healthy-answers"
UNCHECKED = "route53.health.unchecked"
SIMPLE_UNCHECKED = "route53.simple.no-health"
ZERO_STANDBY = "route53.weighted.zero-standby"
BIAS_UP = "route53.geoproximity.positive-bias"
BIAS_DOWN = "route53.geoproximity.negative-bias"
MULTIVALUE_LIMIT = "route53.multivalue.limit"
RING = "route53.multivalue.ring"
PERIODIC = "route53.health.periodic"
MAJORITY = "route53.health.majority"
INTERVAL = "route53.health.interval"
THRESHOLD = "route53.health.threshold"
TTL = "route53.ttl.cached"
RANDOM_CHECKS = "route53.model.checkers"
RANDOM_CACHES = "route53.model.resolvers"

_INCOMPLETE = "route53.model.incomplete"
_UNHEALTHY: Mapping[str, str] = {
    "failover": "route53.failover.secondary",
    "latency": "route53.latency.next-best",
    "geolocation": "route53.geolocation.unhealthy-larger",
    "ip": "route53.ip.unhealthy-larger",
    "multivalue": "route53.multivalue.healthy-only",
}
_ALL_UNHEALTHY: Mapping[str, str] = {
    "failover": "route53.failover.both-unhealthy",
    "geolocation": "route53.geolocation.all-unhealthy",
    "multivalue": "route53.multivalue.unhealthy",
}
_NOTHING: Mapping[str, str] = {
    "geolocation": "route53.geolocation.no-answer",
    "ip": "route53.ip.no-default",
}


def absent(policy: str) -> tuple[str, str]:
    """Why a record is no candidate at all: the reason and its rule."""
    if policy in {"geolocation", "ip"}:
        return "no-match", POLICY[policy]
    return "incomplete", _INCOMPLETE


def unhealthy(policy: str) -> str:
    """The rule by which an unhealthy record is passed over."""
    return _UNHEALTHY.get(policy, HEALTHY_ANSWERS)


def all_unhealthy(policy: str) -> str:
    """The rule by which unhealthy records answer after all."""
    return _ALL_UNHEALTHY.get(policy, "route53.health.none-healthy")


def nothing(policy: str) -> str:
    """The rule by which there is no answer."""
    return _NOTHING.get(policy, _INCOMPLETE)


def answer(policy: str, chosen: Records) -> str:
    """The rule by which the chosen records answer."""
    if policy == "weighted" and not any(record.w for record in chosen):
        return "route53.weighted.all-zero"
    if policy == "geolocation" and chosen and chosen[0].loc == ("default",):
        return "route53.geolocation.default"
    if policy == "failover" and chosen and chosen[0].role == "SECONDARY":
        return "route53.failover.secondary"
    return POLICY[policy]
