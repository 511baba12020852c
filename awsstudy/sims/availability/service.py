"""Availability as AWS describes it: reckoned from a diagram, or seen as a fault runs through."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from awsstudy.sims.availability import events as happened
from awsstudy.sims.availability import picture_site, picture_sums
from awsstudy.sims.availability import rule_ids as ids
from awsstudy.sims.availability.diagram import Diagram, exact
from awsstudy.sims.availability.outage import Outage
from awsstudy.sims.availability.reckoning import (
    Reckoning,
    allowed,
    judged,
    percent,
    rated,
    sized,
    tried,
)
from awsstudy.sims.availability.world import AvailabilityParams
from awsstudy.sims.kernel import Event, Metric, Outcome, Simulation
from awsstudy.sims.panels import Panel

DAY_S = 24 * 3600


class GlobalAvailability(Reckoning, Simulation[AvailabilityParams]):
    """A diagram of parts, a target, a fleet over zones, or a site under a fault."""

    PARAMS = AvailabilityParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("availability", "%"),
        Metric("downtime_min", "min"),
        Metric("served", "%"),
        Metric("moved_s", "s"),
        Metric("rpo_s", "s"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.WORKED_OUT + happened.HAPPENED

    def setup(self) -> None:
        """Plan the fault, or what is to be reckoned step by step."""
        self.told: list[Event] = []
        self.outage: Outage | None = None
        self.diagram = Diagram(self.params.blocks)
        self.answer = self._answer()
        if self.params.ask == "outage":
            self.outage = Outage(self)
            self.after(self.params.fault.at_min * 60, self._strike)
            return
        for index, event in enumerate(self._story()):
            self.after(index, self._tell, event)

    # What is asked for.

    @property
    def first(self) -> Fraction:
        """The first part's availability: that of each copy."""
        return self.part(next(block for block in self.params.blocks if block.kind == "part"))

    def _answer(self) -> Fraction:
        """The availability that is asked for, or reached."""
        goal = self.params.goal
        if self.params.ask == "diagram":
            return self.diagram.availability(self.diagram.root, self)
        if self.params.ask == "copies":
            copies = self.copies_for(self.first, exact(goal.pct) / 100)
            return min(Fraction(1), self.reached(self.first, copies))
        return exact(goal.pct) / 100

    def _story(self) -> tuple[Event, ...]:
        goal = self.params.goal
        match self.params.ask:
            case "diagram":
                return (*rated(self.diagram, self), allowed(self.answer, goal, self))
            case "downtime":
                return (allowed(self.answer, goal, self),)
            case "copies":
                return tuple(tried(self.first, goal, self))
            case "fleet":
                return (sized(self.params.fleet, self),)
            case _:
                return tuple(judged(self.params, self))

    def _tell(self, event: Event) -> None:
        self.emit(event)
        self.told.append(event)

    # How a fault runs through.

    def times(self) -> tuple[float, float, float]:
        """Seconds to notice, to make a waiting copy ready, until clients ask DNS again."""
        site = self.params.site
        return site.detect_s, site.failover_s, site.ttl_s

    def _strike(self) -> None:
        outage = self._running()
        outage.strike()
        if outage.lost:
            self.after(self.times()[0], self._notice)
        self.after(self.params.fault.minutes * 60, self._mend)

    def _notice(self) -> None:
        outage = self._running()
        if outage.mended:
            return
        if outage.notice():
            outage.move(outage.answered, ids.HEALTHY_TARGETS)
        elif others := outage.others():
            self.after(self.times()[2], outage.move, others, ids.TTL)
        elif outage.reserve():
            self.after(self.times()[1], self._promote)
        else:
            outage.give_up()

    def _promote(self) -> None:
        outage = self._running()
        outage.promote()
        self.after(self.times()[2], outage.move, (outage.plan.reserve,), ids.TTL)

    def _mend(self) -> None:
        outage = self._running()
        outage.mend()
        if outage.noticed and outage.answered[0] != outage.plan.reserve:
            moved = outage.answered != outage.plan.live
            self.after(self.times()[0] + (self.times()[2] if moved else 0), outage.come_back)

    def _running(self) -> Outage:
        if self.outage is None:
            raise ValueError("no outage was asked for")
        return self.outage

    # What can be seen.

    @property
    def time_unit(self) -> str:
        """Seconds of an outage; reckoning only counts its steps."""
        return "s" if self.params.ask == "outage" else ""

    def measure(self) -> Mapping[str, float]:
        """Availability and what it means in time; the state of an outage."""
        if self.outage:
            return self._outage_metrics(self.outage)
        minutes = self.down_minutes(self.answer, self.params.goal.period)
        return {
            "availability": percent(self.answer),
            "downtime_min": round(float(minutes), 3),
            "served": 0.0,
            "moved_s": 0.0,
            "rpo_s": 0.0,
        }

    def unwatched(self) -> frozenset[str]:
        """A diagram serves nothing and moves nothing."""
        return frozenset() if self.outage else frozenset({"served", "moved_s", "rpo_s"})

    def _outage_metrics(self, outage: Outage) -> Mapping[str, float]:
        day = 1 - outage.lost_time / DAY_S
        return {
            "availability": round(float(day * 100), 4),
            "downtime_min": round(float(outage.lost_time / 60), 2),
            "served": round(float(outage.served() * 100), 2),
            "moved_s": outage.moved_s,
            "rpo_s": outage.rpo_s,
        }

    def outcome(self) -> Outcome:
        """What was asked for: exact amounts as fractions."""
        fleet = self.params.fleet
        match self.params.ask:
            case "outage":
                lost = self._running().lost_time
                return {"lost_s": lost, **self.measure()}
            case "copies":
                copies = self.copies_for(self.first, exact(self.params.goal.pct) / 100)
                return {"copies": copies, "availability": self.answer}
            case "fleet":
                return {"per_zone": self.per_zone(fleet), "total": self.fleet_total(fleet)}
            case "designs":
                serving = [e.layout for e in judged(self.params, self) if e.verdict == "serves"]
                return {"serving": serving}
            case _:
                minutes = self.down_minutes(self.answer, self.params.goal.period)
                return {"availability": self.answer, "down_minutes": minutes}

    def panels(self) -> tuple[Panel, ...]:
        """The site and its hours, or the diagram and its nines."""
        if self.outage:
            return picture_site.of_outage(self.outage, self.now)
        return picture_sums.of_reckoning(self.params, self.diagram, tuple(self.told))
