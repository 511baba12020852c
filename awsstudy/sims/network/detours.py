"""What learners believe about route tables and the internet, as walks that differ in one method."""

from __future__ import annotations

from awsstudy.sims.network import rule_ids as ids
from awsstudy.sims.network.filters import Packet
from awsstudy.sims.network.hops import Hops
from awsstudy.sims.network.routes import LOCAL, Route
from awsstudy.sims.network.walk import Walk
from awsstudy.sims.network.world import World


class FirstRouteWins(Walk):
    """The first matching row of a route table decides."""

    def choose(self, routes: tuple[Route, ...], packet: Packet) -> Route | None:
        """From the top of the table; the local route stands first."""
        return next((route for route in routes if route.block.holds(packet.dst)), None)


class LastRouteWins(Walk):
    """The row that was added last decides."""

    def choose(self, routes: tuple[Route, ...], packet: Packet) -> Route | None:
        """From the bottom of the table."""
        rows = (*routes[1:], routes[0]) if routes else ()
        return next((r for r in reversed(rows) if r.block.holds(packet.dst)), None)


class WidestRouteWins(Walk):
    """The row with the largest block decides, the default route aside."""

    def choose(self, routes: tuple[Route, ...], packet: Packet) -> Route | None:
        """The shortest prefix above /0."""
        rows = [r for r in routes if r.block.holds(packet.dst)]
        named = [r for r in rows if r.block.prefix]
        return min(named or rows, key=lambda r: r.block.prefix, default=None)


class DefaultCatchesAll(Walk):
    """0.0.0.0/0 catches everything that leaves the VPC."""

    def choose(self, routes: tuple[Route, ...], packet: Packet) -> Route | None:
        """The default route, unless the packet stays in the VPC."""
        default = next((route for route in routes if not route.block.prefix), None)
        found = super().choose(routes, packet)
        return default if default and found and found.kind != LOCAL else found


class PublicAddressIsEnough(Walk):
    """A public address alone brings an instance onto the internet."""

    def routed(self, subnet: str, vpc: str, packet: Packet) -> Hops:
        """Whoever has a public address leaves by the internet gateway."""
        node = self.world.inside(vpc, packet.src)
        online = self.world.internet(packet.dst) or self.world.behind(packet.dst)
        if node and node.pub is not None and online and self.world.params.vpcs[vpc].igw:
            yield from self.to_internet(vpc, packet)
        else:
            yield from super().routed(subnet, vpc, packet)


class RouteIsEnough(Walk):
    """With the route to an internet gateway, every instance can use the internet."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._lent: dict[int, str] = {}

    def public_address(self, vpc: str, private: int) -> int | None:
        """The gateway would find some address."""
        self._lent[private] = vpc
        return super().public_address(vpc, private) or private

    def internet(self, packet: Packet) -> Hops:
        """And the answer comes back to it."""
        if packet.dst in self._lent:
            yield from self.entered(self._lent[packet.dst], packet, ids.ROUTE_LOCAL)
        else:
            yield from super().internet(packet)


class PrivateWorksOnline(RouteIsEnough):
    """A private address can be reached from the internet if the rules allow it."""

    def internet(self, packet: Packet) -> Hops:
        """The internet knows every address of a VPC with an internet gateway."""
        for name, block in self.world.vpc_blocks.items():
            if block.holds(packet.dst) and self.world.params.vpcs[name].igw:
                yield from self.entered(name, packet, ids.ROUTE_LOCAL)
                return
        yield from super().internet(packet)
