"""What learners believe of shares of time, copies and fleets instead."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from awsstudy.sims.availability.diagram import product_of
from awsstudy.sims.availability.reckoning import nines
from awsstudy.sims.availability.service import GlobalAvailability
from awsstudy.sims.availability.world import Period


class WeakestPart(GlobalAvailability):
    """A chain is as strong as its weakest link."""

    def row(self, values: Sequence[Fraction]) -> Fraction:
        """The lowest."""
        return min(values)

    def spares(self, need: int, values: Sequence[Fraction]) -> Fraction:
        """The lowest, too."""
        return min(values)


class AllMultiplied(GlobalAvailability):
    """Availabilities are multiplied in every case."""

    def spares(self, need: int, values: Sequence[Fraction]) -> Fraction:
        """As if all were needed."""
        return product_of(values)


class OneCopyCounts(GlobalAvailability):
    """A second copy changes nothing about a part's availability."""

    def spares(self, need: int, values: Sequence[Fraction]) -> Fraction:
        """One of them."""
        return max(values)


class SparesNeverFail(GlobalAvailability):
    """What is redundant is always there."""

    def spares(self, need: int, values: Sequence[Fraction]) -> Fraction:
        """Certain."""
        return Fraction(1)


class OneNineLess(GlobalAvailability):
    """99.9 % allows one percent."""

    def down_minutes(self, availability: Fraction, period: Period) -> Fraction:
        """Ten times as much."""
        return 10 * super().down_minutes(availability, period)


class OneNineMore(GlobalAvailability):
    """99.9 % allows a hundredth of a percent."""

    def down_minutes(self, availability: Fraction, period: Period) -> Fraction:
        """A tenth."""
        return super().down_minutes(availability, period) / 10


class OtherPeriod(GlobalAvailability):
    """The figures for a month and a year are taken for each other."""

    def down_minutes(self, availability: Fraction, period: Period) -> Fraction:
        """Those of the other period."""
        return super().down_minutes(availability, "year" if period == "month" else "month")


class ShareOfADay(GlobalAvailability):
    """The share is counted of a day."""

    def down_minutes(self, availability: Fraction, period: Period) -> Fraction:
        """A day's minutes."""
        return (1 - availability) * 24 * 60


class AvailabilitiesAdd(GlobalAvailability):
    """Two copies of 80 % make more than 100 %."""

    def reached(self, part: Fraction, copies: int) -> Fraction:
        """The sum."""
        return part * copies


class DowntimeDivided(GlobalAvailability):
    """Every copy takes an equal share off the downtime."""

    def reached(self, part: Fraction, copies: int) -> Fraction:
        """The downtime divided by the copies."""
        return 1 - (1 - part) / copies


class NineACopy(GlobalAvailability):
    """Each copy adds a nine."""

    def copies_for(self, part: Fraction, target: Fraction) -> int:
        """As many copies as the target has nines."""
        return max(1, ceil(nines(target)))


class OneMoreIsNeeded(GlobalAvailability):
    """To be sure one takes one more."""

    def copies_for(self, part: Fraction, target: Fraction) -> int:
        """One more than is enough."""
        return super().copies_for(part, target) + 1
