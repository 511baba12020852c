"""The arithmetic of address plans; each belief about addresses changes one method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.network.addresses import BITS, Block
from awsstudy.sims.network.planning import bits_for

LARGEST, SMALLEST = "vpc.block.largest", "vpc.block.smallest"
FIRST, LAST = "vpc.subnet.reserved-first", "vpc.subnet.reserved-last"
CONNECTIONS = "vpc.nat.connections"
ROLES = ("network", "router", "dns", "future")
"""What the first addresses of a subnet are reserved for."""


class Arithmetic:
    """What AWS documents about blocks and addresses."""

    def __init__(self, rules: RuleBook) -> None:
        self.largest, self.smallest = int(rules.number(LARGEST)), int(rules.number(SMALLEST))
        self.first, self.last = int(rules.number(FIRST)), int(rules.number(LAST))
        self.connections = int(rules.number(CONNECTIONS))

    def size(self, prefix: int) -> int:
        """How many addresses a block has."""
        return 1 << (BITS - prefix)

    def usable(self, prefix: int) -> int:
        """How many of them instances can have."""
        return max(0, self.size(prefix) - self.first - self.last)

    def allowed(self, prefix: int) -> bool:
        """Whether a VPC or subnet may have that size."""
        return self.largest <= prefix <= self.smallest

    def smallest_for(self, machines: int) -> int:
        """The longest allowed prefix whose usable addresses suffice."""
        return min(self.smallest, bits_for(machines + self.first + self.last))

    def role(self, address: int, subnet: Block) -> str:
        """What an address of a subnet is for: ``instance`` where it can be assigned."""
        place = address - subnet.first
        if place < self.first:
            return ROLES[place] if place < len(ROLES) else "future"
        return "broadcast" if subnet.last - address < self.last else "instance"

    def starts(self, vpc: Block, prefix: int, used: Sequence[Block]) -> Iterator[int]:
        """Where a block of that size may start, lowest first: multiples of its size."""
        step, start = 1 << (BITS - prefix), vpc.first
        while start + step - 1 <= vpc.last:
            candidate = Block(start, prefix)
            blocking = [one for one in used if one.overlaps(candidate)]
            if blocking:
                beyond = max(one.last for one in blocking) + 1
                start = -(-beyond // step) * step
            else:
                yield start
                start += step

    def place(self, vpc: Block, prefix: int, used: Sequence[Block]) -> Block | None:
        """The lowest free block of that size."""
        start = next(self.starts(vpc, prefix, used), None)
        return None if start is None else Block(start, prefix)

    def fits(self, vpc: Block, prefix: int, used: Sequence[Block]) -> int:
        """How many more subnets of that size the VPC holds."""
        return sum(1 for _ in self.starts(vpc, prefix, used))

    def clash(self, one: Block, other: Block) -> bool:
        """Whether two VPCs cannot be peered."""
        return one.overlaps(other)

    def nat_addresses(self, connections: Sequence[int]) -> int:
        """How many addresses a NAT gateway needs: the limit holds for each destination."""
        return max([1, *(-(-count // self.connections) for count in connections)])
