"""An address plan: a VPC's block, subnets to place, VPCs to peer with, a NAT gateway's load."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from awsstudy.sims.kernel import Params
from awsstudy.sims.network.addresses import BITS, address, block
from awsstudy.sims.network.params import Address, Cidr, Name

Prefix = Annotated[int, Field(ge=8, le=30)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]


def _readable(text: str) -> str:
    if block(text).prefix < 8:
        raise ValueError(f"a plan covers at most a /8, not {text}")
    return text


class Wish(Params):
    """A subnet that is wanted: of a given size, or large enough for so many machines."""

    name: Name = "app"
    prefix: Prefix | None = None
    """Length of the prefix; without it the smallest block that serves the machines is taken."""
    machines: int = Field(0, ge=0, le=100_000)
    """How many addresses are needed."""

    @model_validator(mode="after")
    def _sized(self) -> Wish:
        if self.prefix is None and not self.machines:
            raise ValueError("a wish has a prefix or a number of machines")
        return self


class PlanParams(Params):
    """What is planned."""

    vpc: Cidr = "10.0.0.0/22"
    taken: tuple[Cidr, ...] = Field(("10.0.0.0/26", "10.0.1.0/24"), max_length=200)
    """Blocks of subnets that exist already."""
    wanted: tuple[Wish, ...] = Field(
        (Wish(name="web", machines=60), Wish(name="data", prefix=26)), max_length=50
    )
    """Subnets that are created, in this order."""
    split: Prefix | None = None
    """Count how many more subnets of this prefix the free space holds."""
    peers: tuple[Cidr, ...] = Field((), max_length=50)
    """Blocks of VPCs to peer with."""
    ask: tuple[Address, ...] = Field((), max_length=50)
    """Addresses of which it is asked whether an instance can have them."""
    nat: tuple[Count, ...] = Field((), max_length=20, json_schema_extra={"unit": "connections"})
    """Simultaneous connections through a NAT gateway, to each destination."""

    _vpc_block = field_validator("vpc")(_readable)

    @field_validator("taken", "peers")
    @classmethod
    def _blocks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(_readable, value))

    @field_validator("ask")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            address(text)
        return value


def bits_for(count: int) -> int:
    """The longest prefix whose block holds so many addresses."""
    return BITS - max(0, (count - 1).bit_length())
