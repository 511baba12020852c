"""The single changes to a load balancer that could repair a situation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.problems import Edit

DELAYS = (60, 120, 300, 600)
ALGORITHMS = ("round-robin", "least-outstanding", "weighted-random")


def single_changes(params: ElbParams) -> Iterator[Edit[ElbParams]]:
    """Every change of one setting, the most plausible first."""
    for name, changes in _settings(params):
        try:
            changed = ElbParams.model_validate({**params.model_dump(mode="json"), **changes})
        except ValueError:
            continue
        if changed != params:
            yield Edit(name, changed, {"to": _told(changes)})


def _settings(params: ElbParams) -> Iterator[tuple[str, dict[str, Any]]]:
    if params.kind == "alb":
        for algorithm in ALGORITHMS:
            yield "algorithm", {"algorithm": algorithm}
    if params.ask == "traffic":
        yield "success", {"checks": _part(params.checks, success="200-399")}
        yield "sticky", {"sticky": _part(params.sticky, on=not params.sticky.on)}
        for delay in DELAYS:
            yield "delay", {"delay_s": delay}
    for setting in ("on", "off"):
        yield "cross-zone", {"cross_zone": setting}
    other = "internal" if params.scheme == "internet-facing" else "internet-facing"
    yield "scheme", {"scheme": other}


def _part(part: Any, **changes: Any) -> dict[str, Any]:
    return {**part.model_dump(mode="json"), **changes}


def _told(changes: dict[str, Any]) -> str | int:
    value = next(iter(changes.values()))
    if isinstance(value, dict):
        return "on" if value.get("on") else "off"
    return value if isinstance(value, int) else str(value)
