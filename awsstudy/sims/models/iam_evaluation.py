"""AWS IAM: whether a request is allowed, which layer of policies decides, and what would help."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.iam import (
    ask_conditions,
    ask_keys,
    ask_limits,
    ask_patterns,
    ask_repair,
    ask_sets,
    ask_sharing,
)
from awsstudy.sims.iam.beliefs import BELIEFS
from awsstudy.sims.iam.edits import edits
from awsstudy.sims.iam.evaluation import IamEvaluation, believing
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Simulation
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = IamEvaluation
WRONG_MODELS: Mapping[str, type[Simulation[IamParams]]] = {
    name: believing(belief) for name, belief in BELIEFS.items()
}
PROBLEMS: tuple[Problem[IamParams], ...] = (
    *ask_limits.PROBLEMS,
    *ask_sharing.PROBLEMS,
    *ask_keys.PROBLEMS,
    *ask_repair.PROBLEMS,
    *ask_conditions.PROBLEMS,
    *ask_sets.PROBLEMS,
    *ask_patterns.PROBLEMS,
)
