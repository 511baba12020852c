"""Single changes to an address plan."""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.sims.network.addresses import BITS, Block, block
from awsstudy.sims.network.planning import PlanParams
from awsstudy.sims.problems import Edit

OTHERS = ("10.64.0.0", "172.20.0.0", "192.168.0.0")
"""Where a VPC might be created instead."""


def edits(params: PlanParams) -> Iterator[Edit[PlanParams]]:
    """Another size of a wanted subnet, another place of an existing one, another VPC block."""
    yield from _sizes(params)
    yield from _moves(params)
    yield from _blocks(params)


def _sizes(params: PlanParams) -> Iterator[Edit[PlanParams]]:
    for number, wish in enumerate(params.wanted):
        if wish.prefix is None:
            continue
        for prefix in (wish.prefix - 1, wish.prefix + 1, wish.prefix - 2):
            if not max(16, block(params.vpc).prefix) <= prefix <= 28:
                continue
            changed = wish.model_copy(update={"prefix": prefix})
            wanted = (*params.wanted[:number], changed, *params.wanted[number + 1 :])
            after = params.model_copy(update={"wanted": wanted})
            yield Edit("resize", after, {"name": wish.name, "prefix": prefix})


def _moves(params: PlanParams) -> Iterator[Edit[PlanParams]]:
    vpc = block(params.vpc)
    for number, text in enumerate(params.taken):
        own = block(text)
        rest = [block(one) for one in params.taken if one != text]
        step = 1 << (BITS - own.prefix)
        places = range(vpc.first, vpc.last + 1, step)
        for start in list(places)[:16]:
            moved = Block(start, own.prefix)
            if moved == own or any(moved.overlaps(one) for one in rest):
                continue
            taken = (*params.taken[:number], str(moved), *params.taken[number + 1 :])
            after = params.model_copy(update={"taken": taken})
            yield Edit("recreate", after, {"subnet": text, "block": str(moved)})


def _blocks(params: PlanParams) -> Iterator[Edit[PlanParams]]:
    own = block(params.vpc)
    if params.taken or not params.peers:
        return  # existing subnets would lie outside; without peers any block is as good
    for first in OTHERS:
        after = params.model_copy(update={"vpc": f"{first}/{own.prefix}"})
        if after.vpc != params.vpc:
            yield Edit("rebuild", after, {"block": after.vpc})
