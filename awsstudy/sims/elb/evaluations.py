"""Questions that are answered step by step: shares, checks, the next target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from awsstudy.sims.elb import events as happened
from awsstudy.sims.elb import rule_ids as ids
from awsstudy.sims.elb.members import Call, Member
from awsstudy.sims.elb.routes import Routes
from awsstudy.sims.elb.traffic import TrafficRun
from awsstudy.sims.kernel import Event, NearMiss, Outcome
from awsstudy.sims.panels import Mark, Step

NONE = Fraction(0)
CLIENT = 1
"""The client whose next request is asked about."""


class Evaluations(Routes, TrafficRun):
    """Every question but the traffic itself."""

    def start_evaluation(self) -> None:
        """Answer the question and schedule the steps to the answer."""
        self.steps: list[Step] = []
        self.shown: dict[str, Fraction] = {}
        self._clock = 0
        ways: Mapping[str, Callable[[], Outcome]] = {
            "shares": self._shares,
            "checks": self._checks,
            "pick": self._pick,
            "hops": self.find_hops,
            "rules": self.find_rule,
            "drain": self.find_broken,
            "type": self.find_type,
        }
        self.answer = ways[self.params.ask]()

    def tell(self, event: Event, step: Step | None = None) -> None:
        """Schedule the next step."""
        self._clock += 1
        self.after(self._clock, self._show, event, step)

    def _show(self, event: Event, step: Step | None) -> None:
        if step:
            self.steps.append(step)
        self.emit(event)

    # Shares

    def shares(self) -> dict[str, Fraction]:
        """The exact part of the traffic that each target gets; lost traffic under ``none``."""
        found = {member.spec.id: NONE for member in self.members}
        for zone in self.open_zones():
            part, fit = self.node_part(zone), self.candidates(zone)
            for member in fit:
                found[member.spec.id] += part / len(fit)
            if not fit:
                found["none"] = found.get("none", NONE) + part
        return found

    def _shares(self) -> Outcome:
        self.after(0, self.refuse_settings)
        on = self.cross_zone()
        asked = self.params.cross_zone == "default"
        setting = (ids.CROSS_DEFAULT[self.params.kind],) if asked else ()
        rules = (*setting, ids.CROSS_ON if on else ids.CROSS_OFF)
        state = "on" if on else "off"
        found = happened.CrossZoneFound(kind=self.params.kind, cross_zone=state, rules=rules)
        self.tell(found, Step("cross-zone", state, rule=rules[0]))
        self._tell_left_out()
        for zone in self.params.zones:
            self._tell_zone(zone)
        self.shown = self.shares()
        parts = {name: part for name, part in self.shown.items() if name != "none"}
        return {"shares": parts, "lost": self.shown.get("none", NONE)}

    def _tell_left_out(self) -> None:
        members = self.registered()
        if not any(map(self.in_service, members)):
            opened = happened.FailedOpen(targets=len(members), rules=(ids.FAIL_OPEN,))
            self.tell(opened, Step("all-targets", "open", "chosen", ids.FAIL_OPEN))
            return
        for member in self.members:
            if member not in members:
                self._left_out(member, "zone-not-enabled", ids.ZONE_ENABLED)
            elif not self.in_service(member):
                self._left_out(member, "unhealthy", ids.HEALTHY_ONLY)

    def _left_out(self, member: Member, reason: str, rule: str) -> None:
        wanted = ("zone", "enabled") if rule == ids.ZONE_ENABLED else ("health", "healthy")
        near = NearMiss(rule, *wanted, reason)
        name = member.spec.id
        event = happened.TargetLeftOut(target=name, reason=reason, rules=(rule,), near=near)
        self.tell(event, Step(name, reason, "bad", rule))

    def _tell_zone(self, zone: str) -> None:
        if zone not in self.open_zones():
            removed = happened.ZoneRemoved(zone=zone, rules=(ids.ZONE_OUT,))
            self.tell(removed, Step(f"node-{zone}", "left-dns", "bad", ids.ZONE_OUT))
            return
        part, fit = self.node_part(zone), self.candidates(zone)
        if not fit:
            lost = happened.ShareLost(zone=zone, part=part, rules=(ids.ZONE_EMPTY,))
            self.tell(lost, Step(f"node-{zone}", "no-target", "bad", ids.ZONE_EMPTY))
            return
        rules = (ids.NODES, ids.CROSS_ON if self.cross_zone() else ids.CROSS_OFF)
        shared = happened.NodeShared(
            zone=zone, part=part, targets=len(fit), each=part / len(fit), rules=rules
        )
        self.tell(shared, Step(f"node-{zone}", "shares", "good", ids.NODES))

    # Checks

    def _checks(self) -> Outcome:
        """One target's checks, at seconds 0, interval, 2 intervals and so on."""
        checks, member = self.params.checks, self._checked()
        turns: list[list[object]] = []
        for number, result in enumerate(checks.script):
            at = number * checks.interval_s
            self.after(at, self._script_check, result)
            before = member.status
            self._foresee(member, passed=result == "P")
            if member.status != before:
                turns.append([number + 1, at, member.status])
        final, self.members[0] = member.status, self._checked()
        return {"state": final, "turns": turns, "at_s": turns[0][1] if turns else None}

    def _checked(self) -> Member:
        """The target whose checks are asked about, as it is before the first one."""
        member = self.member(0, self.params.targets[0])
        if self.params.checks.new:
            member.status, member.check = "initial", self.status(healthy=False)
        return member

    def _foresee(self, member: Member, *, passed: bool) -> None:
        """What a check will turn the target into."""
        if member.status == "initial" and passed and self.first_check_suffices():
            member.check, member.status = self.status(healthy=True), "healthy"
        elif member.check.observe(passed=passed):
            member.status = "healthy" if member.check.healthy else "unhealthy"

    def _script_check(self, result: str) -> None:
        member, passed = self.members[0], result == "P"
        member.seen += "+" if passed else "x"
        self.take_check(member, passed=passed)

    # The next target

    def _pick(self) -> Outcome:
        """Who gets the next request, with the client's cookie and everyone's open requests."""
        request, zone = self.params.request, self.params.zones[0]
        self.after(0, self.refuse_settings)
        places = {member.spec.id: member.index for member in self.members}
        if request.last_target in places:
            self.chooser.last[zone] = places[request.last_target]
        call = Call(1, CLIENT, float(request.first_s), 1.0, zone, f"{self.seed}|next")
        if request.cookie in places:
            self.kept[CLIENT], self.began[CLIENT] = request.cookie, 0.0
            self.kept_at[CLIENT] = call.at - request.last_s
        fit = self.candidates(zone)
        self._tell_left_out()
        self._tell_candidates(fit)
        if not fit:
            return {"target": None, "why": "no-target"}
        cookie = request.cookie
        member, state = self.choose(call, fit)
        if cookie is not None:
            self._tell_cookie(cookie, state if self.params.sticky.on else "off")
        rules = (ids.STICKY, ids.STICKY_OVERRIDES) if state == "kept" else (self.algorithm_rule(),)
        reason = "bound" if state == "kept" else self.algorithm()
        name = member.spec.id
        picked = happened.TargetPicked(target=name, reason=reason, rules=rules)
        self.tell(picked, Step(name, reason, "chosen", rules[0]))
        return {"target": name, "why": reason}

    def _tell_candidates(self, fit: list[Member]) -> None:
        for member in fit:
            weighed = happened.TargetWeighed(
                target=member.spec.id,
                outstanding=member.outstanding,
                reason="candidate",
                rules=(ids.HEALTHY_ONLY,),
            )
            self.tell(weighed, Step(member.spec.id, "candidate", "good", ids.HEALTHY_ONLY))

    def _tell_cookie(self, cookie: str, state: str) -> None:
        rule = {
            "kept": ids.STICKY,
            "expired": ids.STICKY_EXPIRED,
            "lost": ids.STICKY_LOST,
        }.get(state, ids.STICKY_OFF)
        field, wanted = {
            "expired": ("cookie", "in-time"),
            "lost": ("health", "healthy"),
        }.get(state, ("stickiness", "on"))
        near = None if state == "kept" else NearMiss(rule, field, wanted, state)
        read = happened.CookieRead(target=cookie, state=f"cookie-{state}", rules=(rule,), near=near)
        mark: Mark = "good" if state == "kept" else "bad"
        self.tell(read, Step("cookie", f"cookie-{state}", mark, rule))
