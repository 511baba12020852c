"""Amazon EC2: what to commit to, what that covers, and which purchase option fits a need."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from awsstudy.sims.ec2 import ask_cover, ask_prices, ask_use
from awsstudy.sims.ec2 import purchase_rules as ids
from awsstudy.sims.ec2.buying import MONTHS, Applied, Quote
from awsstudy.sims.ec2.demand import Levels, Tally
from awsstudy.sims.ec2.needs import ANY_COMPUTE, CAPACITY, NO_TERM, OWN, SOCKETS, UNINTERRUPTED
from awsstudy.sims.ec2.purchase import PurchaseParams, Size
from awsstudy.sims.ec2.week import PurchaseOptions
from awsstudy.sims.kernel import Simulation
from awsstudy.sims.problems import Problem


class BreakEvenIsTheDiscount(PurchaseOptions):
    """With a discount of 35 % a commitment pays from 35 % use."""

    def break_even(self, rate: Fraction) -> Fraction:
        """The discount."""
        return 1 - rate / self.on_demand()


class BreakEvenAtHalf(PurchaseOptions):
    """A commitment pays if the instance runs half of the time."""

    def break_even(self, rate: Fraction) -> Fraction:
        """One half, at any price."""
        return Fraction(1, 2)


class BreakEvenIsTheMarkup(PurchaseOptions):
    """If On-Demand costs 50 % more a commitment pays from 50 % use."""

    def break_even(self, rate: Fraction) -> Fraction:
        """What On-Demand costs more."""
        return self.on_demand() / rate - 1


class LargestDiscountIsMine(PurchaseOptions):
    """The advertised discount is the one every purchase gets."""

    def break_even(self, rate: Fraction) -> Fraction:
        """What is left of the price after the largest discount."""
        return 1 - self.amount(ids.RI_MAX) / 100


class UpfrontOverFullPrice(PurchaseOptions):
    """Once the upfront payment is made the rest is free."""

    def payback(self, quote: Quote) -> Fraction | None:
        """The upfront payment in months of On-Demand."""
        return quote.upfront / quote.on_demand_month


class PaysOffAtTheEnd(PurchaseOptions):
    """A commitment saves money only once its term is over."""

    def payback(self, quote: Quote) -> Fraction | None:
        """The whole term."""
        return Fraction(quote.years * MONTHS)


class AheadAtOnce(PurchaseOptions):
    """A lower hourly price means being ahead from the first month."""

    def payback(self, quote: Quote) -> Fraction | None:
        """No time at all."""
        return Fraction(0)


class DiscountOfTheTerm(PurchaseOptions):
    """With a discount of 35 % the commitment has paid off after 35 % of the term."""

    def payback(self, quote: Quote) -> Fraction | None:
        """The discount's share of the term."""
        return (1 - quote.effective / quote.on_demand) * quote.years * MONTHS


class CommitToPeak(PurchaseOptions):
    """Everything should be covered, so that everything is discounted."""

    def best(self, levels: Levels, rate: Fraction) -> int:
        """The highest demand."""
        return max(levels, default=0)


class CommitToAverage(PurchaseOptions):
    """The right commitment is the average."""

    def best(self, levels: Levels, rate: Fraction) -> int:
        """The mean demand, to the nearest whole."""
        hours = sum(levels.values())
        used = sum((level * length for level, length in levels.items()), Fraction(0))
        return int(used / hours + Fraction(1, 2)) if hours else 0


class CommitToMinimum(PurchaseOptions):
    """Only what never stops is worth committing."""

    def best(self, levels: Levels, rate: Fraction) -> int:
        """The lowest demand."""
        return min(levels, default=0)


class IdleIsFree(PurchaseOptions):
    """Under a commitment only the hours that are used are paid, just more cheaply."""

    def bill(self, tally: Tally, rate: Fraction) -> Fraction:
        """Nothing for committed hours that were not used."""
        return tally.covered * rate + tally.on_demand * self.on_demand()


class BudgetOfHours(PurchaseOptions):
    """A commitment is a stock of hours, used up when one likes."""

    def bill(self, tally: Tally, rate: Fraction) -> Fraction:
        """Idle hours pay for later ones."""
        beyond = max(Fraction(0), tally.firm - tally.committed)
        return tally.committed * rate + beyond * self.on_demand()


class MachineOfItsOwn(PurchaseOptions):
    """A Reserved Instance is a machine, paid for beside those that run."""

    def bill(self, tally: Tally, rate: Fraction) -> Fraction:
        """The commitment on top of everything On-Demand."""
        return tally.committed * rate + tally.firm * self.on_demand()


class DiscountForEveryInstance(PurchaseOptions):
    """One Reserved Instance lowers the price of every matching instance."""

    def bill(self, tally: Tally, rate: Fraction) -> Fraction:
        """All hours at the lower price."""
        return tally.firm * rate


class CountsInstances(PurchaseOptions):
    """One Reserved Instance covers one instance, whatever the sizes."""

    def applied(self) -> tuple[Applied, ...]:
        """As many instances as are reserved, smallest first."""
        left = self.params.fleet.reserved_count
        result = []
        for item in super().applied():
            covered = min(left, item.running)
            left -= covered
            units = covered * self.factor(item.size)
            result.append(Applied(item.size, item.running, item.units, units, Fraction(left)))
        return tuple(result)


class NeedsExactSize(PurchaseOptions):
    """A Reserved Instance covers only the size that was bought."""

    def covers(self, size: Size) -> bool:
        """No other size."""
        return size == self.params.fleet.reserved_size


class WholeInstancesOnly(PurchaseOptions):
    """An instance is covered as a whole or not at all."""

    def portion(self, size: Size, units: Fraction, pool: Fraction) -> Fraction:
        """Units of whole instances."""
        whole = min(units, pool) // self.factor(size)
        return whole * self.factor(size)


class UnitsAreVcpus(PurchaseOptions):
    """A normalized unit is a vCPU."""

    def factor(self, size: Size) -> Fraction:
        """The vCPUs of most families: 2 for large."""
        return super().factor(size) / 2


class LargestFirst(PurchaseOptions):
    """A Reserved Instance is applied to the largest instance first."""

    def turn(self, sizes: tuple[Size, ...]) -> tuple[Size, ...]:
        """Largest first."""
        return sizes[::-1]


class CoversWholeFamily(PurchaseOptions):
    """A Reserved Instance lowers the price of its whole family."""

    def portion(self, size: Size, units: Fraction, pool: Fraction) -> Fraction:
        """Everything."""
        return units


class DedicatedInstanceIsHost(PurchaseOptions):
    """Dedicated Instance and Dedicated Host are two names for one thing."""

    def gives(self, option: str, quality: str) -> bool:
        """A Dedicated Instance shows the server, too."""
        same = option == "dedicated-instance" and quality == SOCKETS
        return same or super().gives(option, quality)


class ReservedMeansDedicated(PurchaseOptions):
    """A Reserved Instance runs on hardware of one's own."""

    def gives(self, option: str, quality: str) -> bool:
        """A Reserved Instance comes with its server."""
        mine = option == "standard-ri" and quality in (OWN, SOCKETS)
        return mine or super().gives(option, quality)


class CapacityReservationIsolates(PurchaseOptions):
    """Reserved capacity is a server of one's own."""

    def gives(self, option: str, quality: str) -> bool:
        """A Capacity Reservation comes with its server."""
        mine = option == "capacity-reservation" and quality in (OWN, SOCKETS)
        return mine or super().gives(option, quality)


class IsolationNeedsAHost(PurchaseOptions):
    """A Dedicated Instance is separated from others by software only."""

    def choose(self, asked: tuple[str, ...]) -> str:
        """A whole host where hardware must not be shared."""
        return "dedicated-host" if OWN in asked else super().choose(asked)


class OnDemandForEverything(PurchaseOptions):
    """On-Demand is the safe choice for everything."""

    def choose(self, asked: tuple[str, ...]) -> str:
        """Always On-Demand."""
        return "on-demand"


class SpotForAnyWork(PurchaseOptions):
    """Spot suits any work, since the instances are the same."""

    def gives(self, option: str, quality: str) -> bool:
        """Spot gives all but hardware of one's own."""
        able = option == "spot" and quality not in (OWN, SOCKETS)
        return able or super().gives(option, quality)


class CommitmentForShortNeeds(PurchaseOptions):
    """A Reserved Instance is right for a few weeks too, as an hour is cheaper."""

    def choose(self, asked: tuple[str, ...]) -> str:
        """A Reserved Instance where no term is wanted."""
        if NO_TERM not in asked:
            return super().choose(asked)
        return "zonal-ri" if CAPACITY in asked else "standard-ri"


class RegionalReservesCapacity(PurchaseOptions):
    """Every Reserved Instance guarantees capacity."""

    def gives(self, option: str, quality: str) -> bool:
        """A regional one, too."""
        kept = option == "standard-ri" and quality == CAPACITY
        return kept or super().gives(option, quality)


class SavingsPlanReservesCapacity(PurchaseOptions):
    """A Savings Plan makes sure that instances can start."""

    def choose(self, asked: tuple[str, ...]) -> str:
        """A Savings Plan where capacity is needed."""
        return "compute-savings-plan" if CAPACITY in asked else super().choose(asked)


class SavingsPlanLikeRi(PurchaseOptions):
    """A Savings Plan is tied to an instance type, so only an exchange helps."""

    def gives(self, option: str, quality: str) -> bool:
        """Of the commitments only a Convertible Reserved Instance follows a change."""
        if quality == ANY_COMPUTE:
            return option == "convertible-ri"
        return super().gives(option, quality)


class RegionalCanBeExchanged(PurchaseOptions):
    """A regional Reserved Instance can be exchanged for whatever comes."""

    def gives(self, option: str, quality: str) -> bool:
        """A Standard regional one follows every change."""
        follows = option == "standard-ri" and quality == ANY_COMPUTE
        return follows or super().gives(option, quality)


class CapacityReservationIsCheaper(PurchaseOptions):
    """Reserving capacity lowers the price."""

    def choose(self, asked: tuple[str, ...]) -> str:
        """A Capacity Reservation, unless the hardware matters."""
        hardware = OWN in asked or SOCKETS in asked
        return super().choose(asked) if hardware else "capacity-reservation"


class DedicatedForProduction(PurchaseOptions):
    """What must not fail belongs on dedicated hardware."""

    def choose(self, asked: tuple[str, ...]) -> str:
        """A Dedicated Host for work that must not be interrupted."""
        return "dedicated-host" if UNINTERRUPTED in asked else super().choose(asked)


MODEL = PurchaseOptions

WRONG_MODELS: Mapping[str, type[Simulation[PurchaseParams]]] = {
    "break-even-is-the-discount": BreakEvenIsTheDiscount,
    "break-even-at-half": BreakEvenAtHalf,
    "break-even-is-the-markup": BreakEvenIsTheMarkup,
    "largest-discount-is-mine": LargestDiscountIsMine,
    "upfront-over-full-price": UpfrontOverFullPrice,
    "pays-off-at-the-end": PaysOffAtTheEnd,
    "ahead-at-once": AheadAtOnce,
    "discount-of-the-term": DiscountOfTheTerm,
    "commit-to-peak": CommitToPeak,
    "commit-to-average": CommitToAverage,
    "commit-to-minimum": CommitToMinimum,
    "idle-is-free": IdleIsFree,
    "budget-of-hours": BudgetOfHours,
    "machine-of-its-own": MachineOfItsOwn,
    "discount-for-every-instance": DiscountForEveryInstance,
    "counts-instances": CountsInstances,
    "needs-exact-size": NeedsExactSize,
    "whole-instances-only": WholeInstancesOnly,
    "units-are-vcpus": UnitsAreVcpus,
    "largest-first": LargestFirst,
    "covers-whole-family": CoversWholeFamily,
    "dedicated-instance-is-host": DedicatedInstanceIsHost,
    "reserved-means-dedicated": ReservedMeansDedicated,
    "capacity-reservation-isolates": CapacityReservationIsolates,
    "isolation-needs-a-host": IsolationNeedsAHost,
    "on-demand-for-everything": OnDemandForEverything,
    "spot-for-any-work": SpotForAnyWork,
    "commitment-for-short-needs": CommitmentForShortNeeds,
    "regional-reserves-capacity": RegionalReservesCapacity,
    "savings-plan-reserves-capacity": SavingsPlanReservesCapacity,
    "savings-plan-like-ri": SavingsPlanLikeRi,
    "regional-can-be-exchanged": RegionalCanBeExchanged,
    "capacity-reservation-is-cheaper": CapacityReservationIsCheaper,
    "dedicated-for-production": DedicatedForProduction,
}

PROBLEMS: tuple[Problem[PurchaseParams], ...] = (
    *ask_prices.QUESTIONS,
    *ask_use.QUESTIONS,
    *ask_cover.QUESTIONS,
)
