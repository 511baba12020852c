"""How good the learner is, from answers of several days and domains: a small Bayesian regression.

An answer is right with the chance s(level + trend x days / 10 + domain), s the logistic function.
What the memory model expects is the prior of the level; old answers count for less. The posterior
is Laplace's: a normal distribution at its mode. This module needs numpy, so it is imported late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from awsstudy.core.seeds import stream

Numbers = NDArray[np.float64]

PAIRS = 2_000
"""Draws from a posterior, each with its mirror image."""
LONGEST_STEP = 2.0
"""Newton's method may overshoot where few answers stand against a narrow prior."""
ROUNDS = 60
SETTLED = 1e-10
GRID = 2_001
"""Shares at which the chance of passing is tabulated."""


@dataclass(frozen=True, slots=True)
class Widths:
    """How uncertain each part is before an answer was seen, in logits.

    Chosen on simulated learners (``awsstudy bench widths``): the shift so that the 90 % interval
    covers nine in ten on average over exams as far from the bank as thought and farther; the level
    so that the intervals are as narrow as they can be for what they cover, of equal ones the wider.
    """

    level: float = 0.25
    """Error of what the memory model expects; the domains add theirs."""
    growth: float = 0.25
    """Expected rise in ten days of study."""
    trend: float = 0.35
    """Spread of that rise."""
    domain: float = 0.45
    """Spread of the domains around the level."""
    shift: float = 0.30
    """Spread of the exam's difficulty around that of the questions practised."""
    half_life: float = 14.0
    """Days after which an answer counts half."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The share of questions that passes, as far as it is known."""

    mean: float
    spread: float
    """0 where it is known exactly."""
    scored: int
    """Questions that count."""


@dataclass(frozen=True)
class Posterior:
    """What the answers say of level, trend and each domain, in that order."""

    mean: Numbers
    covariance: Numbers

    @cached_property
    def spread(self) -> Numbers:
        """The standard deviation of each."""
        return np.sqrt(np.diag(self.covariance))


def fit(
    ages: ArrayLike,
    domains: ArrayLike,
    right: ArrayLike,
    prior: tuple[float, float],
    widths: Widths,
) -> Posterior:
    """The posterior of answers.

    Args:
        ages: how many days ago each was given.
        domains: a row for each, with the share of every domain in it; a row adds up to 1.
        right: whether each was right.
        prior: mean (a share of questions right) and width (in logits) of the level.
        widths: of everything else.
    """
    age, parts, outcome = (np.asarray(one, float) for one in (ages, domains, right))
    shape = np.column_stack([np.ones(len(age)), -age / 10, parts])
    weight = 0.5 ** (age / widths.half_life)
    count = parts.shape[1]
    expected = np.log(prior[0] / (1 - prior[0]))
    centre = np.array([expected, widths.growth, *[0.0] * count])
    precision = np.array([prior[1], widths.trend, *[widths.domain] * count]) ** -2.0
    at = centre.copy()
    for _ in range(ROUNDS):
        chance = logistic(shape @ at)
        slope = shape.T @ (weight * (outcome - chance)) - precision * (at - centre)
        step = np.linalg.solve(_curvature(shape, weight, at, precision), slope)
        longest = float(np.abs(step).max())
        if longest < SETTLED:
            break
        at = at + step * min(1.0, LONGEST_STEP / longest)
    covariance = np.linalg.inv(_curvature(shape, weight, at, precision))
    return Posterior(at, np.asarray(covariance, np.float64))


def _curvature(shape: Numbers, weight: Numbers, at: Numbers, precision: Numbers) -> Numbers:
    chance = logistic(shape @ at)
    curve: Numbers = (shape.T * (weight * chance * (1 - chance))) @ shape + np.diag(precision)
    return curve


def scores(posterior: Posterior, weights: Sequence[float], shift: float) -> Numbers:
    """Draws of the share of an exam's questions that would be right, by its domains' weights.

    The same chance is used every time, so that forecasts differ by what they rest on alone.
    """
    count = len(weights)
    drawn = noise("posterior", count + 3)
    root = np.linalg.cholesky(posterior.covariance)
    parts = posterior.mean + drawn[:, : count + 2] @ root.T
    logits = parts[:, :1] + parts[:, 2:] + shift * drawn[:, count + 2 :]
    drawn_shares: Numbers = logistic(logits) @ np.asarray(weights, float)
    return drawn_shares


def chance_of_passing(shares: Numbers, cut: Cut) -> float:
    """The chance that an exam of so many scored questions is passed, over draws of the share."""
    return float(np.interp(shares, np.linspace(0, 1, GRID), _passing(cut)).mean())


def quantiles(shares: Numbers, *at: float) -> tuple[float, ...]:
    """Quantiles of draws."""
    return tuple(float(value) for value in np.quantile(shares, at))


def logit(share: Numbers) -> Numbers:
    """The log odds of shares, none of which is 0 or 1."""
    return np.log(share / (1 - share))


def logistic(value: Numbers) -> Numbers:
    """The shares of log odds."""
    return 0.5 * (1 + np.tanh(0.5 * value))


@cache
def noise(name: str, columns: int) -> Numbers:
    """Standard normal numbers, a row a draw; the second half mirrors the first."""
    half = _chance(name).standard_normal((PAIRS, columns))
    return np.vstack([half, -half])


@cache
def evenly(name: str) -> Numbers:
    """Numbers from 0 to 1, one a draw; the second half mirrors the first."""
    half = _chance(name).random(PAIRS)
    return np.concatenate([half, 1 - half])


def _chance(name: str) -> np.random.Generator:
    return np.random.default_rng(stream(1, f"progress:{name}").getrandbits(64))


@cache
def _passing(cut: Cut) -> Numbers:
    """For shares from 0 to 1 the chance of passing: over the number right, and over the cut."""
    share = np.linspace(0, 1, GRID)
    passed = np.zeros(GRID)
    likely = (1 - share) ** cut.scored  # of none right, then of one more each time
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.where(share < 1, share / (1 - share), 0)
    for hits in range(cut.scored + 1):
        passed += likely * _enough(hits / cut.scored, cut)
        likely = likely * odds * (cut.scored - hits) / (hits + 1)
    passed[-1] = _enough(1.0, cut)
    return passed


def _enough(share: float, cut: Cut) -> float:
    if not cut.spread:
        return float(share >= cut.mean - 1e-9)
    return NormalDist(cut.mean, cut.spread).cdf(share)
