"""What learners believe about NAT and peering, as walks that differ in one method."""

from __future__ import annotations

from awsstudy.sims.network import rule_ids as ids
from awsstudy.sims.network.filters import Packet
from awsstudy.sims.network.hops import FORWARD, Hop, Hops
from awsstudy.sims.network.params import Probe
from awsstudy.sims.network.walk import Walk
from awsstudy.sims.network.world import Node, World


class NatAcceptsInbound(Walk):
    """Connections from the internet can come in through a NAT gateway."""

    def unsolicited(self, node: Node, packet: Packet) -> Hops:
        """The NAT gateway passes it to the first instance it serves."""
        served = next(
            (host for host in self.world.nodes.values() if self._serves(node, host)), None
        )
        if served is None:
            yield from super().unsolicited(node, packet)
            return
        after = packet.going_to(served.ip)
        self.flows.translate(node.name, packet, after)
        yield self.step("nat", node.name, packet, ids.NAT_TRANSLATES, after=after)
        yield from self.left_host(node, after)

    def _serves(self, node: Node, host: Node) -> bool:
        if host.kind != "ec2" or host.vpc != node.vpc:
            return False
        return any(r.target == f"nat:{node.name}" for r in self.world.routes(host.subnet))


class NatAnywhere(Walk):
    """A NAT gateway reaches the internet from whatever subnet it stands in."""

    def routed(self, subnet: str, vpc: str, packet: Packet) -> Hops:
        """Its own packets need no route."""
        node = self.world.inside(vpc, packet.src)
        outside = not self.world.vpc_blocks[vpc].holds(packet.dst)
        if node and node.kind == "natgw" and outside and self.world.params.vpcs[vpc].igw:
            yield from self.to_internet(vpc, packet)
            return
        yield from super().routed(subnet, vpc, packet)


class ForwardsByItself(Walk):
    """Any instance passes on what a route sends to it."""

    def forwards(self, node: Node) -> bool:
        """The source/destination check does not matter."""
        return True


class PrivateStaysPrivate(Walk):
    """An instance without a public address cannot use the internet, with NAT or without."""

    def translatable(self, packet: Packet) -> bool:
        """NAT does not help it."""
        return False


class PeeringHasADirection(Walk):
    """Connections over a peering connection are opened by the side that asked for it."""

    def to_peer(self, vpc: str, peer: str, packet: Packet) -> Hops:
        """Only the answers go the other way."""
        if self.way == FORWARD and (vpc, peer) not in self.world.params.peerings:
            yield self.drop("no-route", vpc, packet, ids.PEERING_ACTIVE)
            return
        yield from super().to_peer(vpc, peer, packet)


class Transitive(Walk):
    """If A is peered with B and with C, then B reaches C through A."""

    def entered(self, vpc: str, packet: Packet, edge: str) -> Hops:
        """At the edge of a peer the packet goes on to the next peer."""
        if edge in (ids.PEERING_EDGE, ids.VGW_EDGE):
            for other, block in self.world.vpc_blocks.items():
                if block.holds(packet.dst) and other != vpc and self.peered(vpc, other):
                    yield self.step("peering", other, packet, ids.PEERING_ACTIVE)
                    yield from super().entered(other, packet, edge)
                    return
        yield from super().entered(vpc, packet, edge)


class SharesGateways(Walk):
    """A peered VPC can use the other one's internet gateway, NAT or VPN."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._guests: dict[int, str] = {}

    def connection(self, probe: Probe) -> tuple[Hop, ...]:
        """Every connection has its own guests."""
        self._guests = {}
        return super().connection(probe)

    def entered(self, vpc: str, packet: Packet, edge: str) -> Hops:
        """At the edge of a peer the packet leaves by the peer's gateways."""
        outside = not self.world.vpc_blocks[vpc].holds(packet.dst)
        if edge == ids.PEERING_EDGE and outside:
            if self.world.site(vpc, packet.dst):
                yield from self.to_site(vpc, packet)
                return
            node = next((n.vpc for n in self.world.nodes.values() if n.ip == packet.src), vpc)
            self._guests[packet.src] = node
            if self.world.params.vpcs[vpc].igw:
                yield from self.internet(packet)
                return
        yield from super().entered(vpc, packet, edge)

    def internet(self, packet: Packet) -> Hops:
        """And the answer comes back the same way."""
        if packet.dst in self._guests:
            yield from self.entered(self._guests[packet.dst], packet, ids.ROUTE_LOCAL)
        else:
            yield from super().internet(packet)


class PeeringRoutesItself(Walk):
    """Once it is accepted, a peering connection needs no routes."""

    def routed(self, subnet: str, vpc: str, packet: Packet) -> Hops:
        """Peers are found by themselves."""
        for other, block in self.world.vpc_blocks.items():
            if other != vpc and block.holds(packet.dst) and self.peered(vpc, other):
                yield from self.to_peer(vpc, other, packet)
                return
        yield from super().routed(subnet, vpc, packet)
