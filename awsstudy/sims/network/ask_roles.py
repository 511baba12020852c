"""A problem about the addresses that instances can have."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.network.addresses import BITS, Block, block, written
from awsstudy.sims.network.plan_reading import base, outcome
from awsstudy.sims.network.planning import PlanParams
from awsstudy.sims.problems import Problem, Value

# Which addresses can be assigned.


def draw_assignable(random: Random, _rules: RuleBook) -> PlanParams:
    """A small subnet inside a larger block, and five of its addresses."""
    size = between(random, 25, 28)
    vpc = base(random, 24)
    step = 1 << (BITS - size)
    places = vpc.size // step
    start = vpc.first + step * between(random, 1, places - 2 if places > 2 else 1)
    ends = pick(random, (("last", "four"), ("last", "four"), ("last", "dns"), ("last", "three")))
    offsets = {
        "network": 0, "router": 1, "dns": 2, "three": 3, "four": 4,
        "middle": between(random, 6, step - 3), "last": step - 1, "second-last": step - 2,
    }  # fmt: skip
    chosen = {"network", "router", *ends, pick(random, ("middle", "second-last"))}
    order = sorted(offsets[name] for name in chosen)
    asked = tuple(written(start + offset) for offset in order)
    taken = str(Block(start, size))
    return PlanParams(vpc=str(vpc), taken=(taken,), wanted=(), ask=asked)


def assignable(params: PlanParams, run: Run) -> tuple[str, ...] | None:
    """The addresses that instances can have."""
    roles = outcome(run)["roles"]
    found = (ip for ip, role in zip(params.ask, roles, strict=True) if role == "instance")
    return tuple(found) or None


def assignable_values(params: PlanParams, _run: Run) -> Mapping[str, Value]:
    """The subnet and the addresses."""
    subnet = block(params.taken[0])
    return {
        "subnet": str(subnet),
        "asked": ", ".join(params.ask),
        "low": written(subnet.first + 4),
        "high": written(subnet.last - 1),
    }


PROBLEMS: tuple[Problem[PlanParams], ...] = (
    Problem(
        "assignable",
        draw_assignable,
        assignable,
        assignable_values,
        (
            "nothing-reserved",
            "two-reserved",
            "first-four-reserved",
            "first-five-reserved",
            "only-classes",
        ),
    ),
)
