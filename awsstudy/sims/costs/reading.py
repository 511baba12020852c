"""What problems about costs share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any, cast

from awsstudy.sims.costs.world import CostParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer


def outcome(run: Run) -> Mapping[str, Any]:
    """What the run came to."""
    return cast("Mapping[str, Any]", run.outcome)


def figure(name: str) -> Callable[[CostParams, Run], Answer]:
    """Reads one figure of the outcome."""

    def read(_params: CostParams, run: Run) -> Answer:
        """The figure."""
        return float(outcome(run)[name])

    return read


def apart(amounts: Sequence[float]) -> bool:
    """Whether no two amounts are within 5 % of each other."""
    return all(20 * abs(a - b) > max(abs(a), abs(b)) for a, b in combinations(amounts, 2))
