"""Problems about the state table: how many rows, what outlives a removed rule, what is faked."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.firewall.world import FirewallParams, Flow, Rule, Step, packet
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

GUARDED = (22, 3306, 5432, 8443)
IDLE_UDP = 30
"""Default lifetime of an idle UDP row."""


def rows(_params: FirewallParams, run: Run) -> Answer:
    """Rows in the state table at the end."""
    return round(run.metrics["rows"])


def draw_rows(random: Random, _rules: RuleBook) -> FirewallParams:
    """TCP, UDP and refused flows, then a while, then one more connection."""

    def drawn() -> tuple[int, int, int, int]:
        wait = pick(random, (10, 15, 20, 40, 45, 50, 55))
        return between(random, 1, 3), between(random, 1, 3), between(random, 1, 2), wait

    tcp, udp, refused, wait = fitting(drawn, _counts_differ)
    flows = [Flow(id=f"tcp{i}", client_port=40_000 + i) for i in range(tcp)]
    flows += [
        Flow(id=f"udp{i}", proto="udp", client_port=41_000 + i, server_port=53) for i in range(udp)
    ]
    flows += [Flow(id=f"bad{i}", client_port=42_000 + i, server_port=25) for i in range(refused)]
    script = [Step(flow=flow.id) for flow in flows]
    script += [Step(at=1, do="reply", flow=flow.id) for flow in flows if flow.id[:3] != "bad"]
    script.append(Step(at=1 + wait, flow="late"))
    flows.append(Flow(id="late", client_port=43_000))
    rules = (
        Rule(proto="tcp", low=443, high=443),
        Rule(proto="udp", low=53, high=53),
    )
    return FirewallParams(filter="stateful", rules=rules, flows=tuple(flows), script=tuple(script))


def _counts_differ(drawn: tuple[int, int, int, int]) -> bool:
    tcp, udp, refused, wait = drawn
    alive = udp if wait < IDLE_UDP else 0
    key = tcp + 1 + alive
    beliefs = {2 * key, key + refused, tcp + 1, tcp + 1 + udp} - {key}
    return len(beliefs) >= 3 and tcp + udp + refused < 8


def row_values(params: FirewallParams, _run: Run) -> Mapping[str, Value]:
    """How many flows of each kind, and the wait."""
    names = [flow.id[:3] for flow in params.flows]
    wait = params.script[-1].at - 1
    return {
        "tcp": names.count("tcp"),
        "udp": names.count("udp"),
        "bad": names.count("bad"),
        "wait": wait,
        "case": "because-udp-lives" if wait < IDLE_UDP else "because-udp-gone",
    }


def survivors(params: FirewallParams, run: Run) -> Answer:
    """The flows whose packet at the end passes; None without any."""
    end = max(step.at for step in params.script)
    seen = {
        getattr(event, "flow", "")
        for event in run.events
        if type(event).__name__ == "PacketPassed" and event.at == end
    }
    return tuple(flow.id for flow in params.flows if flow.id in seen) or None


def draw_removal(random: Random, _rules: RuleBook) -> FirewallParams:
    """A busy and a silent connection, then the rule goes, then a new one tries."""
    port, late = pick(random, GUARDED), random.random() < 0.5
    end = pick(random, (400, 450, 500, 600)) if late else pick(random, (150, 200, 250, 300))
    flows = tuple(
        Flow(id=name, by="in", client_port=50_000 + number, server_port=port)
        for number, name in enumerate(("a", "b", "c"))
    )
    script = [step for name in ("a", "b") for step in (Step(flow=name),
              Step(at=1, do="reply", flow=name))]  # fmt: skip
    removed = pick(random, (60, 75, 90, 110))
    script += [Step(at=at, flow="a") for at in range(50, end, 50)]
    script.append(Step(at=removed, do="remove", rule=1))
    script += [Step(at=end, flow=name) for name in ("a", "b", "c")]
    rule = Rule(direction="in", proto="tcp", low=port, high=port)
    return FirewallParams(rules=(rule,), flows=flows,
                          script=tuple(sorted(script, key=lambda step: step.at)))  # fmt: skip


def removal_values(params: FirewallParams, _run: Run) -> Mapping[str, Value]:
    """The port, when the rule goes, when all three send."""
    end = max(step.at for step in params.script)
    removed = next(step.at for step in params.script if step.do == "remove")
    timeout = params.timeouts.tcp_established_s
    return {
        "port": params.flows[0].server_port,
        "removed": removed,
        "end": end,
        "timeout": timeout,
        "case": "because-b-expired" if end > timeout else "because-both-live",
    }


def passed(_params: FirewallParams, run: Run) -> Answer:
    """The numbers of the packets that pass; None without any."""
    packets = cast("Mapping[str, Any]", run.outcome)["packets"]
    return tuple(str(n) for n, one in enumerate(packets, start=1) if one["ok"]) or None


def draw_packets(random: Random, _rules: RuleBook) -> FirewallParams:
    """A request with its reply, a faked reply, a visitor, and a second request."""
    port, visited = pick(random, (443, 80, 8080)), pick(random, GUARDED)
    allowed = random.random() < 0.5
    rules = [Rule(proto="tcp", low=port, high=port)]
    if allowed:
        rules.append(Rule(proto="udp", low=53, high=53))
    flows = (
        Flow(id="web", client_port=between(random, 40_000, 49_999), server_port=port),
        Flow(id="fake", client_port=between(random, 50_000, 59_999), server_port=port),
        Flow(id="guest", by="in", client_port=between(random, 50_000, 59_999),
             server_port=visited),
        Flow(id="dns", proto="udp", client_port=between(random, 40_000, 49_999), server_port=53),
    )  # fmt: skip
    deeds = shuffled(random, (("send", "web"), ("spoof", "fake"), ("send", "guest"),
                              ("send", "dns")))  # fmt: skip
    order = list(deeds)
    order.insert(between(random, order.index(("send", "web")) + 1, 4), ("reply", "web"))
    script = tuple(
        Step.model_validate({"at": at, "do": do, "flow": flow})
        for at, (do, flow) in enumerate(order)
    )
    return FirewallParams(filter="stateful", rules=tuple(rules), flows=flows, script=script)


def packet_values(params: FirewallParams, _run: Run) -> Mapping[str, Value]:
    """The rules, and each packet with its ports."""
    told: dict[str, Value] = {}
    by_name = {flow.id: flow for flow in params.flows}
    for number, step in enumerate(params.script, start=1):
        flow = by_name[step.flow]
        ends = (flow.client_port, flow.server_port)
        source, target = reversed(ends) if step.do in {"reply", "spoof"} else ends
        way = packet(flow, step.do, "v4").direction
        told[f"k{number}"] = f"{way.upper()} {flow.proto.upper()} {source} > {target}"
    allowed = [f"{rule.proto.upper()} {rule.low}" for rule in params.rules]
    return {**told, "allowed": ", ".join(allowed)}


PROBLEMS: tuple[Problem[FirewallParams], ...] = (
    Problem(
        id="table-rows",
        situation=draw_rows,
        answer=rows,
        values=row_values,
        wrong=("row-each-way", "udp-untracked", "drop-leaves-row", "never-expires"),
    ),
    Problem(
        id="rule-removed",
        situation=draw_removal,
        answer=survivors,
        values=removal_values,
        wrong=("removal-cuts", "removal-comes-late", "idle-dies-soon", "never-expires"),
    ),
    Problem(
        id="which-pass",
        situation=draw_packets,
        answer=passed,
        values=packet_values,
        wrong=("stateful-forgets", "default-allows", "any-reply-passes"),
    ),
)
