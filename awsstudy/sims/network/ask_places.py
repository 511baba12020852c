"""Problems about where subnets fit."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import plan_beliefs
from awsstudy.sims.network.addresses import BITS, Block, block
from awsstudy.sims.network.arithmetic import Arithmetic
from awsstudy.sims.network.plan_reading import Kinds, base, distinct, outcome
from awsstudy.sims.network.planning import PlanParams, Wish
from awsstudy.sims.problems import Answer, Problem, Value

# Where the next subnet goes.

_NEXT: Kinds = (
    plan_beliefs.StartsAnywhere,
    plan_beliefs.AfterTheLast,
    plan_beliefs.OverlapIsFine,
    plan_beliefs.OnePlaceEach,
)


def draw_next(random: Random, rules: RuleBook) -> PlanParams:
    """A VPC with subnets of several sizes and gaps between them."""

    def drawn() -> PlanParams:
        return _filled(random, between(random, 25, 27))

    def apart(params: PlanParams) -> bool:
        return distinct(params, rules, _NEXT, _first_place)

    return fitting(drawn, apart)


def _filled(random: Random, wanted: int, split: int | None = None) -> PlanParams:
    vpc = base(random, pick(random, (22, 23)))
    used: list[Block] = []
    start = vpc.first
    for _ in range(between(random, 2, 4)):
        size = pick(random, (24, 25, 26, 27, 28))
        step = 1 << (BITS - size)
        start = -(-start // step) * step + step * pick(random, (0, 0, 1, 2))
        if start + step - 1 > vpc.last:
            break
        used.append(Block(start, size))
        start += step
    wishes = () if split else (Wish(name="new", prefix=wanted),)
    return PlanParams(vpc=str(vpc), taken=tuple(map(str, used)), wanted=wishes, split=split)


def _first_place(sums: Arithmetic, params: PlanParams) -> str | None:
    used = [block(text) for text in params.taken]
    found = sums.place(block(params.vpc), int(params.wanted[0].prefix or 0), used)
    return str(found) if found else None


def placed(_params: PlanParams, run: Run) -> Answer:
    """The block of the last subnet; None where there is none."""
    found = outcome(run)["subnets"][-1]["block"]
    return str(found) if found else None


def next_values(params: PlanParams, _run: Run) -> Mapping[str, Value]:
    """The VPC, what exists, and what is wanted."""
    wanted = params.wanted[0].prefix if params.wanted else params.split
    return {
        "vpc": params.vpc,
        "taken": ", ".join(params.taken),
        "prefix": int(wanted or 0),
        "size": 1 << (BITS - int(wanted or 0)),
    }


# How many more fit.

_FITS: Kinds = (
    plan_beliefs.AfterTheLast,
    plan_beliefs.OverlapIsFine,
    plan_beliefs.OnePlaceEach,
)


def draw_fits(random: Random, rules: RuleBook) -> PlanParams:
    """A VPC with subnets, and a size to split the rest into."""

    def drawn() -> PlanParams:
        return _filled(random, 0, between(random, 25, 26))

    return fitting(drawn, lambda params: distinct(params, rules, _FITS, _room))


def _room(sums: Arithmetic, params: PlanParams) -> int:
    used = [block(text) for text in params.taken]
    return sums.fits(block(params.vpc), int(params.split or 0), used)


def fits(_params: PlanParams, run: Run) -> Answer:
    """How many fit."""
    return int(outcome(run)["fits"])


PROBLEMS: tuple[Problem[PlanParams], ...] = (
    Problem(
        "next-block",
        draw_next,
        placed,
        next_values,
        ("starts-anywhere", "after-the-last", "overlap-is-fine", "one-place-each"),
    ),
    Problem(
        "how-many-fit",
        draw_fits,
        fits,
        next_values,
        ("after-the-last", "overlap-is-fine", "one-place-each"),
    ),
)
