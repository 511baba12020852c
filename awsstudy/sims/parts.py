"""Mechanisms that several services share."""

from __future__ import annotations


class ConsecutiveCheck:
    """A health status that turns only after so many results in a row speak against it."""

    def __init__(self, to_unhealthy: int, to_healthy: int, *, healthy: bool = True) -> None:
        self.healthy = healthy
        self.streak = 0
        """Results in a row that speak against the status."""
        self._to_unhealthy = to_unhealthy
        self._to_healthy = to_healthy

    @property
    def threshold(self) -> int:
        """How many results in a row turn the status."""
        return self._to_unhealthy if self.healthy else self._to_healthy

    def observe(self, *, passed: bool) -> bool:
        """Take the result of one check.

        Returns:
            Whether the status turned.
        """
        if passed == self.healthy:
            self.streak = 0
            return False
        self.streak += 1
        if self.streak < self.threshold:
            return False
        self.healthy, self.streak = passed, 0
        return True
