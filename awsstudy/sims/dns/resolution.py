"""DNS as a simulation: one query step by step, or resolvers forgetting an old answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from awsstudy.sims.dns import events as happened
from awsstudy.sims.dns.cache_events import CACHES
from awsstudy.sims.dns.caches import NEW, Forgetting
from awsstudy.sims.dns.lookup import Answer, Lookup
from awsstudy.sims.dns.world import DnsParams, Zone
from awsstudy.sims.kernel import Event, Metric, Outcome, Simulation
from awsstudy.sims.panels import (
    Column,
    Grid,
    Mark,
    Panel,
    Row,
    Sign,
    Step,
    Strip,
    Table,
    Trace,
)

COLUMNS = 48
"""Moments that the strip of resolvers shows."""
_MARKS: dict[type[Event], Mark] = {
    happened.RecordRefused: "bad",
    happened.ZonePassedOver: "muted",
    happened.ZoneChosen: "good",
    happened.DelegationMet: "chosen",
    happened.NameFound: "good",
    happened.NameMissing: "bad",
    happened.WildcardApplied: "good",
    happened.CnameFollowed: "good",
    happened.AliasFollowed: "good",
    happened.Answered: "chosen",
}


class DnsResolution(Simulation[DnsParams]):
    """A query on its way to an answer, or an answer on its way out of the caches."""

    PARAMS = DnsParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("values"),
        Metric("stale_share", "%"),
        Metric("moved_s", "s"),
        Metric("worst_case_s", "s"),
        Metric("fetches"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.LOOKUP + CACHES
    LOOKUP: ClassVar[type[Lookup]] = Lookup
    FORGETTING: ClassVar[type[Forgetting]] = Forgetting

    def setup(self) -> None:
        """Look the name up, a step at a time; or fill the caches."""
        self.answer = Answer("")
        self.shown: list[Event] = []
        self.forgetting: Forgetting | None = None
        if self.params.caches.on:
            self.forgetting = self.FORGETTING(
                self.params.caches, self.random("caches"), self._at, self.emit
            )
            self.forgetting.begin(lambda: self.now)
            return
        told: list[Event] = []
        self.answer = self.LOOKUP(self.params, told.append).ask(self.params.query)
        for step, event in enumerate(told, start=1):
            self.after(step, self._tell, event)

    @property
    def time_unit(self) -> str:
        """Seconds with caches, steps without."""
        return "s" if self.params.caches.on else ""

    def _at(self, moment: float, work: Callable[[], None]) -> None:
        self.after(max(0.0, moment - self.now), work)

    def _tell(self, event: Event) -> None:
        self.shown.append(event)
        self.emit(event)

    def measure(self) -> Mapping[str, float]:
        """Values of the answer; or how far the caches have come."""
        caches = self.forgetting
        if caches is None:
            zero = dict.fromkeys(("stale_share", "moved_s", "worst_case_s", "fetches"), 0.0)
            return {"values": len(self.answer.values), **zero}
        return {
            "values": 0,
            "stale_share": 100 * caches.stale() / len(caches.resolvers),
            "moved_s": caches.moved_s,
            "worst_case_s": caches.bound(),
            "fetches": caches.fetches,
        }

    def outcome(self) -> Outcome:
        """The answer, or how long the old one may live."""
        if self.forgetting is not None:
            return {"worst_case_s": self.forgetting.bound(), "moved_s": self.forgetting.moved_s}
        answer = self.answer
        return {
            "status": answer.status,
            "values": sorted(answer.values),
            "chain": list(answer.chain),
            "zone": answer.zone,
        }

    def panels(self) -> tuple[Panel, ...]:
        """The steps and the zones, or a strip for each resolver."""
        if self.forgetting is not None:
            return (self._strips(self.forgetting),)
        return (self._steps(), *(self._zone(zone) for zone in self.params.zones))

    def _steps(self) -> Trace:
        steps = tuple(
            Step(type(event).__name__, _subject(event), _MARKS.get(type(event), ""))
            for event in self.shown
        )
        return Trace("way", steps)

    def _zone(self, zone: Zone) -> Table:
        used = zone.name == self.answer.zone and bool(self.shown)
        rows = tuple(
            Row(
                (record.name, record.type, record.alias or ", ".join(record.values)),
                "chosen" if used and record.name == self.params.query.name else "",
            )
            for record in zone.records
        )
        columns = (Column(zone.name), Column(zone.scope), Column("values"))
        return Table("zone", columns, rows)

    def _strips(self, caches: Forgetting) -> Grid:
        end = self.params.caches.change_at_s + caches.bound() + self.params.caches.every_s
        moments = [end * column / (COLUMNS - 1) for column in range(COLUMNS)]
        change = self.params.caches.change_at_s
        strips = tuple(
            Strip(one.name, "".join(self._sign(one.at(at), at, change) for at in moments))
            for one in caches.resolvers
        )
        signs = (
            Sign("=", "before", "muted"),
            Sign("o", "old", "bad"),
            Sign("n", NEW, "good"),
        )
        return Grid("resolvers", strips, signs, axis="time")

    def _sign(self, gives: str, at: float, change: float) -> str:
        if at > self.now:
            return " "
        if gives == NEW:
            return "n"
        return "=" if at < change else "o"


def _subject(event: Event) -> str:
    """What a step is about: the name, zone or status it carries."""
    for name in ("zone", "wildcard", "cut", "target", "name", "status"):
        if value := getattr(event, name, ""):
            return str(value)
    return ""
