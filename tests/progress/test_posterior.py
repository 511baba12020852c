"""The regression behind the chance of passing, against figures worked out elsewhere."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.progress.posterior import (
    Cut,
    Widths,
    chance_of_passing,
    evenly,
    fit,
    logistic,
    noise,
    quantiles,
    scores,
)

DESIGN = Widths(level=0.40, shift=0.28)
"""The widths for which the figures were worked out."""
UNKNOWN = Cut(0.70, 0.025, 50)
CLF, SAA = (0.24, 0.30, 0.34, 0.12), (0.30, 0.26, 0.24, 0.20)


@pytest.fixture(scope="module")
def sixty():
    """Two answers a day for thirty days, in four domains by turns."""
    ages = [30 - i // 2 for i in range(60)]
    domains = [[float(i % 4 == place) for place in range(4)] for i in range(60)]
    right = [(7 * i) % 10 < 6 + (i >= 30) for i in range(60)]
    return fit(ages, domains, right, (0.72, DESIGN.level), DESIGN)


def test_the_posterior_of_sixty_answers(sixty) -> None:
    mean = [0.96899, 0.24028, 0.07047, -0.07211, 0.08296, -0.05028]
    spread = [0.32661, 0.24198, 0.39995, 0.39838, 0.39810, 0.39650]
    assert sixty.mean == pytest.approx(mean, abs=2e-5)
    assert sixty.spread == pytest.approx(spread, abs=2e-5)


@pytest.mark.parametrize(("weights", "share", "chance"), [(CLF, 0.716, 0.583), (SAA, 0.715, 0.579)])
def test_the_chance_of_sixty_answers(sixty, weights, share, chance) -> None:
    drawn = scores(sixty, weights, DESIGN.shift)
    assert drawn.mean() == pytest.approx(share, abs=0.01)
    assert chance_of_passing(drawn, UNKNOWN) == pytest.approx(chance, abs=0.01)


def test_the_interval_of_sixty_answers(sixty) -> None:
    low, high = quantiles(scores(sixty, CLF, DESIGN.shift), 0.05, 0.95)
    assert (low, high) == pytest.approx((0.563, 0.843), abs=0.01)


def test_without_answers_the_prior_is_left() -> None:
    none = fit([], np.empty((0, 9)), [], (0.6, 0.7), DESIGN)
    assert none.mean == pytest.approx([np.log(1.5), DESIGN.growth, *[0] * 9])
    assert none.spread == pytest.approx([0.7, DESIGN.trend, *[DESIGN.domain] * 9])


ANSWERS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 2), st.booleans()), min_size=1, max_size=80
)


@given(ANSWERS, st.floats(0.05, 0.95), st.floats(0.2, 1.6))
def test_the_mode_is_where_the_slope_is_nothing(answers, expected, width) -> None:
    ages = np.array([age for age, _, _ in answers], float)
    domains = np.eye(3)[[domain for _, domain, _ in answers]]
    right = np.array([outcome for _, _, outcome in answers], float)
    found = fit(ages, domains, right, (expected, width), DESIGN)
    shape = np.column_stack([np.ones(len(ages)), -ages / 10, domains])
    prior = np.array([np.log(expected / (1 - expected)), DESIGN.growth, 0, 0, 0])
    widths = np.array([width, DESIGN.trend, *[DESIGN.domain] * 3])
    slope = shape.T @ (0.5 ** (ages / 14) * (right - logistic(shape @ found.mean)))
    assert slope - (found.mean - prior) / widths**2 == pytest.approx(np.zeros(5), abs=1e-6)


@pytest.mark.parametrize("share", [0.0, 0.35, 0.7, 0.875, 1.0])
def test_the_chance_of_a_known_share_is_the_binomials(share) -> None:
    known = Cut(0.70, 0.0, 50)
    exact = sum(comb(50, k) * share**k * (1 - share) ** (50 - k) for k in range(35, 51))
    assert chance_of_passing(np.array([share]), known) == pytest.approx(exact, abs=1e-6)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([UNKNOWN, Cut(0.7, 0.0, 65)]))
def test_a_higher_share_never_has_a_lower_chance(one, other, cut) -> None:
    low, high = sorted((one, other))
    chances = [chance_of_passing(np.array([share]), cut) for share in (low, high)]
    assert 0 <= chances[0] <= chances[1] + 1e-12 <= 1 + 1e-9


def test_draws_are_mirrored_so_that_their_mean_is_exact() -> None:
    assert noise("posterior", 7).mean(axis=0) == pytest.approx(np.zeros(7), abs=1e-12)
    assert evenly("arrives").mean() == pytest.approx(0.5)
