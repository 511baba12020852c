"""What happens to an address plan, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcSized(Event):
    """A VPC's block has a size that AWS takes."""

    block: str
    addresses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcRefused(Event):
    """A VPC's block is too large or too small."""

    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubnetCounted(Event):
    """An existing subnet was taken into account."""

    block: str
    usable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubnetPlaced(Event):
    """A wanted subnet got the lowest free block of its size."""

    name: str
    block: str
    addresses: int
    usable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubnetRefused(Event):
    """A subnet cannot be: its size, its place, or no free block of that size."""

    name: str
    block: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MachinesLeftOut(Event):
    """A subnet has fewer usable addresses than machines."""

    name: str
    usable: int
    machines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksCounted(Event):
    """So many more subnets of a size fit."""

    prefix: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeeringPossible(Event):
    """A VPC shares no address with ours."""

    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeeringImpossible(Event):
    """A VPC's block overlaps ours."""

    block: str
    vpc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressJudged(Event):
    """An address can be assigned, or is one of the reserved ones."""

    address: str
    subnet: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NatCounted(Event):
    """A NAT gateway needs so many addresses."""

    busiest: int
    addresses: int


EVENTS: tuple[type[Event], ...] = (
    VpcSized,
    VpcRefused,
    SubnetCounted,
    SubnetPlaced,
    SubnetRefused,
    MachinesLeftOut,
    BlocksCounted,
    PeeringPossible,
    PeeringImpossible,
    AddressJudged,
    NatCounted,
)
