"""Problems about the key itself: who may use it, what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.kms.world import Caller, Iam, Key, KmsParams, Step
from awsstudy.sims.problems import Answer, Problem, Value


def _outcome(run: Run) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", run.outcome)


# Who may use the key.


def draw_callers(random: Random, _rules: RuleBook) -> KmsParams:
    """Five callers, each with another right, and a key policy with or without IAM's statement."""
    account = random.random() < 0.4
    kinds: list[tuple[Iam, bool, bool]] = [
        ("allow", False, False),
        ("none", True, False),
        ("none", False, True),
        ("deny", True, False),
    ]
    callers = [
        Caller(id=name, iam=iam, named=named, grant=grant)
        for name, (iam, named, grant) in zip("ABCD", shuffled(random, kinds), strict=True)
    ]
    return KmsParams(
        ask="callers", key=Key(account=account), caller=callers[0], others=tuple(callers[1:])
    )


def may(_params: KmsParams, run: Run) -> Answer:
    """The callers that may use the key; None where nobody may."""
    return tuple(_outcome(run)["may"]) or None


def caller_values(params: KmsParams, _run: Run) -> Mapping[str, Value]:
    """What each caller has."""
    told: dict[str, Value] = {}
    for caller in (params.caller, *params.others):
        parts = (caller.iam, "named" if caller.named else "grant" if caller.grant else "only")
        told[caller.id] = "has-" + "-".join(parts)
    case = "account" if params.key.account else "closed"
    return {**told, "policy": f"policy-{case}", "case": f"because-{case}"}


# What becomes of the key.


def draw_life(random: Random, _rules: RuleBook) -> KmsParams:
    """A deletion is scheduled; it is cancelled or not, sooner or later, and perhaps enabled."""
    window = between(random, 8, 25)
    cancels = random.random() < 0.6
    steps = [Step(op="schedule-deletion")]
    if cancels:
        steps.append(Step(op="wait", days=between(random, 1, window - 2)))
        steps.append(Step(op="cancel-deletion"))
        steps.append(Step(op="wait", days=between(random, window + 1, window + 20)))
        if random.random() < 0.3:
            steps.append(Step(op="enable"))
    else:
        early = random.random() < 0.5
        low, high = (1, window - 1) if early else (window + 2, window + 4)
        steps.append(Step(op="wait", days=between(random, low, high)))
        if not early:
            steps.append(Step(op="enable"))
    return KmsParams(steps=tuple(steps), key=Key(window_days=window, rotation_days=None))


def life(_params: KmsParams, run: Run) -> Answer:
    """The key's state at the end."""
    return f"{_outcome(run)['state']}-state"


def life_values(params: KmsParams, run: Run) -> Mapping[str, Value]:
    """What is done, as a list of days."""
    waits = [step.days for step in params.steps if step.op == "wait"]
    ops = [step.op for step in params.steps]
    kind = "cancelled" if "cancel-deletion" in ops else "kept"
    kind += "-enabled" if "enable" in ops else ""
    state = _outcome(run)["state"]
    return {
        "window": params.key.window_days,
        "first": waits[0],
        "total": sum(waits),
        "story": f"story-{kind}",
        "case": f"because-{kind}-{state}",
    }


PROBLEMS: tuple[Problem[KmsParams], ...] = (
    Problem(
        id="who-may",
        situation=draw_callers,
        answer=may,
        values=caller_values,
        wrong=("iam-suffices", "key-policy-only", "grants-ignored", "deny-loses"),
    ),
    Problem(
        id="key-state",
        situation=draw_life,
        answer=life,
        values=life_values,
        wrong=(
            "cancelled-is-enabled",
            "deletes-at-once",
            "cancel-is-refused",
            "cancel-only-pauses",
            "stays-enabled",
            "always-thirty-days",
            "deleted-is-restored",
            "stays-disabled",
        ),
    ),
)
