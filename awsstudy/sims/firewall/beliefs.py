"""What learners believe of firewalls: each belief is the model with one method changed."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.firewall.filtering import FirewallState
from awsstudy.sims.firewall.matching import Numbered, ports_fit, proto_fits
from awsstudy.sims.firewall.table import Row
from awsstudy.sims.firewall.world import FirewallParams, Flow, Packet, Rule
from awsstudy.sims.kernel import Simulation

SOON = 60
"""Seconds after which some think an idle connection is forgotten."""


class LastMatch(FirewallState):
    """The last matching rule decides."""

    def decide(self, matches: list[Numbered]) -> Numbered | None:
        """The last."""
        return matches[-1] if matches else None


class DenyWins(FirewallState):
    """A matching deny rule wins over every allow rule."""

    def decide(self, matches: list[Numbered]) -> Numbered | None:
        """The first deny, if any."""
        return min(matches, key=lambda match: match[1].action == "allow", default=None)


class AllowWins(FirewallState):
    """One matching allow rule is enough."""

    def decide(self, matches: list[Numbered]) -> Numbered | None:
        """The first allow, if any."""
        return min(matches, key=lambda match: match[1].action == "deny", default=None)


class NarrowestWins(FirewallState):
    """The most specific matching rule decides."""

    def decide(self, matches: list[Numbered]) -> Numbered | None:
        """The smallest range of ports."""
        return min(matches, key=lambda match: match[1].high - match[1].low, default=None)


class StatelessRemembers(FirewallState):
    """A stateless filter lets replies pass by itself."""

    def known(self, one: Packet) -> bool:
        """A reply to what has passed."""
        return super().known(one) or (one.answers and one.flow.id in self.reached)


class StatefulForgets(FirewallState):
    """A stateful filter needs rules for replies as well."""

    def known(self, one: Packet) -> bool:
        """Nothing is known."""
        return False


class AnyReplyPasses(FirewallState):
    """A stateful filter lets everything pass that looks like a reply."""

    def known(self, one: Packet) -> bool:
        """Whatever travels towards a client."""
        return super().known(one) or (self.stateful and one.answers)


class ReplyToServicePort(FirewallState):
    """Replies go to the port of the service."""

    def port(self, one: Packet) -> int:
        """The service's port in both directions."""
        return one.flow.server_port


class ReplyDirectionSwapped(FirewallState):
    """Replies are judged by the rules of the request's direction."""

    def direction(self, one: Packet) -> str:
        """The direction of the client's packets."""
        return one.flow.by


class RemovalCuts(FirewallState):
    """Removing a rule cuts the connections it had let in."""

    def drop_rows(self, number: int) -> None:
        """The table is emptied."""
        self.table.clear()


class RemovalComesLate(FirewallState):
    """A removed rule still lets new connections in for a while."""

    def remove(self, number: int) -> None:
        """Nothing is removed yet."""


class IdleDiesSoon(FirewallState):
    """An idle connection is forgotten after a minute."""

    def lifetime(self, row: Row) -> float:
        """A minute at most."""
        return min(SOON, super().lifetime(row))


class NeverExpires(FirewallState):
    """A connection stays in the table until it is closed."""

    def lifetime(self, row: Row) -> float:
        """For good."""
        return 10_000_000


class UdpUntracked(FirewallState):
    """UDP has no connections, so the filter cannot track it."""

    def remembers(self, rule: Rule, one: Packet) -> bool:
        """Everything but UDP."""
        return one.flow.proto != "udp" and super().remembers(rule, one)


class RowEachWay(FirewallState):
    """A connection takes two rows, one for each direction."""

    def keys(self, flow: Flow) -> tuple[str, ...]:
        """Two."""
        return (flow.id, f"{flow.id} back")


class DropLeavesRow(FirewallState):
    """A denied connection is remembered as well."""

    def after_drop(self, one: Packet) -> None:
        """A row for what was dropped."""
        if self.stateful:
            self.table[one.flow.id] = Row(one.flow, self.now)


class DefaultAllows(FirewallState):
    """What no rule mentions is allowed."""

    def without_rule(self) -> bool:
        """It passes."""
        return True


class FamiliesAlike(FirewallState):
    """A rule for IPv4 addresses covers IPv6 as well."""

    def fits(self, rule: Rule, one: Packet) -> bool:
        """The family is not looked at."""
        return (
            rule.direction == self.direction(one)
            and proto_fits(rule, one)
            and ports_fit(rule, one, self.port(one))
        )


class GatewayIsOpen(FirewallState):
    """An egress-only gateway lets visitors in when the security group does."""

    def gateway_stops(self, one: Packet) -> bool:
        """It stops nothing."""
        return False


class GatewayStopsReplies(FirewallState):
    """An egress-only gateway lets nothing in, replies included."""

    def gateway_stops(self, one: Packet) -> bool:
        """Whatever comes from outside."""
        return one.direction == "in"


WRONG_MODELS: Mapping[str, type[Simulation[FirewallParams]]] = {
    "last-match": LastMatch,
    "deny-wins": DenyWins,
    "allow-wins": AllowWins,
    "narrowest-wins": NarrowestWins,
    "stateless-remembers": StatelessRemembers,
    "stateful-forgets": StatefulForgets,
    "any-reply-passes": AnyReplyPasses,
    "reply-to-service-port": ReplyToServicePort,
    "reply-direction-swapped": ReplyDirectionSwapped,
    "removal-cuts": RemovalCuts,
    "removal-comes-late": RemovalComesLate,
    "idle-dies-soon": IdleDiesSoon,
    "never-expires": NeverExpires,
    "udp-untracked": UdpUntracked,
    "row-each-way": RowEachWay,
    "drop-leaves-row": DropLeavesRow,
    "default-allows": DefaultAllows,
    "families-alike": FamiliesAlike,
    "gateway-is-open": GatewayIsOpen,
    "gateway-stops-replies": GatewayStopsReplies,
}
