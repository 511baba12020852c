"""What becomes of targets during a run: checks, states, slow start, draining."""

from __future__ import annotations

from awsstudy.sims.elb import events as happened
from awsstudy.sims.elb import rule_ids as ids
from awsstudy.sims.elb.members import Call, Member
from awsstudy.sims.elb.policy import Policy
from awsstudy.sims.kernel import NearMiss


class TargetsInTime(Policy):
    """Targets that are checked, registered and deregistered while traffic runs."""

    def prepare(self) -> None:
        """Nothing has failed yet, and nothing is known of who can be chosen."""
        super().prepare()
        self.errors = 0
        self.broken = 0
        """Requests that broke off when their target left."""
        self._open: tuple[str, ...] | None = None
        self._fit: dict[str, list[Member]] = {}

    def plan(self, member: Member) -> None:
        """Schedule a target's registration, checks and deregistration."""
        spec = member.spec
        if spec.registered_s:
            self.after(spec.registered_s, self._register, member)
        self.repeat(spec.registered_s, lambda: self._check(member))
        if spec.deregistered_s is not None:
            self.after(spec.deregistered_s, self.deregister, member)

    def zones_open(self) -> tuple[str, ...]:
        """The open zones, found anew after a target has changed."""
        if self._open is None:
            self._open = self.open_zones()
        return self._open

    def fit(self, zone: str) -> list[Member]:
        """A node's candidates, found anew after a target has changed."""
        if zone not in self._fit:
            self._fit[zone] = self.candidates(zone)
        return self._fit[zone]

    def fail(self, call: Call, target: str, reason: str, rule: str, near: NearMiss) -> None:
        """Answer a request with an error."""
        self.errors += 1
        self.emit(
            happened.RequestFailed(
                request=call.number, target=target, reason=reason, rules=(rule,), near=near
            )
        )

    def is_up(self, member: Member) -> bool:
        """Whether a target's application answers without errors now."""
        start, end = member.spec.down_from_s, member.spec.down_until_s
        return start is None or self.now < start or (end is not None and self.now >= end)

    def _passes(self, member: Member) -> bool:
        checks = self.params.checks
        wanted = 399 if checks.success == "200-399" else 200
        return self.is_up(member) and 200 <= checks.code <= wanted

    def _register(self, member: Member) -> None:
        self.turn(member, "initial", ids.FIRST_CHECK)

    def _check(self, member: Member) -> float | None:
        """One health check; the time to the next one, while the run goes on."""
        if member.status not in {"initial", "healthy", "unhealthy"}:
            return None
        passed = self._passes(member)
        member.seen += "+" if passed else "x"
        self.take_check(member, passed=passed)
        left = self.params.traffic.duration_s - self.now
        return self.params.checks.interval_s if left >= self.params.checks.interval_s else None

    def take_check(self, member: Member, *, passed: bool) -> None:
        """Count a check's result and turn the target's state where that is due."""
        if member.status == "initial" and passed and self.first_check_suffices():
            member.check = self.status(healthy=True)
            self._counted(member, "passed", 1, 1)
            self.turn(member, "healthy", ids.FIRST_CHECK)
            return
        check = member.check
        healthy, threshold = check.healthy, check.threshold
        turned = check.observe(passed=passed)
        streak = threshold if turned else check.streak
        self._counted(member, "passed" if passed else "failed", streak, threshold)
        if turned:
            rule = ids.CONSECUTIVE_DOWN if healthy else ids.CONSECUTIVE_UP
            self.turn(member, "healthy" if check.healthy else "unhealthy", rule)

    def _counted(self, member: Member, result: str, streak: int, threshold: int) -> None:
        near, alb = None, self.params.kind == "alb"
        if 0 < streak < threshold:
            rule = ids.CONSECUTIVE_DOWN if result == "failed" else ids.CONSECUTIVE_UP
            near = NearMiss(rule, "streak", str(threshold), str(streak))
        self.emit(
            happened.CheckCounted(
                target=member.spec.id,
                result=result,
                streak=streak,
                threshold=threshold,
                rules=(ids.INTERVAL, ids.SUCCESS) if alb else (ids.INTERVAL,),
                near=near,
            )
        )

    def turn(self, member: Member, state: str, rule: str) -> None:
        """Bring a target into a state."""
        zones = self.open_zones()
        member.status = state
        self._open, self._fit = None, {}
        self.emit(happened.StateTurned(target=member.spec.id, state=state, rules=(rule,)))
        self._warm_up(member)
        for zone in set(zones) - set(self.open_zones()):
            self.emit(happened.ZoneRemoved(zone=zone, rules=(ids.ZONE_OUT,)))
        group = self.registered()
        if group and not any(map(self.in_service, group)) and self.fails_open():
            self.emit(happened.FailedOpen(targets=len(group), rules=(ids.FAIL_OPEN,)))

    def _warm_up(self, member: Member) -> None:
        """A target that becomes healthy enters slow start beside one that is warm."""
        others = (m for m in self.members if m is not member)
        warm = any(m.status == "healthy" and m.slow_since is None for m in others)
        if member.status != "healthy":
            member.slow_since = None
        elif self.slow_start() and warm:
            member.slow_since, member.credit = self.now, 0.0
            self._slow(member, "entered")
            self.after(self.slow_start(), self._warm, member, self.now)

    def _warm(self, member: Member, since: float) -> None:
        if member.slow_since == since:
            member.slow_since = None
            self._slow(member, "left")

    def _slow(self, member: Member, state: str) -> None:
        rules = (ids.SLOW_START, ids.SLOW_SHARE)
        self.emit(happened.SlowStartTurned(target=member.spec.id, state=state, rules=rules))

    def deregister(self, member: Member) -> None:
        """Take a target out of the group: what is open may finish within the delay."""
        if member.status not in {"initial", "healthy", "unhealthy"}:
            return
        self.emit(
            happened.DrainBegan(
                target=member.spec.id,
                outstanding=member.outstanding,
                delay_s=self.drain_delay(),
                rules=(ids.DRAIN_NEW, ids.DRAIN_DELAY),
            )
        )
        self.turn(member, "draining", ids.DRAIN_NEW)
        self.after(self.drain_delay(), self._leave, member)

    def drain_delay(self) -> int:
        """How long a leaving target's open requests may go on, in seconds."""
        return self.params.delay_s

    def _leave(self, member: Member) -> None:
        """The delay is over: the target is terminated, and what is open breaks off."""
        left = [*member.active.values(), *member.line]
        member.active.clear()
        member.line.clear()
        self.turn(member, "unused", ids.DRAIN_DELAY)
        self.broken += len(left)
        for call in left:
            near = NearMiss(ids.DRAIN_DELAY, "delay", "longer", f"{self.drain_delay()} s")
            self.fail(call, member.spec.id, "broken-off", ids.DRAIN_END, near)
