"""What stands between inside and outside: a filter with rules, flows, and what happens when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from awsstudy.sims.kernel import Params

Direction = Literal["in", "out"]
Proto = Literal["tcp", "udp", "icmp"]
Family = Literal["v4", "v6"]
Port = Annotated[int, Field(ge=0, le=65_535)]
LAST_PORT = 65_535


class Rule(Params):
    """One rule of the list; it is known by its place, counted from 1."""

    action: Literal["allow", "deny"] = "allow"
    direction: Direction = "out"
    proto: Literal["tcp", "udp", "icmp", "all"] = "all"
    low: Port = 0
    high: Port = LAST_PORT
    """Destination ports of a packet; ICMP has none."""
    family: Family = "v4"
    """IPv4 or IPv6 addresses; a rule never means both."""
    anywhere: bool = False
    """Whether its source or destination is every address; else it is the other side's alone."""


class Flow(Params):
    """A client and a server on both sides of the filter."""

    id: str = Field("web", min_length=1, max_length=16)
    by: Direction = "out"
    """The direction of the client's packets: ``out`` where the client is inside."""
    proto: Proto = "tcp"
    client_port: Port = 40_001
    server_port: Port = 443


class Step(Params):
    """Something that happens at a moment."""

    at: int = Field(0, ge=0, le=1_000_000, json_schema_extra={"unit": "s"})
    do: Literal["send", "reply", "spoof", "reset", "remove"] = "send"
    """The client sends, the server replies, somebody fakes a reply, the client resets, or a rule
    is removed."""
    flow: str = ""
    rule: int = Field(0, ge=0, le=12)


class Timeouts(Params):
    """How long an idle row of the state table lives."""

    tcp_established_s: int = Field(350, ge=60, le=432_000, json_schema_extra={"unit": "s"})
    udp_stream_s: int = Field(180, ge=60, le=180, json_schema_extra={"unit": "s"})
    """After more than one request and reply."""
    udp_s: int = Field(30, ge=30, le=60, json_schema_extra={"unit": "s"})
    other_s: int = Field(60, ge=1, le=600, json_schema_extra={"unit": "s"})
    """ICMP, and TCP before the server has answered."""


class FirewallParams(Params):
    """A filter, the rules, the flows and the script."""

    filter: Literal["security_group", "stateful", "stateless"] = "security_group"
    family: Family = "v4"
    """IP version of all packets."""
    egress_only: bool = False
    """An egress-only internet gateway stands outside the filter; for IPv6."""
    rules: tuple[Rule, ...] = Field((Rule(),), max_length=12)
    flows: tuple[Flow, ...] = Field((Flow(),), min_length=1, max_length=8)
    script: tuple[Step, ...] = Field(
        (Step(flow="web"), Step(at=1, do="reply", flow="web")), min_length=1, max_length=40
    )
    timeouts: Timeouts = Timeouts()

    @model_validator(mode="after")
    def _makes_sense(self) -> FirewallParams:
        names = {flow.id for flow in self.flows}
        if len(names) < len(self.flows):
            raise ValueError("two flows have the same id")
        if self.egress_only and self.family == "v4":
            raise ValueError("an egress-only internet gateway is for IPv6")
        denies = any(rule.action == "deny" for rule in self.rules)
        if denies and self.filter == "security_group":
            raise ValueError("a security group has allow rules only")
        for step in self.script:
            if step.do == "remove" and not 1 <= step.rule <= len(self.rules):
                raise ValueError(f"there is no rule {step.rule}")
            if step.do != "remove" and step.flow not in names:
                raise ValueError(f"there is no flow '{step.flow}'")
        return self


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet at the filter."""

    flow: Flow
    direction: Direction
    port: int
    """The port it goes to."""
    kind: str
    """``send``, ``reply``, ``spoof`` or ``reset``."""
    family: Family

    @property
    def answers(self) -> bool:
        """Whether it travels from the server to the client."""
        return self.direction != self.flow.by


def opposite(direction: Direction) -> Direction:
    """The other direction."""
    return "in" if direction == "out" else "out"


def packet(flow: Flow, kind: str, family: Family) -> Packet:
    """A flow's packet of a kind."""
    if kind in {"reply", "spoof"}:
        return Packet(flow, opposite(flow.by), flow.client_port, kind, family)
    return Packet(flow, flow.by, flow.server_port, kind, family)
