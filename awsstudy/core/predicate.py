"""A statement about a run that can be true or false: goals and predictions are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """True of a run when its metric, its events or its outcome are as said.

    Exactly one of ``metric``, ``event`` and ``outcome`` is given.
    """

    metric: str = ""
    """The id of a metric, judged by the bounds below."""
    event: str = ""
    """The class name of an event; how many there are is judged by the bounds, by default one."""
    where: Mapping[str, Scalar] = field(default_factory=dict)
    """With ``event``: only those events whose fields have these values count."""
    outcome: str = ""
    """A dotted path into the outcome; judged by ``equals`` or the bounds."""
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None
    equals: Scalar = None

    def __post_init__(self) -> None:
        if sum(map(bool, (self.metric, self.event, self.outcome))) != 1:
            raise ValueError("exactly one of metric, event and outcome is given")
        if self.metric and not self._judges():
            raise ValueError(f"nothing says what the metric '{self.metric}' must be")

    def _judges(self) -> bool:
        bounds = (self.at_least, self.at_most, self.above, self.below, self.equals)
        return any(bound is not None for bound in bounds)
