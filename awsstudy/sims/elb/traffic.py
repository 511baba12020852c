"""The traffic of a run: requests come, are sent to targets, wait, are answered; targets change."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, log

from awsstudy.sims.elb import events as happened
from awsstudy.sims.elb import rule_ids as ids
from awsstudy.sims.elb.members import Call, Member
from awsstudy.sims.elb.targets import TargetsInTime
from awsstudy.sims.kernel import Event, NearMiss

_REASON: Mapping[str, str] = {
    "round-robin": "in-turn",
    "least-outstanding": "fewest",
    "weighted-random": "by-chance",
    "flow-hash": "by-hash",
    "response-time": "fastest",
}


class TrafficRun(TargetsInTime):
    """Requests on their way to targets."""

    def start_traffic(self) -> None:
        """Schedule the first request, the checks, and what becomes of the targets."""
        self.answers_ms: list[float] = []
        self.most_waiting = 0
        self.number = 0
        draw = {name: self.random(name).random for name in ("gap", "client", "node", "work")}
        self._gap, self._client, self._node, self._work = draw.values()
        self.after(0, self.refuse_settings)
        if self.params.request.client == "internet" and self.params.scheme == "internal":
            self.after(0, self._turn_away)
            return
        self.repeat(self._next_gap(), self._arrive)
        for member in self.members:
            self.plan(member)

    def _turn_away(self) -> None:
        near = NearMiss(ids.FACING, "scheme", "internet-facing", "internal")
        self.emit(happened.ClientTurnedAway(scheme="internal", rules=(ids.INTERNAL,), near=near))

    # Requests

    def _next_gap(self) -> float:
        rate = self.params.traffic.rate_rps
        if self.params.traffic.arrivals == "steady":
            return 1 / rate
        return -log(1.0 - self._gap()) / rate

    def _arrive(self) -> float | None:
        """One request comes; the gap to the next one, while there is one."""
        if self.now > self.params.traffic.duration_s:
            return None
        zones = self.zones_open()
        zone = zones[int(self._node() * len(zones))]
        fixed = self.params.traffic.service == "fixed"
        work = 1.0 if fixed else -log(1.0 - self._work())
        client = self._who()
        self.number += 1
        call = Call(self.number, client, self.now, work, zone, self._flow(client))
        self.route(call)
        return self._next_gap()

    def _who(self) -> int:
        traffic, drawn = self.params.traffic, self._client()
        heavy = traffic.heavy_pct / 100
        if drawn < heavy:
            return 1
        rest = (drawn - heavy) / (1 - heavy)
        first = 1 if traffic.heavy_pct else 0
        return 1 + first + int(rest * max(1, traffic.clients - first))

    def _flow(self, client: int) -> str:
        """What is hashed: without stickiness also what is new with every connection."""
        bound = self.params.kind == "gwlb" or self.sticky()
        return f"{self.seed}|{client}" if bound else f"{self.seed}|{client}|{self.number}"

    def route(self, call: Call) -> None:
        """Send a request to a target, or answer it with an error."""
        candidates = self.fit(call.zone)
        if not candidates:
            near = NearMiss(ids.HEALTHY_ONLY, "health", "healthy", "unhealthy")
            self.fail(call, "none", "no-target", ids.NOBODY, near)
            return
        member, state = self.choose(call, candidates)
        member.given += 1
        if not self.is_up(member):
            member.failed += 1
            near = NearMiss(ids.CONSECUTIVE_DOWN, "state", "unhealthy", member.status)
            self.fail(call, member.spec.id, "app-error", ids.APP_ERROR, near)
            return
        if len(member.active) < member.spec.slots:
            self._begin(member, call)
        else:
            member.line.append(call)
            self.most_waiting = max(self.most_waiting, len(member.line))
        if self.params.traffic.told:
            self.emit(self._routed(call, member, state))

    def _routed(self, call: Call, member: Member, state: str) -> Event:
        kept = state == "kept"
        source = self.params.kind in {"nlb", "gwlb"}
        bound = (ids.STICKY_SOURCE if source else ids.STICKY, ids.STICKY_OVERRIDES)
        lost = (ids.STICKY_LOST,) if state == "lost" else ()
        near = NearMiss(ids.STICKY, "health", "healthy", "unhealthy") if lost else None
        rules = bound if kept else (*lost, self.algorithm_rule())
        return happened.RequestRouted(
            request=call.number,
            client=call.client,
            target=member.spec.id,
            reason="bound" if kept else _REASON[self.algorithm()],
            outstanding=member.outstanding,
            rules=rules,
            near=near,
        )

    def _begin(self, member: Member, call: Call) -> None:
        member.active[call.number] = call
        self.after(call.demand_s * member.spec.service_ms / 1000, self._finish, member, call)

    def _finish(self, member: Member, call: Call) -> None:
        if member.active.pop(call.number, None) is None:
            return
        ms = (self.now - call.at) * 1000
        member.answered += 1
        member.total_ms += ms
        self.answers_ms.append(ms)
        if self.params.traffic.told:
            answered = happened.RequestAnswered(
                request=call.number, target=member.spec.id, ms=round(ms, 1), rules=(ids.SERVICE,)
            )
            self.emit(answered)
        if member.line:
            self._begin(member, member.line.popleft())

    # Figures

    def figures(self) -> dict[str, float]:
        """What the requests came to."""
        given = [member.given for member in self.members if member.given] or [0]
        total, mean = sum(given), sum(given) / len(self.members)
        times = sorted(self.answers_ms)
        return {
            "requests": self.number,
            "top_share": round(100 * max(given) / total, 1) if total else 0.0,
            "imbalance": round(max(given) / mean, 2) if mean else 0.0,
            "mean_ms": round(sum(times) / len(times), 1) if times else 0.0,
            "p95_ms": round(times[ceil(0.95 * len(times)) - 1], 1) if times else 0.0,
            "errors": self.errors,
            "broken": self.broken,
        }
