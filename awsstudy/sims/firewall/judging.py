"""What a packet filter believes: which rule decides, what is remembered, for how long."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.firewall import matching
from awsstudy.sims.firewall.matching import Numbered
from awsstudy.sims.firewall.table import Row, lifetime
from awsstudy.sims.firewall.world import FirewallParams, Flow, Packet, Rule, Step
from awsstudy.sims.kernel import Event, NearMiss, Simulation


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a packet."""

    packet: Packet
    ok: bool
    by: str
    """``rule 3``, ``state``, ``default``, ``gateway`` or ``no-request``."""
    rules: tuple[str, ...]
    near: NearMiss | None = None
    needed: tuple[str, str] | None = None
    """For a packet that no rule allowed: direction and port that a rule would have to allow."""


class PacketFilter(Simulation[FirewallParams]):
    """The filter's memory and judgements; each wrong model believes otherwise of one."""

    def setup(self) -> None:
        """Lay the script out in time."""
        self.list: dict[int, Rule] = dict(enumerate(self.params.rules, start=1))
        self.table: dict[str, Row] = {}
        self.gateway: set[str] = set()
        """Flows that went out through the egress-only gateway."""
        self.loose: set[str] = set()
        """Flows whose requests passed untracked; their replies open no row either."""
        self.reached: set[str] = set()
        """Flows whose server has a request."""
        self.verdicts: list[Verdict] = []
        self.news: list[Event] = []
        """What a packet brought about, to be told after it."""
        self.scanned = 0
        self.end = max(step.at for step in self.params.script)
        for step in self.params.script:
            self.after(step.at, self.perform_step, step)

    @property
    def stateful(self) -> bool:
        """Whether the filter keeps a state table."""
        return self.params.filter != "stateless"

    def port(self, one: Packet) -> int:
        """The port that rules look at."""
        return one.port

    def direction(self, one: Packet) -> str:
        """The direction whose rules judge a packet."""
        return one.direction

    def fits(self, rule: Rule, one: Packet) -> bool:
        """Whether a rule matches a packet."""
        return (
            rule.direction == self.direction(one)
            and rule.family == one.family
            and matching.proto_fits(rule, one)
            and matching.ports_fit(rule, one, self.port(one))
        )

    def decide(self, matches: list[Numbered]) -> Numbered | None:
        """The rule that decides among all that match: the first."""
        return matches[0] if matches else None

    def known(self, one: Packet) -> bool:
        """Whether the state table holds the packet's connection."""
        return self.stateful and one.flow.id in self.table

    def remembers(self, rule: Rule, one: Packet) -> bool:
        """Whether a packet that a rule let pass gets a row."""
        if not self.stateful:
            return False
        if self.params.filter != "security_group" or self.params.egress_only:
            return True
        if one.answers:
            return one.flow.id not in self.loose
        return not matching.untracked(rule, tuple(self.list.values()), one)

    def keys(self, flow: Flow) -> tuple[str, ...]:
        """The rows of a connection."""
        return (flow.id,)

    def without_rule(self) -> bool:
        """Whether a packet passes that no rule matches."""
        return False

    def gateway_stops(self, one: Packet) -> bool:
        """Whether the egress-only gateway stops a packet: one from outside that answers nothing."""
        return one.direction == "in" and one.flow.id not in self.gateway

    def lifetime(self, row: Row) -> float:
        """How long an idle row lives."""
        return lifetime(row, self.params.timeouts)

    def refreshes(self, row: Row) -> bool:
        """Whether a packet starts a row's time anew."""
        return True

    def drop_rows(self, number: int) -> None:
        """What the removal of a rule does to rows: nothing."""

    def remove(self, number: int) -> None:
        """Take a rule off the list, at once."""
        self.list.pop(number, None)
        self.drop_rows(number)

    def after_drop(self, one: Packet) -> None:
        """What a dropped packet leaves behind: nothing."""

    def perform_step(self, step: Step) -> None:
        """Let a step of the script happen."""
        raise NotImplementedError
