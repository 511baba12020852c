"""Keeps a fleet at its desired capacity: launches, terminations, health, zones, rebalancing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from awsstudy.sims.autoscaling import events as happened
from awsstudy.sims.autoscaling import rule_ids as ids
from awsstudy.sims.autoscaling.fleet import Instance, Picker, per_zone
from awsstudy.sims.autoscaling.roster import Roster
from awsstudy.sims.kernel import NearMiss

if TYPE_CHECKING:
    from awsstudy.sims.autoscaling.group import AutoScaling

RETRY_S = 60
"""How long after a failed launch in a zone it is tried again."""


class Keeper(Roster):
    """The fleet of a group. Wrong beliefs override single methods."""

    PICKER: ClassVar[type[Picker]] = Picker

    def __init__(self, host: AutoScaling) -> None:
        super().__init__(host.params)
        self.host, self.group, self.machine = host, host.params.group, host.params.machine
        self.low, self.high = self.group.min, self.group.max
        self.desired = self.group.desired
        self.picker = self.PICKER(self.group.azs, self.group.termination)
        self.activity_end: float | None = None
        """When the last launch or termination finished; None before the first."""
        self.peak = len(self.fleet)
        """The most instances at a time."""
        self._number = len(self.fleet)
        self._retrying = False

    # What wrong beliefs change.

    def enter_delay(self) -> float:
        """From the launch of an instance until it is in service."""
        return float(self.machine.boot_s)

    def grace_until(self, instance: Instance) -> float:
        """Until when a failed check of an instance is not acted on."""
        return instance.in_service_at + self.group.grace_s

    def replacement_delay(self) -> float:
        """How long an unhealthy instance waits for its replacement: not even for a cooldown."""
        return 0.0

    def sees(self, how: str) -> bool:
        """Whether a failure is noticed by a health check of the group."""
        return how != "hang" or self.group.elb_checks

    def margin(self) -> int:
        """By how much rebalancing may exceed the maximum: 10 percent or one instance."""
        return max(1, self.high // 10)

    def spares(self, moves: int) -> int:
        """How many instances are launched at once to rebalance."""
        return min(moves, self.room())

    def room(self) -> int:
        """How many more instances may run, what rebalancing may exceed included."""
        return max(0, self.high + self.margin() - len(self.alive))

    # The size of the fleet.

    def begin(self) -> None:
        """Instances that are still starting or warming up go on."""
        for one in self.fleet:
            if one.state == "pending":
                self.host.later(one.in_service_at, self._enter, one)
            elif not one.warm:
                self.host.later(one.warm_at, self.warm_up, one)
        self.balance()

    def set_desired(self, after: int, cause: str, rules: tuple[str, ...], asked: int) -> bool:
        """Change the desired capacity and bring the fleet to it; tells whether anything changed."""
        before = self.desired
        if after == before:
            return False
        near = None
        if asked != after:
            limit = "maximum" if asked > after else "minimum"
            near, rules = NearMiss(ids.LIMITS, limit, str(asked), str(after)), (*rules, ids.LIMITS)
        self.desired = after
        self.host.emit(
            happened.DesiredChanged(before=before, after=after, cause=cause, rules=rules, near=near)
        )
        self.host.counted(before, after)
        self.reconcile()
        return True

    def reconcile(self) -> None:
        """Launch what lacks, terminate what is too much."""
        lacking = self.desired - sum(not one.spare for one in self.alive)
        while lacking > 0 and self.room() and self.launch():
            lacking -= 1
        while sum(not one.spare for one in self.alive) > self.desired:
            self.terminate_one("scalein")

    # Launches.

    def launch(self, *, spare: bool = False) -> bool:
        """Launch an instance where there are fewest; tells whether it could."""
        zone = self._zone(spare=spare)
        if zone is None:
            return False
        self._number += 1
        delay = self.enter_delay()
        ready = self.host.now + delay
        one = Instance(
            f"i{self._number}",
            zone,
            self.group.template,
            self.host.now,
            ready,
            ready + self.host.warmup_s(),
            spare=spare,
        )
        self.fleet.append(one)
        self.peak = max(self.peak, len(self.alive))
        rules = (ids.REBALANCE,) if spare else (ids.ZONES,)
        self.host.emit(
            happened.InstanceLaunched(instance=one.id, az=zone, template=one.template, rules=rules)
        )
        self.host.later(ready, self._enter, one)
        return True

    def _zone(self, *, spare: bool) -> str | None:
        """The zone with the fewest instances; another one where it is down, if that is allowed."""
        zones = [zone for zone in self.group.azs if not (spare and zone in self.down)]
        counts = per_zone(zones, self.alive)
        order = sorted(counts, key=lambda zone: (counts[zone], zone in self.down))
        if order[0] not in self.down:
            return order[0]
        only = self.group.strategy == "balanced-only"
        up = [zone for zone in order if zone not in self.down]
        rules = (ids.BALANCED_ONLY, ids.RETRY) if only else (ids.FAILED_ZONE,)
        near = NearMiss(ids.ZONES, "zone-up", order[0], "down")
        self.host.emit(happened.LaunchFailed(az=order[0], rules=rules, near=near))
        if only or not up:
            self._retry()
            return None
        return up[0]

    def _retry(self) -> None:
        if not self._retrying:
            self._retrying = True
            self.host.later(self.host.now + RETRY_S, self._again)

    def _again(self) -> None:
        self._retrying = False
        self.reconcile()

    def _enter(self, one: Instance) -> None:
        if not one.alive:
            return
        one.state = "in-service"
        self.finished()
        self.host.emit(happened.InstanceEntered(instance=one.id, az=one.az, rules=(ids.LIFECYCLE,)))
        self.host.entered()
        if one.warm_at <= self.host.now:
            self.warm_up(one)
        else:
            self.host.later(one.warm_at, self.warm_up, one)
        if one.spare:
            one.spare = False
            self._partner_goes()

    def warm_up(self, one: Instance) -> None:
        """From now on an instance counts in the metric."""
        if one.alive:
            one.warm = True
            self.host.emit(happened.InstanceWarmed(instance=one.id, rules=(ids.WARM_ONLY,)))

    def finished(self) -> None:
        """A launch or termination is over: the cooldown counts from the last one."""
        self.activity_end = self.host.now

    # Terminations.

    def terminate_one(self, cause: str) -> None:
        """Choose a victim and terminate it."""
        if not self.alive:
            return
        choice = self.picker.pick(self.alive, self.host.now, self.host.random("victim"))
        victim = choice.victim
        self.host.emit(
            happened.VictimChosen(
                instance=victim.id,
                az=victim.az,
                zones=choice.zones,
                candidates=choice.candidates,
                rules=choice.rules,
                near=choice.near,
            )
        )
        rule = ids.REBALANCE if cause == "rebalance" else choice.rules[-1]
        self._terminate(victim, cause, (rule,))

    def _terminate(self, one: Instance, cause: str, rules: tuple[str, ...]) -> None:
        one.state, one.gone_at = "gone", self.host.now
        self.finished()
        self.host.emit(
            happened.InstanceTerminated(instance=one.id, az=one.az, cause=cause, rules=rules)
        )

    # Health.

    def fail(self, one: Instance, how: str) -> None:
        """An instance stops serving; a health check may notice."""
        one.failing = True
        rule = ids.NOT_RUNNING if how == "stop" else ids.ELB_CHECKS
        self.host.emit(happened.InstanceFailed(instance=one.id, how=how, rules=(rule,)))
        if not self.sees(how):
            near = NearMiss(ids.ELB_CHECKS, "elb-checks", "on", "off")
            self.host.emit(
                happened.FailureOverlooked(instance=one.id, rules=(ids.ELB_CHECKS,), near=near)
            )
            return
        delay = 0 if how == "stop" else self.machine.detect_s
        self.host.later(self.host.now + delay, self.examine, one, how)

    def examine(self, one: Instance, how: str) -> None:
        """A health check reports on an instance."""
        if not one.alive or not one.failing:
            return
        until = self.grace_until(one)
        running = how != "stop" and one.state == "in-service"
        if running and self.host.now < until:
            near = NearMiss(ids.GRACE, "grace", f"{until:g}", f"{self.host.now:g}")
            self.host.emit(
                happened.GraceGranted(instance=one.id, until_s=until, rules=(ids.GRACE,), near=near)
            )
            self.host.later(until, self.examine, one, how)
            return
        rules = (ids.HEALTH,) if running else (ids.HEALTH, ids.NOT_RUNNING)
        self.host.emit(happened.InstanceCondemned(instance=one.id, rules=rules))
        self.host.later(self.host.now + self.replacement_delay(), self._replace, one)

    def _replace(self, one: Instance) -> None:
        if one.alive:
            self._terminate(one, "health", (ids.HEALTH, ids.NO_WAIT))
            self.reconcile()
            self.balance()

    # Zones.

    def zone_fails(self, zone: str) -> None:
        """Every instance of a zone stops serving."""
        self.down.add(zone)
        self.host.emit(happened.ZoneFailed(az=zone, rules=(ids.ZONE_FAILURE,)))
        for one in self.alive:
            if one.az == zone and not one.failing:
                one.failing = True
                after = self.host.now + self.machine.detect_s
                self.host.later(after, self.examine, one, "zone")

    def zone_recovers(self, zone: str) -> None:
        """A zone can launch again; instances that were not replaced serve again."""
        self.down.discard(zone)
        self.host.emit(happened.ZoneRecovered(az=zone, rules=(ids.ZONE_FAILURE,)))
        for one in self.alive:
            if one.az == zone:
                one.failing = False
        self.reconcile()
        self.balance()

    # Balance between zones.

    def balance(self) -> None:
        """Begin to rebalance: new instances first, then the old ones go."""
        if any(one.spare for one in self.alive) or not (moves := self.moves()):
            return
        number = self.spares(moves)
        if number <= 0:
            return
        over = len(self.alive) + number > self.high
        rules = (ids.REBALANCE, ids.MARGIN) if over else (ids.REBALANCE,)
        limit = self.high + self.margin()
        self.host.emit(happened.RebalanceStarted(spares=number, limit=limit, rules=rules))
        for _ in range(number):
            self.launch(spare=True)

    def _partner_goes(self) -> None:
        while sum(not one.spare for one in self.alive) > self.desired:
            self.terminate_one("rebalance")
        self.reconcile()
        self.balance()
