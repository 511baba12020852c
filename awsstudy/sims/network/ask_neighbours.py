"""Problems about what goes beyond a VPC: peering, and the addresses of a NAT gateway."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import plan_beliefs
from awsstudy.sims.network.addresses import BITS, Block, block, written
from awsstudy.sims.network.arithmetic import Arithmetic
from awsstudy.sims.network.plan_reading import Kinds, distinct, outcome
from awsstudy.sims.network.planning import PlanParams
from awsstudy.sims.problems import DISTRACTORS, Answer, Problem, Value

# Who can be peered.

_PEERS: Kinds = (
    plan_beliefs.OnlyEqualClash,
    plan_beliefs.OverlapIsFine,
    plan_beliefs.SameStartClash,
)


def draw_peers(random: Random, rules: RuleBook) -> PlanParams:
    """Our block and five others: equal, inside, around, beside, elsewhere."""

    def drawn() -> PlanParams:
        return _neighbours(random)

    def apart(params: PlanParams) -> bool:
        return distinct(params, rules, _PEERS, _peered)

    return fitting(drawn, apart)


def _neighbours(random: Random) -> PlanParams:
    second = between(random, 16, 230)
    size = pick(random, (16, 18, 20))
    vpc = block(f"10.{second}.{pick(random, (0, 64, 128))}.0/{size}")
    inside = Block(vpc.first + (1 << (BITS - 22)), 22)
    others = [
        str(vpc),
        str(inside),
        str(block(f"10.{second}.0.0/16")),
        str(Block(vpc.last + 1, size)),
        str(block(f"10.{second + 2}.0.0/16")),
        str(block(f"172.{between(random, 16, 31)}.0.0/16")),
        str(block(f"192.168.{between(random, 0, 15) * 16}.0/20")),
    ]
    peers = tuple(dict.fromkeys((*shuffled(random, others[1:])[:3], str(vpc))))
    return PlanParams(vpc=str(vpc), taken=(), wanted=(), peers=shuffled(random, peers))


def _peered(sums: Arithmetic, params: PlanParams) -> tuple[str, ...]:
    own = block(params.vpc)
    return tuple(one for one in params.peers if not sums.clash(own, block(one)))


def peerable(params: PlanParams, run: Run) -> tuple[str, ...] | None:
    """The blocks whose VPCs can be peered with ours."""
    fine = outcome(run)["peers"]
    return tuple(one for one, ok in zip(params.peers, fine, strict=True) if ok) or None


def peer_values(params: PlanParams, _run: Run) -> Mapping[str, Value]:
    """Our block and the others."""
    own = block(params.vpc)
    return {
        "vpc": str(own),
        "others": ", ".join(params.peers),
        "first": written(own.first),
        "last": written(own.last),
    }


# How many addresses a NAT gateway needs.


def draw_nat(random: Random, rules: RuleBook) -> PlanParams:
    """Connections to two or three services, some above the limit of one address."""

    def drawn() -> tuple[int, ...]:
        return tuple(between(random, 20_000, 330_000, 5_000) for _ in range(pick(random, (2, 3))))

    kinds: Kinds = (
        Arithmetic,
        plan_beliefs.NatByPorts,
        plan_beliefs.NatByTotal,
        plan_beliefs.NatEachItsOwn,
        plan_beliefs.NatOneIsEnough,
    )

    def apart(counts: tuple[int, ...]) -> bool:
        found = {kind(rules).nat_addresses(counts) for kind in kinds}
        return len(found) > DISTRACTORS and max(found) <= 12

    return PlanParams(taken=(), wanted=(), nat=fitting(drawn, apart))


def nat_count(_params: PlanParams, run: Run) -> Answer:
    """The addresses that are needed."""
    return int(outcome(run)["nat_addresses"])


def nat_values(params: PlanParams, _run: Run) -> Mapping[str, Value]:
    """The connections to each service."""
    listed = ", ".join(f"{count:,}" for count in params.nat)
    return {"counts": listed, "busiest": f"{max(params.nat):,}", "services": len(params.nat)}


PROBLEMS: tuple[Problem[PlanParams], ...] = (
    Problem(
        "who-can-peer",
        draw_peers,
        peerable,
        peer_values,
        ("only-equal-clash", "overlap-is-fine", "same-start-clash"),
    ),
    Problem(
        "nat-addresses",
        draw_nat,
        nat_count,
        nat_values,
        ("nat-by-ports", "nat-by-total", "nat-each-its-own", "nat-one-is-enough"),
    ),
)
