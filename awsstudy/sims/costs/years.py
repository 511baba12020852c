"""The run: year by year, two sums grow."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from awsstudy.sims.costs import events as happened
from awsstudy.sims.costs import rule_ids as ids
from awsstudy.sims.costs.ledger import Ledger
from awsstudy.sims.costs.world import CostParams
from awsstudy.sims.kernel import Event, Metric, Outcome
from awsstudy.sims.panels import Bar, Bars, Chart, Column, Panel, Row, Series, Table


def cents(amount: Fraction) -> float:
    """An amount as it is shown."""
    return round(float(amount), 2)


class CloudCosts(Ledger):
    """Buying against paying for use, from today to the last year."""

    PARAMS = CostParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("own_usd", "USD"),
        Metric("cloud_usd", "USD"),
        Metric("idle_pct", "%"),
        Metric("break_even_pct", "%"),
        Metric("value_usd", "USD"),
        Metric("unit_usd", "USD/h"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL
    TIME_UNIT: ClassVar[str] = "y"

    def setup(self) -> None:
        """Buy today, then let the years pass."""
        self.own_sum = Fraction(0)
        self.cloud_sum = Fraction(0)
        self.changes = 0
        self.points: list[tuple[int, Fraction, Fraction]] = []
        self.rows: list[Row] = []
        self.after(0, self._begin)
        for year in range(1, self.params.finance.years + 1):
            self.after(year, self._spend, year)
        self.after(self.params.finance.years, self._compare)

    def _begin(self) -> None:
        event = happened.DemandMeasured(
            peak=self.bought(),
            average=round(float(self.server_hours() / 24), 2),
            idle_pct=self.idle,
            rules=(ids.FOR_THE_PEAK, ids.FIXED),
        )
        self.emit(event)
        self._buy(ids.FIXED)
        self.points.append((0, self.own_sum, self.cloud_sum))

    def _buy(self, rule: str) -> None:
        self.own_sum += self.purchase()
        event = happened.ServersBought(
            count=self.bought(), usd=cents(self.purchase()), rules=(ids.FOR_THE_PEAK, rule)
        )
        self.emit(event)

    def _spend(self, year: int) -> None:
        before = self.own_sum <= self.cloud_sum
        own, cloud = self.running_all(), self.cloud_year(year)
        self.own_sum += own
        self.cloud_sum += cloud
        own_usd, cloud_usd, off_usd = cents(own), cents(cloud), cents(self.written_off())
        elastic = ids.NO_GUESSING if self.params.cloud.elastic else ids.PAY_FOR_USE
        event = happened.YearSpent(
            year=year,
            own_usd=own_usd,
            written_off_usd=off_usd,
            cloud_usd=cloud_usd,
            rules=(ids.MORE_THAN_HARDWARE, ids.DEPRECIATION, ids.PAY_FOR_USE, elastic),
        )
        self.emit(event)
        self.rows.append(Row((year, own_usd, off_usd, cloud_usd)))
        if self.is_bought_after(year):
            self._buy(ids.RENEWAL)
        self._change_price(year)
        self.points.append((year, self.own_sum, self.cloud_sum))
        if (self.own_sum <= self.cloud_sum) != before:
            side = "cloud" if before else "own"
            self.emit(happened.LeadChanged(side=side, rules=(ids.FIXED, ids.PAY_FOR_USE)))

    def _change_price(self, year: int) -> None:
        cloud = self.params.cloud
        if year > cloud.changes or not cloud.change_pct:
            return
        self.changes = year
        event = happened.PriceChanged(
            before=round(float(self.hourly(year - 1)), 4),
            after=round(float(self.hourly(year)), 4),
            rules=(ids.SCALE if cloud.change_pct < 0 else ids.NO_PROMISE,),
        )
        self.emit(event)

    def _compare(self) -> None:
        self.emit(
            happened.BreakEvenFound(
                percent=self.limit,
                used_pct=round(float(100 * self.used()), 1),
                rules=(ids.BREAK_EVEN,),
            )
        )
        years = range(1, self.params.finance.years + 1)
        plain = sum((self.saving(year) for year in years), Fraction(0))
        self.emit(
            happened.ValueFound(
                usd=self.worth,
                plain_usd=cents(plain - self.purchases() * self.purchase()),
                rules=(ids.PRESENT_VALUE,),
            )
        )
        own, cloud = self.totals
        self.emit(
            happened.SidesCompared(
                own_usd=cents(own),
                cloud_usd=cents(cloud),
                side="own" if own < cloud else "cloud",
                rules=(ids.MORE_THAN_HARDWARE, ids.PAY_FOR_USE),
            )
        )

    @cached_property
    def totals(self) -> tuple[Fraction, Fraction]:
        """All payments for owning and for the cloud."""
        return self.own_total(), self.cloud_total()

    @cached_property
    def worth(self) -> float:
        """The present value, as it is shown."""
        return cents(self.present_value())

    @cached_property
    def limit(self) -> float:
        """The share of hours above which owning pays off, in per cent."""
        return round(float(100 * self.break_even()), 1)

    @cached_property
    def idle(self) -> float:
        """How much of the own capacity stands idle, in per cent."""
        return round(float(100 * (1 - self.used())), 1)

    def measure(self) -> Mapping[str, float]:
        """The two sums so far, and the figures that do not change."""
        return {
            "own_usd": cents(self.own_sum),
            "cloud_usd": cents(self.cloud_sum),
            "idle_pct": self.idle,
            "break_even_pct": self.limit,
            "value_usd": self.worth,
            "unit_usd": round(float(self.hourly(self.changes)), 4),
        }

    def outcome(self) -> Outcome:
        """Totals, who is cheaper, and every figure that can be asked for."""
        own, cloud = self.totals
        return {
            "own_usd": cents(own),
            "cloud_usd": cents(cloud),
            "cheaper": "own" if own < cloud else "cloud",
            "month_usd": cents(self.cloud_month()),
            "idle_pct": self.idle,
            "break_even_pct": self.limit,
            "value_usd": self.worth,
            "written_off_usd": cents(self.written_off()),
            "first_payment_usd": cents(self.purchase()),
            "unit_usd": round(float(self.final_price()), 4),
            "purchases": self.purchases(),
        }

    def panels(self) -> tuple[Panel, ...]:
        """The two sums over the years, the years one by one, and the parts of owning."""
        own = tuple((float(year), float(amount)) for year, amount, _ in self.points)
        cloud = tuple((float(year), float(amount)) for year, _, amount in self.points)
        lines = (Series("own", own), Series("cloud", cloud, "chosen"))
        columns = (
            Column("year"),
            Column("own-payments", "USD"),
            Column("written-off", "USD"),
            Column("cloud-payments", "USD"),
        )
        years = self.params.finance.years
        bars = (
            Bar("purchases", float(self.purchases() * self.purchase())),
            Bar("power", float(years * self.bought() * self.power)),
            Bar("people-and-room", float(years * self.bought() * (self.running() - self.power))),
            Bar("cloud-total", float(self.totals[1]), "chosen"),
        )
        return (
            Chart("sums", lines, "y", "USD"),
            Bars("parts", bars, "USD"),
            Table("years", columns, tuple(self.rows)),
        )
