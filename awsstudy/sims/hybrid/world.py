"""What is asked: the links of a VPC with their routes, a transfer over them, or a list of needs."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network
from typing import Literal

from pydantic import Field, field_validator, model_validator

from awsstudy.sims.kernel import Params

Kind = Literal["local", "static", "dx", "vpn_static", "vpn_bgp"]
"""Where a route comes from: the VPC itself, an entry by hand, or what a gateway has learnt."""
Port = Literal[1, 10, 100, 400]

VPN: frozenset[Kind] = frozenset(("vpn_static", "vpn_bgp"))
LEARNT: frozenset[Kind] = frozenset(("dx", "vpn_static", "vpn_bgp"))


@lru_cache(maxsize=8192)
def network(text: str) -> IPv4Network:
    """The IPv4 block that a text names."""
    return IPv4Network(text)


@lru_cache(maxsize=8192)
def address(text: str) -> int:
    """An IPv4 address as a number."""
    return int(IPv4Address(text))


def covers(prefix: str, destination: str) -> bool:
    """Whether a block holds an address."""
    block = network(prefix)
    return address(destination) & int(block.netmask) == int(block.network_address)


def length(prefix: str) -> int:
    """The number after the slash."""
    return network(prefix).prefixlen


class Link(Params):
    """A way out of the subnet with the route that leads to it."""

    id: str = Field("dx", min_length=1, max_length=24)
    kind: Kind = "dx"
    prefix: str = "172.16.0.0/16"
    as_path: int = Field(1, ge=1, le=20)
    """Autonomous systems on the way; compared among routes learnt by BGP."""
    med: int = Field(100, ge=0, le=4_294_967_295)
    up: bool = True
    mbps: int = Field(1000, ge=1, le=400_000, json_schema_extra={"unit": "Mbps"})
    """What the line below carries."""
    rtt_ms: int = Field(20, ge=1, le=1000, json_schema_extra={"unit": "ms"})
    loss_pct: float = Field(0, ge=0, le=5, json_schema_extra={"unit": "%"})
    swing_pct: int = Field(0, ge=0, le=90, json_schema_extra={"unit": "%"})
    """How far the internet's part of the line may fall below the rest."""
    connections: int = Field(1, ge=1, le=8)
    """VPN connections of two tunnels each; other kinds ignore it."""
    large: bool = False
    """Large tunnels, which a virtual private gateway does not offer."""
    macsec: bool = False
    """Encryption of a Direct Connect line; other kinds ignore it."""

    @field_validator("prefix")
    @classmethod
    def _is_block(cls, text: str) -> str:
        network(text)
        return text


class Transfer(Params):
    """What is to be carried."""

    gigabytes: int = Field(10_000, ge=1, le=1_000_000, json_schema_extra={"unit": "GB"})
    flows: int = Field(64, ge=1, le=256)
    """TCP connections at once."""
    window_kib: int = Field(1024, ge=16, le=16_384, json_schema_extra={"unit": "KiB"})
    """TCP window of each flow."""
    busy_pct: int = Field(0, ge=0, le=95, json_schema_extra={"unit": "%"})
    """What others use of every line."""
    deadline_h: int = Field(24, ge=1, le=10_000, json_schema_extra={"unit": "h"})


class Needs(Params):
    """What a connection must be; with ``on`` the options are sifted and nothing is sent."""

    on: bool = False
    encrypted: bool = True
    """Encrypted by the connection itself, not by each program."""
    steady: bool = False
    """A consistent path that leaves the internet out."""
    soon: bool = False
    """In use before a line can be ordered and cabled."""
    gbps: Port = 1


def _links() -> tuple[Link, ...]:
    return (
        Link(id="local", kind="local", prefix="10.0.0.0/16", mbps=10_000, rtt_ms=1),
        Link(),
        Link(id="vpn", kind="vpn_bgp", mbps=500, rtt_ms=40),
    )


class HybridParams(Params):
    """A VPC's links, where a packet is to go, what is to be carried, what is needed."""

    gateway: Literal["vgw", "tgw"] = "vgw"
    """Virtual private gateway or transit gateway at the VPC's end."""
    destination: str = "172.16.5.9"
    links: tuple[Link, ...] = Field(default_factory=_links, min_length=1, max_length=10)
    transfer: Transfer = Transfer()
    needs: Needs = Needs()

    @field_validator("destination")
    @classmethod
    def _is_address(cls, text: str) -> str:
        address(text)
        return text

    @model_validator(mode="after")
    def _names_differ(self) -> HybridParams:
        if len({link.id for link in self.links}) < len(self.links):
            raise ValueError("two links have the same id")
        return self
