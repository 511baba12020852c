"""A packet's world made ready: hosts by address, filters, routes, peerings that are active."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from awsstudy.sims.network.addresses import address, block
from awsstudy.sims.network.filters import FilterRule
from awsstudy.sims.network.params import AclRow, Direction, Host, SgRow, VpcParams
from awsstudy.sims.network.routes import Route, usable

GROUP = "sg:"


@dataclass(frozen=True, slots=True)
class Node:
    """A host with its addresses as numbers."""

    name: str
    kind: str
    ip: int
    pub: int | None
    subnet: str
    vpc: str
    sgs: tuple[str, ...]
    forwards: bool
    """Whether it passes on what is not addressed to it."""


class World:
    """What the walk of a packet asks about its surroundings."""

    def __init__(self, params: VpcParams) -> None:
        self.params = params
        self.vpc_blocks = {name: block(vpc.cidr) for name, vpc in params.vpcs.items()}
        self.subnet_blocks = {name: block(subnet.cidr) for name, subnet in params.subnets.items()}
        self.nodes = {name: self._node(name, host) for name, host in params.hosts.items()}
        self._inside = {(n.vpc, n.ip): n for n in self.nodes.values() if n.subnet}
        self._sites = {(n.vpc, n.ip): n for n in self.nodes.values() if n.kind == "onprem"}
        self._internet = {n.ip: n for n in self.nodes.values() if n.kind == "inet"}
        self._public = {n.pub: n for n in self.nodes.values() if n.pub is not None and n.subnet}
        self._rules: dict[tuple[str, str, Direction], tuple[FilterRule, ...]] = {}

    def _node(self, name: str, host: Host) -> Node:
        inside = host.kind in ("ec2", "natgw")
        vpc = self.params.subnets[str(host.subnet)].vpc if inside else host.vpc
        return Node(
            name=name,
            kind=host.kind,
            ip=address(host.ip),
            pub=address(host.pub) if host.pub else None,
            subnet=str(host.subnet) if inside else "",
            vpc=vpc or "",
            sgs=host.sgs,
            forwards=host.nat,
        )

    def inside(self, vpc: str, ip: int) -> Node | None:
        """Who has a private address in a VPC."""
        return self._inside.get((vpc, ip))

    def site(self, vpc: str, ip: int) -> Node | None:
        """Who has an address on premises, behind a VPC's virtual private gateway."""
        return self._sites.get((vpc, ip))

    def internet(self, ip: int) -> Node | None:
        """The host on the internet that has an address."""
        return self._internet.get(ip)

    def behind(self, pub: int) -> Node | None:
        """Who in a VPC with an internet gateway has a public address."""
        node = self._public.get(pub)
        return node if node and self.params.vpcs[node.vpc].igw else None

    def routes(self, subnet: str) -> tuple[Route, ...]:
        """The rows of a subnet's route table that count, the local route first."""
        spec = self.params.subnets[subnet]
        return usable(_routes(self.params.rts[spec.rt]), self.vpc_blocks[spec.vpc])

    def acl(self, subnet: str, direction: Direction) -> tuple[FilterRule, ...]:
        """A subnet's network ACL, lowest number first."""
        name = self.params.subnets[subnet].nacl
        return _acl(self.params.nacls[name].get(direction, ()))

    def listed(self, subnet: str, direction: Direction) -> tuple[FilterRule, ...]:
        """A subnet's network ACL in the order in which it was written."""
        rows = self.params.nacls[self.params.subnets[subnet].nacl].get(direction, ())
        return tuple(map(acl_rule, rows))

    def group(self, name: str, direction: Direction) -> tuple[FilterRule, ...]:
        """A security group's rules."""
        key = ("sg", name, direction)
        if key not in self._rules:
            rows = self.params.sgs[name].get(direction, ())
            self._rules[key] = tuple(self._sg_rule(row) for row in rows)
        return self._rules[key]

    def _sg_rule(self, row: SgRow) -> FilterRule:
        proto, whom, low, high = row
        if not whom.startswith(GROUP):
            return FilterRule(sg_name(row), proto, block(whom), low, high)
        group = whom.removeprefix(GROUP)
        members = frozenset(
            node.ip for node in self.nodes.values() if node.kind == "ec2" and group in node.sgs
        )
        return FilterRule(sg_name(row), proto, low=low, high=high, group=group, members=members)

    def peered(self, one: str, other: str) -> bool:
        """Whether two VPCs have an active peering connection: overlapping blocks never do."""
        listed = (one, other) in self.params.peerings or (other, one) in self.params.peerings
        return listed and not self.vpc_blocks[one].overlaps(self.vpc_blocks[other])


def sg_name(row: SgRow) -> str:
    """A security group's rule in words."""
    proto, whom, low, high = row
    rule = FilterRule("", proto, low=low, high=high)
    ports = "" if rule.ports == proto == "all" else f" {rule.ports}"
    return f"{proto}{ports} {whom}"


@lru_cache(maxsize=4096)
def _acl(rows: tuple[AclRow, ...]) -> tuple[FilterRule, ...]:
    return tuple(map(acl_rule, sorted(rows)))


@lru_cache(maxsize=4096)
def _routes(rows: tuple[tuple[str, str], ...]) -> tuple[Route, ...]:
    return tuple(Route(block(destination), target) for destination, target in rows)


def acl_rule(row: AclRow) -> FilterRule:
    """A network ACL's rule, called by its number."""
    number, action, proto, cidr, low, high = row
    return FilterRule(str(number), proto, block(cidr), low, high, allow=action == "allow")
