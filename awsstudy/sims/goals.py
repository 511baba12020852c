"""Whether a predicate is true of a run: goals and predictions are judged by it."""

from __future__ import annotations

from collections.abc import Iterable

from awsstudy.core.predicate import Predicate
from awsstudy.sims.kernel import Event, Run


def holds(predicate: Predicate, run: Run) -> bool:
    """Whether a predicate is true of a finished run (or of a run so far)."""
    if predicate.metric:
        return _within(predicate, run.metrics[predicate.metric])
    if predicate.event:
        return _counted(predicate, run.events)
    return _judged(predicate, _part(run.outcome, predicate.outcome))


def _counted(predicate: Predicate, events: Iterable[Event]) -> bool:
    number = sum(
        type(event).__name__ == predicate.event
        and all(getattr(event, name) == value for name, value in predicate.where.items())
        for event in events
    )
    bounded = (predicate.at_least, predicate.at_most, predicate.above, predicate.below)
    if predicate.equals is not None:
        return number == predicate.equals
    return number >= 1 if bounded == (None,) * 4 else _within(predicate, number)


def _judged(predicate: Predicate, value: object) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _within(predicate, value)
    return value == predicate.equals


def _within(predicate: Predicate, value: float) -> bool:
    return (
        (predicate.equals is None or value == predicate.equals)
        and (predicate.at_least is None or value >= predicate.at_least)
        and (predicate.at_most is None or value <= predicate.at_most)
        and (predicate.above is None or value > predicate.above)
        and (predicate.below is None or value < predicate.below)
    )


def _part(outcome: object, path: str) -> object:
    for name in path.split("."):
        if isinstance(outcome, dict):
            outcome = outcome.get(name)
        elif isinstance(outcome, list | tuple) and name.isdigit():
            outcome = outcome[int(name)] if int(name) < len(outcome) else None
        else:
            return None
    return outcome
