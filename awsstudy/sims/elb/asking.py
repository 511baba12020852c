"""What the problems share: names, situations that are drawn, answers read off a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from awsstudy.sims.draw import shuffled
from awsstudy.sims.elb.world import ElbParams, Target
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Value

LETTERS = "ABCDEFGH"


def outcome(run: Run) -> Mapping[str, Any]:
    """A run's answer."""
    found = run.outcome
    return found if isinstance(found, dict) else {}


def asked(**changes: Any) -> ElbParams:
    """A situation; what is not named keeps its default."""
    return ElbParams.model_validate(changes)


def zoned(first: int, second: int, down: int) -> tuple[Target, ...]:
    """So many targets in zones A and B, the first ``down`` ones of zone A unhealthy."""
    return tuple(
        Target(id=f"{zone}{number + 1}", az=zone, healthy=zone == "b" or number >= down)
        for zone, count in (("a", first), ("b", second))
        for number in range(count)
    )


def in_zone(params: ElbParams, zone: str) -> tuple[Target, ...]:
    """The targets of a zone."""
    return tuple(target for target in params.targets if target.az == zone)


def share_in_a(params: ElbParams, run: Run) -> Fraction:
    """The share of the last target of zone A, which is healthy."""
    shares: Mapping[str, Fraction] = outcome(run)["shares"]
    return shares[in_zone(params, "a")[-1].id]


def apart(amounts: Sequence[Fraction]) -> bool:
    """Whether amounts differ from each other by 5 % or more."""
    pairs = pairwise(sorted(amounts))
    return all(larger >= smaller * Fraction(21, 20) for smaller, larger in pairs)


def places(random: Random, count: int) -> tuple[int, ...]:
    """The places 0 to ``count - 1`` in another order."""
    return shuffled(random, range(count))


def numbered(params: ElbParams) -> dict[str, Value]:
    """Open requests and latest answer of every target: ``open1``, ``ms1`` and so on."""
    values: dict[str, Value] = {}
    for number, target in enumerate(params.targets, 1):
        values |= {f"open{number}": target.outstanding, f"ms{number}": target.last_ms}
    return values


def picked(_params: ElbParams, run: Run) -> Answer:
    """The target that gets the next request."""
    return str(outcome(run)["target"])
