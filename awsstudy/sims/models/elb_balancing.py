"""Elastic Load Balancing: who gets a request, how health checks, cookies and zones change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from awsstudy.sims.elb import (
    ask_checks,
    ask_drain,
    ask_hops,
    ask_rules,
    ask_shares,
    ask_targets,
    ask_type,
    wrong_ways,
)
from awsstudy.sims.elb.balancing import ElbBalancing
from awsstudy.sims.elb.beliefs import FirstResultTurns, ResultsAddUp
from awsstudy.sims.elb.members import Call, HealthStatus, Member
from awsstudy.sims.elb.repairs import single_changes
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Simulation
from awsstudy.sims.parts import ConsecutiveCheck
from awsstudy.sims.problems import Edit, Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]


class EqualShareAlways(ElbBalancing):
    """Every target gets the same share, wherever it stands."""

    def cross_zone(self) -> bool:
        """Every node reaches every target."""
        return True


class OwnZoneAlways(ElbBalancing):
    """A node only ever uses the targets of its own zone."""

    def cross_zone(self) -> bool:
        """No node reaches another zone."""
        return False


class UnhealthyKeepsShare(ElbBalancing):
    """A load balancer knows nothing of health: an unhealthy target gets requests as before."""

    def in_service(self, member: Member) -> bool:
        """Nobody looks."""
        return True


class FailedShareToOne(ElbBalancing):
    """What a failed target had goes to its neighbour."""

    def shares(self) -> dict[str, Fraction]:
        """One heir in the same zone; the others get what they had."""
        down = [m for m in self.registered() if not self.in_service(m)]
        healthy = [m for m in self.registered() if self.in_service(m)]
        if not down or not healthy:
            return super().shares()
        each = Fraction(1, len(self.members))
        heir = next((m for m in reversed(healthy) if m.spec.az == down[0].spec.az), healthy[-1])
        found = dict.fromkeys((m.spec.id for m in self.members), Fraction(0))
        found.update((m.spec.id, each) for m in healthy)
        found[heir.spec.id] += each * len(down)
        return found


class ZoneShareEach(ElbBalancing):
    """The share of a zone is the share of each target in it."""

    def shares(self) -> dict[str, Fraction]:
        """Each target gets all that comes to its zone."""
        return {
            member.spec.id: self.node_part(member.spec.az)
            if self.in_service(member)
            else Fraction(0)
            for member in self.members
        }


class FirstResultTurnsState(ElbBalancing):
    """One failed check removes a target, one passed check brings it back."""

    def status(self, *, healthy: bool) -> HealthStatus:
        """Turn with the first result."""
        return FirstResultTurns(healthy=healthy)


class ResultsAddUpState(ElbBalancing):
    """Failed checks are counted in total."""

    def status(self, *, healthy: bool) -> HealthStatus:
        """Count on, whatever comes between."""
        checks = self.params.checks
        return ResultsAddUp(checks.unhealthy, checks.healthy, healthy=healthy)


class ThresholdsSwapped(ElbBalancing):
    """The healthy threshold is how long a target stays healthy."""

    def status(self, *, healthy: bool) -> HealthStatus:
        """Each threshold does the other's work."""
        checks = self.params.checks
        return ConsecutiveCheck(checks.healthy, checks.unhealthy, healthy=healthy)


class AllFailStopsTraffic(ElbBalancing):
    """Without a healthy target the load balancer sends nothing on."""

    def fails_open(self) -> bool:
        """Closed."""
        return False


class DrainCutsRequests(ElbBalancing):
    """Deregistering a target breaks its open requests."""

    def broken_off(self, needs_s: int) -> bool:
        """All of them break."""
        return True

    def drain_delay(self) -> int:
        """None."""
        return 0


class DrainWaitsForAll(ElbBalancing):
    """A leaving target stays until its last request is done."""

    def broken_off(self, needs_s: int) -> bool:
        """None of them breaks."""
        return False

    def drain_delay(self) -> int:
        """As long as anyone could need."""
        return 10_000_000


class DelayIsAlways300(ElbBalancing):
    """A leaving target always has five minutes."""

    def broken_off(self, needs_s: int) -> bool:
        """What takes longer than the default breaks."""
        return needs_s > self.drain_delay()

    def drain_delay(self) -> int:
        """The default."""
        return ask_drain.DEFAULT_DELAY


class LeastBusyAlways(ElbBalancing):
    """Whatever the algorithm is called, the least busy target gets the request."""

    def algorithm(self) -> str:
        """The fewest outstanding requests."""
        return "least-outstanding"


class TurnsAlways(ElbBalancing):
    """All load balancers take the targets in turn."""

    def algorithm(self) -> str:
        """Round robin."""
        return "round-robin"


class FastestAnswer(ElbBalancing):
    """The target that answers fastest gets the request."""

    def algorithm(self) -> str:
        """By response time."""
        return "response-time"

    def sticky(self) -> bool:
        """Speed comes first."""
        return False


class StickyByDefault(ElbBalancing):
    """A user stays with the server that answered first."""

    def sticky(self) -> bool:
        """Always on."""
        return True


class CookieFromLogin(ElbBalancing):
    """The cookie's time counts from the beginning of the session."""

    def since(self, client: int) -> float:
        """The first request."""
        return self.began[client]


class CookieNeverExpires(ElbBalancing):
    """A cookie binds for good."""

    def expired(self, call: Call) -> bool:
        """Never."""
        return False


class CookieOutlivesTarget(ElbBalancing):
    """The cookie leads to its target, whatever has become of it."""

    def keeps(self, member: Member, candidates: Sequence[Member]) -> bool:
        """Always."""
        return True


class StickyIsEven(ElbBalancing):
    """Sticky sessions spread the load evenly."""

    def sticky(self) -> bool:
        """Nobody is bound."""
        return False

    def algorithm(self) -> str:
        """The least busy target."""
        return "least-outstanding"


def edits(params: ElbParams) -> Iterable[Edit[ElbParams]]:
    """The single changes that could repair a situation."""
    return single_changes(params)


MODEL = ElbBalancing

WRONG_MODELS: Mapping[str, type[Simulation[ElbParams]]] = {
    "equal-share-always": EqualShareAlways,
    "own-zone-always": OwnZoneAlways,
    "unhealthy-keeps-share": UnhealthyKeepsShare,
    "failed-share-to-one": FailedShareToOne,
    "zone-share-each": ZoneShareEach,
    "first-result-turns": FirstResultTurnsState,
    "results-add-up": ResultsAddUpState,
    "thresholds-swapped": ThresholdsSwapped,
    "all-fail-stops-traffic": AllFailStopsTraffic,
    "drain-cuts-requests": DrainCutsRequests,
    "drain-waits-for-all": DrainWaitsForAll,
    "delay-is-always-300": DelayIsAlways300,
    "least-busy-always": LeastBusyAlways,
    "turns-always": TurnsAlways,
    "fastest-answer": FastestAnswer,
    "sticky-by-default": StickyByDefault,
    "cookie-from-login": CookieFromLogin,
    "cookie-never-expires": CookieNeverExpires,
    "cookie-outlives-target": CookieOutlivesTarget,
    "sticky-is-even": StickyIsEven,
    "listener-covers-all": wrong_ways.ListenerCoversAll,
    "certificate-everywhere": wrong_ways.CertificateEverywhere,
    "alb-passes-through": wrong_ways.AlbPassesThrough,
    "always-decrypted": wrong_ways.AlwaysDecrypted,
    "always-plain-behind": wrong_ways.AlwaysPlainBehind,
    "most-specific-rule": wrong_ways.MostSpecificRule,
    "default-rule-first": wrong_ways.DefaultRuleFirst,
    "highest-number": wrong_ways.HighestNumber,
    "rules-combined": wrong_ways.RulesCombined,
    "alb-does-everything": wrong_ways.AlbDoesEverything,
    "nlb-does-everything": wrong_ways.NlbDoesEverything,
    "gwlb-for-clients": wrong_ways.GwlbForClients,
    "clb-is-the-standard": wrong_ways.ClbIsTheStandard,
    "hidden-name-protects": wrong_ways.HiddenNameProtects,
    "internal-can-be-opened": wrong_ways.InternalCanBeOpened,
}

PROBLEMS: tuple[Problem[ElbParams], ...] = (
    *ask_shares.PROBLEMS,
    *ask_checks.PROBLEMS,
    *ask_drain.PROBLEMS,
    *ask_targets.PROBLEMS,
    *ask_hops.PROBLEMS,
    *ask_rules.PROBLEMS,
    *ask_type.PROBLEMS,
)
