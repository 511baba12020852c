"""Questions about the way: encryption and addresses, listener rules, draining, the type to take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from re import Pattern, escape
from re import compile as pattern

from awsstudy.sims.elb import events as happened
from awsstudy.sims.elb import rule_ids as ids
from awsstudy.sims.elb.abilities import (
    ABILITIES,
    LISTENERS,
    TARGET_PROTOCOLS,
    Hops,
    hops,
    source_seen,
)
from awsstudy.sims.elb.policy import Policy
from awsstudy.sims.elb.world import Rule
from awsstudy.sims.kernel import Event, NearMiss, Outcome
from awsstudy.sims.panels import Step


@lru_cache(maxsize=1024)
def wildcards(text: str) -> Pattern[str]:
    """A condition with wildcards: ``*`` is any text, ``?`` any one character."""
    return pattern(escape(text).replace(r"\*", ".*").replace(r"\?", "."))


class Routes(Policy):
    """How a request goes on; each wrong model believes otherwise of one part."""

    def tell(self, event: Event, step: Step | None = None) -> None:
        """Schedule the next step."""
        raise NotImplementedError

    # Encryption and addresses

    def protocols(self) -> tuple[str, str]:
        """The protocols of the listener and to the targets, as the type offers them."""
        listener, params = self.params.listener, self.params
        offered = LISTENERS.get(params.kind, ("TCP",))
        front = listener.protocol if listener.protocol in offered else offered[0]
        able = TARGET_PROTOCOLS[front]
        return front, listener.target_protocol if listener.target_protocol in able else able[0]

    def way(self) -> Hops:
        """How the two hops are protected."""
        return hops(*self.protocols())

    def source(self) -> tuple[str, str]:
        """Whose address the target sees, and the rule for it."""
        return source_seen(self.params.kind, self.protocols()[0], self.params.listener.target_type)

    def reaches(self) -> bool:
        """Whether the client can reach the load balancer's nodes."""
        return self.params.scheme == "internet-facing" or self.params.request.client == "vpc"

    def find_hops(self) -> Outcome:
        """Follow a request through both hops."""
        front, back = self.protocols()
        way, (source, address_rule) = self.way(), self.source()
        answer = {
            "front": way.front,
            "back": way.back,
            "verdict": way.verdict,
            "certificates": way.certificates,
            "source": source,
            "reached": self.reaches(),
        }
        if not self.reaches():
            near = NearMiss(ids.FACING, "scheme", "internet-facing", self.params.scheme)
            away = happened.ClientTurnedAway(scheme="internal", rules=(ids.INTERNAL,), near=near)
            self.tell(away, Step("first-hop", "unreachable", "bad", ids.INTERNAL))
            return answer
        scheme = ids.FACING if self.params.scheme == "internet-facing" else ids.INTERNAL
        self._tell_hop("first-hop", front, way.front, (scheme, way.rule))
        rule = way.rule if way.front == "untouched" else ids.SECOND_HOP
        self._tell_hop("second-hop", back, way.back, (rule, ids.CERTIFICATE))
        seen = happened.AddressSeen(source=source, rules=(address_rule,))
        self.tell(seen, Step("source-address", source, rule=address_rule))
        return answer

    def _tell_hop(self, hop: str, protocol: str, state: str, rules: tuple[str, ...]) -> None:
        secured = happened.HopSecured(hop=hop, protocol=protocol, state=state, rules=rules)
        self.tell(secured, Step(hop, state, "bad" if state == "plain" else "good", rules[-1]))

    # Listener rules

    def ordered(self) -> Sequence[Rule]:
        """The rules in the order in which they are tried."""
        return sorted(self.params.listener.rules, key=lambda rule: rule.priority)

    def unmet(self, rule: Rule) -> str:
        """The first condition that the request does not meet; empty where it meets all."""
        request = self.params.request
        if rule.host and not wildcards(rule.host.lower()).fullmatch(request.host.lower()):
            return "host"
        if rule.path and not wildcards(rule.path).fullmatch(request.path):
            return "path"
        return ""

    def find_rule(self) -> Outcome:
        """The rule that is applied to the request: the first that matches."""
        for rule in self.ordered():
            if field := self.unmet(rule):
                self._tell_passed(rule, field)
                continue
            matched = happened.RuleApplied(
                priority=rule.priority, group=rule.group, rules=(ids.RULE_ORDER, ids.RULE_MATCH)
            )
            self.tell(matched, Step(f"#{rule.priority}", rule.group, "chosen", ids.RULE_ORDER))
            return {"rule": rule.priority, "group": rule.group}
        group = self.params.listener.default_group
        applied = happened.RuleApplied(priority="default", group=group, rules=(ids.RULE_DEFAULT,))
        self.tell(applied, Step("default", group, "chosen", ids.RULE_DEFAULT))
        return {"rule": "default", "group": group}

    def _tell_passed(self, rule: Rule, field: str) -> None:
        wanted = rule.host if field == "host" else rule.path
        found = self.params.request.host if field == "host" else self.params.request.path
        passed = happened.RulePassed(
            priority=rule.priority,
            group=rule.group,
            rules=(ids.RULE_MATCH,),
            near=NearMiss(str(rule.priority), field, wanted, found),
        )
        self.tell(passed, Step(f"#{rule.priority}", f"no-match-{field}", "bad", ids.RULE_MATCH))

    # Draining

    def broken_off(self, needs_s: int) -> bool:
        """Whether an open request of a leaving target breaks off."""
        return needs_s > self.params.delay_s

    def find_broken(self) -> Outcome:
        """The open requests that break off when the target leaves."""
        delay = self.params.delay_s
        began = happened.DrainBegan(
            target=self.members[0].spec.id,
            outstanding=len(self.params.open_s),
            delay_s=delay,
            rules=(ids.DRAIN_NEW, ids.DRAIN_DELAY),
        )
        self.tell(began, Step("deregistered", "draining", rule=ids.DRAIN_DELAY))
        for number, needs in enumerate(self.params.open_s, 1):
            broken = self.broken_off(needs)
            rule = ids.DRAIN_END if broken else ids.DRAIN_OPEN
            state = "broken-off" if broken else "finished"
            near = (
                NearMiss(ids.DRAIN_DELAY, "delay", f"{needs} s", f"{delay} s") if broken else None
            )
            ended = happened.OpenRequestEnded(
                request=number, needs_s=needs, state=state, rules=(rule,), near=near
            )
            self.tell(ended, Step(f"{needs} s", state, "bad" if broken else "good", rule))
        broken_off = sum(map(self.broken_off, self.params.open_s))
        return {"broken": broken_off, "finished": len(self.params.open_s) - broken_off}

    # The type

    def abilities(self) -> Mapping[str, frozenset[str]]:
        """What each type can do, in the order in which types are considered."""
        return ABILITIES

    def scheme(self) -> str:
        """The scheme that the clients need."""
        outside = self.params.request.client == "internet"
        return "internet-facing" if outside else "internal"

    def find_type(self) -> Outcome:
        """The first type that can do all that is needed."""
        for kind, able in self.abilities().items():
            lacking = next((need for need in self.params.needs if need not in able), None)
            if lacking is None:
                return self._found_type(kind)
            rule = ids.CAN[lacking]
            near = NearMiss(rule, "ability", lacking, kind)
            lacks = happened.NeedLacking(kind=kind, need=lacking, rules=(rule,), near=near)
            self.tell(lacks, Step(kind, lacking, "bad", rule))
        return {"type": None, "scheme": None, "answer": None}

    def _found_type(self, kind: str) -> Outcome:
        scheme = "" if kind == "gwlb" else self.scheme()
        able = tuple(ids.CAN[need] for need in self.params.needs)
        face = {"internet-facing": ids.FACING, "internal": ids.INTERNAL}.get(scheme)
        rules = (ids.TYPE[kind], *able, *([face] if face else []))
        found = happened.TypeFound(kind=kind, scheme=scheme or "no-scheme", rules=rules)
        self.tell(found, Step(kind, scheme or "fits", "chosen", ids.TYPE[kind]))
        answer = f"{kind}-{scheme}" if scheme else kind
        return {"type": kind, "scheme": scheme or None, "answer": answer}
