"""What the rule book says of buying EC2 capacity, a method a fact.

Each method is a place where learners go astray: the wrong models override one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil

from awsstudy.sims.ec2 import purchase_rules as ids
from awsstudy.sims.ec2.demand import Levels, Tally, hours_at_least
from awsstudy.sims.ec2.needs import ASKS, OPTIONS, QUALITIES
from awsstudy.sims.ec2.purchase import OWN_PRICES, Commitment, PurchaseParams, Size
from awsstudy.sims.kernel import Simulation

COMMITMENTS: Mapping[Commitment, int] = {
    "ri-standard-1y": 1,
    "ri-standard-3y": 3,
    "ri-convertible-1y": 1,
    "ri-convertible-3y": 3,
    "savings-plan-1y": 1,
}
"""What can be committed to, with the years of its term."""
MONTHS = 12


@lru_cache(maxsize=4096)
def exact(number: float) -> Fraction:
    """A number exactly as it is written."""
    return Fraction(str(number))


@dataclass(frozen=True, slots=True)
class Quote:
    """An offer for one instance, and how much the instance runs."""

    on_demand: Fraction
    """USD an hour."""
    recurring: Fraction
    """USD an hour."""
    upfront: Fraction
    years: int
    hours: Fraction
    """Hours of the term."""
    running: Fraction
    """Share of the hours in which the instance runs."""

    @property
    def effective(self) -> Fraction:
        """USD an hour with the upfront payment spread over the term."""
        return self.recurring + self.upfront / self.hours

    @property
    def month_hours(self) -> Fraction:
        """Hours of an average month."""
        return self.hours / (self.years * MONTHS)

    @property
    def on_demand_month(self) -> Fraction:
        """USD a month On-Demand."""
        return self.on_demand * self.running * self.month_hours

    @property
    def saving_month(self) -> Fraction:
        """USD a month that On-Demand costs more than the recurring fee."""
        return self.on_demand_month - self.recurring * self.month_hours


@dataclass(frozen=True, slots=True)
class Applied:
    """What reserved units do for the running instances of one size."""

    size: Size
    running: int
    units: Fraction
    covered: Fraction
    left: Fraction
    """Reserved units that are left for larger sizes."""


class Buying(Simulation[PurchaseParams]):
    """The facts; money and hours are exact."""

    def amount(self, rule_id: str) -> Fraction:
        """The number of a rule."""
        return exact(self.rules.number(rule_id))

    # Prices

    def on_demand(self) -> Fraction:
        """The On-Demand price of an hour."""
        offer = self.params.offer
        if offer.machine == OWN_PRICES:
            return exact(offer.on_demand_usd)
        return self.amount(ids.price(offer.machine, "on-demand"))

    def rates(self) -> Mapping[str, Fraction]:
        """The price of a committed hour, for each commitment that has a price."""
        offer = self.params.offer
        if offer.machine == OWN_PRICES:
            own = offer.commitment != "none"
            return {offer.commitment: self.quote().effective} if own else {}
        priced = ((name, ids.price(offer.machine, name)) for name in COMMITMENTS)
        return {name: self.amount(rule) for name, rule in priced if rule in self.rules}

    def quote(self) -> Quote:
        """The offer for one instance; without a commitment at the On-Demand price."""
        offer = self.params.offer
        own = offer.machine == OWN_PRICES
        years = COMMITMENTS.get(offer.commitment, 1)
        listed = ids.price(offer.machine, offer.commitment)
        recurring = self.amount(listed) if listed in self.rules else self.on_demand()
        return Quote(
            on_demand=self.on_demand(),
            recurring=exact(offer.hourly_usd) if own else recurring,
            upfront=exact(offer.upfront_usd) if own else Fraction(0),
            years=years,
            hours=self.amount(ids.YEAR_HOURS) * years,
            running=Fraction(self.params.running_pct, 100),
        )

    # What a commitment is worth

    def break_even(self, rate: Fraction) -> Fraction:
        """The share of hours from which a committed instance is no dearer than On-Demand."""
        return rate / self.on_demand()

    def best(self, levels: Levels, rate: Fraction) -> int:
        """How many committed instances make the lowest bill.

        That is every unit that is in use for at least the break-even share of the hours.
        """
        least = self.break_even(rate) * sum(levels.values())
        return max((n for n in levels if hours_at_least(levels, n) >= least), default=0)

    def bill(self, tally: Tally, rate: Fraction) -> Fraction:
        """What instance-hours cost, Spot aside: committed hours are paid, used or not."""
        return tally.committed * rate + tally.on_demand * self.on_demand()

    def payback(self, quote: Quote) -> Fraction | None:
        """After how many months the upfront payment has been earned back; None is never."""
        return quote.upfront / quote.saving_month if quote.saving_month > 0 else None

    def payback_month(self, quote: Quote) -> int | None:
        """The month of the term in which that happens."""
        months = self.payback(quote)
        return None if months is None else max(1, ceil(months))

    # What a Reserved Instance covers

    def factor(self, size: Size) -> Fraction:
        """The normalization factor of a size."""
        return self.amount(ids.factor(size))

    def flexible(self) -> bool:
        """Whether the discount applies to every size of the family."""
        return self.params.fleet.scope == "regional" and self.params.fleet.platform == "linux"

    def covers(self, size: Size) -> bool:
        """Whether the discount applies to a size."""
        return self.flexible() or size == self.params.fleet.reserved_size

    def turn(self, sizes: tuple[Size, ...]) -> tuple[Size, ...]:
        """The order in which sizes are served, given smallest first."""
        return sizes

    def portion(self, size: Size, units: Fraction, pool: Fraction) -> Fraction:
        """How many units of one size a pool covers; an instance may be covered in part."""
        return min(units, pool)

    def applied(self) -> tuple[Applied, ...]:
        """What becomes of the reserved units, size by size."""
        fleet = self.params.fleet
        pool = self.factor(fleet.reserved_size) * fleet.reserved_count
        running = {size: count for size, count in fleet.running().items() if count}
        result = []
        for size in self.turn(tuple(running)):
            units = self.factor(size) * running[size]
            covered = self.portion(size, units, pool) if self.covers(size) else Fraction(0)
            pool -= covered
            result.append(Applied(size, running[size], units, covered, pool))
        return tuple(result)

    # Which option fits

    def gives(self, option: str, quality: str) -> bool:
        """Whether an option gives something."""
        return QUALITIES[quality].of(option)[0]

    def choose(self, asked: tuple[str, ...]) -> str:
        """The cheapest option that gives all that is asked for."""
        return next(
            option for option in OPTIONS if all(self.gives(option, quality) for quality in asked)
        )

    def chosen(self) -> str:
        """The option for the need in question."""
        return self.choose(ASKS[self.params.need])
