"""Problems: situations drawn from a seed.

The model computes the key; the distractors are the answers of wrong models to the same situation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Generic

from awsstudy.core.i18n import Localized
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.sims.kernel import Event, P, Run, Script, Simulation, run

Answer = str | int | float | Fraction | tuple[str, ...] | None
"""An amount, an id (named in the problem's words) or ids; None is the id ``none``."""
Value = str | int | float | Fraction | Localized
"""What a text template may name."""

TRIES = 60
"""How many situations are drawn before a seed is given up."""
DISTRACTORS = 3


@dataclass(frozen=True, slots=True)
class Problem(Generic[P]):
    """A kind of question about a model."""

    id: str
    situation: Callable[[Random, RuleBook], P]
    """Draws parameters; near the boundary where wrong models part from the truth."""
    answer: Callable[[P, Run], Answer]
    """What is asked for, read off a finished run."""
    values: Callable[[P, Run], Mapping[str, Value]]
    """What the texts name: the situation's numbers, and amounts of the true run for the reason."""
    wrong: tuple[str, ...]
    """The wrong models that supply distractors."""


@dataclass(frozen=True, slots=True)
class Edit(Generic[P]):
    """One change to a situation that a learner could make: add a rule, open a port."""

    id: str
    """Its words in the simulator's page."""
    params: P
    """The situation afterwards."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """What its words name."""


@dataclass(frozen=True, slots=True)
class Model(Generic[P]):
    """Everything a model's module offers."""

    id: str
    simulation: type[Simulation[P]]
    wrong: Mapping[str, type[Simulation[P]]] = field(default_factory=dict)
    """Wrong models by id: the same simulation with one belief of learners patched in."""
    problems: tuple[Problem[P], ...] = ()
    edits: Callable[[P], Iterable[Edit[P]]] | None = None
    """Every single change that could repair a situation, the most plausible first."""
    journal: Callable[[P, Iterable[Event]], Iterable[Mapping[str, object]]] | None = None
    """A run's events as plain rows, for checkers that know nothing of the model."""

    def problem(self, problem_id: str) -> Problem[P]:
        """The problem of that id."""
        return next(problem for problem in self.problems if problem.id == problem_id)


@dataclass(frozen=True, slots=True)
class Draw(Generic[P]):
    """One situation with its key and its distractors."""

    model: str
    problem: str
    seed: int
    params: P
    key: Answer
    distractors: Mapping[str, Answer]
    """Answers by the wrong model that gives them; all differ from the key and each other."""
    values: Mapping[str, Value]
    rules: tuple[str, ...]
    """The rules that decided the key."""


def draws(model: Model[P], problem: Problem[P], seed: int, rules: RuleBook) -> Iterator[Draw[P]]:
    """The usable situations of a seed; the first is the seed's question.

    A later one is taken where the written options of an earlier one coincide.
    """
    for attempt in range(TRIES):
        chance = stream(seed, f"{model.id}.{problem.id}:{attempt}")
        draw = _draw(model, problem, seed, chance, rules)
        if len(draw.distractors) >= DISTRACTORS:
            yield draw


def _draw(
    model: Model[P], problem: Problem[P], seed: int, chance: Random, rules: RuleBook
) -> Draw[P]:
    params = problem.situation(chance, rules)
    true_run = run(model.simulation, Script(params), rules)
    key = problem.answer(params, true_run)
    distractors: dict[str, Answer] = {}
    for name in _shuffled(problem.wrong, chance):
        answer = problem.answer(params, run(model.wrong[name], Script(params), rules))
        if answer != key and answer not in distractors.values():
            distractors[name] = answer
    return Draw(
        model=model.id,
        problem=problem.id,
        seed=seed,
        params=params,
        key=key,
        distractors=distractors,
        values=problem.values(params, true_run),
        rules=true_run.rules,
    )


def _shuffled(names: tuple[str, ...], chance: Random) -> list[str]:
    # Only random() is promised to give the same numbers in every Python version.
    return sorted(names, key=lambda _: chance.random())
