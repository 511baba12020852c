"""A week of EC2 use: what the commitment covers, what it leaves, what it wastes, and the bill."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from awsstudy.sims.ec2 import purchase_events as happened
from awsstudy.sims.ec2 import purchase_rules as ids
from awsstudy.sims.ec2.buying import MONTHS
from awsstudy.sims.ec2.demand import (
    DAY_HOURS,
    DAYS,
    WEEK_HOURS,
    Hours,
    Load,
    Tally,
    hours_at_least,
    planned,
)
from awsstudy.sims.ec2.evaluations import Evaluations
from awsstudy.sims.ec2.purchase import OWN_PRICES, PurchaseParams
from awsstudy.sims.kernel import Metric, Outcome
from awsstudy.sims.panels import Bar, Bars, Chart, Column, Mark, Panel, Row, Series, Table

OPTIONS = (
    Column("option"),
    Column("rate", "¢/h"),
    Column("break-even", "%"),
    Column("cost-now", "USD"),
    Column("best-count"),
    Column("cost-best", "USD"),
)
METRICS = (
    Metric("total_usd", "USD"),
    Metric("on_demand_usd", "USD"),
    Metric("saving_usd", "USD"),
    Metric("wasted_usd", "USD"),
    Metric("coverage_pct", "%"),
    Metric("utilisation_pct", "%"),
    Metric("break_even_pct", "%"),
    Metric("best_commitment", "instances"),
)
MOST_COMMITTED = 200
PLANNING_HOURS = 1
"""How long the plan can be changed; then it is bought."""


def share(part: Hours, whole: Hours) -> float:
    """A part in percent; of nothing it is 0."""
    return float(100 * part / whole) if whole else 0.0


class PurchaseOptions(Evaluations):
    """EC2 capacity bought for a week that repeats all year, and questions about single rules."""

    PARAMS = PurchaseParams
    METRICS: ClassVar = METRICS
    EVENTS: ClassVar = happened.ALL
    TIME_UNIT: ClassVar = "h"

    def setup(self) -> None:
        """Schedule the week, or answer the question."""
        self.tally = Tally()
        if self.params.question == "week":
            self._open()
        else:
            self.start()

    def _open(self) -> None:
        offer = self.params.offer
        self.rate = self.rates().get(offer.commitment)
        self.committed = offer.committed if self.rate is not None else 0
        self.priced, self.signed, self.settled = False, False, 0.0
        self.load, self.last_state = Load(), ""
        self.day = Tally()
        self.plan = planned(self.params.usage, self.params.spot)
        self.interrupted = self._interruptions()
        self.actual = self.plan.without_spot(self.interrupted)
        self.after(0, self._price)
        self.after(PLANNING_HOURS, self._sign)
        for day in range(1, len(DAYS)):
            self.after(day * DAY_HOURS, self._bill_day, day)
        for hour in sorted({*self.actual.changes, *self.interrupted}):
            self.after(hour, self._change, hour)
        self.after(WEEK_HOURS, self._bill_day, len(DAYS))
        self.after(WEEK_HOURS, self._bill_week)

    def _interruptions(self) -> frozenset[int]:
        chance = self.params.spot.interruption_chance
        busy = (hour for hour, load in enumerate(self.plan.loads) if chance and load.spot)
        luck = self.random("spot")
        return frozenset(hour for hour in busy if 100 * luck.random() < chance)

    # What happens

    def _price(self) -> None:
        self.priced = True
        offer = self.params.offer
        if offer.commitment == "none":
            return
        if self.rate is None:
            missing = happened.PriceMissing(option=offer.commitment, machine=offer.machine)
            self.emit(missing)
            return
        self.known_break_even = self.break_even(self.rate)
        listed = () if offer.machine == OWN_PRICES else ("on-demand", offer.commitment)
        priced = happened.OptionPriced(
            option=offer.commitment,
            on_demand_usd=float(self.on_demand()),
            rate_usd=float(self.rate),
            discount_pct=share(self.on_demand() - self.rate, self.on_demand()),
            break_even_pct=float(100 * self.known_break_even),
            rules=(*(ids.price(offer.machine, name) for name in listed), self._rule("idle")),
        )
        self.emit(priced)

    def _sign(self) -> None:
        self.signed = True
        if self.committed:
            self._commit(self.committed)

    def _commit(self, count: int) -> None:
        rate = self.rate or Fraction(0)
        event = happened.Committed(
            option=self.params.offer.commitment,
            count=count,
            usd_per_hour=float(count * rate),
            rules=(self._rule("bought"),),
        )
        self.emit(event)

    def _rule(self, aspect: str) -> str:
        commitment = self.params.offer.commitment if self.rate is not None else "none"
        return ids.of_commitment(commitment, aspect)

    def _change(self, hour: int) -> None:
        self._settle()
        before, self.load = self.load, self.actual.loads[hour]
        day, of_day = DAYS[hour // DAY_HOURS], hour % DAY_HOURS
        if self.load.spot > before.spot:
            usd = self.load.spot * self._spot_price()
            launched = happened.SpotLaunched(
                day=day,
                hour=of_day,
                count=self.load.spot,
                usd_per_hour=float(usd),
                rules=(ids.SPOT_SUITED, ids.SPOT_PRICE),
            )
            self.emit(launched)
        if hour in self.interrupted:
            count = self.plan.loads[hour].spot
            rules = (ids.SPOT_INTERRUPTED, ids.SPOT_CHANCE)
            taken = happened.SpotInterrupted(day=day, hour=of_day, count=count, rules=rules)
            self.emit(taken)
        self._compare(day, of_day)

    def _compare(self, day: str, hour: int) -> None:
        """Report how demand stands to the commitment, where that is news."""
        firm, committed = self.load.firm, self.committed
        state = "exceeded" if firm > committed else "wasted" if firm < committed else "covered"
        news = f"{state} {firm}" if not self.params.usage.profile else state
        if news == self.last_state or firm == committed == 0:
            return
        self.last_state = news
        if firm > committed:
            self.emit(
                happened.DemandExceeded(
                    day=day,
                    hour=hour,
                    needed=firm,
                    on_demand=firm - committed,
                    rules=(self._rule("rest"),),
                )
            )
        elif firm < committed:
            idle = committed - firm
            self.emit(
                happened.CommitmentWasted(
                    day=day,
                    hour=hour,
                    needed=firm,
                    idle=idle,
                    usd_per_hour=float(idle * (self.rate or 0)),
                    rules=(self._rule("idle"),),
                )
            )
        else:
            rules = (self._rule("covered"),)
            self.emit(happened.DemandCovered(day=day, hour=hour, needed=firm, rules=rules))

    # What it costs

    def _spot_price(self) -> Fraction:
        return self.on_demand() * (100 - self.params.spot.discount) / 100

    def _settle(self) -> None:
        """Count the hours since the last count."""
        if self.now > self.settled:
            whole = self.now.is_integer() and self.settled.is_integer()
            exactly = int if whole else Fraction
            hours, self.settled = exactly(self.now) - exactly(self.settled), self.now
            self.tally.add(hours, self.load, self.committed)
            self.day.add(hours, self.load, self.committed)

    def cost(self, tally: Tally, rate: Fraction | None) -> Fraction:
        """What instance-hours cost, Spot included."""
        spot = tally.spot * self._spot_price() if tally.spot else Fraction(0)
        return self.bill(tally, rate or Fraction(0)) + spot

    def _all_on_demand(self, tally: Tally) -> Fraction:
        return (tally.firm + tally.spot) * self.on_demand()

    def _monthly(self) -> Fraction:
        """What a week's cost is multiplied by to make a month's."""
        return self.amount(ids.YEAR_HOURS) / MONTHS / WEEK_HOURS

    def _billed_rules(self, tally: Tally) -> tuple[str, ...]:
        parts = (("covered", tally.covered), ("rest", tally.on_demand), ("idle", tally.idle))
        rules = [self._rule(aspect) for aspect, hours in parts if hours]
        return tuple(dict.fromkeys(rules + [ids.SPOT_PRICE] * bool(tally.spot)))

    def _bill_day(self, day: int) -> None:
        self._settle()
        billed = happened.DayBilled(
            day=DAYS[day - 1],
            usd=float(self.cost(self.day, self.rate)),
            on_demand_usd=float(self._all_on_demand(self.day)),
            rules=self._billed_rules(self.day),
        )
        self.emit(billed)
        self.day = Tally()

    def _bill_week(self) -> None:
        cost = self.cost(self.tally, self.rate)
        month = cost * self._monthly()
        on_demand = self._all_on_demand(self.tally) * self._monthly()
        wasted = self.tally.idle * (self.rate or 0) * self._monthly()
        billed = happened.WeekBilled(
            usd=float(cost),
            month_usd=float(month),
            saving_usd=float(on_demand - month),
            wasted_usd=float(wasted),
            best=self._best(self.rate),
            rules=(*self._billed_rules(self.tally), ids.YEAR_HOURS),
        )
        self.emit(billed)

    def _best(self, rate: Fraction | None) -> int:
        return 0 if rate is None else self.best(self.tally.levels, rate)

    # What can be seen and done

    def measure(self) -> Mapping[str, float]:
        """Costs are scaled from a week to a month; all is of the hours so far."""
        if self.params.question != "week":
            zeros = dict.fromkeys((metric.id for metric in METRICS), 0.0)
            return {**zeros, "break_even_pct": float(100 * (self.known_break_even or 0))}
        self._settle()
        scale, tally = self._monthly(), self.tally
        total = self.cost(tally, self.rate) * scale
        on_demand = self._all_on_demand(tally) * scale
        return {
            "total_usd": float(total),
            "on_demand_usd": float(on_demand),
            "saving_usd": float(on_demand - total),
            "wasted_usd": float(tally.idle * (self.rate or 0) * scale),
            "coverage_pct": share(tally.covered, tally.firm),
            "utilisation_pct": share(tally.covered, tally.committed),
            "break_even_pct": float(100 * (self.known_break_even or 0)),
            "best_commitment": float(self._best(self.rate)),
        }

    def outcome(self) -> Outcome:
        """The answer, or the bill of the week and what each option would have cost."""
        if self.params.question != "week":
            return self.answer
        measured = self.measure()
        rates = self.rates()
        best = {name: self._best(rate) for name, rate in rates.items()}
        costs = {name: self.cost(self.tally.under(best[name]), rates[name]) for name in rates}
        costs["on-demand"] = self.cost(self.tally.under(0), None)
        return {
            **measured,
            "best_commitment": self._best(self.rate),
            "committed": self.committed,
            "week_usd": float(self.cost(self.tally, self.rate)),
            "cheapest": min(reversed(costs), key=lambda name: costs[name]),
            "best": best,
        }

    def _cost_best(self, rate: Fraction) -> Fraction:
        return self.cost(self.tally.under(self._best(rate)), rate)

    def panels(self) -> tuple[Panel, ...]:
        """The options, the curve of demand with the commitment, the parts of the cost."""
        if self.params.question != "week":
            return self.evaluation_panels()
        return (self._option_table(), self._duration_curve(), self._cost_parts())

    def _option_table(self) -> Table:
        scale = self._monthly()
        on_demand = float(self.cost(self.tally.under(0), None) * scale)
        price = float(100 * self.on_demand())
        rows = [Row(("on-demand", price, None, on_demand, 0, on_demand))]
        for name, rate in self.rates().items():
            now = self.cost(self.tally.under(self.committed), rate) * scale
            cells = (
                name,
                float(100 * rate),
                float(100 * self.break_even(rate)) if self.priced else None,
                float(now),
                self._best(rate),
                float(self._cost_best(rate) * scale),
            )
            rows.append(Row(cells, "chosen" if name == self.params.offer.commitment else ""))
        return Table("purchase-options", OPTIONS, tuple(rows))

    def _duration_curve(self) -> Chart:
        """For which share of the week at least so many instances are needed."""
        levels: dict[int, Hours] = {}
        for load in self.plan.loads:
            levels[load.firm] = levels.get(load.firm, 0) + 1
        edges = [share(hours_at_least(levels, level + 1), WEEK_HOURS) for level in levels]
        points = sorted((edge, float(level)) for edge, level in zip(edges, levels, strict=True))
        points.append((100.0, float(min(levels))))
        committed = ((0.0, float(self.committed)), (100.0, float(self.committed)))
        series = [Series("committed", committed, "chosen"), Series("needed", tuple(points))]
        if self.known_break_even is not None and self.rate is not None:
            worth, until = float(self.best(levels, self.rate)), float(100 * self.known_break_even)
            series.append(Series("worth-it", ((0.0, worth), (until, worth)), "good"))
        return Chart("duration", tuple(series), "%", "instances")

    def _cost_parts(self) -> Bars:
        scale, rate = self._monthly(), self.rate or Fraction(0)
        parts: tuple[tuple[str, Fraction, Mark], ...] = (
            ("used", self.tally.covered * rate, "good"),
            ("idle", self.tally.idle * rate, "bad"),
            ("on-demand", self.tally.on_demand * self.on_demand(), ""),
            ("spot", self.tally.spot * self._spot_price(), ""),
        )
        bars = tuple(Bar(name, float(usd * scale), mark) for name, usd, mark in parts)
        return Bars("cost-parts", bars, "USD")

    def actions(self) -> tuple[str, ...]:
        """In the first hour the plan can go up and down; later more can be bought."""
        if self.params.question != "week" or self.rate is None or not self.priced:
            return ()
        open_week = self.now < WEEK_HOURS
        more = ("commit_more",) if open_week and self.committed < MOST_COMMITTED else ()
        less = ("commit_less",) if self.committed and not self.signed else ()
        return (*more, *less)

    def act(self, action: str) -> None:
        """Plan or buy one instance more, or plan one less."""
        self._settle()
        self.committed += 1 if action == "commit_more" else -1
        if self.signed:
            self._commit(1)
        else:
            self.emit(happened.PlanChanged(count=self.committed))
        self.last_state = ""
        hour = int(self.now)
        self._compare(DAYS[hour // DAY_HOURS], hour % DAY_HOURS)
