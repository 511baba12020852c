"""The picture of a connection: the topology with the walking packet, and the table of checks."""

from __future__ import annotations

from collections.abc import Sequence

from awsstudy.sims.network.addresses import written
from awsstudy.sims.network.hops import ARRIVED, RETURN, Hop
from awsstudy.sims.network.params import Probe
from awsstudy.sims.network.world import Node, World
from awsstudy.sims.panels import Cell, Column, Mark, Place, Plan, Row, Table

OUTSIDE, NETWORK, SUBNET, HOST = range(4)
"""Columns of the plan."""
MOST_ROWS = 3
SHOWN_HOPS = 7
"""How many of the last checks the table shows."""
INTERNET = "internet"


def boxed(vpc: str) -> str:
    """The name of a VPC's box."""
    return f"VPC {vpc}"


def involved(world: World, probe: Probe, story: Sequence[Hop]) -> tuple[Node, ...]:
    """The hosts a connection has to do with, in the order in which it meets them."""
    names = [probe.src]
    for hop in story:
        names.append(hop.place)
        names += [node.name for node in _named(world, hop)]
    names += [node.name for node in world.nodes.values() if probe.dst in _addresses(node)]
    return tuple(world.nodes[name] for name in dict.fromkeys(names) if name in world.nodes)


def _named(world: World, hop: Hop) -> list[Node]:
    """Who is behind a subnet's filter that a packet met."""
    if not hop.check.startswith("nacl"):
        return []
    packet = hop.packet
    return [
        node
        for node in world.nodes.values()
        if node.subnet == hop.place and node.ip in (packet.src, packet.dst)
    ]


def _addresses(node: Node) -> set[str]:
    return {written(ip) for ip in (node.ip, node.pub) if ip is not None}


def crossed(world: World, nodes: Sequence[Node], story: Sequence[Hop]) -> tuple[str, ...]:
    """The VPCs of those hosts, and those at whose edge a packet was."""
    names = [node.vpc for node in nodes if node.subnet]
    names += [hop.place for hop in story if hop.place in world.vpc_blocks]
    return tuple(dict.fromkeys(names))


def in_a_row(world: World, vpcs: Sequence[str]) -> tuple[str, ...]:
    """VPCs in an order in which peers stand beside each other where that can be."""
    left, row = list(vpcs[1:]), list(vpcs[:1])
    while left:
        following = next((vpc for vpc in left if world.peered(row[-1], vpc)), left[0])
        left.remove(following)
        row.append(following)
    return tuple(row)


class Map:
    """Where everything that a connection touches is drawn: a row a subnet, a column a kind."""

    def __init__(self, world: World, nodes: Sequence[Node], vpcs: Sequence[str]) -> None:
        self.places: list[Place] = []
        self.links: list[tuple[str, str]] = []
        self._world = world
        self._row = 0
        row = in_a_row(world, vpcs)
        for number, vpc in enumerate(row):
            if number and world.peered(row[number - 1], vpc):
                self.links.append((boxed(row[number - 1]), boxed(vpc)))
            self._network(vpc, [node for node in nodes if node.subnet and node.vpc == vpc])
        self._outside([node for node in nodes if not node.subnet])

    def _network(self, vpc: str, nodes: Sequence[Node]) -> None:
        """A VPC with the subnets of its hosts; without any, the VPC alone."""
        if self._row >= MOST_ROWS:
            return
        self._add(boxed(vpc), NETWORK, self._row, self._world.params.vpcs[vpc].cidr)
        above = boxed(vpc)
        for subnet in dict.fromkeys(node.subnet for node in nodes):
            if self._row >= MOST_ROWS:
                return
            self.links.append((above, subnet))
            self._subnet(subnet, [node for node in nodes if node.subnet == subnet])
            above = subnet
        self._row += not nodes

    def _subnet(self, subnet: str, nodes: Sequence[Node]) -> None:
        self._add(subnet, SUBNET, self._row, self._world.params.subnets[subnet].cidr)
        last = subnet
        for node in nodes[: MOST_ROWS - self._row]:
            self._add(node.name, HOST, self._row, written(node.ip))
            self.links.append((last, node.name))
            last = node.name
            self._row += 1

    def _outside(self, nodes: Sequence[Node]) -> None:
        """Hosts outside stand beside the VPC whose gateway leads to them."""
        rows = list(range(MOST_ROWS))
        for node in nodes[:MOST_ROWS]:
            door = next((place for place in self.places if self._leads(place, node)), None)
            row = door.row if door and door.row in rows else rows[0]
            rows.remove(row)
            self._add(node.name, OUTSIDE, row, written(node.ip))
            if door and door.row == row:
                self.links.append((node.name, door.name))

    def _leads(self, place: Place, node: Node) -> bool:
        vpcs = self._world.params.vpcs
        if place.column != NETWORK:
            return False
        if node.kind == "onprem":
            return place.name == boxed(node.vpc)
        return any(place.name == boxed(name) and vpc.igw for name, vpc in vpcs.items())

    def _add(self, name: str, column: int, row: int, note: Cell) -> None:
        if all(place.name != name for place in self.places):
            self.places.append(Place(name, column, row, "", note))


def plan(world: World, probe: Probe, story: Sequence[Hop], done: int) -> Plan:
    """The topology; the packet stands where its last check was."""
    nodes = involved(world, probe, story)
    drawn = Map(world, nodes, crossed(world, nodes, story))
    last = story[done - 1] if done else None
    header = str(last.after or last.packet) if last else None
    at = _spot(world, last) if last else probe.src
    bad = at if last and not last.passed else ""
    places = tuple(
        Place(p.name, p.column, p.row, "bad" if p.name == bad else "", p.note) for p in drawn.places
    )
    return Plan("topology", places, tuple(drawn.links), at, header)


def _spot(world: World, hop: Hop) -> str:
    return boxed(hop.place) if hop.place in world.vpc_blocks else hop.place


def table(story: Sequence[Hop], done: int) -> Table:
    """The last checks, one a row."""
    columns = (Column("way"), Column("check"), Column("place"), Column("decided-by"))
    rows = [Row((hop.way, hop.check, hop.place, decided(hop)), _mark(hop)) for hop in story[:done]]
    return Table("checks", columns, tuple(rows[-SHOWN_HOPS:]))


def decided(hop: Hop) -> Cell:
    """The rule of the situation that decided, or the changed header."""
    if hop.after is not None:
        changed = hop.after.src if hop.after.src != hop.packet.src else hop.after.dst
        return f"-> {written(changed)}"
    if hop.check == "route":
        return f"{hop.rule} -> {hop.target}"
    return hop.rule or None


def _mark(hop: Hop) -> Mark:
    if not hop.passed:
        return "bad"
    if hop.check == ARRIVED:
        return "chosen" if hop.way == RETURN else "good"
    return "good"
