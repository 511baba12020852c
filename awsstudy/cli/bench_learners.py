"""Learners who do not exist: abilities that drift, items of three parameters, an exam of its own.

Nothing here is the model that forecasts: an answer depends on the item's difficulty, slope and
chance of guessing, and abilities grow by a rate of the learner's own and wander from day to day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from awsstudy.core.seeds import stream

Numbers = NDArray[np.float64]

EXAM = "saa-c03"
WEIGHTS = (0.30, 0.26, 0.24, 0.20)
"""Of its domains."""
DAYS = 45
AHEAD = 14
"""Days before the exam of the earlier forecast."""
MOCK = 65
POOL = 400
"""Items of each domain over which the true share is taken."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How much evidence a learner gives, and how far the exam is from what was practised."""

    name: str
    daily: int
    """Questions a day."""
    mocks: tuple[int, ...]
    """Days before the exam on which a mock exam was sat."""
    shift: float = 0.25
    """Spread of the exam's difficulty around the bank's, in logits."""


SETTINGS = (
    Setting("15 a day, 3 mocks", 15, (14, 7, 2)),
    Setting("5 a day, 1 mock", 5, (4,)),
    Setting("2 a day, no mock", 2, ()),
    Setting("15 a day, shift .40", 15, (14, 7, 2), shift=0.40),
)
"""Much, some and little evidence, and an exam farther from the bank than is thought."""


@dataclass(frozen=True)
class Learner:
    """What one learner did, and the truth that no forecaster sees."""

    ages: NDArray[np.int64]
    """Days before the exam of each answer."""
    domains: NDArray[np.int64]
    right: NDArray[np.bool_]
    mocks: tuple[float, ...]
    """Share right of each mock exam, the last one last."""
    memory: float
    """What a memory model expects on exam day: the share right on the bank, with an error."""
    memory_ahead: float
    """The same, of the day of the earlier forecast."""
    share: float
    """The true share of the exam's questions that would be right on the day."""
    passed: bool
    """Whether the exam was passed: 50 questions, and a cut of its own."""


def learners(setting: Setting, number: int, seed: int) -> list[Learner]:
    """So many learners of a setting; equal for equal seeds."""
    chance = np.random.default_rng(stream(seed, f"readiness:{setting.name}").getrandbits(64))
    return [_learner(setting, chance) for _ in range(number)]


def _learner(setting: Setting, chance: np.random.Generator) -> Learner:
    abilities = _abilities(chance)
    ages, domains = _timetable(setting, chance)
    right = _answers(abilities[DAYS - ages, domains], chance)
    error = chance.normal(0, 0.40)
    bank = _share(abilities[DAYS], chance)
    share = _share(abilities[DAYS] + chance.normal(0, setting.shift), chance)
    cut = chance.normal(0.70, 0.025)
    first = len(ages) - MOCK * len(setting.mocks)
    mocks = right[first:].reshape(-1, MOCK).mean(axis=1) if setting.mocks else np.empty(0)
    return Learner(
        ages=ages,
        domains=domains,
        right=right,
        mocks=tuple(float(one) for one in mocks),
        memory=_off(bank, error),
        memory_ahead=_off(_share(abilities[DAYS - AHEAD], chance), error),
        share=share,
        passed=bool(chance.binomial(50, share) >= cut * 50),
    )


def _abilities(chance: np.random.Generator) -> Numbers:
    """By day and domain: the start, a rate of growth, a wandering, the form of the day."""
    level = chance.normal(0.75, 0.75) + chance.normal(0, 0.55, len(WEIGHTS))
    growth = chance.normal(0.033, 0.045)
    wander = np.cumsum(chance.normal(0, 0.05, (DAYS + 1, 1)), axis=0)
    form = chance.normal(0, 0.20, (DAYS + 1, 1))
    days = np.arange(DAYS + 1)[:, None] - DAYS
    ability: Numbers = level + growth * days + wander - wander[-1] + form
    return ability


def _timetable(
    setting: Setting, chance: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    ages = [np.repeat(np.arange(DAYS, 0, -1), setting.daily)]
    ages += [np.full(MOCK, before) for before in setting.mocks]
    every = np.concatenate(ages)
    return every, chance.choice(len(WEIGHTS), len(every), p=WEIGHTS)


def _answers(ability: Numbers, chance: np.random.Generator) -> NDArray[np.bool_]:
    return chance.random(len(ability)) < _right(ability, chance)


def _right(ability: Numbers, chance: np.random.Generator) -> Numbers:
    """The chance that each answer is right, each to an item of its own."""
    count = ability.shape
    slope = np.exp(chance.normal(0.05, 0.25, count))
    guess = np.where(chance.random(count) < 0.15, 0.10, 0.25)  # of two keys, or of one
    known = 1 / (1 + np.exp(-slope * (ability - chance.normal(0, 0.8, count))))
    return guess + (1 - guess) * known


def _share(ability: Numbers, chance: np.random.Generator) -> float:
    many = np.repeat(ability[:, None], POOL, axis=1)
    return float(_right(many, chance).mean(axis=1) @ np.array(WEIGHTS))


def _off(share: float, error: float) -> float:
    odds = share / (1 - share) * np.exp(error)
    return float(odds / (1 + odds))
