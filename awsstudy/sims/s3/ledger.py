"""Keeps the account of the objects: what they have cost, and would have cost in Standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal

from awsstudy.sims.s3.classes import StorageClass

Item = Literal["storage_usd", "request_usd", "retrieval_usd", "early_delete_usd"]
ITEMS: tuple[Item, ...] = ("storage_usd", "request_usd", "retrieval_usd", "early_delete_usd")
ZERO = Fraction(0)


def days_between(start: datetime, end: datetime) -> Fraction:
    """The exact number of days from one moment to another."""
    tick = timedelta(microseconds=1)
    return Fraction((end - start) // tick, timedelta(days=1) // tick)


@dataclass(frozen=True, slots=True)
class Bill:
    """What storage, everything together and staying in Standard came to."""

    storage: Fraction = ZERO
    total: Fraction = ZERO
    standard: Fraction = ZERO

    def since(self, earlier: Bill) -> Bill:
        """What was added since an earlier bill."""
        return Bill(
            self.storage - earlier.storage,
            self.total - earlier.total,
            self.standard - earlier.standard,
        )


@dataclass(slots=True)
class Stay:
    """A stay of the objects in one class."""

    storage_class: StorageClass
    start: float
    days: Fraction = ZERO
    usd: Fraction = ZERO
    """What storing them there came to."""


@dataclass(slots=True)
class Ledger:
    """Amounts by item, stays by class, and the two curves of the chart."""

    items: dict[Item, Fraction] = field(default_factory=lambda: dict.fromkeys(ITEMS, ZERO))
    standard: Fraction = ZERO
    stays: list[Stay] = field(default_factory=list)
    days: Fraction = ZERO
    curve: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])
    standard_curve: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])

    def bill(self) -> Bill:
        """The sums so far."""
        total = sum(self.items.values(), ZERO)
        return Bill(self.items["storage_usd"], total, self.standard)

    def enter(self, storage_class: StorageClass) -> None:
        """The objects are in a class from now on."""
        self.stays.append(Stay(storage_class, float(self.days)))

    def accrue(self, days: Fraction, daily: Mapping[Item, Fraction], standard: Fraction) -> None:
        """Days pass at these costs a day."""
        for item, usd in daily.items():
            self.items[item] += days * usd
        self.standard += days * standard
        self.days += days
        self.stays[-1].days += days
        self.stays[-1].usd += days * daily.get("storage_usd", ZERO)
        self._plot()

    def after(self, days: Fraction, daily: Mapping[Item, Fraction], standard: Fraction) -> Ledger:
        """The account as it will be in so many days, if nothing happens until then."""
        later = Ledger(
            dict(self.items),
            self.standard,
            [replace(stay) for stay in self.stays],
            self.days,
            list(self.curve),
            list(self.standard_curve),
        )
        if days:
            later.accrue(days, daily, standard)
        return later

    def charge(self, usd: Mapping[Item, Fraction], standard: Fraction = ZERO) -> None:
        """Something was charged at once."""
        for item, amount in usd.items():
            self.items[item] += amount
        self.standard += standard
        self._plot()

    def _plot(self) -> None:
        bill = self.bill()
        for curve, usd in ((self.curve, bill.total), (self.standard_curve, bill.standard)):
            point = (float(self.days), float(usd))
            if curve[-1] != point:
                curve.append(point)
