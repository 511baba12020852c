"""IPv4 addresses and blocks as numbers: reading, writing, containing, overlapping, aligning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, ip_network

BITS = 32
ADDRESSES = 1 << BITS


@dataclass(frozen=True, slots=True)
class Block:
    """A CIDR block: its first address and the length of its prefix."""

    first: int
    prefix: int

    @property
    def size(self) -> int:
        """How many addresses it holds."""
        return 1 << (BITS - self.prefix)

    @property
    def last(self) -> int:
        """Its highest address."""
        return self.first + self.size - 1

    def holds(self, address: int) -> bool:
        """Whether an address lies in it."""
        return self.first <= address <= self.last

    def covers(self, other: Block) -> bool:
        """Whether another block lies in it."""
        return self.prefix <= other.prefix and self.holds(other.first)

    def overlaps(self, other: Block) -> bool:
        """Whether the two share an address."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return f"{written(self.first)}/{self.prefix}"


@lru_cache(maxsize=65536)
def block(text: str) -> Block:
    """The block a text names; bits beyond the prefix are dropped, as AWS does.

    Raises:
        ValueError: the text is no IPv4 block.
    """
    network = ip_network(text, strict=False)
    if not isinstance(network, IPv4Network):
        raise ValueError(f"{text} is no IPv4 block")  # noqa: TRY004 - pydantic reports ValueError
    return Block(int(network.network_address), network.prefixlen)


@lru_cache(maxsize=65536)
def address(text: str) -> int:
    """The address a text names.

    Raises:
        ValueError: the text is no IPv4 address.
    """
    return int(IPv4Address(text))


@lru_cache(maxsize=65536)
def written(number: int) -> str:
    """An address as text."""
    return str(IPv4Address(number))


EVERYWHERE = Block(0, 0)
"""0.0.0.0/0."""
