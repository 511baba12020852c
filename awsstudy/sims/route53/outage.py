"""The failover clock: from an endpoint that goes down to the last client that has moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from awsstudy.sims.kernel import Simulation
from awsstudy.sims.panels import Lane, Mark, Span, Timeline
from awsstudy.sims.parts import ConsecutiveCheck
from awsstudy.sims.route53 import events as happened
from awsstudy.sims.route53 import rule_ids as ids
from awsstudy.sims.route53.world import Clock

RESOLVERS = 8
"""How many resolvers stand for all of them where their caches end by chance."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What decides how long a failover takes."""

    interval_s: float
    threshold: int
    ttl_s: float

    @property
    def detect_s(self) -> float:
        """The longest time until the status changes."""
        return self.threshold * self.interval_s

    @property
    def worst_s(self) -> float:
        """The longest time until every client has moved."""
        return self.detect_s + self.ttl_s


class _History:
    """What was in which state since when."""

    def __init__(self, state: str, mark: Mark) -> None:
        self._changes: list[tuple[float, str, Mark]] = [(0.0, state, mark)]

    def change(self, at: float, state: str, mark: Mark) -> None:
        self._changes.append((at, state, mark))

    def spans(self, until: float) -> tuple[Span, ...]:
        ends = [at for at, _, _ in self._changes[1:]] + [until]
        return tuple(
            Span(at, end, state, mark)
            for (at, state, mark), end in zip(self._changes, ends, strict=True)
            if end > at
        )


class Outage:
    """One endpoint, the checkers that watch it, and the resolvers that remember its record."""

    def __init__(
        self,
        host: Simulation[Any],
        record: str,
        clock: Clock,
        timing: Timing,
        judged: Callable[[str], None],
    ) -> None:
        self.host, self.record, self.clock, self.timing = host, record, clock, timing
        self.up = True
        self.detect_s = 0.0
        """How long Route 53 took to notice the latest change."""
        self.moved_s = 0.0
        """How long until every client had moved after it."""
        self._judged = judged
        self._healthy = True
        self._since = 0.0
        self._noticed_since = 0.0
        self._turn = 0
        self._streak = 0
        self._wave = 0
        self._checks = [
            ConsecutiveCheck(timing.threshold, timing.threshold) for _ in range(clock.checkers)
        ]
        self._endpoint = _History("up", "good")
        self._status = _History("healthy", "good")
        self._clients = _History("old-answer", "")

    def change(self, *, up: bool, checked: bool) -> None:
        """The endpoint goes down or comes back."""
        self.up, self._since, self._streak = up, self.host.now, 0
        self._turn += 1
        state = "up" if up else "down"
        self._endpoint.change(self.host.now, state, "good" if up else "bad")
        self.host.emit(
            happened.EndpointChanged(record=self.record, status=state, rules=(ids.PERIODIC,))
        )
        if not checked:
            self.host.emit(happened.NobodyChecked(record=self.record, rules=(ids.UNCHECKED,)))
            return
        for number in range(self.clock.checkers):
            first = self.timing.interval_s * self._part("checkers")
            self.host.after(first, self._check, number, self._turn)

    def _part(self, stream: str) -> float:
        """The part of an interval or of a TTL that is still to go."""
        return 1.0 if self.clock.luck == "worst" else 1.0 - self.host.random(stream).random()

    def _modelled(self, rule: str) -> tuple[str, ...]:
        return () if self.clock.luck == "worst" else (rule,)

    def _check(self, number: int, turn: int) -> None:
        check = self._checks[number]
        if turn != self._turn or check.healthy == self.up:
            return
        turned = check.observe(passed=self.up)
        self._report(self.timing.threshold if turned else check.streak)
        if turned:
            self._judge()
        else:
            self.host.after(self.timing.interval_s, self._check, number, turn)

    def _report(self, streak: int) -> None:
        """Tell of the first checker that gets so far."""
        if streak > self._streak:
            self._streak = streak
            event = happened.StreakGrew(
                count=streak,
                threshold=self.timing.threshold,
                result="passes" if self.up else "fails",
                rules=(ids.INTERVAL, ids.THRESHOLD, *self._modelled(ids.RANDOM_CHECKS)),
            )
            self.host.emit(event)

    def _judge(self) -> None:
        if self._healthy == self.up:
            return
        count = sum(check.healthy for check in self._checks)
        total = len(self._checks)
        self.host.emit(
            happened.CheckersTurned(healthy=count, checkers=total, rules=(ids.THRESHOLD,))
        )
        needed = self.host.rules.number(ids.MAJORITY)
        if (count * 100 > needed * total) == self.up:
            self._turn_status(count, total)

    def _turn_status(self, count: int, total: int) -> None:
        self._healthy = self.up
        self._noticed_since = self._since
        self.detect_s = self.host.now - self._since
        state = "healthy" if self.up else "unhealthy"
        self._status.change(self.host.now, state, "good" if self.up else "bad")
        event = happened.StatusJudged(
            record=self.record,
            status=state,
            healthy=count,
            checkers=total,
            after_s=round(self.detect_s, 1),
            rules=(ids.MAJORITY,),
        )
        self.host.emit(event)
        self._judged(state)

    def answer_changed(self) -> None:
        """Route 53 now answers otherwise: resolvers follow when their caches run out."""
        self._wave += 1
        self._clients.change(self.host.now, "old-and-new", "muted")
        resolvers = 1 if self.clock.luck == "worst" else RESOLVERS
        rests = sorted(self.timing.ttl_s * self._part("resolvers") for _ in range(resolvers))
        for index, rest in enumerate(rests, start=1):
            self.host.after(rest, self._expire, index, resolvers, self._wave)

    def _expire(self, moved: int, resolvers: int, wave: int) -> None:
        if wave != self._wave:
            return
        rules = (ids.TTL, *self._modelled(ids.RANDOM_CACHES))
        self.host.emit(happened.CacheExpired(moved=moved, resolvers=resolvers, rules=rules))
        if moved == resolvers:
            self.moved_s = self.host.now - self._noticed_since
            self._clients.change(self.host.now, "new-answer", "chosen")
            self.host.emit(happened.ClientsMoved(after_s=round(self.moved_s, 1), rules=(ids.TTL,)))

    def panel(self) -> Timeline:
        """Endpoint, status and clients over time, with the documented bound."""
        since, timing = self._since or float(self.clock.fail_at_s), self.timing
        end = max(self.host.now, since + timing.worst_s)
        bound = (
            Span(since, since + timing.detect_s, "at-most-detected", "muted"),
            Span(since + timing.detect_s, since + timing.worst_s, "at-most-cached", "muted"),
        )
        known = end if self.host.next_at is None else self.host.now
        lanes = (
            Lane("endpoint", self._endpoint.spans(known)),
            Lane("status", self._status.spans(known)),
            Lane("clients", self._clients.spans(known)),
            Lane("bound", tuple(span for span in bound if span.end > span.start)),
        )
        return Timeline("outage", lanes, 0.0, end, "s")
