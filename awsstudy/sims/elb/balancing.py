"""Elastic Load Balancing: one run of traffic, or one question, with what can be seen of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from awsstudy.sims.elb.evaluations import NONE
from awsstudy.sims.elb.events import EVENTS
from awsstudy.sims.elb.members import Member
from awsstudy.sims.elb.pictures import Pictures
from awsstudy.sims.kernel import Event, Metric, Outcome


class ElbBalancing(Pictures):
    """A load balancer, its targets, and what happens to requests."""

    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("requests"),
        Metric("top_share", "%"),
        Metric("imbalance"),
        Metric("mean_ms", "ms"),
        Metric("p95_ms", "ms"),
        Metric("errors"),
        Metric("broken"),
        Metric("healthy"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = EVENTS

    def setup(self) -> None:
        """Begin the run of traffic, or answer the question."""
        self.prepare()
        if self.params.ask == "traffic":
            self.start_traffic()
        else:
            self.start_evaluation()

    @property
    def time_unit(self) -> str:
        """Seconds where time runs; a question only counts steps."""
        return "s" if self.params.ask in {"traffic", "checks"} else ""

    # What the learner does

    def actions(self) -> tuple[str, ...]:
        """During traffic: take a target out of the group."""
        if self.params.ask != "traffic":
            return ()
        return tuple(
            f"deregister:{member.spec.id}"
            for member in self.members
            if member.status in {"healthy", "unhealthy"}
        )

    def act(self, action: str) -> None:
        """Deregister a target."""
        name = action.partition(":")[2]
        self.deregister(next(member for member in self.members if member.spec.id == name))

    # What can be seen

    def measure(self) -> Mapping[str, float]:
        """Requests, their spread and times; a question has the largest share only."""
        healthy = sum(member.status == "healthy" for member in self.members)
        if self.params.ask == "traffic":
            return {**self.figures(), "healthy": healthy}
        shares = [self.shown.get(member.spec.id, NONE) for member in self.members]
        top, mean = max(shares), Fraction(sum(shares), len(shares))
        zero = dict.fromkeys((metric.id for metric in self.METRICS), 0.0)
        return {
            **zero,
            "top_share": round(float(100 * top), 2),
            "imbalance": round(float(top / mean), 2) if mean else 0.0,
            "healthy": healthy,
        }

    def outcome(self) -> Outcome:
        """The answer; for traffic what each target got, and the figures."""
        if self.params.ask != "traffic":
            return self.answer
        targets = {
            member.spec.id: {
                "given": member.given,
                "share_pct": self._share(member),
                "answered": member.answered,
                "failed": member.failed,
                "state": member.status or "unregistered",
                "mean_ms": round(member.total_ms / member.answered, 2) if member.answered else 0.0,
            }
            for member in self.members
        }
        return {"targets": targets, "waiting": self.most_waiting, **self.figures()}

    def _share(self, member: Member) -> float:
        given = sum(other.given for other in self.members)
        return round(100 * member.given / given, 1) if given else 0.0
