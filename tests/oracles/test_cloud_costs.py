"""Cloud costs against numpy-financial: present values and straight-line depreciation."""

from __future__ import annotations

from random import Random

import pytest

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.costs.world import CostParams
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.cloud_costs import MODEL

CASES = 10_000
CHANGES = 2_000


def test_present_values_are_those_of_numpy_financial(rules: RuleBook, record) -> None:
    peer = pytest.importorskip("numpy_financial", reason="numpy-financial is not installed")
    chance = Random(20261124)
    wrong = 0
    for _ in range(CASES):
        years = chance.randint(1, 12)
        invested, saves = chance.randint(0, 90_000), chance.randint(0, 40_000)
        rate = chance.randint(0, 40)
        params = CostParams.model_validate(
            {
                "demand": {"base": 1, "peak": 1, "peak_hours": 24},
                "own": {"price_usd": invested, "life_y": years},
                "finance": {"years": years, "rate_pct": rate, "saves_usd": saves},
            }
        )
        model = MODEL(params, 1, rules)
        expected = float(peer.npv(rate / 100, [-invested, *[saves] * years]))
        wrong += abs(float(model.present_value()) - expected) > 0.005
    record("numpy-financial", CASES, wrong, "present values")
    assert not wrong


def test_price_changes_are_compound_interest(rules: RuleBook, record) -> None:
    peer = pytest.importorskip("numpy_financial", reason="numpy-financial is not installed")
    chance = Random(7)
    wrong = 0
    for _ in range(CHANGES):
        price, change = chance.randint(1, 500) / 100, chance.choice((-1, 1)) * chance.randint(1, 80)
        times = chance.randint(0, 12)
        params = CostParams.model_validate(
            {
                "cloud": {"usd_hour": price, "change_pct": change, "changes": times},
                "finance": {"years": max(1, times)},
            }
        )
        done = run(MODEL, Script(params), rules)
        expected = float(peer.fv(change / 100, times, 0, -price))
        wrong += abs(done.outcome["unit_usd"] - expected) > 0.0001  # type: ignore[index]
    record("numpy-financial", CHANGES, wrong, "changed prices")
    assert not wrong
