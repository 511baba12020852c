"""An Auto Scaling group over time: load, metric, alarms, policy, fleet; or a single decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, TypeVarTuple

from awsstudy.sims.autoscaling import checks, drawing
from awsstudy.sims.autoscaling import events as happened
from awsstudy.sims.autoscaling import rule_ids as ids
from awsstudy.sims.autoscaling.demand import demand, reported
from awsstudy.sims.autoscaling.fleet import Instance
from awsstudy.sims.autoscaling.keeper import Keeper
from awsstudy.sims.autoscaling.params import AutoScalingParams, Planned
from awsstudy.sims.autoscaling.scaler import Scaler
from awsstudy.sims.kernel import Event, Metric, Outcome, Simulation
from awsstudy.sims.panels import Panel

Ts = TypeVarTuple("Ts")

TICK_S = 10
"""How finely load and capacity are compared."""
HOUR = 3600
LARGEST = 8
"""How many times the smallest type the largest one is."""


class AutoScaling(Simulation[AutoScalingParams]):
    """A group and what happens to it."""

    PARAMS = AutoScalingParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("desired"),
        Metric("in_service"),
        Metric("dropped", "%"),
        Metric("used", "%"),
        Metric("instance_hours", "h"),
        Metric("swings"),
        Metric("lag_s", "s"),
        Metric("at_max_s", "s"),
        Metric("peak"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL
    TIME_UNIT: ClassVar[str] = "s"
    KEEPER: ClassVar[type[Keeper]] = Keeper
    SCALER: ClassVar[type[Scaler]] = Scaler
    CHECKS: ClassVar[type[checks.Checks]] = checks.Checks

    @property
    def time_unit(self) -> str:
        """Seconds of a run; a single decision only counts its steps."""
        return self.TIME_UNIT if self.params.question == "run" else ""

    def setup(self) -> None:
        """Start the story, or take the decision that is asked for."""
        self.keeper = self.KEEPER(self)
        self.scaler = self.SCALER(self)
        self.wanted = self.got = 0.0
        """Requests that came, and requests that were served."""
        self.load_line: list[tuple[float, float]] = []
        self.capacity_line: list[tuple[float, float]] = []
        self._used: list[float] = []
        self._sampled: list[float] = []
        """Use of the warmed-up instances in the ticks of the present period."""
        self._short = False
        self.swings, self._direction = 0, 0
        self._breach_at: float | None = None
        self.lag_s = 0.0
        self._at_max = self._max_since = 0.0
        self.answer: dict[str, object] = {}
        if self.params.question == "run":
            self._schedule()
        else:
            self.CHECKS(self).start()

    def _schedule(self) -> None:
        params = self.params
        self.after(0, self._begin)
        if params.load.shape != "metric":
            self.after(0, self._tick)
        self.later(params.alarms.period_s, self._period, 0)
        for planned in params.scheduled:
            self.later(planned.at_s, self._planned, planned)
        if params.outage:
            self.later(params.outage.at_s, self.keeper.zone_fails, params.outage.az)
            if params.outage.back_s is not None and params.outage.back_s > params.outage.at_s:
                self.later(params.outage.back_s, self.keeper.zone_recovers, params.outage.az)
        for at, how in ((params.faults.hang_at_s, "hang"), (params.faults.stop_at_s, "stop")):
            if at is not None:
                self.later(at, self._break, how)
        self.after(params.length_s, self._end)

    def later(self, at: float, work: Callable[[*Ts], None], *args: *Ts) -> None:
        """Do something at a moment, unless the story is over by then."""
        if at <= self.params.length_s:
            self.after(max(0.0, at - self.now), work, *args)

    def warmup_s(self) -> float:
        """How long new instances warm up."""
        return float(self.params.warmup_s)

    def _begin(self) -> None:
        group = self.params.group
        self.emit(
            happened.GroupStarted(
                min=group.min, max=group.max, desired=group.desired, rules=(ids.LIMITS,)
            )
        )
        self.keeper.begin()

    def _end(self) -> None:
        if self.keeper.desired >= self.keeper.high:
            self._at_max += self.now - self._max_since
            self._max_since = self.now

    # Load and metric.

    def capacity(self) -> float:
        """Requests a second that the fleet can serve."""
        return float(sum(one.size for one in self.keeper.serving) * self.params.machine.capacity)

    def _tick(self) -> None:
        load, capacity = demand(self.params.load, self.now), self.capacity()
        self.wanted += load * TICK_S
        self.got += min(load, capacity) * TICK_S
        self.load_line.append((self.now, load))
        self.capacity_line.append((self.now, capacity))
        use = 1.0 if load and not capacity else min(1.0, load / capacity) if load else 0.0
        self._used.append(use)
        if self.keeper.warm:
            self._sampled.append(use)
        self._tell_shortage(load, capacity)
        self.later(self.now + TICK_S, self._tick)

    def _tell_shortage(self, load: float, capacity: float) -> None:
        if (load > capacity) == self._short:
            return
        self._short = load > capacity
        kind = happened.CapacityExceeded if self._short else happened.CapacitySufficed
        self.emit(kind(load=round(load, 1), capacity=round(capacity, 1), rules=(ids.LOAD_MODEL,)))

    def metric_rules(self) -> tuple[str, ...]:
        """The rules behind a data point: the average is a model, a given value is not."""
        if self.params.load.shape == "metric":
            return (ids.PERIOD,)
        return (ids.PERIOD, ids.WARM_ONLY, ids.LOAD_MODEL)

    def _period(self, number: int) -> None:
        value = self._value(number)
        if value is not None and self.scaler.breaching(value, "high") and self._breach_at is None:
            self._breach_at = self.now
        self._sampled = []
        self.scaler.report(value)
        period = self.params.alarms.period_s
        self.later(self.now + period, self._period, number + 1)

    def _value(self, number: int) -> float | None:
        if self.params.load.shape == "metric":
            return reported(self.params.load, number)
        if not self._sampled:
            return None
        return round(100 * sum(self._sampled) / len(self._sampled), 9)

    # What the fleet reports back.

    def entered(self) -> None:
        """An instance came into service: how long after the first breach?"""
        scales = self.params.policy.kind != "none"
        if scales and self._breach_at is not None and not self.lag_s:
            self.lag_s = self.now - self._breach_at

    def counted(self, before: int, after: int) -> None:
        """The desired capacity changed: count turns, and the time at the maximum."""
        direction = 1 if after > before else -1
        if self._direction and direction != self._direction:
            self.swings += 1
        self._direction = direction
        if before >= self.keeper.high:
            self._at_max += self.now - self._max_since
        self._max_since = self.now

    # What else happens.

    def _planned(self, planned: Planned) -> None:
        keeper = self.keeper
        if planned.min is not None or planned.max is not None:
            keeper.low = keeper.low if planned.min is None else planned.min
            keeper.high = max(keeper.low, keeper.high if planned.max is None else planned.max)
            self.scaler.adjuster.low, self.scaler.adjuster.high = keeper.low, keeper.high
            self.emit(
                happened.LimitsChanged(min=keeper.low, max=keeper.high, rules=(ids.SCHEDULED,))
            )
        asked = keeper.desired if planned.desired is None else planned.desired
        after = self.scaler.adjuster.limited(asked)
        keeper.set_desired(after, "schedule", (ids.SCHEDULED,), asked)

    def _break(self, how: str) -> None:
        serving = self.keeper.serving
        if serving:
            self.keeper.fail(max(serving, key=lambda one: (one.in_service_at, one.launched)), how)

    def resize(self, *, up: bool) -> None:
        """No group at all: each server is stopped, gets a larger type, and starts again."""
        for one in self.keeper.warm:
            if up and one.size < LARGEST:
                one.failing, one.warm = True, False
                one.paid_s = one.paid_until(self.now)
                one.paid_from = self.now + self.params.machine.resize_s
                self.emit(
                    happened.ServerStopped(instance=one.id, size=one.size, rules=(ids.RESIZE,))
                )
                self.later(self.now + self.params.machine.resize_s, self._resized, one)

    def _resized(self, one: Instance) -> None:
        one.failing, one.size = False, one.size * 2
        self.emit(happened.ServerResized(instance=one.id, size=one.size, rules=(ids.RESIZE,)))
        self.entered()
        self.scaler.restart()
        wait = max(self.params.warmup_s, self.params.alarms.period_s)
        self.later(self.now + wait, self.keeper.warm_up, one)

    # What the learner does.

    def actions(self) -> tuple[str, ...]:
        """One instance more or less, a zone that fails or comes back, an instance that hangs."""
        if self.params.question != "run" or self.now >= self.params.length_s:
            return ()
        keeper = self.keeper
        sizes = ["out"] if keeper.desired < keeper.high else []
        sizes += ["in"] if keeper.desired > keeper.low else []
        zones = [f"{'up' if z in keeper.down else 'down'}:{z}" for z in self.params.group.azs]
        return (*sizes, *zones, "hang")

    def act(self, action: str) -> None:
        """Change the desired capacity by hand, or break something."""
        verb, _, zone = action.partition(":")
        if verb in {"out", "in"}:
            after = self.keeper.desired + (1 if verb == "out" else -1)
            self.keeper.set_desired(after, "manual", (ids.MANUAL,), after)
        elif verb == "hang":
            self._break("hang")
        elif verb == "down":
            self.keeper.zone_fails(zone)
        else:
            self.keeper.zone_recovers(zone)

    # What can be seen.

    def measure(self) -> Mapping[str, float]:
        """Size, dropped requests, use, cost in instance-hours, turns, lag, time at the maximum."""
        keeper = self.keeper
        lost = 1 - self.got / self.wanted if self.wanted else 0.0
        return {
            "desired": keeper.desired,
            "in_service": len(keeper.serving),
            "dropped": round(100 * lost, 2),
            "used": round(100 * sum(self._used) / len(self._used), 1) if self._used else 0.0,
            "instance_hours": round(self._hours(), 2),
            "swings": self.swings,
            "lag_s": self.lag_s,
            "at_max_s": self._at_max,
            "peak": keeper.peak,
        }

    def _hours(self) -> float:
        """Hours since the story began, an instance of a larger type counted by its size."""
        return sum(one.paid_until(self.now) for one in self.keeper.fleet) / HOUR

    def outcome(self) -> Outcome:
        """The answer to a single question, or how the run ended."""
        if self.params.question != "run":
            return dict(self.answer)
        measured = self.measure()
        return {
            "desired": self.keeper.desired,
            "instances": {one.id: one.az for one in self.keeper.alive},
            "dropped": measured["dropped"],
            "swings": self.swings,
        }

    def panels(self) -> tuple[Panel, ...]:
        """Instances over time, load against capacity, the alarm's lane; or the decision."""
        return drawing.panels(self)
