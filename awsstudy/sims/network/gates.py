"""The filters on a packet's way: security groups at interfaces, network ACLs at subnet edges."""

from __future__ import annotations

from awsstudy.sims.network import rule_ids as ids
from awsstudy.sims.network.filters import (
    NONE,
    FilterRule,
    FlowTable,
    Packet,
    Ruling,
    any_match,
    first_match,
)
from awsstudy.sims.network.hops import FORWARD, Hop
from awsstudy.sims.network.params import Direction
from awsstudy.sims.network.world import Node, World

STATE = "state"
"""What is named as the rule where a remembered connection lets a packet pass."""


class Gates:
    """Asks filters about packets; each belief about filters changes one method."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.flows = FlowTable()
        self.way = FORWARD
        self.visited: set[str] = set()
        """NAT devices the packet has been through on its present way."""

    # Security groups.

    def sg_rules(self, host: Node, direction: Direction) -> tuple[FilterRule, ...]:
        """The rules of all groups of an interface, united."""
        return tuple(rule for name in host.sgs for rule in self.world.group(name, direction))

    def sg_ruling(self, host: Node, direction: Direction, packet: Packet) -> Ruling:
        """What the united rules say about a packet that no connection explains."""
        far = packet.src if direction == "in" else packet.dst
        return any_match(self.sg_rules(host, direction), packet, far)

    def sg_remembers(self, host: Node, packet: Packet) -> bool:
        """Whether the packet belongs to a connection that was let through here."""
        return self.flows.knows(host.name, packet)

    def security_group(self, host: Node, direction: Direction, packet: Packet) -> Hop:
        """The check at an interface."""
        if self.sg_remembers(host, packet):
            known = Ruling(allowed=True, rule=STATE, scanned=0)
            return self.filtered("sg", direction, host.name, packet, known, (ids.SG_STATEFUL,))
        ruling = self.sg_ruling(host, direction, packet)
        if ruling.allowed:
            self.flows.remember(host.name, packet)
        rules: tuple[str, ...] = (ids.SG_UNION if len(host.sgs) > 1 else ids.SG_ALLOW,)
        if ruling.allowed and "sg:" in ruling.rule:
            rules = (*rules, ids.SG_GROUP)
        return self.filtered("sg", direction, host.name, packet, ruling, rules)

    # Network ACLs.

    def acl_rules(self, subnet: str, direction: Direction) -> tuple[FilterRule, ...]:
        """A network ACL's rules in the order in which they are read."""
        return self.world.acl(subnet, direction)

    def acl_ruling(self, subnet: str, direction: Direction, packet: Packet) -> Ruling:
        """What a network ACL says; it knows of no connections."""
        far = packet.src if direction == "in" else packet.dst
        return first_match(self.acl_rules(subnet, direction), packet, far)

    def network_acl(self, subnet: str, direction: Direction, packet: Packet) -> Hop:
        """The check at a subnet's edge."""
        ruling = self.acl_ruling(subnet, direction, packet)
        rules: tuple[str, ...] = (ids.NACL_DEFAULT if ruling.rule == NONE else ids.NACL_ORDER,)
        if self.way != FORWARD:
            rules = (*rules, ids.NACL_STATELESS)
        return self.filtered("nacl", direction, subnet, packet, ruling, rules)

    def filtered(
        self,
        kind: str,
        direction: Direction,
        place: str,
        packet: Packet,
        ruling: Ruling,
        rules: tuple[str, ...],
    ) -> Hop:
        """A filter's ruling as a hop."""
        return Hop(
            way=self.way,
            check=f"{kind}-{direction}",
            place=place,
            packet=packet,
            rules=rules,
            passed=ruling.allowed,
            rule=ruling.rule,
            near=ruling.near,
            scanned=ruling.scanned,
        )
