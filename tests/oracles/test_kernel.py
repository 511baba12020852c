"""The event kernel against SimPy: the same queue on the same stream waits for the same time."""

from __future__ import annotations

import pytest

from awsstudy.cli.bench_sims import simpy_peer
from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.queueing import Line, LineParams

SEEDS = 5


@pytest.mark.parametrize(("servers", "use"), [(1, 0.5), (2, 0.9), (5, 0.8), (20, 0.95)])
def test_equal_to_simpy_digit_for_digit(servers: int, use: float, rules: RuleBook, record) -> None:
    peer = simpy_peer()
    if peer is None:
        pytest.skip("SimPy is not installed: make oracles")
    params = LineParams(servers=servers, use=use, customers=20_000)
    wrong = sum(
        run(Line, Script(params, seed), rules).metrics["mean_wait"] != peer(params, seed)
        for seed in range(SEEDS)
    )
    record("SimPy", SEEDS, wrong, f"runs of 20,000 customers, {servers} servers at {use:.0%}")
    assert not wrong
