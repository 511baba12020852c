"""AWS WAF at work: requests go down a web ACL, sources are counted, limits are passed and left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from awsstudy.sims.kernel import Event, Metric, Outcome, Simulation
from awsstudy.sims.panels import Panel
from awsstudy.sims.waf import events as happened
from awsstudy.sims.waf import pictures
from awsstudy.sims.waf import rule_ids as ids
from awsstudy.sims.waf.ladder import Decision, Ladder, Rung
from awsstudy.sims.waf.statements import in_scope
from awsstudy.sims.waf.window import Window
from awsstudy.sims.waf.world import Flow, Request, Rule, Source, Target, WafParams

ATTACKABLE: frozenset[Target] = frozenset({"cloudfront", "alb", "api-gateway"})
"""Resources of the model that a web ACL can be attached to."""
LOOK_AFTER_S = 0.001
"""Rates are looked at just after a whole interval, so that no request falls on the same moment."""
LAYER_SEVEN: frozenset[Flow] = frozenset({"sql-injection", "http-flood", "bad-bot"})
"""Flows that come as web requests."""


@dataclass(slots=True)
class Tally:
    """What became of a source's requests."""

    sent: int = 0
    blocked: int = 0
    first: int = 0
    """The number of the first request that was stopped, counted from 1; 0 is none."""

    def note(self, *, passes: bool) -> None:
        """One more request."""
        self.sent += 1
        if not passes:
            self.blocked += 1
            self.first = self.first or self.sent


class WafWebAcl(Ladder, Simulation[WafParams]):
    """One web ACL before one resource."""

    PARAMS = WafParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("passed"),
        Metric("stopped"),
        Metric("counted"),
        Metric("limited"),
        Metric("people_stopped"),
        Metric("wcu", "WCU"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL
    TIME_UNIT: ClassVar[str] = "s"

    def setup(self) -> None:
        """Schedule requests, sources and looks at the rates; or judge the flows."""
        self.acl = self.params.acl
        self.decisions: dict[str, Decision] = {}
        self.windows = {
            rule.name: self.window_of(rule) for rule in self.acl.rules if rule.kind == "rate"
        }
        self.tallies: dict[str, Tally] = {}
        self.history: list[tuple[float, frozenset[str]]] = []
        """From a moment on: the keys over a limit."""
        self.totals = Tally()
        self.counted = 0
        self.last: tuple[Request, Decision] | None = None
        self._ends = 0.0
        if self.params.ask == "reach":
            for index, (flow, target) in enumerate(self.params.flows):
                self.after(index, self._judge, flow, target)
            return
        self._plan()

    def _plan(self) -> None:
        for named in self.params.requests:
            self.after(named.at_s, self._named, named)
        for source in self.params.sources:
            self.tallies.setdefault(source.ip, Tally())
            request = Request(id="source", ip=source.ip, path=source.path)
            self.after(source.from_s, self._send, source, request, 0)
        last = max((source.until_s for source in self.params.sources), default=0)
        self._ends = max([last, *(request.at_s for request in self.params.requests)])
        if self.params.check_s and self.windows:
            self.after(self.params.check_s + LOOK_AFTER_S, self._look)

    # What is inspected at all.

    def inspects(self, flow: Flow, target: Target) -> bool:
        """Whether a web ACL can see a flow: web requests, at a resource it can be attached to."""
        return flow in LAYER_SEVEN and target in ATTACKABLE

    def _judge(self, flow: Flow, target: Target) -> None:
        seen = self.inspects(flow, target)
        event = happened.FlowJudged(
            flow=flow,
            target=target,
            verdict="inspected" if seen else "not-inspected",
            rules=(ids.LAYER, ids.ATTACHED),
        )
        self.emit(event)

    # Requests.

    def _named(self, request: Request) -> None:
        arrived = happened.RequestArrived(
            request=request.id, ip=request.ip, rules=(ids.LOWEST_FIRST,)
        )
        self.emit(arrived)
        decision = self._take(request)
        self.decisions[request.id] = decision
        self.last = (request, decision)
        for rung in decision.rungs:
            self._tell(request, rung)
        ended = decision.rungs[-1].rules if decision.rule != "default" else (ids.DEFAULT,)
        event = happened.RequestDecided(
            request=request.id, verdict=decision.verdict, rule=decision.rule, rules=ended
        )
        self.emit(event)

    def _tell(self, request: Request, rung: Rung) -> None:
        name, number = rung.rule.name, rung.rule.priority
        if rung.action is None:
            passed = happened.RulePassed(
                request=request.id, rule=name, number=number, rules=rung.rules, near=rung.near
            )
            self.emit(passed)
            return
        matched = happened.RuleMatched(
            request=request.id,
            rule=name,
            number=number,
            action=rung.action,
            ends=rung.ends,
            rules=rung.rules,
        )
        self.emit(matched)
        for label in rung.labels:
            added = happened.LabelAdded(request=request.id, label=label, rules=(ids.LABELS,))
            self.emit(added)

    def _take(self, request: Request) -> Decision:
        decision = self.decide(self.acl, request)
        self.totals.note(passes=decision.passes)
        self.counted += any(rung.action == "count" for rung in decision.rungs)
        return decision

    def _send(self, source: Source, request: Request, number: int) -> None:
        tally = self.tallies[source.ip]
        tally.note(passes=self._take(request).passes)
        due = source.from_s + (number + 1) * 60 / source.per_min
        if due < source.until_s:
            self.after(max(0.0, due - self.now), self._send, source, request, number + 1)
            return
        event = happened.SourceCounted(
            source=source.ip, sent=tally.sent, blocked=tally.blocked, rules=(ids.PER_KEY,)
        )
        self.emit(event)

    # Rates.

    def window_of(self, rule: Rule) -> Window:
        """The counters of a rate rule."""
        return Window(rule, self.params.check_s)

    def limited(self, rule: Rule, request: Request) -> bool:
        """Count the request; whether its key is over the limit, as far as has been looked."""
        window = self.windows[rule.name]
        if not in_scope(rule, request):
            return False
        key, now = window.key(request), round(self.now, 6)
        over = key in window.over
        window.add(key, now)
        if window.check_s:
            return over
        count = window.count(key, now)
        self._turned(window, key, count, window.judge(key, count))
        return key in window.over

    def _look(self) -> None:
        for window in self.windows.values():
            for key, count, turned in list(window.look(round(self.now, 6))):
                self._turned(window, key, count, turned)
        if self.now < self._ends:
            self.after(self.params.check_s, self._look)

    def _turned(self, window: Window, key: str, count: int, turned: bool | None) -> None:  # noqa: FBT001 - three-valued
        if turned is None:
            return
        rules = (ids.OVER, ids.WINDOW, *((ids.CHECKED,) if window.check_s else ()))
        over = frozenset(key for one in self.windows.values() for key in one.over)
        self.history.append((self.now, over))
        if turned:
            passed = happened.LimitPassed(
                rule=window.rule.name,
                source=key,
                count=count,
                limit=window.rule.limit,
                rules=rules,
            )
            self.emit(passed)
        else:
            self.emit(happened.LimitLeft(rule=window.rule.name, source=key, rules=rules))

    # What can be seen.

    def wcu(self) -> int:
        """Capacity units of the web ACL: the sum of its rules'."""
        kinds = (rule.group if rule.kind == "group" else rule.kind for rule in self.acl.rules)
        return sum(int(self.rules.number(ids.CAPACITIES[kind])) for kind in kinds)

    def measure(self) -> Mapping[str, float]:
        """Requests passed, stopped and counted; keys over a limit, people behind them; WCUs."""
        stopped = {ip for ip, tally in self.tallies.items() if tally.blocked}
        people = sum(source.users for source in self.params.sources if source.ip in stopped)
        return {
            "passed": self.totals.sent - self.totals.blocked,
            "stopped": self.totals.blocked,
            "counted": self.counted,
            "limited": len({key for window in self.windows.values() for key in window.over}),
            "people_stopped": people,
            "wcu": self.wcu(),
        }

    def unwatched(self) -> frozenset[str]:
        """Only a rate-based rule limits sources; where it is asked what is seen nothing is sent."""
        if self.params.ask != "requests":
            return frozenset({"passed", "stopped", "counted", "limited", "people_stopped"})
        return frozenset() if self.params.sources else frozenset({"limited", "people_stopped"})

    def outcome(self) -> Outcome:
        """What became of each request and source; which flows are seen."""
        if self.params.ask == "reach":
            seen = [list(pair) for pair in self.params.flows if self.inspects(*pair)]
            return {"inspected": seen}
        sources = [
            {"source": ip, "sent": one.sent, "blocked": one.blocked, "first": one.first}
            for ip, one in self.tallies.items()
        ]
        requests = {
            name: {"verdict": decision.verdict, "rule": decision.rule}
            for name, decision in self.decisions.items()
        }
        return {"requests": requests, "sources": sources, "wcu": self.wcu()}

    def panels(self) -> tuple[Panel, ...]:
        """The last request on the ladder, the counters, and who was limited when."""
        if self.params.ask == "reach":
            return (pictures.flows(self),)
        ladder = (pictures.ladder(self),) if self.last else ()
        rates = (pictures.counters(self), pictures.limits(self)) if self.windows else ()
        return (*ladder, *rates, pictures.sources(self), pictures.requests(self))
