"""Single changes that could repair an alarm: how gaps are treated, M, N."""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.sims.cloudwatch.judging import TREATMENTS
from awsstudy.sims.cloudwatch.params import AlarmParams
from awsstudy.sims.problems import Edit

MOST_PERIODS = 6


def edits(params: AlarmParams) -> Iterator[Edit[AlarmParams]]:
    """Treat missing data otherwise, ask for another M, look at another N, act otherwise."""
    for treatment in TREATMENTS:
        if treatment != params.missing:
            changed = params.model_copy(update={"missing": treatment})
            yield Edit("treat", changed, {"treatment": treatment})
    for m in range(1, params.n + 1):
        if m != params.m:
            yield Edit("ask-for", params.model_copy(update={"m": m}), {"m": m, "n": params.n})
    for n in range(params.m, MOST_PERIODS + 1):
        if n != params.n:
            yield Edit("look-at", params.model_copy(update={"n": n}), {"m": params.m, "n": n})
