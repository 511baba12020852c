"""Problems about data keys: how many calls, and where they lie in plaintext."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.kms.world import KmsParams, Load, Step
from awsstudy.sims.problems import Answer, Problem, Value

KB = 1024


def _outcome(run: Run) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", run.outcome)


# How many calls a load takes.


def draw_calls(random: Random, _rules: RuleBook) -> KmsParams:
    """A load that does not divide evenly by what a data key may encrypt."""

    def drawn() -> tuple[int, int]:
        return between(random, 210, 9_900, 10), pick(random, (20, 30, 40, 60, 70, 80, 90, 150))

    objects, reuse = fitting(drawn, lambda it: it[0] % it[1] != 0 and it[0] > 4 * it[1])
    size = pick(random, (64 * KB, 256 * KB, KB**2))
    return KmsParams(ask="calls", load=Load(objects=objects, reuse=reuse, size=size))


def calls(_params: KmsParams, run: Run) -> Answer:
    """How often KMS is called."""
    return int(_outcome(run)["calls"])


def calls_values(params: KmsParams, _run: Run) -> Mapping[str, Value]:
    """The load, and what is left over after full data keys."""
    load = params.load
    return {
        "objects": load.objects,
        "reuse": load.reuse,
        "size": load.size // KB,
        "full": load.objects // load.reuse,
        "rest": load.objects % load.reuse,
    }


# Where the plaintext data key is.

MOMENTS = ("generated", "encrypted", "erased", "stored", "opened", "read", "closed")
"""The moments of storing and reading an envelope, in their order."""


def draw_moment(random: Random, _rules: RuleBook) -> KmsParams:
    """A moment of an envelope's life."""
    steps = (Step(op="envelope", item="file"), Step(op="decrypt", item="file"))
    return KmsParams(steps=steps, look=between(random, 0, len(MOMENTS) - 1))


def place(_params: KmsParams, run: Run) -> Answer:
    """The places of a plaintext data key at the moment; None is nowhere."""
    found = _outcome(run)["look"]
    return tuple(f"{place}-place" for place in found) or None


def moment_values(params: KmsParams, run: Run) -> Mapping[str, Value]:
    """The moment, and the reason."""
    moment = MOMENTS[params.look]
    case = "app" if _outcome(run)["look"] else "nowhere"
    return {"moment": f"when-{moment}", "case": f"because-{case}"}


PROBLEMS: tuple[Problem[KmsParams], ...] = (
    Problem(
        id="calls",
        situation=draw_calls,
        answer=calls,
        values=calls_values,
        wrong=("a-call-an-object", "one-call-in-all", "rounds-down", "data-in-blocks"),
    ),
    Problem(
        id="plaintext-key",
        situation=draw_moment,
        answer=place,
        values=moment_values,
        wrong=(
            "kms-keeps-data-keys",
            "data-key-stays-inside",
            "never-in-the-clear",
            "plain-key-is-stored",
            "key-is-not-erased",
        ),
    ),
)
