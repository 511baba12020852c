"""What a load balancer does, decision by decision; each wrong model believes otherwise of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from awsstudy.sims.elb import events as happened
from awsstudy.sims.elb import rule_ids as ids
from awsstudy.sims.elb.choosing import OFFERED, Chooser
from awsstudy.sims.elb.members import REGISTERED, Call, HealthStatus, Member
from awsstudy.sims.elb.world import ElbParams, Target
from awsstudy.sims.kernel import NearMiss, Simulation
from awsstudy.sims.parts import ConsecutiveCheck

LAYER_4 = ("TCP", "TLS", "UDP")
_ALGORITHM_RULE: Mapping[str, str] = {
    "round-robin": ids.ROUND_ROBIN,
    "least-outstanding": ids.LEAST,
    "weighted-random": ids.WEIGHTED,
    "flow-hash": ids.FLOW_HASH,
    "response-time": ids.RESPONSE_TIME,
}


class Policy(Simulation[ElbParams]):
    """The settings that hold, who is in service, and who gets the next request."""

    PARAMS = ElbParams

    def prepare(self) -> None:
        """Put the targets in place, in the state they begin with."""
        self.members = [self.member(i, spec) for i, spec in enumerate(self.params.targets)]
        self.kept: dict[int, str] = {}
        """Which target each client is bound to."""
        self.kept_at: dict[int, float] = {}
        """When each bound client came last."""
        self.began: dict[int, float] = {}
        """When each client was bound."""
        self.chooser = Chooser(self.random("choice"), self.turn_part)

    def member(self, index: int, spec: Target) -> Member:
        """A target at the beginning of a run."""
        healthy = spec.healthy and not spec.registered_s
        status = "healthy" if healthy else "unhealthy"
        return Member(
            spec, index, self.status(healthy=healthy), "" if spec.registered_s else status
        )

    # Settings

    def cross_zone(self) -> bool:
        """Whether a node uses the targets of all enabled zones."""
        if self.params.cross_zone == "default":
            return self.params.kind in {"alb", "clb", "generic"}
        return self.params.cross_zone == "on"

    def offered(self) -> tuple[str, ...]:
        """The algorithms that this load balancer has, the default first."""
        if self.params.kind == "clb":
            low = self.params.listener.protocol in LAYER_4
            return ("round-robin",) if low else ("least-outstanding",)
        return OFFERED[self.params.kind]

    def algorithm(self) -> str:
        """The algorithm that chooses."""
        offered, asked = self.offered(), self.params.algorithm
        return asked if asked in offered else offered[0]

    def algorithm_rule(self) -> str:
        """The rule by which that algorithm chooses."""
        if self.params.kind == "gwlb":
            return ids.GWLB_FLOW
        if self.params.kind == "clb":
            return ids.CLB_TCP if self.algorithm() == "round-robin" else ids.CLB_HTTP
        return _ALGORITHM_RULE[self.algorithm()]

    def sticky(self) -> bool:
        """Whether clients are bound to targets; a GWLB binds every flow."""
        if self.params.kind == "gwlb":
            return True
        conflict = self.params.kind == "alb" and not self.cross_zone()
        return self.params.sticky.on and not conflict

    def slow_start(self) -> int:
        """How long slow start lasts, in seconds; 0 for none."""
        able = self.params.kind in {"alb", "generic"} and self.algorithm() != "least-outstanding"
        return self.params.slow_start_s if able else 0

    def refuse_settings(self) -> None:
        """Tell what the type does not offer and what holds instead."""
        params, kind = self.params, self.params.kind
        if params.algorithm not in ("default", *self.offered()):
            near = NearMiss(ids.OFFERED, "algorithm", ", ".join(self.offered()), params.algorithm)
            self._refused("algorithm", params.algorithm, self.algorithm(), ids.OFFERED, near)
        if params.sticky.on and not self.sticky():
            near = NearMiss(ids.STICKY_CROSS, "cross-zone", "on", "off")
            self._refused("stickiness", "on", "off", ids.STICKY_CROSS, near)
        if params.slow_start_s and not self.slow_start():
            rule = ids.SLOW_LEAST if kind == "alb" else ids.SLOW_ALB
            field, found = ("algorithm", self.algorithm()) if kind == "alb" else ("type", kind)
            near = NearMiss(rule, field, "round-robin" if kind == "alb" else "alb", found)
            self._refused("slow-start", "on", "off", rule, near)

    def _refused(self, setting: str, asked: str, kept: str, rule: str, near: NearMiss) -> None:
        self.emit(
            happened.SettingRefused(
                setting=setting, asked=asked, kept=kept, rules=(rule,), near=near
            )
        )

    # Health

    def status(self, *, healthy: bool) -> HealthStatus:
        """What counts a target's checks."""
        checks = self.params.checks
        return ConsecutiveCheck(checks.unhealthy, checks.healthy, healthy=healthy)

    def first_check_suffices(self) -> bool:
        """Whether one passed check makes a newly registered target healthy."""
        return True

    def fails_open(self) -> bool:
        """Whether all targets get traffic when none is healthy."""
        return True

    def in_service(self, member: Member) -> bool:
        """Whether a target is offered requests because of its own health."""
        return member.status == "healthy"

    # Who can be chosen

    def registered(self) -> list[Member]:
        """The targets of enabled zones that belong to the group and have been checked."""
        return [
            member
            for member in self.members
            if member.status in REGISTERED[1:] and self.enabled(member)
        ]

    def enabled(self, member: Member) -> bool:
        """Whether a target's zone is enabled for the load balancer."""
        return member.spec.az in self.params.zones

    def reach(self, zone: str) -> list[Member]:
        """The targets that a zone's node can use."""
        everywhere = self.cross_zone()
        return [m for m in self.registered() if everywhere or m.spec.az == zone]

    def open_zones(self) -> tuple[str, ...]:
        """The zones whose nodes clients are sent to."""
        zones = self.params.zones
        stays = tuple(zone for zone in zones if self._stays(self.reach(zone)))
        return stays if any(self.in_service(m) for m in self.registered()) else zones

    def _stays(self, reach: Sequence[Member]) -> bool:
        """A node whose targets are all unhealthy leaves the DNS; an ALB's with none stays."""
        if not reach:
            return self.params.kind == "alb"
        return any(map(self.in_service, reach))

    def candidates(self, zone: str) -> list[Member]:
        """The targets among which a zone's node chooses."""
        reach = self.reach(zone)
        fit = [member for member in reach if self.in_service(member)]
        return fit if fit or not self.fails_open() else reach

    def node_part(self, _zone: str) -> Fraction:
        """The part of the traffic that comes to a zone's node."""
        return Fraction(1, len(self.open_zones()))

    # The next request

    def turn_part(self, member: Member) -> float:
        """What part of its turns a target takes in slow start: it grows linearly."""
        since, length = member.slow_since, self.slow_start()
        return 1.0 if since is None or not length else min(1.0, (self.now - since) / length)

    def bound_to(self, call: Call, candidates: Sequence[Member]) -> tuple[Member | None, str]:
        """The target that a client is bound to, and why it is or is not."""
        name = self.kept.get(call.client)
        if not self.sticky() or name is None:
            return None, "new"
        if self.expired(call):
            return None, "expired"
        member = next(m for m in self.members if m.spec.id == name)
        if self.params.kind == "gwlb" or self.keeps(member, candidates):
            return member, "kept"
        return None, "lost"

    def expired(self, call: Call) -> bool:
        """Whether a client's cookie has run out; only cookies do."""
        cookies = self.params.kind not in {"nlb", "gwlb"}
        return cookies and call.at - self.since(call.client) > self.params.sticky.duration_s

    def since(self, client: int) -> float:
        """The moment from which a client's cookie lasts: its latest request."""
        return self.kept_at[client]

    def keeps(self, member: Member, candidates: Sequence[Member]) -> bool:
        """Whether a cookie still leads to a target."""
        return member in candidates

    def choose(self, call: Call, candidates: Sequence[Member]) -> tuple[Member, str]:
        """The target of a request, and why: bound, or picked by the algorithm."""
        member, state = self.bound_to(call, candidates)
        if member is None:
            member = self.chooser.choose(self.algorithm(), candidates, call)
        if self.sticky():
            if state != "kept":
                self.kept[call.client], self.began[call.client] = member.spec.id, call.at
            self.kept_at[call.client] = call.at
        return member, state
