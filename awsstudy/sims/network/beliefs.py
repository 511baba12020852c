"""What learners believe about filters, as walks that differ from the truth in one method."""

from __future__ import annotations

from dataclasses import replace

from awsstudy.sims.network import rule_ids as ids
from awsstudy.sims.network.filters import FilterRule, Packet, Ruling, any_match, first_match
from awsstudy.sims.network.hops import RETURN, Hop, Hops
from awsstudy.sims.network.params import Direction
from awsstudy.sims.network.walk import Walk
from awsstudy.sims.network.world import Node

FIRST_EPHEMERAL = 1024
LOWEST = (1024, 32768, 49152)
"""The lowest ephemeral port of each kind of client."""


class SgStateless(Walk):
    """A security group needs a rule for answers."""

    def sg_remembers(self, host: Node, packet: Packet) -> bool:
        """Nothing is remembered."""
        return False


class SgNeedsAnswers(SgStateless):
    """Only the security group cares about answers: it needs an outbound rule for them."""

    def acl_ruling(self, subnet: str, direction: Direction, packet: Packet) -> Ruling:
        """Network ACLs let answers pass."""
        return _passing(super().acl_ruling(subnet, direction, packet), always=self.way == RETURN)


class SgNeedsAnswersIn(SgNeedsAnswers):
    """The security group needs the client's ports in the direction of the request."""

    def sg_rules(self, host: Node, direction: Direction) -> tuple[FilterRule, ...]:
        """Answers are judged by the rules of the other direction."""
        if self.way == RETURN:
            direction = "in" if direction == "out" else "out"
        return super().sg_rules(host, direction)


def _passing(ruling: Ruling, *, always: bool) -> Ruling:
    return replace(ruling, allowed=True) if always else ruling


class SgStrictest(Walk):
    """Of several security groups, every one must allow."""

    def sg_ruling(self, host: Node, direction: Direction, packet: Packet) -> Ruling:
        """The first group that has no rule for it says no."""
        far = packet.src if direction == "in" else packet.dst
        rulings = [any_match(self.world.group(g, direction), packet, far) for g in host.sgs]
        refused = [ruling for ruling in rulings if not ruling.allowed]
        return refused[0] if refused else super().sg_ruling(host, direction, packet)


class SgOutIgnored(Walk):
    """Security groups filter what comes in, and nothing else."""

    def security_group(self, host: Node, direction: Direction, packet: Packet) -> Hop:
        """Everything may go out."""
        hop = super().security_group(host, direction, packet)
        if direction == "out" and not hop.passed:
            self.flows.remember(host.name, packet)
            return replace(hop, passed=True, rule="all")
        return hop


class SgGroupIsPublicToo(Walk):
    """A security group as a source stands for all addresses of its members, public ones too."""

    def sg_rules(self, host: Node, direction: Direction) -> tuple[FilterRule, ...]:
        """Members count with both addresses."""
        return tuple(map(self._wider, super().sg_rules(host, direction)))

    def _wider(self, rule: FilterRule) -> FilterRule:
        if rule.members is None:
            return rule
        nodes = self.world.nodes.values()
        public = {n.pub for n in nodes if n.pub is not None and n.ip in (rule.members or ())}
        return replace(rule, members=rule.members | public)


class NaclStateful(Walk):
    """A network ACL lets answers pass by itself."""

    def acl_ruling(self, subnet: str, direction: Direction, packet: Packet) -> Ruling:
        """Answers are not asked about."""
        if self.way == RETURN:
            return Ruling(allowed=True, rule="state", scanned=0)
        return super().acl_ruling(subnet, direction, packet)


class NaclServicePort(Walk):
    """A network ACL lets an answer pass by a rule for the port of the service."""

    def acl_ruling(self, subnet: str, direction: Direction, packet: Packet) -> Ruling:
        """The answer is judged by the port it comes from."""
        if self.way == RETURN:
            packet = replace(packet, dport=packet.sport)
        return super().acl_ruling(subnet, direction, packet)


class NaclSwapped(Walk):
    """The rule for answers belongs into the direction of the request."""

    def acl_rules(self, subnet: str, direction: Direction) -> tuple[FilterRule, ...]:
        """Answers are judged by the other list."""
        if self.way == RETURN:
            direction = "in" if direction == "out" else "out"
        return super().acl_rules(subnet, direction)


class _OnePort(Walk):
    """All clients use the same ephemeral ports."""

    LOW, HIGH = 0, 0

    def acl_ruling(self, subnet: str, direction: Direction, packet: Packet) -> Ruling:
        """The answer goes to the lowest or highest of those ports."""
        if self.way == RETURN and packet.dport >= FIRST_EPHEMERAL:
            low = packet.dport in LOWEST
            packet = replace(packet, dport=self.LOW if low else self.HIGH)
        return super().acl_ruling(subnet, direction, packet)


class LinuxPorts(_OnePort):
    """Every client is a Linux machine."""

    LOW, HIGH = 32768, 61000


class WindowsPorts(_OnePort):
    """Every client is a Windows machine."""

    LOW, HIGH = 49152, 65535


class AllPorts(_OnePort):
    """Every client may use any port from 1024."""

    LOW, HIGH = 1024, 65535


class NaclInside(Walk):
    """A network ACL filters traffic within its subnet as well."""

    def within(self, subnet: str, vpc: str, packet: Packet) -> Hops:
        """Out by the list, and in by the list."""
        yield self.network_acl(subnet, "out", packet)
        yield self.network_acl(subnet, "in", packet)
        yield from super().within(subnet, vpc, packet)


class NaclLastWins(Walk):
    """In a network ACL a later rule overrides an earlier one."""

    def acl_rules(self, subnet: str, direction: Direction) -> tuple[FilterRule, ...]:
        """Highest number first."""
        return super().acl_rules(subnet, direction)[::-1]


class NaclAsWritten(Walk):
    """A network ACL is read in the order in which its rules were added."""

    def acl_rules(self, subnet: str, direction: Direction) -> tuple[FilterRule, ...]:
        """The order of the rows."""
        return self.world.listed(subnet, direction)


class NaclDenyWins(Walk):
    """In a network ACL a matching deny always wins."""

    def acl_rules(self, subnet: str, direction: Direction) -> tuple[FilterRule, ...]:
        """Denies first."""
        rules = super().acl_rules(subnet, direction)
        return tuple(sorted(rules, key=lambda rule: rule.allow))


class NaclMostExact(Walk):
    """In a network ACL the narrowest rule wins."""

    def acl_ruling(self, subnet: str, direction: Direction, packet: Packet) -> Ruling:
        """Narrow addresses first, then narrow ports."""
        far = packet.src if direction == "in" else packet.dst
        rules = self.acl_rules(subnet, direction)
        narrow = sorted(rules, key=lambda rule: (-rule.block.prefix, rule.high - rule.low))
        return first_match(narrow, packet, far)


class EitherIsEnough(Walk):
    """It is enough if the network ACL or the security group allows the traffic."""

    def network_acl(self, subnet: str, direction: Direction, packet: Packet) -> Hop:
        """A security group will let it pass, or has."""
        return replace(super().network_acl(subnet, direction, packet), passed=True)


class AnswersFindHome(Walk):
    """If the way there works, the way back is found by itself."""

    def answered(self, host: Node, packet: Packet, asker: Node) -> list[Hop]:
        """The answer is there at once."""
        return [self.step("arrived", asker.name, packet, ids.DELIVERED, host=asker)]
