"""Problems about using a key: how to encrypt a size, whether Decrypt succeeds."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from awsstudy.core.i18n import Localized
from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.kms.world import Context, Key, KmsParams, Load, Op, Step
from awsstudy.sims.problems import Answer, Problem, Value

KB = 1024


def _outcome(run: Run) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", run.outcome)


# How data of a size is encrypted.

_UNITS = (("GB", KB**3), ("MB", KB**2), ("KB", KB))


def draw_way(random: Random, _rules: RuleBook) -> KmsParams:
    """A size near to or far from what KMS takes."""
    sizes = (
        between(random, 1, 4) * KB,
        between(random, 200, 4000, 100),
        between(random, 4100, 9900, 100),
        between(random, 5, 900) * KB,
        between(random, 1, 900) * KB**2,
        between(random, 1, 40) * KB**3,
    )
    return KmsParams(ask="way", load=Load(size=pick(random, sizes)))


def _size_told(size: int) -> Value:
    """A size in its largest whole unit."""
    unit = next(((name, number) for name, number in _UNITS if size % number == 0), None)
    if unit:
        return f"{size // unit[1]:,} {unit[0]}"
    return Localized(f"{size:,} bytes", f"{size:,}바이트")


def way(_params: KmsParams, run: Run) -> Answer:
    """The sequence of calls."""
    return str(_outcome(run)["way"])


def way_values(params: KmsParams, run: Run) -> Mapping[str, Value]:
    """The size as it is told."""
    return {"size": _size_told(params.load.size), "case": f"because-{_outcome(run)['way']}"}


# Whether a call to read succeeds.

_VALUES = ("orders", "photos", "invoices", "reports", "logs")


def draw_read(random: Random, _rules: RuleBook) -> KmsParams:
    """Something is stored; then the key rotates, its state or the context changes, or nothing."""
    fault = pick(random, ("none", "context", "context", "disabled", "pending"))
    first, second = shuffled(random, _VALUES)[:2]
    stored: Context = {"bucket": first, "owner": second}
    given: Context = {"owner": second, "bucket": first}
    if fault == "context":
        given["bucket"] = pick(random, (first.upper(), first.title(), "backup"))
    between_: list[Step] = [Step(op="rotate")]
    ops: dict[str, Op] = {"disabled": "disable", "pending": "schedule-deletion"}
    if fault in ops:
        between_.append(Step(op=ops[fault]))
    steps = (
        Step(op="envelope", item="file", context=stored),
        *between_,
        Step(op="decrypt", item="file", context=given),
    )
    window = between(random, 8, 29)
    return KmsParams(steps=steps, key=Key(window_days=window))


def last(_params: KmsParams, run: Run) -> Answer:
    """What becomes of the last call; where nothing was stored, why not."""
    steps = _outcome(run)["steps"]
    return str(steps[0] if steps[-1] == "nothing" else steps[-1])


def read_values(params: KmsParams, run: Run) -> Mapping[str, Value]:
    """Both contexts, what happened in between, and why it ends as it does."""
    first, final = params.steps[0], params.steps[-1]
    middle = [step.op for step in params.steps[1:-1]]
    state = "disable" if "disable" in middle else "schedule" if len(middle) > 1 else "nothing"
    result = _outcome(run)["last"]
    return {
        "stored": _told(first.context),
        "given": _told(final.context),
        "between": f"then-{state}",
        "window": params.key.window_days,
        "case": f"because-{result}" if result != "key-state" else f"because-{state}",
    }


def _told(context: Context) -> str:
    return ", ".join(f"{name}={value}" for name, value in context.items())


PROBLEMS: tuple[Problem[KmsParams], ...] = (
    Problem(
        id="way",
        situation=draw_way,
        answer=way,
        values=way_values,
        wrong=("any-size", "key-is-downloaded", "plain-key-beside", "in-blocks", "always-envelope"),
    ),
    Problem(
        id="read",
        situation=draw_read,
        answer=last,
        values=read_values,
        wrong=(
            "context-ignored",
            "order-matters",
            "rotation-breaks",
            "key-policy-only",
            "stopped-key-still-reads",
            "disabling-destroys",
            "deletes-at-once",
        ),
    ),
)
