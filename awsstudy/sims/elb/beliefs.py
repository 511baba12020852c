"""What learners believe of health checks: counters that turn at the wrong result."""

from __future__ import annotations

from awsstudy.sims.parts import ConsecutiveCheck


class FirstResultTurns:
    """One result is enough."""

    threshold = 1

    def __init__(self, *, healthy: bool) -> None:
        self.healthy = healthy
        self.streak = 0

    def observe(self, *, passed: bool) -> bool:
        """Turn with the first result that speaks against the state."""
        turned = passed != self.healthy
        self.healthy = passed
        return turned


class ResultsAddUp(ConsecutiveCheck):
    """Results count even where others lie between them."""

    def observe(self, *, passed: bool) -> bool:
        """Go on counting whatever comes between."""
        return False if passed == self.healthy else super().observe(passed=passed)
