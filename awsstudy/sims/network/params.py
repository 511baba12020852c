"""The parameters of a packet's world: VPCs, subnets, tables, filters, hosts and probes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from awsstudy.sims.kernel import Params
from awsstudy.sims.network.addresses import address, block

Direction = Literal["in", "out"]
Proto = Literal["tcp", "udp", "icmp", "all"]
Port = Annotated[int, Field(ge=0, le=65535)]
Name = Annotated[str, Field(min_length=1, max_length=32)]
Cidr = Annotated[str, Field(max_length=18)]
Address = Annotated[str, Field(max_length=15)]

AclRow = tuple[
    Annotated[int, Field(ge=1, le=32766)], Literal["allow", "deny"], Proto, Cidr, Port, Port
]
"""Number, action, protocol, far side, and the ports of the destination."""
SgRow = tuple[Proto, Name, Port, Port]
"""Protocol, a block or ``sg:<group>``, and the ports of the destination."""
RouteRow = tuple[Cidr, Annotated[str, Field(pattern=r"^(igw|vgw|local|(nat|eni|pcx):[^:]{1,32})$")]]
"""Destination and target."""
SHORTEST, LONGEST = 16, 28
"""Prefixes of a VPC's or a subnet's block."""


def _sized(text: str) -> str:
    if not SHORTEST <= block(text).prefix <= LONGEST:
        raise ValueError(f"a block of a VPC or subnet is /16 to /28 long, not {text}")
    return text


class Vpc(Params):
    """A VPC: its block, and whether an internet gateway is attached."""

    cidr: Cidr = "10.0.0.0/16"
    igw: bool = False

    _size = field_validator("cidr")(_sized)


class Subnet(Params):
    """A subnet: where it lies, its route table and its network ACL."""

    vpc: Name
    cidr: Cidr
    rt: Name
    nacl: Name

    _size = field_validator("cidr")(_sized)


class Host(Params):
    """Someone who sends or receives: an instance, a NAT gateway, a host outside."""

    kind: Literal["ec2", "natgw", "inet", "onprem"] = "ec2"
    ip: Address
    subnet: Name | None = None
    """Of an instance or NAT gateway."""
    vpc: Name | None = None
    """Of a host on premises: the VPC whose virtual private gateway its site is connected to."""
    pub: Address | None = None
    """The public address that the internet gateway translates to ``ip``."""
    sgs: tuple[Name, ...] = Field((), max_length=16)
    nat: bool = False
    """A NAT instance, its source/destination check switched off."""

    @field_validator("ip", "pub")
    @classmethod
    def _readable(cls, value: str | None) -> str | None:
        if value is not None:
            address(value)
        return value


class Probe(Params):
    """A connection that is tried: the first packet's header."""

    src: Name = "user"
    dst: Address = "198.51.100.10"
    proto: Literal["tcp", "udp"] = "tcp"
    sport: Port = 40001
    """The client's ephemeral port."""
    dport: Port = 443

    @field_validator("dst")
    @classmethod
    def _readable(cls, value: str) -> str:
        address(value)
        return value


EVERYTHING: tuple[AclRow, ...] = ((100, "allow", "all", "0.0.0.0/0", 0, 65535),)
WEB: tuple[SgRow, ...] = (("tcp", "0.0.0.0/0", 443, 443),)
ANYWHERE: tuple[SgRow, ...] = (("all", "0.0.0.0/0", 0, 65535),)

Filters = dict[Direction, tuple[AclRow, ...]]
Group = dict[Direction, tuple[SgRow, ...]]


class VpcParams(Params):
    """A world, and the connections that are tried in it."""

    vpcs: dict[Name, Vpc] = Field({"A": Vpc(igw=True)}, min_length=1, max_length=16)
    peerings: tuple[tuple[Name, Name], ...] = Field((), max_length=64)
    subnets: dict[Name, Subnet] = Field(
        {"public": Subnet(vpc="A", cidr="10.0.0.0/24", rt="rt-public", nacl="open")},
        max_length=64,
    )
    rts: dict[Name, tuple[RouteRow, ...]] = Field({"rt-public": (("0.0.0.0/0", "igw"),)})
    """Route tables; the local route need not be written."""
    nacls: dict[Name, Filters] = Field({"open": {"in": EVERYTHING, "out": EVERYTHING}})
    sgs: dict[Name, Group] = Field({"sg-web": {"in": WEB, "out": ANYWHERE}})
    hosts: dict[Name, Host] = Field(
        {
            "web": Host(subnet="public", ip="10.0.0.10", pub="198.51.100.10", sgs=("sg-web",)),
            "user": Host(kind="inet", ip="203.0.113.10"),
        },
        max_length=256,
    )
    probes: tuple[Probe, ...] = Field((Probe(),), max_length=1000)

    @field_validator("peerings")
    @classmethod
    def _between_vpcs(
        cls, value: tuple[tuple[str, str], ...], info: ValidationInfo
    ) -> tuple[tuple[str, str], ...]:
        _known({name for pair in value for name in pair}, _keys(info, "vpcs"), "VPC")
        return value

    @field_validator("subnets")
    @classmethod
    def _in_vpcs(cls, value: dict[str, Subnet], info: ValidationInfo) -> dict[str, Subnet]:
        vpcs: Mapping[str, Vpc] = info.data.get("vpcs", {})
        _known({subnet.vpc for subnet in value.values()}, vpcs, "VPC")
        for name, subnet in value.items():
            if not block(vpcs[subnet.vpc].cidr).covers(block(subnet.cidr)):
                raise ValueError(f"subnet '{name}' does not lie in the block of its VPC")
        for name, other in _overlapping(value):
            raise ValueError(f"subnets '{name}' and '{other}' overlap")
        return value

    @field_validator("rts")
    @classmethod
    def _tables(
        cls, value: dict[str, tuple[RouteRow, ...]], info: ValidationInfo
    ) -> dict[str, tuple[RouteRow, ...]]:
        subnets: Mapping[str, Subnet] = info.data.get("subnets", {})
        _known({subnet.rt for subnet in subnets.values()}, value, "route table")
        for rows in value.values():
            for destination, _ in rows:
                block(destination)
        return value

    @field_validator("nacls")
    @classmethod
    def _lists(cls, value: dict[str, Filters], info: ValidationInfo) -> dict[str, Filters]:
        subnets: Mapping[str, Subnet] = info.data.get("subnets", {})
        _known({subnet.nacl for subnet in subnets.values()}, value, "network ACL")
        for rows in (rows for lists in value.values() for rows in lists.values()):
            for row in rows:
                block(row[3])
            if len({row[0] for row in rows}) < len(rows):
                raise ValueError("two rules of a network ACL have the same number")
        return value

    @field_validator("sgs")
    @classmethod
    def _groups(cls, value: dict[str, Group]) -> dict[str, Group]:
        for rows in (rows for lists in value.values() for rows in lists.values()):
            for _, whom, _, _ in rows:
                if whom.startswith("sg:"):
                    _known({whom[3:]}, value, "security group")
                else:
                    block(whom)
        return value

    @field_validator("hosts")
    @classmethod
    def _placed(cls, value: dict[str, Host], info: ValidationInfo) -> dict[str, Host]:
        subnets: Mapping[str, Subnet] = info.data.get("subnets", {})
        for name, host in value.items():
            if host.kind in ("ec2", "natgw"):
                _known({host.subnet}, subnets, "subnet")
                if not block(subnets[str(host.subnet)].cidr).holds(address(host.ip)):
                    raise ValueError(f"the address of '{name}' is not in its subnet")
            elif host.kind == "onprem":
                _known({host.vpc}, _keys(info, "vpcs"), "VPC")
            _known(set(host.sgs), _keys(info, "sgs"), "security group")
        return value

    @field_validator("probes")
    @classmethod
    def _sent_by_hosts(cls, value: tuple[Probe, ...], info: ValidationInfo) -> tuple[Probe, ...]:
        hosts: Mapping[str, Host] = info.data.get("hosts", {})
        _known({probe.src for probe in value}, hosts, "host")
        for probe in value:
            if hosts[probe.src].kind == "natgw":
                raise ValueError(f"'{probe.src}' is a NAT gateway and opens no connections")
        return value


def _keys(info: ValidationInfo, field: str) -> Mapping[str, object]:
    found: Mapping[str, object] = info.data.get(field, {})
    return found


def _known(names: set[str] | set[str | None], among: Mapping[str, object], what: str) -> None:
    for name in names:
        if name not in among:
            raise ValueError(f"there is no {what} '{name}'")


def _overlapping(subnets: Mapping[str, Subnet]) -> Iterator[tuple[str, str]]:
    """Pairs of neighbours, by VPC and first address, that share an address."""
    ordered = sorted(
        (subnet.vpc, block(subnet.cidr).first, name) for name, subnet in subnets.items()
    )
    for (vpc, _, one), (next_vpc, _, other) in pairwise(ordered):
        if vpc == next_vpc and block(subnets[one].cidr).overlaps(block(subnets[other].cidr)):
            yield one, other
