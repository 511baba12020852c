"""Whose memory is simulated: parameters drawn from how learners differ, or read from a file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from awsstudy.core.errors import AwsStudyError
from awsstudy.core.paths import data_root
from awsstudy.flashcards.memory import Array
from awsstudy.study.simulation.dice import Dice

WEIGHTS = 21
FILE = "memory/learners.toml"
TAIL = 8.0
"""Deviations beyond which no normal number lies here."""


def drawn_parameters(seeds: Sequence[int]) -> Array:
    """Parameters of shape ``(seeds, 21)``, as they differ between real learners.

    Normal numbers with the file's correlations, each turned into its weight's quantile.
    """
    spread = tomllib.loads((data_root() / FILE).read_text("utf-8"))
    rows, weights = np.indices((len(seeds), WEIGHTS))
    scores = Dice(seeds, "learner").normal(rows, weights) @ _root(spread["correlations"]).T
    shares = _normal_share(scores)
    columns = [
        np.interp(shares[:, weight], spread["shares"], quantiles)
        for weight, quantiles in enumerate(spread["quantiles"])
    ]
    return np.stack(columns, axis=1)


def read_parameters(path: Path, seeds: Sequence[int]) -> Array:
    """Parameter sets of a file, one a line, the same for every run of a seed.

    A line ends in 21 numbers between commas; whatever stands before the first of them is passed
    over.
    """
    sets = [
        [float(text) for text in line.split()[-WEIGHTS:]]
        for line in path.read_text("utf-8").replace(",", " ").splitlines()
        if len(line.split()) >= WEIGHTS
    ]
    if not sets:
        raise AwsStudyError(f"{path} has no line of {WEIGHTS} parameters.")
    return np.array([sets[seed % len(sets)] for seed in seeds])


def _root(triangle: Sequence[Sequence[float]]) -> Array:
    correlations = np.eye(WEIGHTS)
    for row, values in enumerate(triangle, start=1):
        correlations[row, :row] = correlations[:row, row] = values
    return np.asarray(np.linalg.cholesky(correlations), np.float64)


def _normal_share(scores: Array) -> Array:
    """The share of a normal population below each score, from a table of the density."""
    grid = np.linspace(-TAIL, TAIL, 4001)
    density = np.exp(-(grid**2) / 2)
    below = np.cumsum(density) - density / 2
    return np.asarray(np.interp(scores, grid, below / density.sum()))
