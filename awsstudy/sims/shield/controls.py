"""Which control stops which flood, and who may claim a credit: the rules without the clock."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from awsstudy.sims.kernel import NearMiss, Simulation
from awsstudy.sims.shield import rule_ids as ids
from awsstudy.sims.shield.world import (
    DNS_SERVERS,
    EDGE,
    WEB_FRONTS,
    Front,
    Protected,
    ShieldParams,
)

Layer = Literal[3, 4, 7]
WINDOW_MIN = 5
"""Minutes that a rate-based rule looks back."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a control makes of the flood at some moment."""

    control: str
    stops: bool
    reason: str
    rules: tuple[str, ...]
    near: NearMiss | None = None


def stopped(control: str, reason: str, rules: tuple[str, ...]) -> Verdict:
    """A control that stops the flood."""
    return Verdict(control, stops=True, reason=reason, rules=rules)


def _passed(
    control: str, reason: str, rules: tuple[str, ...], near: NearMiss | None = None
) -> Verdict:
    return Verdict(control, stops=False, reason=reason, rules=rules, near=near)


class Controls(Simulation[ShieldParams]):
    """The rules; wrong models believe something else of one of them."""

    def layer(self) -> Layer:
        """The layer at which the flood arrives."""
        kind, front = self.params.attack.kind, self.params.entrance.kind
        if kind == "udp_reflection":
            return 3
        if kind == "syn_flood":
            return 4
        if kind == "dns_query_flood":
            return 7 if front in DNS_SERVERS else 3
        return 7

    def layer_rule(self) -> str:
        """The rule that says so."""
        named = {3: ids.NETWORK_LAYER, 4: ids.PROTOCOL_LAYER, 7: ids.APPLICATION_LAYER}
        return named[self.layer()]

    def standard_is_on(self) -> bool:
        """Every customer has Shield Standard."""
        return True

    def inline(self) -> bool:
        """Whether every packet is inspected, without waiting for a detection."""
        return self.standard_is_on() and self.params.entrance.kind in EDGE

    def shield_covers(self) -> bool:
        """Whether Shield stops such a flood of its own accord, without rules of WAF."""
        return self.layer() < 7 or self.params.entrance.kind == "route53"

    def cached(self) -> bool:
        """Whether the edge answers the requests from its caches."""
        cloudfront = self.params.entrance.kind == "cloudfront"
        return cloudfront and self.params.attack.kind == "http_flood"

    def protected(self, when: Protected) -> bool:
        """Whether a resource is under Shield Advanced."""
        return self.params.defence.tier == "advanced" and when != "no"

    def here(self) -> bool:
        """Whether the entrance is."""
        return self.protected(self.params.defence.protected)

    def threshold(self) -> Fraction:
        """From which volume in Gbps Shield mitigates at a regional resource."""
        capacity = Fraction(self.params.entrance.capacity_gbps)
        return capacity / 2 if self.here() else capacity

    def waf_attaches(self, front: Front) -> bool:
        """Whether a web ACL can stand before such a front."""
        return front in WEB_FRONTS

    def waf_covers(self) -> bool:
        """Whether web rules see such a flood at all."""
        return self.layer() == 7

    # What each control makes of the flood in a minute.

    def verdicts(self, minute: int) -> tuple[Verdict, ...]:
        """The controls in the order in which the flood meets them."""
        return (self._edge(), self._shield(minute), self._rate_rule(minute), self._automatic())

    def _edge(self) -> Verdict:
        if not self.inline():
            near = NearMiss(ids.INLINE, "front", "cloudfront", self.params.entrance.kind)
            return _passed("edge", "regional-front", (ids.INLINE,), near)
        if not self.shield_covers() and self.cached():
            return _passed("edge", "answered-from-cache", (ids.EDGE_CACHE,))
        if not self.shield_covers():
            near = NearMiss(ids.WEB_ONLY, "layer", "3-4", str(self.layer()))
            return _passed("edge", "valid-requests", (ids.WEB_ONLY,), near)
        what = ids.DNS_SCORED if self.params.attack.kind == "dns_query_flood" else ids.WEB_ONLY
        return stopped("edge", "inspected-inline", (ids.INLINE, what, ids.STANDARD_FREE))

    def _shield(self, minute: int) -> Verdict:
        advanced = self.here()
        name = "shield-advanced" if advanced else "shield-standard"
        if not self.shield_covers():
            near = NearMiss(ids.STANDARD_LAYERS, "layer", "3-4", str(self.layer()))
            return _passed(name, "valid-requests", (ids.STANDARD_LAYERS,), near)
        if not self.standard_is_on() and not advanced:
            return _passed(name, "not-bought", (ids.STANDARD_FREE,))
        rule = ids.AT_HALF if advanced else ids.AT_CAPACITY
        volume, threshold = self.packets(minute), self.threshold()
        if self.layer() < 7 and volume <= threshold:
            near = NearMiss(rule, "volume", f"> {float(threshold):g}", f"{float(volume):g}")
            return _passed(name, "below-threshold", (ids.EVERY_MINUTE, rule), near)
        rules = (ids.STANDARD_LAYERS, ids.EVERY_MINUTE, rule)
        return stopped(name, "mitigates", (*rules, *((ids.PER_RESOURCE,) if advanced else ())))

    def _rate_rule(self, minute: int) -> Verdict:
        name, front = "waf-rate-rule", self.params.entrance.kind
        if self.params.defence.web_acl != "rate_rule":
            near = NearMiss(ids.RATE_RULE, "web-acl", "rate_rule", self.params.defence.web_acl)
            return _passed(name, "no-rate-rule", (ids.RATE_RULE,), near)
        if not self.waf_attaches(front):
            near = NearMiss(ids.WAF_ATTACHES, "front", "alb", front)
            return _passed(name, "cannot-attach", (ids.WAF_ATTACHES,), near)
        if not self.waf_covers():
            near = NearMiss(ids.RATE_RULE, "layer", "7", str(self.layer()))
            return _passed(name, "no-web-requests", (ids.RATE_RULE,), near)
        count, limit = self.counted(minute), self.params.defence.limit_5min
        if count <= limit:
            near = NearMiss(ids.RATE_RULE, "requests-5min", f"> {limit}", f"{float(count):g}")
            return _passed(name, "below-limit", (ids.RATE_WINDOW,), near)
        return stopped(name, "blocks-sources", (ids.RATE_RULE, ids.RATE_WINDOW))

    def _automatic(self) -> Verdict:
        name, defence = "automatic-rules", self.params.defence
        if not defence.automatic or defence.tier != "advanced":
            wanted = ("automatic", "true", str(defence.automatic).lower())
            if defence.automatic:
                wanted = ("tier", "advanced", defence.tier)
            near = NearMiss(ids.AUTOMATIC, *wanted)
            return _passed(name, "not-on", (ids.AUTOMATIC,), near)
        if not self.here():
            near = NearMiss(ids.PER_RESOURCE, "protected", "before", "no")
            return _passed(name, "not-added", (ids.PER_RESOURCE,), near)
        attached = self.waf_attaches(self.params.entrance.kind) and defence.web_acl != "none"
        if not (attached and self.waf_covers()):
            field = "layer" if attached else "web-acl"
            near = NearMiss(ids.AUTOMATIC_ON, field)
            return _passed(name, "nothing-to-write-to", (ids.AUTOMATIC_ON,), near)
        return stopped(name, "places-rules", (ids.AUTOMATIC, ids.PER_RESOURCE))

    # Amounts.

    def packets(self, minute: int) -> Fraction:
        """The flood of packets in Gbps at some minute, before any control."""
        return Fraction(self.params.attack.gbps) * self.grown(minute)

    def requests(self, minute: int) -> Fraction:
        """The flood of requests a second at some minute, before any control."""
        return self.params.attack.rps * self.grown(minute)

    def grown(self, minute: int) -> Fraction:
        """The part of its peak that the flood has reached."""
        ramp = self.params.attack.ramp_min
        return Fraction(1) if minute >= ramp else Fraction(minute, ramp)

    def counted(self, minute: int) -> Fraction:
        """Requests of one source in the five minutes before, each minute at its starting rate."""
        past = range(max(0, minute - WINDOW_MIN), minute)
        total = sum((self.requests(one) for one in past), Fraction(0))
        return 60 * total / self.params.attack.sources

    def needed(self, rps: Fraction) -> int:
        """Servers that so many requests take."""
        return -int(-rps // self.params.fleet.rps_each)

    def ceiling(self) -> int:
        """The most servers the group may have."""
        return max(self.params.fleet.base, self.params.fleet.most)

    def breaking_points(self) -> dict[str, Fraction]:
        """Requests a second of an attack that use up each part, without any control."""
        attack, fleet = self.params.attack, self.params.fleet
        bytes_each = Fraction(attack.request_kb) * 1000
        line = Fraction(self.params.entrance.capacity_gbps) * 10**9 / 8 / bytes_each
        servers = Fraction(self.ceiling() * fleet.rps_each)
        return {"line": line - fleet.users_rps, "servers": servers - fleet.users_rps}

    def breaks_at(self) -> Fraction:
        """Where the first part is used up."""
        return min(self.breaking_points().values())

    def claim(
        self, front: Front, when: Protected, *, rate_rule: bool
    ) -> tuple[str, NearMiss | None]:
        """Whether a credit may be claimed for a resource, and if not what is missing."""
        if not self.protected(when):
            return "not-protected", NearMiss(ids.CREDIT, "protected", "before", when)
        if when != "before":
            return "protected-too-late", NearMiss(ids.CREDIT_BEFORE, "protected", "before", when)
        if front in WEB_FRONTS and not rate_rule:
            return "no-rate-rule", NearMiss(ids.CREDIT_RATE_RULE, "rate-rule", "true", "false")
        return "may-claim", None
