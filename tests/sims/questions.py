"""What every problem must fulfil, whatever its model."""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

import pytest

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.kernel import Params
from awsstudy.sims.problems import Draw, Model, Problem, draws

P = TypeVar("P", bound=Params)


def first_draws(model: Model[P], problem: Problem[P], seeds: int, rules: RuleBook) -> list[Draw[P]]:
    """The questions that the first draw of so many seeds gives.

    At least 95 of 100 seeds give one, and every wrong answer is among 5 of 100 of them.
    """
    found: list[Draw[P]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("awsstudy.sims.problems.TRIES", 1)
        for seed in range(seeds):
            found += draws(model, problem, seed, rules)
    used = Counter(name for draw in found for name in draw.distractors)
    assert len(found) >= 0.95 * seeds
    assert all(used[name] >= 0.05 * seeds for name in problem.wrong), used
    return found
