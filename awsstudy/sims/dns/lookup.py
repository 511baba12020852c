"""The way of a query through hosted zones: RFC 1034 section 4.3.2, wildcards as RFC 4592 says.

``Lookup`` holds each decision in a method of its own, so that a wrong model is one of them changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from awsstudy.sims.dns import events as happened
from awsstudy.sims.dns.world import DnsParams, Query, Record, Zone, parent, within
from awsstudy.sims.kernel import Event, NearMiss

MOST_HOPS = 8
"""So many CNAME records are followed."""

Tell = Callable[[Event], None]
Names = Mapping[str, Mapping[str, Record]]
"""The records of a zone by name and type."""
Chosen = tuple[Zone, Names]


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back."""

    status: str
    """``answer``, ``nodata``, ``nxdomain`` or ``referral``."""
    values: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    """The names of CNAME records on the way."""
    zone: str = ""


class Lookup:
    """Answers queries from the zones of a situation."""

    def __init__(self, params: DnsParams, tell: Tell) -> None:
        self._params = params
        self._tell = tell
        self.zones = [(zone, self._index(zone)) for zone in params.zones]
        self._resources = {one.name: one.values for one in params.resources}

    def _index(self, zone: Zone) -> Names:
        """The records of a zone by name and type; the apex and every name between always exist."""
        names: dict[str, dict[str, Record]] = {zone.name: {}}
        for record in zone.records:
            if not self.allowed(zone, record):
                reason = refusal(zone, record)
                self._tell(
                    happened.RecordRefused(
                        name=record.name,
                        type=record.type,
                        reason=reason,
                        rules=(f"dns.zone.{reason}",),
                        near=NearMiss(f"dns.zone.{reason}", "type", "alias", record.type),
                    )
                )
                continue
            names.setdefault(record.name, {})[record.type] = record
            between = parent(record.name)
            while len(between) > len(zone.name):
                names.setdefault(between, {})
                between = parent(between)
        return names

    def ask(self, query: Query) -> Answer:
        """The answer to a query, CNAME records followed."""
        place = "inside" if query.inside_vpc else "outside"
        self._tell(
            happened.QueryReceived(
                name=query.name, type=query.type, place=place, rules=("dns.query.name-and-type",)
            )
        )
        chain: list[str] = []
        name = query.name
        while True:
            answer, target = self._one(name, query)
            if target is None or len(chain) >= MOST_HOPS:
                return self._told(Answer(answer.status, answer.values, tuple(chain), answer.zone))
            chain.append(name)
            name = target

    def _told(self, answer: Answer) -> Answer:
        rule = {"answer": "dns.answer.values", "referral": "dns.zone.delegation"}
        self._tell(
            happened.Answered(
                status=answer.status,
                values=answer.values,
                rules=(rule.get(answer.status, f"dns.answer.{answer.status}"),),
            )
        )
        return answer

    def _one(self, name: str, query: Query) -> tuple[Answer, str | None]:
        """The answer for one name, or the name a CNAME record leads to."""
        chosen = self.zone_for(name, query)
        if chosen is None:
            return Answer("answer"), None  # A CNAME led out of these zones: it is the answer.
        zone, names = chosen
        if (cut := self.delegation(zone, names, name)) is not None:
            servers = names[cut]["NS"].values
            self._tell(happened.DelegationMet(name=name, cut=cut, rules=("dns.zone.delegation",)))
            return Answer("referral", servers, zone=zone.name), None
        found = self.node(zone, names, name)
        if found is None:
            return self.nothing("nxdomain", zone), None
        return self.read(zone, names, found, name, query)

    # The decisions.

    def allowed(self, zone: Zone, record: Record) -> bool:
        """Whether a record may stand in its zone."""
        return not refusal(zone, record)

    def zone_for(self, name: str, query: Query) -> Chosen | None:
        """The zone that answers: in a VPC the private ones first, then the longest name."""
        fitting = [pair for pair in self.zones if within(name, pair[0].name)]
        private = [pair for pair in fitting if pair[0].scope == "private" and query.inside_vpc]
        able = private or [pair for pair in fitting if pair[0].scope == "public"]
        best = max(able, key=lambda pair: len(pair[0].name), default=None)
        for pair in fitting:
            if pair is not best:
                self._passed_over(pair[0], best[0] if best else None, query)
        if best is not None:
            rule = "dns.zone.private" if best[0].scope == "private" else "dns.zone.most-specific"
            self._tell(happened.ZoneChosen(zone=best[0].name, scope=best[0].scope, rules=(rule,)))
        return best

    def _passed_over(self, zone: Zone, best: Zone | None, query: Query) -> None:
        reason, rule = "shorter", "dns.zone.most-specific"
        part, wanted, found = "zone", best.name if best else "", zone.name
        if zone.scope == "private" and not query.inside_vpc:
            reason, rule = "private-unseen", "dns.zone.private"
            part, wanted, found = "asked-from", "inside", "outside"
        elif best is not None and best.scope == "private" and zone.scope == "public":
            reason, rule = "private-first", "dns.zone.no-fall-through"
            part, wanted, found = "scope", "private", "public"
        self._tell(
            happened.ZonePassedOver(
                zone=zone.name,
                scope=zone.scope,
                reason=reason,
                rules=(rule,),
                near=NearMiss(rule, part, wanted, found),
            )
        )

    def delegation(self, zone: Zone, names: Names, name: str) -> str | None:
        """The highest name below the apex that has NS records, at or above the name."""
        return next(
            (cut for cut in _downwards(name, zone.name) if "NS" in names.get(cut, {})), None
        )

    def node(self, zone: Zone, names: Names, name: str) -> str | None:
        """The name itself where it exists, else the wildcard of its closest encloser, else None."""
        if name in names:
            self._tell(
                happened.NameFound(
                    name=name, types=tuple(sorted(names[name])), rules=("dns.zone.name-exists",)
                )
            )
            return name
        encloser = next(one for one in _upwards(name, zone.name) if one in names)
        wildcard = f"*.{encloser}"
        if wildcard in names:
            self._tell(
                happened.WildcardApplied(
                    name=name, wildcard=wildcard, rules=("dns.wildcard.missing-only",)
                )
            )
            return wildcard
        self._tell(
            happened.NameMissing(
                name=name,
                encloser=encloser,
                rules=("dns.wildcard.closest",),
                near=NearMiss("dns.wildcard.closest", "name", wildcard, name),
            )
        )
        return None

    def nothing(self, status: str, zone: Zone) -> Answer:
        """An answer without values."""
        return Answer(status, zone=zone.name)

    def read(
        self,
        zone: Zone,
        names: Names,
        found: str,
        name: str,
        query: Query,
    ) -> tuple[Answer, str | None]:
        """What the records of a node answer."""
        records = names[found]
        if "CNAME" in records and query.type != "CNAME":
            target = records["CNAME"].values[0]
            self._tell(
                happened.CnameFollowed(name=name, target=target, rules=("dns.answer.cname",))
            )
            return Answer("answer", zone=zone.name), target
        if query.type not in records:
            return self.nothing("nodata", zone), None
        record = records[query.type]
        if record.alias is None:
            return Answer("answer", record.values, zone=zone.name), None
        self._tell(
            happened.AliasFollowed(name=name, target=record.alias, rules=("dns.answer.alias",))
        )
        return Answer("answer", self._aliased(names, record), zone=zone.name), None

    def _aliased(self, names: Names, record: Record) -> tuple[str, ...]:
        target = names.get(record.alias or "", {}).get(record.type)
        return target.values if target else self._resources.get(record.alias or "", ())


def refusal(zone: Zone, record: Record) -> str:
    """Why a record cannot stand in its zone; empty where it can."""
    if record.type != "CNAME":
        alone = any(one.type == "CNAME" and one.name == record.name for one in zone.records)
        return "cname-alone" if alone and record.name != zone.name else ""
    if record.name == zone.name:
        return "no-cname-at-apex"
    return ""


def _upwards(name: str, zone: str) -> Iterator[str]:
    """The names above a name, up to the zone's own."""
    while name != zone:
        name = parent(name)
        yield name


def _downwards(name: str, zone: str) -> Iterator[str]:
    """From the label below the zone's apex down to the name."""
    path = [one for one in (name, *_upwards(name, zone)) if one != zone]
    return reversed(path)
