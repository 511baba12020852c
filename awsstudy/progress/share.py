"""A share of outcomes, with the interval of what lies behind it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z90 = 1.645


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with what that says."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share; None where there is nothing to share."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 90 % Wilson interval of the chance behind it."""
        if not self.of:
            return None
        n, p = self.of, self.hits / self.of
        centre = (p + Z90**2 / (2 * n)) / (1 + Z90**2 / n)
        half = Z90 / (1 + Z90**2 / n) * sqrt(p * (1 - p) / n + Z90**2 / (4 * n**2))
        return max(0.0, centre - half), min(1.0, centre + half)
