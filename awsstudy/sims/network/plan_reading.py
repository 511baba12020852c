"""What the problems about address plans share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between
from awsstudy.sims.kernel import Run
from awsstudy.sims.network.addresses import BITS, Block, block
from awsstudy.sims.network.arithmetic import Arithmetic
from awsstudy.sims.network.planning import PlanParams
from awsstudy.sims.problems import DISTRACTORS

Kinds = Sequence[type[Arithmetic]]


def outcome(run: Run) -> Mapping[str, Any]:
    """A run's outcome, which is a table in every question of this model."""
    found: Any = run.outcome
    table: Mapping[str, Any] = found
    return table


def base(random: Random, prefix: int) -> Block:
    """A private block of that size, at a multiple of it."""
    start = block(f"10.{between(random, 0, 250)}.{between(random, 0, 255)}.0/32").first
    step = 1 << (BITS - prefix)
    return Block(start // step * step, prefix)


def distinct(params: PlanParams, rules: RuleBook, kinds: Kinds, read: Any) -> bool:
    """Whether the beliefs about a plan give enough distractors."""
    key = read(Arithmetic(rules), params)
    others = {read(kind(rules), params) for kind in kinds} - {key}
    return key is not None and len(others) >= DISTRACTORS
