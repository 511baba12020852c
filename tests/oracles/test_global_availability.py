"""Availability against a renewal process: parts that fail and are mended by chance, over years."""

from __future__ import annotations

from random import Random

from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.global_availability import MODEL

HOURS = 150_000_000.0


def down_spells(chance: Random, mtbf: float, mttr: float) -> list[tuple[float, float]]:
    """When a part is down: exponential times to failure and to repair."""
    spells, now = [], 0.0
    while now < HOURS:
        now += chance.expovariate(1 / mtbf)
        mended = now + chance.expovariate(1 / mttr)
        spells.append((now, mended))
        now = mended
    return spells


def overlap(
    first: list[tuple[float, float]], second: list[tuple[float, float]]
) -> tuple[float, int]:
    """Hours in which both are down, and how often that happens."""
    hours, times, place = 0.0, 0, 0
    for start, end in first:
        while place < len(second) and second[place][1] < start:
            place += 1
        other = place
        while other < len(second) and second[other][0] < end:
            both = min(end, second[other][1]) - max(start, second[other][0])
            if both > 0:
                hours, times = hours + both, times + 1
            other += 1
    return hours, times


def test_two_spares_fail_together_as_often_as_the_formula_says(rules, record) -> None:
    chance = Random(2026)
    first, second = (down_spells(chance, 1000, 10) for _ in range(2))
    hours, times = overlap(first, second)
    blocks = [{"id": "web", "mtbf_h": 1000, "mttr_h": 10, "copies": 2}]
    params = MODEL.PARAMS.model_validate({"ask": "diagram", "blocks": blocks})
    told = run(MODEL, Script(params), rules).outcome
    assert isinstance(told, dict)
    theory = float(1 - told["availability"])
    wrong = abs(hours / HOURS - theory) >= 0.1 * theory
    told = f"{hours / HOURS:.3e} measured, {theory:.3e} told, {times} double failures"
    record("renewal process", 1, int(wrong), told)
    assert not wrong
