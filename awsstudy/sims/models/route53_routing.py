"""Amazon Route 53: which record answers, how often, and how long a failover takes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from awsstudy.sims.kernel import Simulation
from awsstudy.sims.problems import Problem
from awsstudy.sims.route53 import ask_failover, ask_places, ask_shares
from awsstudy.sims.route53.decision import Distribution, several
from awsstudy.sims.route53.outage import Timing
from awsstudy.sims.route53.ranking import Records, Tiers, area, ascending, biased
from awsstudy.sims.route53.routing import Route53Routing
from awsstudy.sims.route53.world import Record, Route53Params

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS"]


class WeightIsPercent(Route53Routing):
    """A weight is a percentage of all queries."""

    def spread(self, chosen: Records) -> Distribution:
        """Each record gets its weight in percent."""
        shares = tuple((record.id, Fraction(record.w, 100)) for record in chosen)
        return shares or super().spread(chosen)


class UnhealthyKeepsShare(Route53Routing):
    """DNS knows nothing of health: an unhealthy record is answered as before."""

    def is_healthy(self, record: Record) -> bool:
        """Nobody looks."""
        return True


class ShareGoesToOne(Route53Routing):
    """What an unhealthy record had goes to the strongest healthy one."""

    def spread(self, chosen: Records) -> Distribution:
        """The strongest inherits."""
        if not any(record.w for record in chosen):
            return super().spread(chosen)
        total = sum(record.w for record in self.group.records)
        lost = total - sum(record.w for record in chosen)
        heir = max(chosen, key=lambda record: record.w)
        return tuple(
            (record.id, Fraction(record.w + (lost if record is heir else 0), total))
            for record in chosen
        )


class EqualSplit(Route53Routing):
    """Route 53 takes the records in turn, whatever their weights."""

    def weight(self, record: Record) -> int:
        """All count the same."""
        return 1


class ZeroWeightGetsTraffic(Route53Routing):
    """A weight of 0 is only the smallest share."""

    def tiers(self) -> Tiers:
        """All records are considered together, at least with a weight of 1."""
        return (tuple(_counted(record) for record in self.group.records),)


class ZeroWeightNever(Route53Routing):
    """A weight of 0 switches a record off for good."""

    def chosen(self, tiers: Tiers) -> Records:
        """Healthy records with a weight, or nothing."""
        able = (record for tier in tiers for record in tier if self.is_healthy(record))
        return tuple(record for record in able if record.w)


class ZeroWeightIsSpare(Route53Routing):
    """Records of weight 0 are spares, and one of them steps in as soon as a record fails."""

    def chosen(self, tiers: Tiers) -> Records:
        """The healthy ones with a weight and the first healthy spare."""
        healthy = [record for record in self.group.records if self.is_healthy(record)]
        spares = [_counted(record) for record in healthy if not record.w]
        return tuple([record for record in healthy if record.w] + spares[:1])


class AllUnhealthyNoAnswer(Route53Routing):
    """Route 53 never hands out an endpoint that is down."""

    def chosen(self, tiers: Tiers) -> Records:
        """The first tier with an endpoint that is up, or nothing."""
        up = (tuple(record for record in tier if self.status[record.id]) for tier in tiers)
        return next((tier for tier in up if tier), ())


class SecondaryWhenBothDown(Route53Routing):
    """With both down the secondary stays the answer."""

    def fall_back(self, tiers: Tiers) -> Records:
        """The last resort is the last in line."""
        return tiers[-1] if tiers else ()


class FailoverAnswersBoth(Route53Routing):
    """Failover hands out both records, and clients take the one that works."""

    def chosen(self, tiers: Tiers) -> Records:
        """Everything at once."""
        return tuple(record for tier in tiers for record in tier)


class ChecksComeByThemselves(Route53Routing):
    """Route 53 notices a dead endpoint even without a health check."""

    def is_healthy(self, record: Record) -> bool:
        """What counts is the endpoint."""
        return self.status[record.id]


class ChoiceIsFinal(Route53Routing):
    """If the best record is unhealthy there is no answer."""

    def chosen(self, tiers: Tiers) -> Records:
        """The best ones if they are healthy, or nothing."""
        best = tiers[0] if tiers else ()
        return tuple(record for record in best if self.is_healthy(record))


class LatencyIsDistance(Route53Routing):
    """The nearest Region has the lowest latency."""

    def tiers(self) -> Tiers:
        """Nearest first."""
        return _nearest(self)


class GeolocationNearest(Route53Routing):
    """Geolocation routing picks the nearest resource."""

    def tiers(self) -> Tiers:
        """Nearest first."""
        return _nearest(self)


class GeolocationIsLatency(Route53Routing):
    """Geolocation routing picks the resource that answers fastest."""

    def tiers(self) -> Tiers:
        """Fastest first."""
        known = self.client.latency
        return ascending(
            self.group.records, {r.id: known.get(r.region or "") for r in self.group.records}
        )


class ContinentFirst(Route53Routing):
    """The larger location wins over the smaller one."""

    def tiers(self) -> Tiers:
        """Largest first, the default location still last."""
        areas = {record.id: area(record, self.client) for record in self.group.records}
        order = {2: 0, 1: 1, 0: 2, 3: 3}
        figures = {name: None if size is None else order[size] for name, size in areas.items()}
        return ascending(self.group.records, figures)


class UnlistedAreShared(Route53Routing):
    """A client whose place no record names is answered with any record."""

    def tiers(self) -> Tiers:
        """All records alike, unless one names the client's place."""
        tiers = super().tiers()
        named = tiers and tiers[0][0].loc != ("default",)
        return tiers if named else (self.group.records,)


class BiasIgnored(Route53Routing):
    """Geoproximity routing picks the nearest resource, whatever the bias."""

    def tiers(self) -> Tiers:
        """Nearest first."""
        return _nearest(self)


class BiasFlipped(Route53Routing):
    """A positive bias pushes traffic away."""

    def tiers(self) -> Tiers:
        """As if every bias had the other sign."""
        records, km = self.group.records, self.client.km
        known = {r.id: biased(Fraction(km[r.id]), -r.bias) for r in records if r.id in km}
        return ascending(records, {r.id: known.get(r.id) for r in records})


class HighestBiasWins(Route53Routing):
    """The bias is a priority: the highest one wins."""

    def tiers(self) -> Tiers:
        """Highest bias first."""
        return ascending(self.group.records, {r.id: -r.bias for r in self.group.records})


class OneValue(Route53Routing):
    """Multivalue answer routing picks one server, as a load balancer does."""

    def spread(self, chosen: Records) -> Distribution:
        """One record an answer."""
        shares = tuple((record.id, Fraction(1, len(chosen))) for record in chosen)
        return shares or super().spread(chosen)


class AllValues(Route53Routing):
    """A multivalue answer holds every record there is."""

    def spread(self, chosen: Records) -> Distribution:
        """Every record, healthy or not."""
        return ((tuple(record.id for record in self.group.records), Fraction(1)),)


class NoLimit(Route53Routing):
    """A multivalue answer holds every healthy record."""

    def spread(self, chosen: Records) -> Distribution:
        """All that are healthy."""
        names = tuple(record.id for record in chosen)
        return several(names, len(names)) if names else super().spread(chosen)


class FailoverInstant(Route53Routing):
    """The first failed check moves every client at once."""

    def timing(self) -> Timing:
        """One check, no caches."""
        return Timing(self.clock.interval_s, 1, 0)


class NoThreshold(Route53Routing):
    """One failed check makes an endpoint unhealthy."""

    def timing(self) -> Timing:
        """One check, then the caches."""
        return Timing(self.clock.interval_s, 1, self.clock.ttl_s)


class NoTtl(Route53Routing):
    """Once Route 53 answers otherwise, clients follow at once."""

    def timing(self) -> Timing:
        """The checks alone."""
        return Timing(self.clock.interval_s, self.clock.threshold, 0)


class NoDetection(Route53Routing):
    """Route 53 knows at once, and only the caches take time."""

    def timing(self) -> Timing:
        """The caches alone."""
        return Timing(0, self.clock.threshold, self.clock.ttl_s)


def _counted(record: Record) -> Record:
    return record if record.w else record.model_copy(update={"w": 1})


def _nearest(model: Route53Routing) -> Tiers:
    km = model.client.km
    return ascending(model.group.records, {r.id: km.get(r.id) for r in model.group.records})


MODEL = Route53Routing

WRONG_MODELS: Mapping[str, type[Simulation[Route53Params]]] = {
    "weight-is-percent": WeightIsPercent,
    "unhealthy-keeps-share": UnhealthyKeepsShare,
    "share-goes-to-one": ShareGoesToOne,
    "equal-split": EqualSplit,
    "zero-weight-gets-traffic": ZeroWeightGetsTraffic,
    "zero-weight-never": ZeroWeightNever,
    "zero-weight-is-spare": ZeroWeightIsSpare,
    "all-unhealthy-no-answer": AllUnhealthyNoAnswer,
    "secondary-when-both-down": SecondaryWhenBothDown,
    "failover-answers-both": FailoverAnswersBoth,
    "checks-come-by-themselves": ChecksComeByThemselves,
    "choice-is-final": ChoiceIsFinal,
    "latency-is-distance": LatencyIsDistance,
    "geolocation-nearest": GeolocationNearest,
    "geolocation-is-latency": GeolocationIsLatency,
    "continent-first": ContinentFirst,
    "unlisted-are-shared": UnlistedAreShared,
    "bias-ignored": BiasIgnored,
    "bias-flipped": BiasFlipped,
    "highest-bias-wins": HighestBiasWins,
    "one-value": OneValue,
    "all-values": AllValues,
    "no-limit": NoLimit,
    "failover-instant": FailoverInstant,
    "no-threshold": NoThreshold,
    "no-ttl": NoTtl,
    "no-detection": NoDetection,
}

PROBLEMS: tuple[Problem[Route53Params], ...] = (
    *ask_shares.PROBLEMS,
    *ask_failover.PROBLEMS,
    *ask_places.PROBLEMS,
)
