"""What learners believe of costs, as patches of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from awsstudy.sims.costs.ledger import exact
from awsstudy.sims.costs.world import CostParams
from awsstudy.sims.costs.years import CloudCosts
from awsstudy.sims.kernel import Simulation


class AlwaysThePeak(CloudCosts):
    """In the cloud, too, capacity has to be there for the peak."""

    def paid_hours(self) -> Fraction:
        """The peak around the clock."""
        return Fraction(24 * self.bought())


class PlainMean(CloudCosts):
    """The bill is that of the mean of base and peak."""

    def paid_hours(self) -> Fraction:
        """Half of each around the clock."""
        demand = self.params.demand
        return Fraction(12 * (demand.base + demand.peak))


class BaseOnly(CloudCosts):
    """Peaks come free of charge."""

    def paid_hours(self) -> Fraction:
        """The base around the clock."""
        return Fraction(24 * self.params.demand.base)


class OtherSide(CloudCosts):
    """Owning pays off for the share of hours that is left over."""

    def break_even(self) -> Fraction:
        """What is missing to all hours."""
        return 1 - super().break_even()


class RunningForgotten(CloudCosts):
    """A server that was bought costs nothing more."""

    def running(self) -> Fraction:
        """Nothing."""
        return Fraction(0)


class LifeForgotten(CloudCosts):
    """The price of a server has to come back in a year."""

    def spread(self) -> Fraction:
        """All of it."""
        return exact(self.params.own.price_usd)


class FreeOncePaid(CloudCosts):
    """What was paid for is no expense any more."""

    def written_off(self) -> Fraction:
        """Nothing."""
        return Fraction(0)


class CashIsExpense(CloudCosts):
    """The whole price is the expense of a year."""

    def written_off(self) -> Fraction:
        """All of it."""
        return self.purchase()


class BookValueIsExpense(CloudCosts):
    """The expense is what the servers are still worth."""

    def written_off(self) -> Fraction:
        """What is left after a year."""
        return self.purchase() - super().written_off()


class CutsAddUp(CloudCosts):
    """Every cut takes the same part of the first price."""

    def hourly(self, changes: int) -> Fraction:
        """The parts added up."""
        cloud = self.params.cloud
        return exact(cloud.usd_hour) * (1 + changes * exact(cloud.change_pct) / 100)


class OnlyOneCut(CloudCosts):
    """Only the last change counts."""

    def hourly(self, changes: int) -> Fraction:
        """One of them."""
        return super().hourly(min(1, changes))


class PricesAreFrozen(CloudCosts):
    """A price stays as it is."""

    def hourly(self, changes: int) -> Fraction:
        """The first one."""
        return super().hourly(0)


class PricesOnlyFall(CloudCosts):
    """Every change is a cut."""

    def hourly(self, changes: int) -> Fraction:
        """Downwards, whatever its sign."""
        cloud = self.params.cloud
        return exact(cloud.usd_hour) * (1 - abs(exact(cloud.change_pct)) / 100) ** changes


class MoneyKeepsItsWorth(CloudCosts):
    """A dollar in some years is worth a dollar today."""

    def discount(self, year: int) -> Fraction:
        """All of it."""
        return Fraction(1)


class DiscountsTooLate(CloudCosts):
    """The first saving comes at once."""

    def discount(self, year: int) -> Fraction:
        """One year less."""
        return super().discount(max(0, year - 1))


class InvestmentForgotten(CloudCosts):
    """What was paid in the beginning does not count."""

    def invested(self) -> Fraction:
        """Nothing."""
        return Fraction(0)


class BoughtOnce(CloudCosts):
    """Servers are bought once and for all."""

    def purchases(self) -> int:
        """Once."""
        return 1

    def is_bought_after(self, year: int) -> bool:
        """Never again."""
        return False


class AverageIsEnough(CloudCosts):
    """Own servers are needed for the average only."""

    def bought(self) -> int:
        """Enough for it."""
        return -int(-self.server_hours() // 24)


BELIEFS: Mapping[str, type[Simulation[CostParams]]] = {
    "always-the-peak": AlwaysThePeak,
    "plain-mean": PlainMean,
    "base-only": BaseOnly,
    "other-side": OtherSide,
    "running-forgotten": RunningForgotten,
    "life-forgotten": LifeForgotten,
    "free-once-paid": FreeOncePaid,
    "cash-is-expense": CashIsExpense,
    "book-value-is-expense": BookValueIsExpense,
    "cuts-add-up": CutsAddUp,
    "only-one-cut": OnlyOneCut,
    "prices-are-frozen": PricesAreFrozen,
    "prices-only-fall": PricesOnlyFall,
    "money-keeps-its-worth": MoneyKeepsItsWorth,
    "discounts-too-late": DiscountsTooLate,
    "investment-forgotten": InvestmentForgotten,
    "bought-once": BoughtOnce,
    "average-is-enough": AverageIsEnough,
}
