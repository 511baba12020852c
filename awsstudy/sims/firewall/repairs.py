"""Single changes to a firewall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awsstudy.sims.firewall.drawing import rule_text
from awsstudy.sims.firewall.world import LAST_PORT, Direction, FirewallParams, Rule
from awsstudy.sims.problems import Edit

EPHEMERAL = (1024, 65_535)
EVERY_PORT = (0, LAST_PORT)
MOST_RULES = 12
SIDES: tuple[Direction, Direction] = ("in", "out")


def edits(params: FirewallParams) -> Iterator[Edit[FirewallParams]]:
    """New rules, rules moved to the top or taken away, another kind of filter, no gateway."""
    if len(params.rules) < MOST_RULES:
        yield from _added(params)
    removes = any(step.do == "remove" for step in params.script)
    for place, rule in enumerate(params.rules):
        named = {"rule": rule_text(rule)}
        rest = params.rules[:place] + params.rules[place + 1 :]
        if place and rest:
            yield Edit("move-up", _with(params, rules=(rule, *rest)), named)
        if rest and not removes:
            yield Edit("take-away", _with(params, rules=rest), named)
    if params.filter == "stateless":
        yield Edit("make-stateful", _with(params, filter="stateful"))
    else:
        yield Edit("make-stateless", _with(params, filter="stateless"))
    if params.egress_only:
        yield Edit("internet-gateway", _with(params, egress_only=False))


def _added(params: FirewallParams) -> Iterator[Edit[FirewallParams]]:
    spans = [EPHEMERAL]
    spans += [(flow.server_port, flow.server_port) for flow in params.flows]
    if params.flows[0].proto == "icmp":
        spans = [EVERY_PORT]  # ICMP has none
    seen: set[Rule] = set(params.rules)
    for low, high in spans:
        for side in SIDES:
            proto = params.flows[0].proto
            rule = Rule(direction=side, proto=proto, low=low, high=high, family=params.family)
            if rule not in seen:
                seen.add(rule)
                rules = (*params.rules, rule)
                yield Edit("add-rule", _with(params, rules=rules), {"rule": rule_text(rule)})


def _with(params: FirewallParams, **values: Any) -> FirewallParams:
    return params.model_copy(update=values)
