"""What the firewall shows: the rules as a sieve, packets as lanes, the state table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.sims.firewall.matching import ports_text
from awsstudy.sims.firewall.world import LAST_PORT, Rule
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

if TYPE_CHECKING:
    from awsstudy.sims.firewall.filtering import FirewallState

SIGNS = (
    Sign(">", "request-passed", "good"),
    Sign("<", "answer-passed", "good"),
    Sign("x", "packet-lost", "bad"),
    Sign(".", "other-packet", "muted"),
)
COLUMNS = (Column("flow"), Column("proto"), Column("phase"), Column("idle", "s"),
           Column("left", "s"))  # fmt: skip


def panels(model: FirewallState) -> tuple[Panel, ...]:
    """The sieve for the last packet, the lanes, and the table where there is one."""
    found: list[Panel] = [_sieve(model), _grid(model)]
    if model.stateful:
        found.append(_table(model))
    return tuple(found)


def _sieve(model: FirewallState) -> Sieve:
    last = model.verdicts[-1] if model.verdicts else None
    by = last.by if last else ""
    layers = []
    if model.params.egress_only:
        layers.append(Layer("gateway", *_said(by, "gateway", ok=False)))
    if model.stateful:
        layers.append(Layer("state", *_said(by, "state", ok=True)))
    for number, rule in enumerate(model.params.rules, start=1):
        name = f"rule {number}"
        said, mark = _said(by, name, ok=rule.action == "allow")
        if number not in model.list:
            said, mark = "removed", "muted"
        layers.append(Layer(name, said, mark, rule_text(rule)))
    layers.append(Layer("default", *_said(by, "default", ok=False)))
    return Sieve("rules", tuple(layers))


def _said(by: str, name: str, *, ok: bool) -> tuple[str, Mark]:
    if by != name:
        return "silent", "muted"
    return ("passes", "good") if ok else ("drops", "bad")


def rule_text(rule: Rule) -> str:
    """A rule on one line; where every port is meant none is named."""
    every = rule.proto == "icmp" or (rule.low, rule.high) == (0, LAST_PORT)
    ports = () if every else (ports_text(rule),)
    return " ".join((rule.action, rule.direction, rule.proto, *ports, f"IP{rule.family}"))


def _grid(model: FirewallState) -> Grid:
    strips = []
    for flow in model.params.flows:
        signs = []
        for verdict in model.verdicts:
            sign = "<" if verdict.packet.answers else ">"
            mine = verdict.packet.flow.id == flow.id
            signs.append("." if not mine else sign if verdict.ok else "x")
        strips.append(Strip(flow.id, "".join(signs)))
    return Grid("packets", tuple(strips), SIGNS, "packet-order")


def _table(model: FirewallState) -> Table:
    rows = []
    for row in model.table.values():
        idle = round(model.now - row.last, 1)
        left = max(0.0, round(model.lifetime(row) - idle, 1))
        rows.append(Row((row.flow.id, row.flow.proto, f"phase-{row.phase}", idle, left)))
    return Table("table", COLUMNS, tuple(rows))
