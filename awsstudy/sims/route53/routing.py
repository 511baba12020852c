"""How Route 53 answers a query for a group of records, and how an outage runs through it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from awsstudy.sims.kernel import Event, Metric, Outcome, Simulation
from awsstudy.sims.panels import Bar, Bars, Column, Mark, Panel, Row, Step, Table, Trace
from awsstudy.sims.route53 import events as happened
from awsstudy.sims.route53 import rule_ids as ids
from awsstudy.sims.route53.decision import (
    Decision,
    Distribution,
    Told,
    Values,
    figure,
    several,
    shares,
    told,
)
from awsstudy.sims.route53.outage import Outage, Timing
from awsstudy.sims.route53.ranking import RANKINGS, Records, Tiers
from awsstudy.sims.route53.world import Record, Route53Params

_NONE = Fraction(0)
_FIGURES = {
    "weighted": Column("weight"),
    "failover": Column("role"),
    "latency": Column("latency", "ms"),
    "geolocation": Column("location"),
    "geoproximity": Column("biased-distance", "km"),
    "ip": Column("prefix"),
}
"""What the policy compares: a column of the records' table."""


class Route53Routing(Simulation[Route53Params]):
    """One group of records: each query is decided, and an outage runs through it."""

    PARAMS = Route53Params
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("answers"),
        Metric("unhealthy"),
        Metric("largest_share", "%"),
        Metric("detect_s", "s"),
        Metric("moved_s", "s"),
        Metric("worst_case_s", "s"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.DECISION + happened.OUTAGE

    def setup(self) -> None:
        """Ask the first query; with the clock on, let the endpoint fail later."""
        self.group, self.client, self.clock = (
            self.params.group,
            self.params.client,
            self.params.clock,
        )
        self.status = {record.id: record.healthy for record in self.group.records}
        self.decision: Decision | None = None
        self._steps: list[Step] = []
        self._round = 0
        self.outage: Outage | None = None
        if self.clock.on:
            self.outage = Outage(self, self._victim().id, self.clock, self.timing(), self._judged)
            self.after(0, self._ask)
            self.after(self.clock.fail_at_s, self._break)
        else:
            self.after(1, self._ask)

    # What Route 53 does; each wrong model believes something else of one of these.

    def tiers(self) -> Tiers:
        """The records that can answer, best first."""
        return RANKINGS[self.group.policy](self.group.records, self.client)

    def weight(self, record: Record) -> int:
        """How much a record counts in its share."""
        return record.w

    def is_healthy(self, record: Record) -> bool:
        """Whether Route 53 takes a record for healthy."""
        unlooked = self.group.policy == "simple" or not record.checked
        return unlooked or self.status[record.id]

    def chosen(self, tiers: Tiers) -> Records:
        """The healthy records of the first tier that has any."""
        for tier in tiers:
            if healthy := tuple(record for record in tier if self.is_healthy(record)):
                return healthy
        return self.fall_back(tiers)

    def fall_back(self, tiers: Tiers) -> Records:
        """The records that answer when none is healthy: then all count as healthy."""
        return tiers[0] if tiers else ()

    def spread(self, chosen: Records) -> Distribution:
        """How the chosen records share the queries."""
        names = tuple(record.id for record in chosen)
        if not names:
            return ((None, Fraction(1)),)
        if self.group.policy == "multivalue":
            return several(names, self.limit())
        if self.group.policy == "simple" and len(names) > 1:
            return ((names, Fraction(1)),)
        total = sum(self.weight(record) for record in chosen)
        if self.group.policy != "weighted" or not total:
            return tuple((name, Fraction(1, len(names))) for name in names)
        return tuple((record.id, Fraction(self.weight(record), total)) for record in chosen)

    def limit(self) -> int:
        """How many values a multivalue answer holds at most."""
        return int(self.rules.number(ids.MULTIVALUE_LIMIT))

    def timing(self) -> Timing:
        """What decides how long a failover takes."""
        return Timing(self.clock.interval_s, self.clock.threshold, self.clock.ttl_s)

    # The run.

    def _ask(self) -> None:
        self._round += 1
        self._steps = []
        tiers = self.tiers()
        chosen = self.chosen(tiers)
        distribution = self.spread(chosen)
        decision = Decision(
            policy=self.group.policy,
            client=self.client,
            records=self.group.records,
            tiers=tiers,
            chosen=chosen,
            distribution=distribution,
            shares=shares(distribution),
        )
        story = list(told(decision, self.is_healthy))
        if self.clock.on:
            for item in story:
                self._tell(self._round, item)
            self.decision = decision
            return
        self.decision = None
        for index, item in enumerate(story):
            self.after(index, self._tell, self._round, item)
        self.after(len(story) - 1, self._settle, self._round, decision)

    def _tell(self, number: int, item: Told) -> None:
        if number == self._round:
            event, step = item
            self.emit(event)
            if step:
                self._steps.append(step)

    def _settle(self, number: int, decision: Decision) -> None:
        if number == self._round:
            self.decision = decision

    def _victim(self) -> Record:
        records = self.group.records
        primary = (record for record in records if record.role == "PRIMARY")
        return next(primary, records[0]) if self.group.policy == "failover" else records[0]

    def _break(self) -> None:
        if self.outage and self.outage.up:
            self.outage.change(up=False, checked=self._victim().checked)

    def _judged(self, state: str) -> None:
        before = self.decision.distribution if self.decision else ()
        self.status[self._victim().id] = state == "healthy"
        self._ask()
        if self.outage and self.decision and self.decision.distribution != before:
            self.outage.answer_changed()

    # What the learner does.

    def actions(self) -> tuple[str, ...]:
        """Let a healthy record fail, or heal a failed one; with the clock on only its endpoint."""
        if self.outage:
            verb = "fail" if self.outage.up else "heal"
            return (f"{verb}:{self.outage.record}",)
        return tuple(
            f"{'fail' if self.status[record.id] else 'heal'}:{record.id}"
            for record in self.group.records
        )

    def act(self, action: str) -> None:
        """Change a record's status; the endpoint under the clock must be noticed by checks."""
        verb, _, name = action.partition(":")
        up = verb == "heal"
        if self.outage:
            self.outage.change(up=up, checked=self._victim().checked)
            return
        self.status[name] = up
        state = "healthy" if up else "unhealthy"
        self.emit(happened.StatusSet(record=name, status=state, rules=(ids.PERIODIC,)))
        self.after(1, self._ask)

    # What can be seen.

    def measure(self) -> Mapping[str, float]:
        """Number of answers, unhealthy records, and what the outage took."""
        kinds = self.decision.distribution if self.decision else ()
        return {
            "answers": sum(values is not None for values, _ in kinds),
            "unhealthy": sum(not up for up in self.status.values()),
            "largest_share": round(float(max(map(self._share, self.group.records)) * 100), 2),
            "detect_s": round(self.outage.detect_s, 1) if self.outage else 0.0,
            "moved_s": round(self.outage.moved_s, 1) if self.outage else 0.0,
            "worst_case_s": self.outage.timing.worst_s if self.outage else 0.0,
        }

    def _share(self, record: Record) -> Fraction:
        return self.decision.shares.get(record.id, _NONE) if self.decision else _NONE

    def outcome(self) -> Outcome:
        """The exact distribution over answers; with the clock on also what the outage took."""
        answer = [_plain(*row) for row in self.decision.distribution] if self.decision else None
        if not self.outage:
            return {"answer": answer}
        times = {name: self.measure()[name] for name in ("detect_s", "moved_s", "worst_case_s")}
        return {"answer": answer, **times}

    def panels(self) -> tuple[Panel, ...]:
        """The decision, the records, their shares, and the outage over time."""
        clock = (self.outage.panel(),) if self.outage else ()
        return (*clock, Trace("decision", tuple(self._steps)), self._table(), self._bars())

    def _table(self) -> Table:
        policy = self.group.policy
        compared = _FIGURES.get(policy)
        columns = [Column("record"), *([compared] if compared else ())]
        rows = []
        for record in self.group.records:
            cells = [record.id, *([figure(policy, record, self.client)] if compared else ())]
            rows.append(
                Row((*cells, self._health(record), self._share(record)), self._mark(record))
            )
        return Table("records", (*columns, Column("health"), Column("share")), tuple(rows))

    def _bars(self) -> Bars:
        bars = (
            Bar(record.id, float(self._share(record) * 100), self._mark(record))
            for record in self.group.records
        )
        return Bars("shares", tuple(bars), "%")

    def _health(self, record: Record) -> str:
        if not record.checked:
            return "unchecked"
        return "healthy" if self.status[record.id] else "unhealthy"

    def _mark(self, record: Record) -> Mark:
        if self._share(record):
            return "chosen"
        return "" if self.is_healthy(record) else "bad"


def _plain(values: Values, part: Fraction) -> list[Any]:
    return [list(values) if isinstance(values, tuple) else values, part.numerator, part.denominator]
