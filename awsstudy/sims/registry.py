"""Finds models by file name: a module in ``models`` is a model, no list names it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import awsstudy.sims.models as package
from awsstudy.core.errors import UnknownIdError
from awsstudy.sims.problems import Model


@cache
def model_ids() -> tuple[str, ...]:
    """Every model's id, without importing any."""
    return tuple(sorted(module.name for module in iter_modules(package.__path__)))


@cache
def load_model(model_id: str) -> Model[Any]:
    """A model: its module's ``MODEL``, ``WRONG_MODELS``, ``PROBLEMS``, ``edits``, ``journal``.

    Raises:
        UnknownIdError: there is no such model.
    """
    if model_id not in model_ids():
        raise UnknownIdError(
            f"There is no simulator '{model_id}'.", hint=f"Simulators: {', '.join(model_ids())}"
        )
    module = import_module(f"{package.__name__}.{model_id}")
    return Model(
        model_id,
        module.MODEL,
        module.WRONG_MODELS,
        module.PROBLEMS,
        getattr(module, "edits", None),
        getattr(module, "journal", None),
    )
