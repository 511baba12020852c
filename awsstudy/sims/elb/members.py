"""Targets as they are during a run: state, work, and what was seen of them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Protocol

from awsstudy.sims.elb.world import Target

REGISTERED = ("initial", "healthy", "unhealthy")
"""The states in which a target belongs to its group."""


class HealthStatus(Protocol):
    """What decides a target's state from its checks."""

    healthy: bool
    streak: int

    @property
    def threshold(self) -> int:
        """How many results turn the status."""
        ...

    def observe(self, *, passed: bool) -> bool:
        """Take a result; whether the status turned."""
        ...


@dataclass(slots=True, eq=False)
class Call:
    """A request, or at layer 4 a connection."""

    number: int
    client: int
    at: float
    demand_s: float
    """How much work it is, in mean service times of the target that gets it."""
    zone: str
    flow: str
    """What a flow hash is computed from."""


@dataclass(slots=True, eq=False)
class Member:
    """One target of the group."""

    spec: Target
    index: int
    """Its place in the order of registration."""
    check: HealthStatus
    status: str
    active: dict[int, Call] = field(default_factory=dict)
    line: deque[Call] = field(default_factory=deque)
    """Requests that wait at the target."""
    given: int = 0
    """Requests sent to it so far."""
    answered: int = 0
    failed: int = 0
    total_ms: float = 0.0
    seen: str = ""
    """A character for each check: + passed, x failed."""
    slow_since: float | None = None
    """When it entered slow start, while it is in it."""
    credit: float = 0.0
    """What part of a turn it has saved up in slow start."""

    @property
    def outstanding(self) -> int:
        """Requests sent and not answered."""
        return self.spec.outstanding + len(self.active) + len(self.line)

    @property
    def mean_ms(self) -> float:
        """How fast it has answered so far; before that, how long its latest answer took."""
        return self.total_ms / self.answered if self.answered else float(self.spec.last_ms)
