"""What learners believe about blocks and addresses, as sums that differ in one method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.network.addresses import BITS, Block
from awsstudy.sims.network.arithmetic import Arithmetic
from awsstudy.sims.network.planning import bits_for


class NothingReserved(Arithmetic):
    """Every address of a subnet can be used."""

    def __init__(self, rules: RuleBook) -> None:
        super().__init__(rules)
        self.first = self.last = 0


class TwoReserved(Arithmetic):
    """A subnet loses the network and the broadcast address."""

    def __init__(self, rules: RuleBook) -> None:
        super().__init__(rules)
        self.first = self.last = 1


class FirstFourReserved(Arithmetic):
    """A subnet loses its first four addresses, and the last one can be used."""

    def __init__(self, rules: RuleBook) -> None:
        super().__init__(rules)
        self.last = 0


class FirstFiveReserved(Arithmetic):
    """A subnet loses its first five addresses."""

    def __init__(self, rules: RuleBook) -> None:
        super().__init__(rules)
        self.first, self.last = 5, 0


class ThreeReserved(Arithmetic):
    """A subnet loses network, router and broadcast address."""

    def __init__(self, rules: RuleBook) -> None:
        super().__init__(rules)
        self.first, self.last = 2, 1


class LongerIsLarger(Arithmetic):
    """The larger the number after the slash, the larger the block."""

    def size(self, prefix: int) -> int:
        """Doubles where it should halve."""
        return 1 << max(0, 8 + prefix - 24)

    def smallest_for(self, machines: int) -> int:
        """The smallest number that looks large enough."""
        fitting = (p for p in range(self.largest, BITS) if self.usable(p) >= machines)
        return next(fitting, self.smallest)


class OnlyClasses(Arithmetic):
    """Blocks come as /16 and /24, and what ends in 0 or 255 is special."""

    def smallest_for(self, machines: int) -> int:
        """A whole class."""
        return 24 if machines <= 254 else 16

    def role(self, address: int, subnet: Block) -> str:
        """Judged by the last number alone."""
        return {0: "network", 255: "broadcast"}.get(address % 256, "instance")


class AnySize(Arithmetic):
    """A VPC or subnet may have any size."""

    def allowed(self, prefix: int) -> bool:
        """Everything goes."""
        return True

    def smallest_for(self, machines: int) -> int:
        """No lower bound."""
        return bits_for(machines + self.first + self.last)


class StartsAnywhere(Arithmetic):
    """A block may start at any free address."""

    def starts(self, vpc: Block, prefix: int, used: Sequence[Block]) -> Iterator[int]:
        """Right behind what is used."""
        step, start = 1 << (BITS - prefix), vpc.first
        for one in [*sorted(used, key=lambda b: b.first), Block(vpc.last + 1, BITS)]:
            while start + step <= one.first:
                yield start
                start += step
            start = max(start, one.last + 1)


class AfterTheLast(Arithmetic):
    """New subnets come after the last one."""

    def starts(self, vpc: Block, prefix: int, used: Sequence[Block]) -> Iterator[int]:
        """Gaps are no places."""
        end = max((one.last for one in used), default=vpc.first - 1)
        return (start for start in super().starts(vpc, prefix, used) if start > end)


class OverlapIsFine(Arithmetic):
    """Blocks may overlap."""

    def starts(self, vpc: Block, prefix: int, used: Sequence[Block]) -> Iterator[int]:
        """What is used does not matter, unless it is the very same block."""
        same = {one.first for one in used if one.prefix == prefix}
        return (start for start in super().starts(vpc, prefix, ()) if start not in same)

    def clash(self, one: Block, other: Block) -> bool:
        """Never."""
        return False


class OnePlaceEach(Arithmetic):
    """Every existing subnet takes the place of one new one, whatever its size."""

    def starts(self, vpc: Block, prefix: int, used: Sequence[Block]) -> Iterator[int]:
        """As many places are gone as there are subnets."""
        return (start for number, start in enumerate(super().starts(vpc, prefix, ()))
                if number >= len(used))  # fmt: skip


class OnlyEqualClash(Arithmetic):
    """Two blocks clash only when they are equal."""

    def clash(self, one: Block, other: Block) -> bool:
        """The same text."""
        return one == other


class SameStartClash(Arithmetic):
    """Blocks that begin with the same number clash."""

    def clash(self, one: Block, other: Block) -> bool:
        """The first of the four numbers."""
        return one.first >> 24 == other.first >> 24


class NatByPorts(Arithmetic):
    """An address carries as many connections as it has ports."""

    def __init__(self, rules: RuleBook) -> None:
        super().__init__(rules)
        self.connections = 65_536


class NatByTotal(Arithmetic):
    """The limit holds for all connections together."""

    def nat_addresses(self, connections: Sequence[int]) -> int:
        """The sum counts."""
        return max(1, -(-sum(connections) // self.connections))


class NatEachItsOwn(Arithmetic):
    """Every destination takes addresses of its own."""

    def nat_addresses(self, connections: Sequence[int]) -> int:
        """One destination after the other."""
        return sum(max(1, -(-count // self.connections)) for count in connections)


class NatOneIsEnough(Arithmetic):
    """A NAT gateway scales by itself, so one address is enough."""

    def nat_addresses(self, connections: Sequence[int]) -> int:
        """Always one."""
        return 1
