"""What can be seen of a load balancer: lanes, the race, checks, shares, the steps of an answer."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.elb.evaluations import NONE, Evaluations
from awsstudy.sims.panels import (
    Bar,
    Bars,
    Column,
    Grid,
    Mark,
    Panel,
    Place,
    Plan,
    Queue,
    Queues,
    Row,
    Sign,
    Strip,
    Table,
    Trace,
)

MOST_LANES = 8
"""Where there are more targets, the tables say it in fewer lines."""
SIGNS = (Sign("+", "passed", "good"), Sign("x", "failed", "bad"))
_MARKS: Mapping[str, Mark] = {
    "healthy": "good",
    "unhealthy": "bad",
    "initial": "muted",
    "draining": "muted",
    "unused": "muted",
}


class Pictures(Evaluations):
    """Panels of a run or a question."""

    def panels(self) -> tuple[Panel, ...]:
        """Lanes, race and checks of the traffic; steps and shares of a question."""
        if self.params.ask == "traffic":
            return self._traffic_panels()
        if self.params.ask == "checks":
            return (self._checked_grid(),)
        if self.params.ask == "shares":
            return (self._share_table(), Trace("decision", tuple(self.steps)))
        if self.params.ask == "pick":
            return (self._open_requests(), Trace("decision", tuple(self.steps)))
        steps = Trace("decision", tuple(self.steps))
        return (self._way(), steps) if self.params.ask == "hops" else (steps,)

    def _way(self) -> Plan:
        """Client, load balancer and target; under each the protocol it speaks onwards."""
        way, (front, back) = self.way(), self.protocols()
        reached: Mark = "" if self.reaches() else "bad"
        holders = {"both": "certificates-both", "nobody": "certificates-nobody"}
        places = (
            Place("one-client", 0, 0, reached, front),
            Place("one-balancer", 1, 0, reached, back),
            Place("one-target", 2, 0, "", way.back),
        )
        links = (("one-client", "one-balancer"), ("one-balancer", "one-target"))
        holder = holders.get(way.certificates, f"certificate-{way.certificates}")
        return Plan("way", places, links, header=holder)

    def _traffic_panels(self) -> tuple[Panel, ...]:
        """The checks are shown where one has failed: a screen has few lines."""
        if len(self.members) > MOST_LANES:
            return (self._lanes(),)
        failed = any("x" in member.seen for member in self.members)
        return (self._lanes(), self._race(), *([self._checked_grid()] if failed else ()))

    def _lanes(self) -> Queues:
        queues = (
            Queue(
                member.spec.id,
                len(member.active),
                member.spec.slots,
                len(member.line),
                _MARKS.get(member.status, "muted"),
                "slow-start" if member.slow_since is not None else member.status or "unregistered",
            )
            for member in self.members
        )
        return Queues("lanes", tuple(queues))

    def _race(self) -> Bars:
        most = max(member.given for member in self.members)
        bars = (
            Bar(m.spec.id, m.given, "chosen" if m.given and m.given == most else "")
            for m in self.members
        )
        return Bars("race", tuple(bars))

    def _checked_grid(self) -> Grid:
        checked = self.members[:1] if self.params.ask == "checks" else self.members
        strips = tuple(Strip(member.spec.id, member.seen) for member in checked)
        return Grid("checks", strips, SIGNS, "check-times")

    def _share_table(self) -> Table:
        rows = []
        for member in self.members:
            share = self.shown.get(member.spec.id, NONE)
            mark: Mark = "bad" if not share else "good" if share == max(self.shown.values()) else ""
            rows.append(Row((member.spec.id, member.spec.az, member.status, share), mark))
        columns = (Column("target"), Column("zone"), Column("state"), Column("share"))
        return Table("targets", columns, tuple(rows))

    def _open_requests(self) -> Table:
        columns = (Column("target"), Column("state"), Column("open"), Column("last-answer", "ms"))
        rows = (
            Row((m.spec.id, m.status, m.outstanding, m.spec.last_ms), _MARKS.get(m.status, ""))
            for m in self.members
        )
        return Table("targets", columns, tuple(rows))
