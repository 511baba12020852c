"""The walk of a packet: every check it meets, in order, until it is delivered or dropped.

The order is that of the path: security group of the sender's interface, network ACL where the
subnet is left, route table, gateway, network ACL where a subnet is entered, security group of the
receiver's interface. The answer walks by the tables of those who answer.
"""

from __future__ import annotations

from awsstudy.sims.kernel import NearMiss
from awsstudy.sims.network import rule_ids as ids
from awsstudy.sims.network.addresses import address, written
from awsstudy.sims.network.filters import FlowTable, Packet
from awsstudy.sims.network.gates import Gates
from awsstudy.sims.network.hops import ARRIVED, FORWARD, RETURN, Hop, Hops
from awsstudy.sims.network.params import Probe
from awsstudy.sims.network.routes import LOCAL, Route, closest, longest
from awsstudy.sims.network.world import Node


class Walk(Gates):
    """One connection: the request and, if it arrives, the answer."""

    def connection(self, probe: Probe) -> tuple[Hop, ...]:
        """All hops of a probe; the last one delivers the answer or drops a packet."""
        self.flows, self.way, self.visited = FlowTable(), FORWARD, set[str]()
        source = self.world.nodes[probe.src]
        opening = Packet(source.ip, address(probe.dst), probe.proto, probe.sport, probe.dport)
        hops = self.until_end(self.sent(source, opening))
        end = hops[-1]
        if end.host is None:
            return tuple(hops)
        self.way, self.visited = RETURN, set()
        return (*hops, *self.answered(end.host, end.packet.answer(), source))

    def answered(self, host: Node, packet: Packet, asker: Node) -> list[Hop]:
        """The hops of the answer."""
        return self.until_end(self.sent(host, packet))

    def until_end(self, hops: Hops) -> list[Hop]:
        """Hops up to the first drop."""
        seen: list[Hop] = []
        for hop in hops:
            seen.append(hop)
            if not hop.passed:
                break
        return seen

    # Leaving.

    def sent(self, host: Node, packet: Packet) -> Hops:
        """A host sends a packet."""
        if host.kind == "inet":
            yield from self.internet(packet)
        elif host.kind == "onprem":
            yield from self.entered(host.vpc, packet, ids.VGW_EDGE)
        else:
            if host.kind == "ec2":
                yield self.security_group(host, "out", packet)
            yield from self.left_host(host, packet)

    def left_host(self, host: Node, packet: Packet) -> Hops:
        """A packet is past the sender's interface: within the subnet it goes straight on."""
        if self.world.subnet_blocks[host.subnet].holds(packet.dst):
            yield from self.within(host.subnet, host.vpc, packet)
            return
        yield self.network_acl(host.subnet, "out", packet)
        yield from self.routed(host.subnet, host.vpc, packet)

    def within(self, subnet: str, vpc: str, packet: Packet) -> Hops:
        """Neighbours of one subnet: neither route table nor network ACL is asked."""
        receiver = self.world.inside(vpc, packet.dst)
        if receiver is None:
            yield self.drop("no-route", vpc, packet, ids.ROUTE_NONE)
            return
        yield self.step("within", subnet, packet, ids.NACL_EDGE, ids.ROUTE_LOCAL)
        yield from self.arrived(receiver, packet)

    # Routing.

    def choose(self, routes: tuple[Route, ...], packet: Packet) -> Route | None:
        """The row of the route table that counts."""
        return longest(routes, packet.dst)

    def routed(self, subnet: str, vpc: str, packet: Packet) -> Hops:
        """The route table of a subnet sends the packet on."""
        routes = self.world.routes(subnet)
        route = self.choose(routes, packet)
        if route is None:
            rules = (ids.ROUTE_NONE,) if self.way == FORWARD else (ids.ROUTE_NONE, ids.ROUTE_RETURN)
            yield self.drop("no-route", vpc, packet, *rules, near=closest(routes, packet.dst))
            return
        rule = ids.ROUTE_LOCAL if route.kind == LOCAL else ids.ROUTE_LONGEST
        yield self.step(
            "route", subnet, packet, rule, rule=str(route.block), target=route.target,
            scanned=len(routes),
        )  # fmt: skip
        yield from self.followed(route, subnet, vpc, packet)

    def followed(self, route: Route, subnet: str, vpc: str, packet: Packet) -> Hops:
        """The packet goes where a route leads."""
        if route.kind == LOCAL:
            yield from self.entered(vpc, packet, ids.ROUTE_LOCAL)
        elif route.kind == "igw":
            yield from self.to_internet(vpc, packet)
        elif route.kind == "pcx":
            yield from self.to_peer(vpc, route.named, packet)
        elif route.kind == "vgw":
            yield from self.to_site(vpc, packet)
        else:
            yield from self.to_interface(route.named, subnet, vpc, packet)

    def to_interface(self, name: str, subnet: str, vpc: str, packet: Packet) -> Hops:
        """A route to a NAT gateway or to an interface in the same VPC."""
        node = self.world.nodes.get(name)
        if node is None or node.vpc != vpc or not node.subnet:
            yield self.drop("no-route", vpc, packet, ids.ROUTE_NONE)
        elif packet.src == node.ip or name in self.visited:
            yield self.drop("no-route", vpc, packet, ids.NAT_SUBNET)
        else:
            self.visited.add(name)
            yield self.network_acl(node.subnet, "in", packet)
            yield from self.arrived(node, packet)

    def to_peer(self, vpc: str, peer: str, packet: Packet) -> Hops:
        """Through a peering connection."""
        if peer not in self.world.vpc_blocks or not self.peered(vpc, peer):
            yield self.drop("no-route", vpc, packet, ids.PEERING_ACTIVE)
            return
        yield self.step("peering", peer, packet, ids.PEERING_ACTIVE)
        yield from self.entered(peer, packet, ids.PEERING_EDGE)

    def peered(self, vpc: str, peer: str) -> bool:
        """Whether the peering connection of two VPCs is active."""
        return self.world.peered(vpc, peer)

    def to_site(self, vpc: str, packet: Packet) -> Hops:
        """Through the virtual private gateway to the site on premises."""
        host = self.world.site(vpc, packet.dst)
        if host is None:
            yield self.drop("no-route", vpc, packet, ids.VGW_ROUTE)
            return
        yield self.step("vgw", vpc, packet, ids.VGW_ROUTE)
        yield self.reached(host, packet)

    # The internet and its gateway.

    def public_address(self, vpc: str, private: int) -> int | None:
        """The public address the gateway puts in place of a private one."""
        node = self.world.inside(vpc, private)
        return node.pub if node else None

    def to_internet(self, vpc: str, packet: Packet) -> Hops:
        """Out through the internet gateway, which translates the source."""
        if not self.world.params.vpcs[vpc].igw:
            yield self.drop("no-route", vpc, packet, ids.IGW_ATTACHED)
            return
        public = self.public_address(vpc, packet.src)
        if public is None:
            near = NearMiss("igw", "source", "has-public-address", written(packet.src))
            yield self.drop("igw-nopub", vpc, packet, ids.IGW_PUBLIC, near=near)
            return
        after = packet.coming_from(public)
        yield self.step("igw", vpc, packet, ids.IGW_TRANSLATES, after=after)
        yield from self.internet(after)

    def internet(self, packet: Packet) -> Hops:
        """The internet knows public addresses only."""
        if host := self.world.internet(packet.dst):
            yield self.reached(host, packet)
            return
        node = self.world.behind(packet.dst)
        if node is None:
            near = NearMiss("internet", "destination", "known-online", written(packet.dst))
            yield self.drop("inet-noroute", "internet", packet, ids.INTERNET_PRIVATE, near=near)
            return
        after = packet.going_to(node.ip)
        yield self.step("igw", node.vpc, packet, ids.IGW_TRANSLATES, after=after)
        yield from self.entered(node.vpc, after, ids.ROUTE_LOCAL)

    # Arriving.

    def entered(self, vpc: str, packet: Packet, edge: str) -> Hops:
        """A packet in a VPC's router, or at its edge: only the VPC's own addresses are known."""
        node = self.world.inside(vpc, packet.dst)
        if node is None:
            yield self.drop("no-route", vpc, packet, self.unknown(vpc, packet, edge))
            return
        yield self.network_acl(node.subnet, "in", packet)
        yield from self.arrived(node, packet)

    def unknown(self, vpc: str, packet: Packet, edge: str) -> str:
        """The rule by which nobody in a VPC takes a packet."""
        outside = not self.world.vpc_blocks[vpc].holds(packet.dst)
        return edge if outside else ids.ROUTE_NONE

    def arrived(self, node: Node, packet: Packet) -> Hops:
        """A packet at the interface of a host or NAT gateway."""
        if node.kind == "natgw":
            yield from self.at_gateway(node, packet)
        elif packet.dst != node.ip and not self.forwards(node):
            near = NearMiss(node.name, "destination", written(node.ip), written(packet.dst))
            yield self.drop("srcdst", node.name, packet, ids.SRCDST, near=near)
        else:
            yield self.security_group(node, "in", packet)
            yield from self.at_instance(node, packet)

    def forwards(self, node: Node) -> bool:
        """Whether an instance may be sent what is not addressed to it."""
        return node.forwards

    def at_instance(self, node: Node, packet: Packet) -> Hops:
        """Past the security group: the packet is for the instance, or to be passed on."""
        before = self.flows.restored(node.name, packet)
        if before is not None:
            yield self.step("nat", node.name, packet, ids.NAT_INSTANCE, after=before)
            yield from self.passed_on(node, before)
        elif packet.dst == node.ip:
            yield self.reached(node, packet)
        elif not self.translatable(packet):
            yield self.drop("nat-nostate", node.name, packet, ids.NAT_OUTBOUND)
        else:
            after = packet.coming_from(node.ip)
            self.flows.translate(node.name, packet, after)
            yield self.step("nat", node.name, packet, ids.NAT_INSTANCE, after=after)
            yield from self.passed_on(node, after)

    def passed_on(self, node: Node, packet: Packet) -> Hops:
        """A NAT instance sends a packet on, past its own security group."""
        yield self.security_group(node, "out", packet)
        yield from self.left_host(node, packet)

    def translatable(self, packet: Packet) -> bool:
        """Only what opens a connection is given a translation; an answer must have one."""
        return packet.opening

    def at_gateway(self, node: Node, packet: Packet) -> Hops:
        """A NAT gateway lets connections out and their answers in."""
        before = self.flows.restored(node.name, packet)
        if before is not None:
            yield self.step("nat", node.name, packet, ids.NAT_TRANSLATES, after=before)
            yield from self.left_host(node, before)
        elif packet.dst == node.ip:
            yield from self.unsolicited(node, packet)
        elif not self.translatable(packet):
            yield self.drop("nat-nostate", node.name, packet, ids.NAT_OUTBOUND)
        else:
            after = packet.coming_from(node.ip)
            self.flows.translate(node.name, packet, after)
            yield self.step("nat", node.name, packet, ids.NAT_TRANSLATES, after=after)
            yield from self.left_host(node, after)

    def unsolicited(self, node: Node, packet: Packet) -> Hops:
        """A connection from outside to the NAT gateway itself."""
        yield self.drop("nat-unsolicited", node.name, packet, ids.NAT_OUTBOUND)

    def reached(self, host: Node, packet: Packet) -> Hop:
        """The packet is where it was sent; a host answers on every port."""
        return self.step(ARRIVED, host.name, packet, ids.DELIVERED, host=host)

    # Hops.

    def step(self, check: str, place: str, packet: Packet, *rules: str, **more: object) -> Hop:
        """A hop that the packet passed."""
        return Hop(way=self.way, check=check, place=place, packet=packet, rules=rules, **more)  # type: ignore[arg-type]

    def drop(
        self, check: str, place: str, packet: Packet, *rules: str, near: NearMiss | None = None
    ) -> Hop:
        """A hop where the packet was dropped."""
        return Hop(
            way=self.way,
            check=check,
            place=place,
            packet=packet,
            rules=rules,
            passed=False,
            near=near,
        )
