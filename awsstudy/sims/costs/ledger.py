"""The closed forms: what owning and paying for use cost. All amounts are exact fractions."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property, lru_cache

from awsstudy.sims.costs.world import CostParams
from awsstudy.sims.kernel import Simulation

DAYS = 365
HOURS = DAYS * 24
MONTH_DAYS = 30


@lru_cache(maxsize=4096)
def exact(amount: float) -> Fraction:
    """An amount as it is written in decimals."""
    return Fraction(str(amount))


class Ledger(Simulation[CostParams]):
    """The amounts; wrong models believe something else of one of them."""

    # Demand.

    def server_hours(self) -> Fraction:
        """Server hours that a day takes."""
        demand = self.params.demand
        return Fraction(demand.base * (24 - demand.peak_hours) + demand.peak * demand.peak_hours)

    def paid_hours(self) -> Fraction:
        """Server hours of a day that are paid for in the cloud."""
        return self.server_hours() if self.params.cloud.elastic else self.bought() * Fraction(24)

    def bought(self) -> int:
        """Own servers: enough for the peak."""
        return max(self.params.demand.peak, self.params.demand.base)

    def used(self) -> Fraction:
        """The share of the own capacity that is used on average."""
        return self.server_hours() / (24 * self.bought())

    # Own.

    def purchases(self) -> int:
        """How often the servers are bought in the years that are looked at."""
        return -(-self.params.finance.years // self.params.own.life_y)

    def is_bought_after(self, year: int) -> bool:
        """Whether servers are bought when so many years have passed."""
        return year % self.params.own.life_y == 0 and year < self.params.finance.years

    def purchase(self) -> Fraction:
        """The price of all servers."""
        return self.bought() * exact(self.params.own.price_usd)

    @cached_property
    def power(self) -> Fraction:
        """Power of a server for a year."""
        own = self.params.own
        return exact(own.watts) * exact(own.pue) * HOURS * exact(own.usd_kwh) / 1000

    def running(self) -> Fraction:
        """What a server costs a year besides its price."""
        return exact(self.params.own.running_usd) + self.power

    def running_all(self) -> Fraction:
        """What all servers cost a year besides their price."""
        return self.bought() * self.running()

    def written_off(self) -> Fraction:
        """The part of the price that becomes an expense in a year."""
        return self.purchase() / self.params.own.life_y

    def spread(self) -> Fraction:
        """The part of a server's price that falls on a year."""
        return exact(self.params.own.price_usd) / self.params.own.life_y

    def own_total(self) -> Fraction:
        """All payments for owning."""
        return self.purchases() * self.purchase() + self.params.finance.years * self.running_all()

    # Cloud.

    def hourly(self, changes: int) -> Fraction:
        """The price of an hour after so many changes."""
        first = exact(self.params.cloud.usd_hour)
        return first * self.factor**changes if changes else first

    @cached_property
    def factor(self) -> Fraction:
        """What a change makes of a price of 1."""
        return 1 + exact(self.params.cloud.change_pct) / 100

    def final_price(self) -> Fraction:
        """The price of an hour after all changes."""
        return self.hourly(self.params.cloud.changes)

    def cloud_year(self, year: int) -> Fraction:
        """What the cloud costs in a year, the first being 1."""
        changes = min(year - 1, self.params.cloud.changes)
        if changes not in self.known_years:
            self.known_years[changes] = self.paid_hours() * DAYS * self.hourly(changes)
        return self.known_years[changes]

    @cached_property
    def known_years(self) -> dict[int, Fraction]:
        """What a year costs by the number of changes before it."""
        return {}

    def cloud_month(self) -> Fraction:
        """What the cloud costs in a month of 30 days at the first price."""
        return self.paid_hours() * MONTH_DAYS * self.hourly(0)

    def cloud_total(self) -> Fraction:
        """All payments for the cloud."""
        years = range(1, self.params.finance.years + 1)
        return sum((self.cloud_year(year) for year in years), Fraction(0))

    # Comparison.

    def break_even(self) -> Fraction:
        """The share of hours above which an own server costs less than an hourly one."""
        yearly = self.spread() + self.running()
        return yearly / (HOURS * self.hourly(0))

    def saving(self, year: int) -> Fraction:
        """What owning saves in a year, the purchase left aside."""
        known = self.params.finance.saves_usd
        if known is not None:
            return exact(known)
        return self.cloud_year(year) - self.running_all()

    def discount(self, year: int) -> Fraction:
        """What a dollar of that year is worth today."""
        return self.later**year

    @cached_property
    def later(self) -> Fraction:
        """What a dollar of next year is worth today."""
        return 1 / (1 + exact(self.params.finance.rate_pct) / 100)

    def invested(self) -> Fraction:
        """Today's worth of all purchases."""
        years = range(0, self.params.finance.years, self.params.own.life_y)
        return sum((self.purchase() * self.discount(year) for year in years), Fraction(0))

    def present_value(self) -> Fraction:
        """Today's worth of owning instead of paying for use."""
        years = range(1, self.params.finance.years + 1)
        saved = sum((self.saving(year) * self.discount(year) for year in years), Fraction(0))
        return saved - self.invested()
