"""What learners believe of the way to an answer, each as the one decision they make otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.dns.lookup import Answer, Chosen, Lookup, Names
from awsstudy.sims.dns.world import Query, Record, Zone, parent, within


class _ParentZone(Lookup):
    def zone_for(self, name: str, query: Query) -> Chosen | None:
        """The zone with the shortest name."""
        fitting = [pair for pair in self.zones if within(name, pair[0].name)]
        return min(fitting, key=lambda pair: len(pair[0].name), default=None)


class _FallsThrough(Lookup):
    def zone_for(self, name: str, query: Query) -> Chosen | None:
        """The private zone if it has the record, else the public one."""
        best = super().zone_for(name, query)
        if best is None or best[0].scope == "public" or query.type in best[1].get(name, {}):
            return best
        return super().zone_for(name, query.model_copy(update={"inside_vpc": False}))


class _ZonesMerge(Lookup):
    def read(
        self, zone: Zone, names: Names, found: str, name: str, query: Query
    ) -> tuple[Answer, str | None]:
        """The values of every zone that has the name."""
        held = (records.get(found, {}).get(query.type) for _, records in self.zones)
        values = tuple(value for record in held if record for value in record.values)
        if not values:
            return super().read(zone, names, found, name, query)
        return Answer("answer", tuple(sorted(set(values))), zone=zone.name), None

    def zone_for(self, name: str, query: Query) -> Chosen | None:
        """Any zone that has the name."""
        having = [pair for pair in self.zones if name in pair[1]]
        return having[0] if having else super().zone_for(name, query)


class _PublicFirst(Lookup):
    def zone_for(self, name: str, query: Query) -> Chosen | None:
        """Private zones only fill gaps of the public ones."""
        return super().zone_for(name, query.model_copy(update={"inside_vpc": False}))


class _PrivateSeen(Lookup):
    def zone_for(self, name: str, query: Query) -> Chosen | None:
        """Private zones answer everyone."""
        return super().zone_for(name, query.model_copy(update={"inside_vpc": True}))


class _ApexAnswers(Lookup):
    def node(self, zone: Zone, names: Names, name: str) -> str | None:
        """A name that is not there is answered as the domain itself."""
        return name if name in names else zone.name

    def read(
        self, zone: Zone, names: Names, found: str, name: str, query: Query
    ) -> tuple[Answer, str | None]:
        """So is a type that is not there."""
        apex = names[zone.name]
        if query.type not in names[found] and "CNAME" not in names[found] and query.type in apex:
            found = zone.name
        return super().read(zone, names, found, name, query)


class _ParentName(Lookup):
    def node(self, zone: Zone, names: Names, name: str) -> str | None:
        """A name that is not there is answered as the name above it."""
        while name not in names:
            name = parent(name)
        return name


class _NodataIsNxdomain(Lookup):
    def nothing(self, status: str, zone: Zone) -> Answer:
        """No record of the type means that the name does not exist."""
        return super().nothing("nxdomain", zone)


class _NxdomainIsNodata(Lookup):
    def nothing(self, status: str, zone: Zone) -> Answer:
        """A missing name gets an empty answer."""
        return super().nothing("nodata", zone)


class _WildcardCoversExisting(Lookup):
    def read(
        self, zone: Zone, names: Names, found: str, name: str, query: Query
    ) -> tuple[Answer, str | None]:
        """A wildcard steps in for a type that the name lacks."""
        wildcard = f"*.{parent(found)}"
        lacks = query.type not in names[found] and "CNAME" not in names[found]
        return super().read(
            zone, names, wildcard if lacks and wildcard in names else found, name, query
        )


class _WildcardFromAbove(Lookup):
    def node(self, zone: Zone, names: Names, name: str) -> str | None:
        """The wildcard highest up covers everything below it."""
        if name in names:
            return name
        above, highest = name, None
        while above != zone.name:
            above = parent(above)
            highest = f"*.{above}" if f"*.{above}" in names else highest
        return highest


class _NoWildcards(Lookup):
    def node(self, zone: Zone, names: Names, name: str) -> str | None:
        """Only names that are written down answer."""
        return name if name in names else None


class _DelegationIgnored(Lookup):
    def delegation(self, zone: Zone, names: Names, name: str) -> str | None:
        """NS records below the apex change nothing."""
        return None


class _CnameAnywhere(Lookup):
    def allowed(self, zone: Zone, record: Record) -> bool:
        """A CNAME may stand at the apex and beside other records."""
        return True


LOOKING: Mapping[str, type[Lookup]] = {
    "parent-zone": _ParentZone,
    "falls-through": _FallsThrough,
    "zones-merge": _ZonesMerge,
    "public-first": _PublicFirst,
    "private-seen": _PrivateSeen,
    "apex-answers": _ApexAnswers,
    "parent-name": _ParentName,
    "nodata-is-nxdomain": _NodataIsNxdomain,
    "nxdomain-is-nodata": _NxdomainIsNodata,
    "wildcard-covers-existing": _WildcardCoversExisting,
    "wildcard-from-above": _WildcardFromAbove,
    "no-wildcards": _NoWildcards,
    "delegation-ignored": _DelegationIgnored,
    "cname-anywhere": _CnameAnywhere,
}
