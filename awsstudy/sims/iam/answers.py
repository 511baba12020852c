"""How problems about IAM read their answers, and choose situations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import fitting
from awsstudy.sims.iam.beliefs import BELIEFS
from awsstudy.sims.iam.evaluation import IamEvaluation, believing
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Run, Script, run
from awsstudy.sims.problems import DISTRACTORS, Answer

LETTERS = "ABCDEFGH"
_SHORT = {"Allowed": "allowed", "ImplicitlyDenied": "implicit", "ExplicitlyDenied": "explicit"}
_WORDS = {"Allowed": "Allow", "ImplicitlyDenied": "-", "ExplicitlyDenied": "Deny"}

Reading = Callable[[IamParams, Run], Answer]


def decided(_params: IamParams, done: Run) -> str:
    """The verdict and the layer that decides, as one id."""
    outcome = _outcome(done)
    return f"{_SHORT[outcome['verdict']]}-{outcome['decided_by']}"


def passing(_params: IamParams, done: Run) -> Answer:
    """The letters of the requests that are allowed; None where none is."""
    return tuple(letter for letter, verdict in _verdicts(done) if verdict == "Allowed") or None


def pass_count(_params: IamParams, done: Run) -> int:
    """How many requests are allowed."""
    return sum(verdict == "Allowed" for _, verdict in _verdicts(done))


def remedy(_params: IamParams, done: Run) -> str:
    """The first proposal after which the request is allowed."""
    outcome = _outcome(done)
    if outcome["verdict"] == "Allowed":
        return "no-change"
    return next((code.partition(".")[0] for code in outcome["works"]), "none-helps")


def trail(done: Run) -> str:
    """What came of each request, in words of the policy language: ``A Allow, B Deny, C -``."""
    return ", ".join(f"{letter} {_WORDS[verdict]}" for letter, verdict in _verdicts(done))


def _verdicts(done: Run) -> list[tuple[str, str]]:
    outcome = _outcome(done)
    answers = [outcome, *outcome.get("more", ())]
    return [(letter, one["verdict"]) for letter, one in zip(LETTERS, answers, strict=False)]


def _outcome(done: Run) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", done.outcome)


def drawn(
    draw: Callable[[], IamParams],
    answer: Reading,
    wrong: Sequence[str],
    rules: RuleBook,
    key: Answer = None,
) -> IamParams:
    """A situation in which enough wrong models give different wrong answers.

    Args:
        draw: draws a situation.
        answer: what is asked for.
        wrong: the wrong models that may supply distractors.
        rules: the rules in force.
        key: the answer that the truth should give; None where any will do.
    """
    return fitting(draw, lambda params: _parts(params, answer, wrong, rules, key))


def _parts(
    params: IamParams, answer: Reading, wrong: Sequence[str], rules: RuleBook, wanted: Answer
) -> bool:
    key = answer(params, run(IamEvaluation, Script(params), rules))
    if wanted not in (None, key):
        return False
    seen: set[Answer] = {key}
    for name in wrong:
        seen.add(answer(params, run(_BELIEVED[name], Script(params), rules)))
        if len(seen) > DISTRACTORS:
            return True
    return False


_BELIEVED = {name: believing(belief) for name, belief in BELIEFS.items()}
