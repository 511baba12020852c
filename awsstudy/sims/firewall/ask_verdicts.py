"""Problems about verdicts: which rule decides, what replies need, what IPv6 may do."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.firewall.matching import ports_text
from awsstudy.sims.firewall.world import Direction, FirewallParams, Flow, Rule, Step, opposite
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

PORTS = (22, 80, 443, 3306, 5432, 8080)


def first_by(_params: FirewallParams, run: Run) -> Answer:
    """What decided on the first packet, such as ``rule 2``."""
    found: Answer = cast("Mapping[str, Any]", run.outcome)["packets"][0]["by"]
    return found


def _match(random: Random, port: int) -> Rule:
    low = pick(random, (port, port - between(random, 1, 20), 1024, 0))
    high = pick(random, (port, port + between(random, 1, 20), 65_535, 9000))
    return Rule(
        action=pick(random, ("allow", "deny")), direction="in", proto="tcp", low=low, high=high
    )


def _miss(random: Random, port: int) -> Rule:
    low = port + between(random, 1, 30)
    high = pick(random, (low, low + 10, 65_535))
    return Rule(
        action=pick(random, ("allow", "deny")), direction="in", proto="tcp", low=low, high=high
    )


def draw_list(random: Random, _rules: RuleBook) -> FirewallParams:
    """Six rules of a network ACL, four of which match; up to two stand before the first match."""
    port = between(random, 2000, 8000)

    def drawn() -> tuple[Rule, ...]:
        return tuple(_match(random, port) for _ in range(4))

    matches = fitting(drawn, _disputed)
    misses = tuple(_miss(random, port) for _ in range(2))
    before = pick(random, (0, 1, 2))
    rest = list(matches[1:])
    for miss in misses[before:]:
        rest.insert(between(random, 0, len(rest)), miss)
    flow = Flow(id="web", by="in", server_port=port)
    rules = (*misses[:before], matches[0], *rest)
    return FirewallParams(
        filter="stateless", rules=rules, flows=(flow,), script=(Step(flow="web"),)
    )


def _disputed(hits: tuple[Rule, ...]) -> bool:
    """Whether the first, last, denying, allowing and narrowest match are four rules at least."""
    widths = [rule.high - rule.low for rule in hits]
    denies = [rule for rule in hits if rule.action == "deny"]
    allows = [rule for rule in hits if rule.action == "allow"]
    narrow = hits[widths.index(min(widths))]
    rivals = [hits[0], hits[-1], narrow, *denies[:1], *allows[:1]]
    return len({id(rule) for rule in rivals}) >= 4 and widths.count(min(widths)) == 1


def list_values(params: FirewallParams, run: Run) -> Mapping[str, Value]:
    """The rules, the packet, and what the deciding rule does."""
    rows: dict[str, Value] = {
        f"r{number}": f"{rule.action.upper()} {ports_text(rule)}"
        for number, rule in enumerate(params.rules, start=1)
    }
    ok = cast("Mapping[str, Any]", run.outcome)["packets"][0]["ok"]
    return {**rows, "port": params.flows[0].server_port, "fate": "let-through" if ok else "dropped"}


def needed_rule(_params: FirewallParams, run: Run) -> Answer:
    """Direction and ports of the rule that the first lost packet needed."""
    needed = cast("Mapping[str, Any]", run.outcome)["needed"]
    return f"{needed['direction']}-{needed['port']}" if needed else None


def draw_reply(random: Random, _rules: RuleBook) -> FirewallParams:
    """A network ACL that lets requests pass, and a request with its reply."""
    by: Direction = pick(random, ("in", "out"))
    port = pick(random, PORTS)
    flow = Flow(id="web", by=by, server_port=port, client_port=between(random, 32_768, 60_999))
    rule = Rule(direction=by, proto="tcp", low=port, high=port)
    script = (Step(flow="web"), Step(at=1, do="reply", flow="web"))
    return FirewallParams(filter="stateless", rules=(rule,), flows=(flow,), script=script)


def reply_values(params: FirewallParams, _run: Run) -> Mapping[str, Value]:
    """Who calls whom, and through which rule."""
    flow = params.flows[0]
    return {
        "who": "guests-come" if flow.by == "in" else "we-call",
        "dir": f"word-{flow.by}",
        "back": f"word-{opposite(flow.by)}",
        "port": flow.server_port,
        "client": flow.client_port,
    }


def answered(params: FirewallParams, run: Run) -> Answer:
    """The flows whose replies arrive, in the order of the parameters; None without any."""
    seen = {
        getattr(event, "flow", "")
        for event in run.events
        if type(event).__name__ == "PacketPassed" and getattr(event, "packet", "") == "reply"
    }
    return tuple(flow.id for flow in params.flows if flow.id in seen) or None


def draw_egress(random: Random, _rules: RuleBook) -> FirewallParams:
    """An IPv6 server behind an egress-only gateway; one rule may be written for IPv4."""
    served, called = pick(random, PORTS), pick(random, (80, 443, 8080))
    mistaken = random.random() < 0.5
    # Mail goes over TCP, DNS and time over UDP.
    proto, ports = ("tcp", (25, 587)) if mistaken else ("udp", (53, 123))
    second = Flow(id="b", by="out", proto=proto, client_port=50_002,
                  server_port=pick(random, ports))  # fmt: skip
    flows = (
        Flow(id="a", by="out", client_port=50_001, server_port=called),
        second,
        Flow(id="c", by="in", client_port=50_003, server_port=served),
    )
    rules = tuple(
        Rule(direction=flow.by, proto=flow.proto, low=flow.server_port, high=flow.server_port,
             family="v4" if mistaken and flow is second else "v6")
        for flow in flows
    )  # fmt: skip
    script = tuple(
        step
        for at, flow in enumerate(flows)
        for step in (Step(at=at, flow=flow.id), Step(at=at, do="reply", flow=flow.id))
    )
    return FirewallParams(filter="security_group", family="v6", egress_only=True,
                          rules=shuffled(random, rules), flows=flows, script=script)  # fmt: skip


def egress_values(params: FirewallParams, _run: Run) -> Mapping[str, Value]:
    """The rules and the flows."""
    first, second, third = params.flows
    mistaken = any(rule.family == "v4" for rule in params.rules)
    return {
        "pa": first.server_port,
        "pb": second.server_port,
        "pc": third.server_port,
        "protob": second.proto.upper(),
        "any": "0.0.0.0/0" if mistaken else "::/0",
        "case": "because-family" if mistaken else "because-egress",
    }


PROBLEMS: tuple[Problem[FirewallParams], ...] = (
    Problem(
        id="which-rule",
        situation=draw_list,
        answer=first_by,
        values=list_values,
        wrong=("last-match", "deny-wins", "allow-wins", "narrowest-wins"),
    ),
    Problem(
        id="reply-rule",
        situation=draw_reply,
        answer=needed_rule,
        values=reply_values,
        wrong=("stateless-remembers", "reply-to-service-port", "reply-direction-swapped"),
    ),
    Problem(
        id="egress-only",
        situation=draw_egress,
        answer=answered,
        values=egress_values,
        wrong=("families-alike", "gateway-is-open", "gateway-stops-replies", "udp-untracked"),
    ),
)
