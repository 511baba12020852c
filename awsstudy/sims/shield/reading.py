"""What problems about attacks share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, cast

from awsstudy.sims.kernel import Run
from awsstudy.sims.shield.world import Assumed

LOGIC_ONLY = Assumed(on=False)


def outcome(run: Run) -> Mapping[str, Any]:
    """What the run came to."""
    return cast("Mapping[str, Any]", run.outcome)


def apart(amounts: Sequence[Fraction]) -> bool:
    """Whether no two amounts are within 5 % of each other."""
    return all(20 * abs(a - b) > max(abs(a), abs(b)) for a, b in combinations(amounts, 2))
