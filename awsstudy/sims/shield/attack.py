"""The run: minute by minute, what arrives, who stops it, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from awsstudy.sims.kernel import Event, Metric, NearMiss, Outcome
from awsstudy.sims.panels import (
    Column,
    Grid,
    Layer,
    Mark,
    Panel,
    Row,
    Sieve,
    Sign,
    Strip,
    Table,
)
from awsstudy.sims.shield import events as happened
from awsstudy.sims.shield import rule_ids as ids
from awsstudy.sims.shield.controls import WINDOW_MIN, Controls, Verdict
from awsstudy.sims.shield.world import EDGE, ShieldParams

_ALL = Fraction(1)
_SIGNS = (
    Sign(".", "calm"),
    Sign("+", "flooded"),
    Sign("o", "mitigated", "good"),
    Sign("#", "saturated", "bad"),
)
_CREDIT_RULES = {
    "not-protected": (ids.CREDIT, ids.PER_RESOURCE),
    "protected-too-late": (ids.CREDIT_BEFORE,),
    "no-rate-rule": (ids.CREDIT_RATE_RULE,),
    "may-claim": (ids.CREDIT, ids.CREDIT_BEFORE, ids.CREDIT_RATE_RULE),
}


class ShieldDdos(Controls):
    """One attack from its first packet to the bill."""

    PARAMS = ShieldParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("users_pct", "%"),
        Metric("arriving_gbps", "Gbps"),
        Metric("arriving_rps", "requests/s"),
        Metric("instances"),
        Metric("extra_usd", "USD"),
        Metric("claims"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL
    TIME_UNIT: ClassVar[str] = "min"

    def setup(self) -> None:
        """Plan every minute of the attack and its end."""
        self.stopped_by: str | None = None
        self.stopped_min: int | None = None
        self.saturated: str | None = None
        self.instances = self.peak = self.params.fleet.base
        self.extra_minutes = 0
        self.minute = 0
        self.served = Fraction(0)
        self.cells = {"attack": "", "entrance": "", "servers": ""}
        self.credits: dict[str, str] = {}
        self._flows: dict[tuple[int, str | None], tuple[Fraction, Fraction]] = {}
        self.help: str | None = None
        self._passed: dict[str, str] = {}
        attack, assumed = self.params.attack, self.params.assumed
        self._last_change = max(attack.ramp_min + WINDOW_MIN, assumed.rules_take_min)
        self.after(0, self._start)
        for minute in range(self.params.attack.minutes + 1):
            self.after(minute, self._pass_minute, minute)
        self.after(self.params.attack.minutes, self._settle)

    def _start(self) -> None:
        event = happened.AttackStarted(
            attack=self.params.attack.kind,
            layer=self.layer(),
            front=self.params.entrance.kind,
            rules=(self.layer_rule(),),
        )
        self.emit(event)

    def _pass_minute(self, minute: int) -> None:
        """The minute's traffic arrives and is then evaluated; inline, it is inspected first."""
        self.minute = minute
        if self.inline():
            self._watch(minute)
            self._load(minute)
        else:
            self._load(minute)
            self._watch(minute)

    def _watch(self, minute: int) -> None:
        if self.stopped_by is None and minute <= self._last_change:
            for verdict in self.verdicts(minute):
                if self._judge(verdict, minute):
                    break

    def _judge(self, verdict: Verdict, minute: int) -> bool:
        """Tell of a verdict that is new; whether it stops the flood."""
        if verdict.stops and minute >= self._delay(verdict):
            self._passed[verdict.control] = verdict.reason
            self.stopped_by, self.stopped_min = verdict.control, minute
            modelled = (ids.RULES_TAKE,) if self._delay(verdict) else ()
            rules = (*verdict.rules, *modelled)
            self.emit(
                happened.AttackStopped(control=verdict.control, after_min=minute, rules=rules)
            )
            return True
        if verdict.reason == "below-threshold":
            self._evaluated(verdict, minute)
        elif not verdict.stops and self._passed.get(verdict.control) != verdict.reason:
            event = happened.ControlPassed(
                control=verdict.control,
                reason=verdict.reason,
                rules=verdict.rules,
                near=verdict.near,
            )
            self.emit(event)
        self._passed[verdict.control] = verdict.reason
        return False

    def _delay(self, verdict: Verdict) -> int:
        assumed = self.params.assumed
        automatic = verdict.control == "automatic-rules"
        return assumed.rules_take_min if automatic and assumed.on else 0

    def _evaluated(self, verdict: Verdict, minute: int) -> None:
        if minute <= self.params.attack.ramp_min:
            event = happened.TrafficEvaluated(
                gbps=round(float(self.packets(minute)), 2),
                threshold_gbps=float(self.threshold()),
                rules=verdict.rules,
                near=verdict.near,
            )
            self.emit(event)

    # What is left of the flood.

    def _left(self) -> Fraction:
        if self.stopped_by is None:
            return _ALL
        assumed = self.params.assumed
        packets = self.layer() < 7
        return Fraction(assumed.passes_pct) / 100 if assumed.on and packets else Fraction(0)

    def arriving(self, minute: int) -> tuple[Fraction, Fraction]:
        """Gbps and requests a second that reach the entrance and the servers."""
        packets = self.layer() < 7
        left = self._left()
        if packets:
            return self.packets(minute) * left, Fraction(0)
        requests = self.requests(minute) * left
        gbps = requests * Fraction(self.params.attack.request_kb) * 8 / 10**6
        aside = self.cached() or self.params.entrance.kind == "route53"
        return gbps, Fraction(0) if aside else requests

    def _flow(self, minute: int) -> tuple[Fraction, Fraction]:
        """What arrives, remembered once the flood has its peak."""
        key = (min(minute, self.params.attack.ramp_min), self.stopped_by)
        if key not in self._flows:
            self._flows[key] = self.arriving(minute)
        return self._flows[key]

    def _load(self, minute: int) -> None:
        gbps, requests = self._flow(minute)
        users = Fraction(self.params.fleet.users_rps)
        self._scale(requests + users)
        capacity = Fraction(self.params.entrance.capacity_gbps)
        line_full = self.params.entrance.kind not in EDGE and gbps > capacity
        room = self.instances * self.params.fleet.rps_each
        servers_full = requests + users > room
        through = capacity / gbps if line_full else 1
        self.served += through * room / (requests + users) if servers_full else through
        for full, part in ((line_full, "line"), (servers_full, "servers")):
            if full and self.saturated is None:
                self._saturate(part, minute)
        self._draw(minute, line_full=line_full, servers_full=servers_full)

    def _scale(self, requests: Fraction) -> None:
        wanted = min(self.ceiling(), max(self.params.fleet.base, self.needed(requests)))
        if wanted != self.instances:
            self.instances = wanted
            self.peak = max(self.peak, wanted)
            event = happened.FleetScaled(instances=wanted, most=self.ceiling(), rules=(ids.SCALES,))
            self.emit(event)
        if self.minute < self.params.attack.minutes:
            self.extra_minutes += self.billed()

    def billed(self) -> int:
        """Servers that are paid only because of the attack."""
        return self.instances - self.params.fleet.base

    def _saturate(self, part: str, minute: int) -> None:
        self.saturated = part
        rules = (ids.FULL_PART, self.layer_rule())
        self.emit(happened.PartSaturated(part=part, after_min=minute, rules=rules))

    def _draw(self, minute: int, *, line_full: bool, servers_full: bool) -> None:
        flood = "o" if self.stopped_by else "." if not self.grown(minute) else "+"
        self.cells["attack"] += flood
        self.cells["entrance"] += "#" if line_full else flood
        self.cells["servers"] += "#" if servers_full else ("+" if self.billed() > 0 else ".")

    # The end.

    def _settle(self) -> None:
        if self.params.assumed.on:
            rules = (ids.FAIR_SHARE, ids.PASSES)
            self.emit(happened.UsersCounted(percent=self._users_pct(), rules=rules))
        self.emit(
            happened.BillCounted(
                hours=round(float(self.extra_hours()), 2),
                usd=self._usd(),
                rules=(ids.SCALES, ids.HOURS_BILLED),
            )
        )
        defence = self.params.defence
        self._credit(
            "entrance",
            self.claim(
                self.params.entrance.kind,
                defence.protected,
                rate_rule=defence.web_acl == "rate_rule",
            ),
        )
        for one in self.params.estate:
            self._credit(one.id, self.claim(one.kind, one.protected, rate_rule=one.rate_rule))
        self._call_for_help()

    def _credit(self, name: str, judged: tuple[str, NearMiss | None]) -> None:
        verdict, near = judged
        self.credits[name] = verdict
        event = happened.CreditJudged(
            resource=name, verdict=verdict, rules=_CREDIT_RULES[verdict], near=near
        )
        self.emit(event)

    def _call_for_help(self) -> None:
        defence = self.params.defence
        subscribed, supported = defence.tier == "advanced", defence.support != "basic"
        self.help = "may-call" if subscribed and supported else "may-not-call"
        near = None
        if not subscribed:
            near = NearMiss(ids.RESPONSE_TEAM, "tier", "advanced", defence.tier)
        elif not supported:
            near = NearMiss(ids.RESPONSE_TEAM, "support", "business", defence.support)
        self.emit(happened.HelpJudged(verdict=self.help, rules=(ids.RESPONSE_TEAM,), near=near))

    def extra_hours(self) -> Fraction:
        """Instance hours that are paid only because of the attack."""
        return Fraction(self.extra_minutes, 60)

    def _usd(self) -> float:
        return round(float(self.extra_hours() * Fraction(str(self.params.fleet.usd_hour))), 2)

    def _users_pct(self) -> float:
        minutes = len(self.cells["attack"])
        return round(float(100 * self.served / minutes), 1) if minutes else 100.0

    def claimable(self) -> int:
        """How many of the other resources may claim."""
        return sum(self.credits.get(one.id) == "may-claim" for one in self.params.estate)

    def measure(self) -> Mapping[str, float]:
        """What arrives now, what has been paid, what may be claimed."""
        gbps, requests = self.arriving(self.minute)
        return {
            "users_pct": self._users_pct(),
            "arriving_gbps": round(float(gbps), 2),
            "arriving_rps": round(float(requests)),
            "instances": self.instances,
            "extra_usd": self._usd(),
            "claims": self.claimable(),
        }

    def unwatched(self) -> frozenset[str]:
        """Floods below the application send no requests; without Shield Advanced none may claim."""
        unused: set[str] = {"arriving_rps"} if self.layer() < 7 else set()
        return frozenset(unused if self.params.defence.tier == "advanced" else {*unused, "claims"})

    def outcome(self) -> Outcome:
        """Layer, who stopped it and when, what gave way first, costs and claims."""
        return {
            "layer": self.layer(),
            "stopped_by": self.stopped_by or "nothing",
            "stopped_min": self.stopped_min,
            "saturated": self.saturated or "nothing",
            "breaks_at_rps": float(self.breaks_at()),
            "peak_instances": self.peak,
            "extra_usd": self._usd(),
            "credit": self.credits.get("entrance"),
            "claims": self.claimable(),
            "response_team": self.help,
        }

    def panels(self) -> tuple[Panel, ...]:
        """The controls as a sieve, the minutes as a strip, the other resources."""
        strips = tuple(Strip(name, cells) for name, cells in self.cells.items())
        shown: tuple[Panel, ...] = (
            Sieve("controls", self._sieve()),
            Grid("minutes", strips, _SIGNS, "minute"),
        )
        return (*shown, self._claims()) if self.params.estate else shown

    def _sieve(self) -> tuple[Layer, ...]:
        layers = []
        for verdict in self.verdicts(self.minute):
            known = self._passed.get(verdict.control)
            stopped = self.stopped_by == verdict.control
            mark: Mark = "chosen" if stopped else "muted" if known is None else "good"
            if not stopped and known is not None:
                mark = ""
            layers.append(Layer(verdict.control, known or "not-asked", mark))
        full = "overwhelmed" if self.saturated == "servers" else "holds"
        layers.append(
            Layer("servers", full, "bad" if full == "overwhelmed" else "good", self.instances)
        )
        return tuple(layers)

    def _claims(self) -> Table:
        columns = (Column("resource"), Column("front"), Column("protected"), Column("verdict"))
        rows = tuple(
            Row(
                (one.id, one.kind, one.protected, self.credits.get(one.id, "not-asked")),
                "good" if self.credits.get(one.id) == "may-claim" else "",
            )
            for one in self.params.estate
        )
        return Table("claims", columns, rows)
