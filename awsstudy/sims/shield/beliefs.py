"""What learners believe of DDoS protection, as patches of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from awsstudy.sims.kernel import NearMiss, Simulation
from awsstudy.sims.shield import rule_ids as ids
from awsstudy.sims.shield.attack import ShieldDdos
from awsstudy.sims.shield.controls import Verdict, stopped
from awsstudy.sims.shield.world import Front, Protected, ShieldParams

Claim = tuple[str, NearMiss | None]


class StandardStopsAll(ShieldDdos):
    """Shield Standard stops floods of valid requests, too."""

    def shield_covers(self) -> bool:
        """It sees through everything."""
        return True


class StandardMustBeBought(ShieldDdos):
    """Nobody has DDoS protection who did not order it."""

    def standard_is_on(self) -> bool:
        """It was not ordered."""
        return False


class WafStopsPackets(ShieldDdos):
    """AWS WAF drops floods of packets."""

    def shield_covers(self) -> bool:
        """Shield is not needed for them."""
        return False

    def waf_covers(self) -> bool:
        """It sees everything."""
        return True


class WafOnAnything(ShieldDdos):
    """A web ACL can be put on every entrance."""

    def waf_attaches(self, front: Front) -> bool:
        """Any one will do."""
        return True


class RateRuleCountsTogether(ShieldDdos):
    """A rate-based rule counts the requests of all sources together."""

    def counted(self, minute: int) -> Fraction:
        """All of them."""
        return super().counted(minute) * self.params.attack.sources


class SubscriptionCoversAll(ShieldDdos):
    """The subscription protects every resource of the account."""

    def protected(self, when: Protected) -> bool:
        """Subscribing is enough."""
        return self.params.defence.tier == "advanced"

    def claim(self, front: Front, when: Protected, *, rate_rule: bool) -> Claim:
        """Who pays the fee may claim."""
        return ("may-claim", None) if self.protected(when) else ("not-protected", None)


class ScalingWithstands(ShieldDdos):
    """Enough servers stand every flood."""

    def verdicts(self, minute: int) -> tuple[Verdict, ...]:
        """The group of servers stops it."""
        return (stopped("scaling", "holds", (ids.SCALES,)),)


class PortFilterStops(ShieldDdos):
    """The security group keeps a flood out."""

    def verdicts(self, minute: int) -> tuple[Verdict, ...]:
        """A port filter stops it."""
        return (stopped("security-group", "holds", (ids.NETWORK_LAYER,)),)


class InlineEverywhere(ShieldDdos):
    """Shield inspects every packet to every resource."""

    def inline(self) -> bool:
        """Everywhere, at once."""
        return True


class AdvancedAtFull(ShieldDdos):
    """Shield Advanced reacts at the same volume as Standard."""

    def threshold(self) -> Fraction:
        """The capacity."""
        return Fraction(self.params.entrance.capacity_gbps)


class StandardAtHalf(ShieldDdos):
    """Shield Standard reacts at half of the capacity already."""

    def threshold(self) -> Fraction:
        """Half of it."""
        return Fraction(self.params.entrance.capacity_gbps) / 2


class WaitsForThePeak(ShieldDdos):
    """Shield reacts when the attack has reached its height."""

    def threshold(self) -> Fraction:
        """What the last minute before the peak brings."""
        return self.packets(max(0, self.params.attack.ramp_min - 1))


class StrongestPart(ShieldDdos):
    """A site stands what its strongest part stands."""

    def breaks_at(self) -> Fraction:
        """The largest amount."""
        return max(self.breaking_points().values())


class PartsAddUp(ShieldDdos):
    """The parts of the way stand a flood together."""

    def breaks_at(self) -> Fraction:
        """The sum."""
        return sum(self.breaking_points().values(), Fraction(0))


class NoScaling(ShieldDdos):
    """Only the servers that run anyway count."""

    def ceiling(self) -> int:
        """The group stays as it is."""
        return self.params.fleet.base


class UsersForgotten(ShieldDdos):
    """All capacity is there for the flood."""

    def breaks_at(self) -> Fraction:
        """As if nobody else were there."""
        return super().breaks_at() + self.params.fleet.users_rps


class NoCeiling(ShieldDdos):
    """A group of servers grows without limit."""

    def ceiling(self) -> int:
        """As many as are needed."""
        return 10**6


class WholeFleetBilled(ShieldDdos):
    """All running servers are costs of the attack."""

    def billed(self) -> int:
        """Those, too, that run anyway."""
        return self.instances


class AwsPays(ShieldDdos):
    """Shield Standard bears the costs of an attack."""

    def billed(self) -> int:
        """None."""
        return 0


class LateIsFine(ShieldDdos):
    """A resource may be added to Shield Advanced when the attack has begun."""

    def claim(self, front: Front, when: Protected, *, rate_rule: bool) -> Claim:
        """Late is early enough."""
        return super().claim(front, "before" if when == "during" else when, rate_rule=rate_rule)


class RuleNotNeeded(ShieldDdos):
    """A credit needs no rate-based rule."""

    def claim(self, front: Front, when: Protected, *, rate_rule: bool) -> Claim:
        """As if every resource had one."""
        return super().claim(front, when, rate_rule=True)


class RuleForAll(ShieldDdos):
    """A credit needs a rate-based rule for every kind of resource."""

    def claim(self, front: Front, when: Protected, *, rate_rule: bool) -> Claim:
        """As if all were load balancers."""
        return super().claim("alb", when, rate_rule=rate_rule)


BELIEFS: Mapping[str, type[Simulation[ShieldParams]]] = {
    "standard-stops-all": StandardStopsAll,
    "standard-must-be-bought": StandardMustBeBought,
    "waf-stops-packets": WafStopsPackets,
    "waf-on-anything": WafOnAnything,
    "rate-rule-counts-together": RateRuleCountsTogether,
    "subscription-covers-all": SubscriptionCoversAll,
    "scaling-withstands": ScalingWithstands,
    "port-filter-stops": PortFilterStops,
    "inline-everywhere": InlineEverywhere,
    "advanced-at-full": AdvancedAtFull,
    "standard-at-half": StandardAtHalf,
    "waits-for-the-peak": WaitsForThePeak,
    "strongest-part": StrongestPart,
    "parts-add-up": PartsAddUp,
    "no-scaling": NoScaling,
    "users-forgotten": UsersForgotten,
    "no-ceiling": NoCeiling,
    "whole-fleet-billed": WholeFleetBilled,
    "aws-pays": AwsPays,
    "late-is-fine": LateIsFine,
    "rule-not-needed": RuleNotNeeded,
    "rule-for-all": RuleForAll,
}
