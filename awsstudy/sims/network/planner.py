"""The simulation of an address plan: each block is judged and placed, one a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from awsstudy.sims.kernel import Event, Metric, NearMiss, Outcome, Simulation
from awsstudy.sims.network import plan_events as happened
from awsstudy.sims.network.addresses import BITS, Block, address, block
from awsstudy.sims.network.arithmetic import CONNECTIONS, FIRST, LARGEST, LAST, SMALLEST, Arithmetic
from awsstudy.sims.network.plan_picture import Placed, judgements, space, subnets
from awsstudy.sims.network.planning import PlanParams, Wish
from awsstudy.sims.panels import Panel

INSIDE, ALIGNED, OVERLAP = "vpc.subnet.inside", "vpc.block.aligned", "vpc.peering.overlap"


class VpcAddressing(Simulation[PlanParams]):
    """A plan is worked through: block, existing subnets, wanted ones, peers, addresses, NAT."""

    PARAMS = PlanParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("usable"),
        Metric("free"),
        Metric("refused"),
        Metric("left_out"),
        Metric("peerable"),
        Metric("nat_addresses"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.EVENTS
    ARITHMETIC: ClassVar[type[Arithmetic]] = Arithmetic
    """How is reckoned; a wrong model reckons otherwise."""

    def setup(self) -> None:
        """Schedule every judgement, one a step."""
        self.sums = self.ARITHMETIC(self.rules)
        self.vpc = block(self.params.vpc)
        self.existing: list[Placed] = []
        self.created: list[Placed] = []
        self.peers: dict[str, bool] = {}
        self.roles: dict[str, str] = {}
        self.count: int | None = None
        self.nat: int | None = None
        for number, work in enumerate(self._jobs(), 1):
            self.after(number, work)

    def _jobs(self) -> Iterator[Callable[[], None]]:
        yield self._size_vpc
        for text in self.params.taken:
            yield lambda text=text: self._count_taken(block(text))  # type: ignore[misc]
        for wish in self.params.wanted:
            yield lambda wish=wish: self._create(wish)  # type: ignore[misc]
        if self.params.split is not None:
            yield self._split
        for text in self.params.peers:
            yield lambda text=text: self._peer(text)  # type: ignore[misc]
        for text in self.params.ask:
            yield lambda text=text: self._judge(text)  # type: ignore[misc]
        if self.params.nat:
            yield self._count_nat

    # Judgements.

    def _size_vpc(self) -> None:
        text = str(self.vpc)
        if self.sums.allowed(self.vpc.prefix):
            size = self.sums.size(self.vpc.prefix)
            self.emit(happened.VpcSized(block=text, addresses=size, rules=(LARGEST, SMALLEST)))
        else:
            near = self._size_miss(self.vpc.prefix)
            self.emit(happened.VpcRefused(block=text, rules=(LARGEST, SMALLEST), near=near))

    def _size_miss(self, prefix: int) -> NearMiss:
        bounds = f"/{self.sums.largest} - /{self.sums.smallest}"
        return NearMiss("size-limit", "prefix", bounds, f"/{prefix}")

    def _used(self) -> list[Block]:
        return [one.block for one in (*self.existing, *self.created) if one.block is not None]

    def _count_taken(self, taken: Block) -> None:
        text = str(taken)
        clash = next((one for one in self._used() if one.overlaps(taken)), None)
        if not self.vpc.covers(taken):
            self._refuse(text, text, "outside", NearMiss("vpc-block", "block", "inside-vpc", text))
        elif clash is not None:
            self._refuse(text, text, "overlaps", NearMiss(str(clash), "block", "no-overlap", text))
        elif not self.sums.allowed(taken.prefix):
            self._refuse(text, text, "size", self._size_miss(taken.prefix))
        else:
            usable = self.sums.usable(taken.prefix)
            self.existing.append(Placed(text, taken, usable))
            self.emit(happened.SubnetCounted(block=text, usable=usable, rules=(FIRST, LAST)))

    def _refuse(self, name: str, text: str, reason: str, near: NearMiss) -> None:
        rules = (LARGEST, SMALLEST) if reason == "size" else (INSIDE, ALIGNED)
        self.created.append(Placed(name, None))
        self.emit(
            happened.SubnetRefused(name=name, block=text, reason=reason, rules=rules, near=near)
        )

    def _create(self, wish: Wish) -> None:
        prefix = wish.prefix if wish.prefix is not None else self.sums.smallest_for(wish.machines)
        if not self.sums.allowed(prefix):
            self._refuse(wish.name, f"/{prefix}", "size", self._size_miss(prefix))
            return
        found = self.sums.place(self.vpc, prefix, self._used())
        if found is None:
            near = NearMiss("free-space", "largest-free", f"/{prefix}", self._largest_free())
            self._refuse(wish.name, f"/{prefix}", "no-room", near)
            return
        usable = self.sums.usable(prefix)
        self.created.append(Placed(wish.name, found, usable, wish.machines))
        self.emit(
            happened.SubnetPlaced(
                name=wish.name,
                block=str(found),
                addresses=self.sums.size(prefix),
                usable=usable,
                rules=(ALIGNED, INSIDE, FIRST, LAST),
            )
        )
        if usable < wish.machines:
            near = NearMiss(str(found), "usable", str(wish.machines), str(usable))
            self.emit(
                happened.MachinesLeftOut(
                    name=wish.name,
                    usable=usable,
                    machines=wish.machines,
                    rules=(FIRST, LAST),
                    near=near,
                )
            )

    def _largest_free(self) -> str:
        """The largest block that is still free, as text."""
        for prefix in range(self.vpc.prefix, BITS + 1):
            found = Arithmetic.place(self.sums, self.vpc, prefix, self._used())
            if found is not None:
                return str(found)
        return ""

    def _split(self) -> None:
        prefix = int(self.params.split or 0)
        self.count = self.sums.fits(self.vpc, prefix, self._used())
        event = happened.BlocksCounted(prefix=prefix, count=self.count, rules=(ALIGNED, INSIDE))
        self.emit(event)

    def _peer(self, text: str) -> None:
        other = block(text)
        self.peers[text] = not self.sums.clash(self.vpc, other)
        if self.peers[text]:
            self.emit(happened.PeeringPossible(block=str(other), rules=(OVERLAP,)))
            return
        near = NearMiss(str(self.vpc), "block", "no-overlap", str(other))
        self.emit(
            happened.PeeringImpossible(
                block=str(other), vpc=str(self.vpc), rules=(OVERLAP,), near=near
            )
        )

    def _judge(self, text: str) -> None:
        number = address(text)
        subnet = next((one for one in self._used() if one.holds(number)), None)
        role = self.sums.role(number, subnet) if subnet else "no-subnet"
        self.roles[text] = role
        near = None if role == "instance" else NearMiss(text, "address", "unreserved", role)
        self.emit(
            happened.AddressJudged(
                address=text,
                subnet=str(subnet) if subnet else "no-subnet",
                role=role,
                rules=(FIRST, LAST),
                near=near,
            )
        )

    def _count_nat(self) -> None:
        self.nat = self.sums.nat_addresses(self.params.nat)
        busiest = max(self.params.nat)
        event = happened.NatCounted(busiest=busiest, addresses=self.nat, rules=(CONNECTIONS,))
        self.emit(event)

    # Results.

    def measure(self) -> Mapping[str, float]:
        """Usable and free addresses, refusals, machines without address, peers, NAT addresses."""
        used = sum(one.size for one in self._used())
        return {
            "usable": sum(one.usable for one in self.created),
            "free": max(0, self.vpc.size - used),
            "refused": sum(one.block is None for one in self.created),
            "left_out": sum(max(0, one.machines - one.usable) for one in self.created),
            "peerable": sum(self.peers.values()),
            "nat_addresses": self.nat or 0,
        }

    def unwatched(self) -> frozenset[str]:
        """What is not asked for."""
        asked = {
            "usable": self.params.wanted,
            "refused": self.params.wanted,
            "left_out": any(wish.machines for wish in self.params.wanted),
            "peerable": self.params.peers,
            "nat_addresses": self.params.nat,
        }
        return frozenset(name for name, wanted in asked.items() if not wanted)

    def outcome(self) -> Outcome:
        """Blocks and usable addresses, what fits, who can be peered, what addresses are for."""
        return {
            "vpc": self.sums.allowed(self.vpc.prefix),
            "subnets": [
                {"name": one.name, "block": str(one.block) if one.block else None,
                 "usable": one.usable}
                for one in self.created
            ],
            "fits": self.count,
            "peers": list(self.peers.values()),
            "roles": list(self.roles.values()),
            "nat_addresses": self.nat,
        }  # fmt: skip

    def panels(self) -> tuple[Panel, ...]:
        """The VPC's addresses as strips, its subnets, and the judgements on others."""
        asked = (judgements(self.peers, self.roles),) if self.peers or self.roles else ()
        strips = space(self.vpc, self.existing, self.created)
        return (strips, subnets(self.existing, self.created, self.sums), *asked)
