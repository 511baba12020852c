"""Problems about how many addresses a subnet offers."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import plan_beliefs
from awsstudy.sims.network.addresses import BITS, block
from awsstudy.sims.network.arithmetic import Arithmetic
from awsstudy.sims.network.plan_reading import Kinds, base, outcome
from awsstudy.sims.network.planning import PlanParams, Wish
from awsstudy.sims.problems import DISTRACTORS, Answer, Problem, Value

# How many addresses instances can have.


def draw_usable(random: Random, _rules: RuleBook) -> PlanParams:
    """One subnet, as large as its VPC."""
    found = base(random, between(random, 20, 28))
    return PlanParams(vpc=str(found), taken=(), wanted=(Wish(name="app", prefix=found.prefix),))


def usable(_params: PlanParams, run: Run) -> Answer:
    """The usable addresses of the first subnet."""
    return int(outcome(run)["subnets"][0]["usable"])


def usable_values(params: PlanParams, _run: Run) -> Mapping[str, Value]:
    """The block and its size."""
    found = block(params.vpc)
    return {"block": str(found), "prefix": found.prefix, "size": found.size}


# The smallest subnet for a number of machines.

_SMALLEST: Kinds = (
    plan_beliefs.NothingReserved,
    plan_beliefs.LongerIsLarger,
    plan_beliefs.OnlyClasses,
    plan_beliefs.AnySize,
)


def draw_smallest(random: Random, rules: RuleBook) -> PlanParams:
    """Machines near a power of two, where the reserved addresses matter."""

    def drawn() -> int:
        if random.random() < 0.2:
            return between(random, 2, 3)  # here the smallest block that AWS takes matters
        return (1 << pick(random, (4, 5, 6, 7, 9, 10))) - between(random, 0, 4)

    def apart(machines: int) -> bool:
        kinds: Kinds = (Arithmetic, *_SMALLEST)
        found = {kind(rules).smallest_for(machines) for kind in kinds}
        return len(found) > DISTRACTORS

    machines = fitting(drawn, apart)
    return PlanParams(vpc="10.0.0.0/16", taken=(), wanted=(Wish(name="app", machines=machines),))


def prefix(_params: PlanParams, run: Run) -> Answer:
    """The prefix that was chosen."""
    found = outcome(run)["subnets"][0]["block"]
    return int(found.partition("/")[2]) if found else None


def smallest_values(params: PlanParams, run: Run) -> Mapping[str, Value]:
    """The machines, and why no smaller block will do."""
    size = 1 << (BITS - int(str(prefix(params, run))))
    reserved = size - int(str(usable(params, run)))
    machines = params.wanted[0].machines
    enough = size // 2 - reserved >= machines
    return {
        "machines": machines,
        "usable": size - reserved,
        "case": "because-minimum" if enough else "because-fewer",
    }


PROBLEMS: tuple[Problem[PlanParams], ...] = (
    Problem(
        "usable-addresses",
        draw_usable,
        usable,
        usable_values,
        ("nothing-reserved", "two-reserved", "three-reserved", "first-four-reserved"),
    ),
    Problem(
        "smallest-subnet",
        draw_smallest,
        prefix,
        smallest_values,
        ("nothing-reserved", "longer-is-larger", "only-classes", "any-size"),
    ),
)
