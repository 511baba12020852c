"""The questions that are answered step by step: payback, sizes, need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from awsstudy.sims.ec2 import purchase_events as happened
from awsstudy.sims.ec2 import purchase_rules as ids
from awsstudy.sims.ec2.buying import MONTHS, Applied, Buying, Quote
from awsstudy.sims.ec2.needs import ASKS, OPTIONS, QUALITIES
from awsstudy.sims.ec2.purchase import OWN_PRICES
from awsstudy.sims.kernel import Event, Outcome
from awsstudy.sims.panels import Chart, Column, Mark, Panel, Row, Series, Step, Table, Trace

AMOUNTS = (Column("step"), Column("amount"), Column("unit"))
UNITS = (
    Column("size"),
    Column("factor"),
    Column("running"),
    Column("units"),
    Column("covered"),
    Column("on-demand"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One step: what was found, and what the table or the trace gains."""

    event: Event
    shown: Row | Step


Answered = tuple[list[Finding], Outcome]


def plain(amount: Fraction) -> float:
    """A number as JSON writes it: whole where it is whole."""
    return int(amount) if amount.denominator == 1 else float(amount)


class Evaluations(Buying):
    """Every question but the week."""

    found: list[Row | Step]
    answer: Outcome
    known_break_even: Fraction | None = None
    """The break-even share, once it has been found."""

    def start(self) -> None:
        """Answer the question and schedule the steps to the answer."""
        questions: Mapping[str, Callable[[], Answered]] = {
            "payback": self._payback,
            "sizes": self._sizes,
            "need": self._need,
        }
        self.found = []
        findings, self.answer = questions[self.params.question]()
        for step, finding in enumerate(findings, 1):
            self.after(step, self._show, finding)

    def _show(self, finding: Finding) -> None:
        self.found.append(finding.shown)
        if isinstance(finding.event, happened.BreakEvenFound):
            self.known_break_even = self.break_even(self.quote().effective)
        self.emit(finding.event)

    def evaluation_panels(self) -> tuple[Panel, ...]:
        """The steps so far; for a payback, the two costs over the term as well."""
        rows = tuple(row for row in self.found if isinstance(row, Row))
        if self.params.question == "payback":
            return (Table("payback", AMOUNTS, rows), _curves(self.quote()))
        if self.params.question == "sizes":
            return (Table("sizes", UNITS, rows),)
        return (Trace("options", tuple(step for step in self.found if isinstance(step, Step))),)

    # Payback

    def _price_rules(self) -> tuple[str, ...]:
        offer = self.params.offer
        names = (ids.price(offer.machine, name) for name in ("on-demand", offer.commitment))
        return tuple(name for name in names if offer.machine != OWN_PRICES and name in self.rules)

    def _paid_rules(self) -> tuple[str, ...]:
        idle = ids.of_commitment(self.params.offer.commitment, "idle")
        return tuple(dict.fromkeys((idle, ids.PAY_AS_USED)))

    def _payback(self) -> Answered:
        quote = self.quote()
        share, months = self.break_even(quote.effective), self.payback(quote)
        whole_term = quote.upfront + quote.recurring * quote.hours
        on_demand_term = quote.on_demand * quote.running * quote.hours
        findings = [
            self._averaged(quote),
            self._share_found(quote, share),
            self._repaid(quote, months),
            self._compared(quote, on_demand_term, whole_term),
        ]
        answer = {
            "effective_usd": float(quote.effective),
            "break_even_pct": float(100 * share),
            "months": None if months is None else float(months),
            "month": self.payback_month(quote),
            "month_on_demand_usd": float(quote.on_demand_month),
            "month_fee_usd": float(quote.on_demand_month - quote.saving_month),
            "term_on_demand_usd": float(on_demand_term),
            "term_committed_usd": float(whole_term),
        }
        return findings, answer

    def _averaged(self, quote: Quote) -> Finding:
        event = happened.RateAveraged(
            upfront_usd=float(quote.upfront),
            hourly_usd=float(quote.recurring),
            hours=int(quote.hours),
            effective_usd=float(quote.effective),
            rules=(*self._price_rules(), ids.RI_LIST_VALUE, ids.YEAR_HOURS),
        )
        return Finding(event, Row(("effective-rate", float(quote.effective), "usd-hour")))

    def _share_found(self, quote: Quote, share: Fraction) -> Finding:
        event = happened.BreakEvenFound(
            effective_usd=float(quote.effective),
            on_demand_usd=float(quote.on_demand),
            pct=float(100 * share),
            rules=(*self._price_rules(), *self._paid_rules()),
        )
        return Finding(event, Row(("break-even-share", float(100 * share), "percent"), "chosen"))

    def _repaid(self, quote: Quote, months: Fraction | None) -> Finding:
        rules = (*self._paid_rules(), ids.YEAR_HOURS)
        if months is None:
            never = happened.NothingSaved(
                on_demand_usd=float(quote.on_demand_month),
                hourly_usd=float(quote.on_demand_month - quote.saving_month),
                rules=rules,
            )
            return Finding(never, Row(("payback-after", "never", "months"), "bad"))
        event = happened.PaybackFound(
            upfront_usd=float(quote.upfront),
            saving_usd=float(quote.saving_month),
            months=float(months),
            rules=rules,
        )
        return Finding(event, Row(("payback-after", float(months), "months"), "chosen"))

    def _compared(self, quote: Quote, on_demand: Fraction, committed: Fraction) -> Finding:
        event = happened.TermCompared(
            years=quote.years,
            on_demand_usd=float(on_demand),
            committed_usd=float(committed),
            rules=(ids.of_commitment(self.params.offer.commitment, "bought"),),
        )
        mark: Mark = "good" if committed < on_demand else "bad"
        return Finding(event, Row(("saved-in-term", float(on_demand - committed), "usd"), mark))

    # Sizes

    def _sizes(self) -> Answered:
        fleet, applied = self.params.fleet, self.applied()
        pool = self.factor(fleet.reserved_size) * fleet.reserved_count
        running = sum((item.units for item in applied), Fraction(0))
        covered = sum((item.covered for item in applied), Fraction(0))
        findings = [self._reserved(pool), *(self._applied(item) for item in applied)]
        findings.append(self._rest(running - covered, pool - covered))
        left = [
            [item.size, plain((item.units - item.covered) / self.factor(item.size))]
            for item in sorted(applied, key=lambda item: self.factor(item.size))
            if item.units > item.covered
        ]
        answer = {
            "reserved_units": plain(pool),
            "running_units": plain(running),
            "covered_units": plain(covered),
            "uncovered_units": plain(running - covered),
            "unused_units": plain(pool - covered),
            "on_demand": left,
        }
        return findings, answer

    def _reserved(self, pool: Fraction) -> Finding:
        fleet = self.params.fleet
        factor = self.factor(fleet.reserved_size)
        event = happened.UnitsReserved(
            size=fleet.reserved_size,
            count=fleet.reserved_count,
            factor=float(factor),
            units=float(pool),
            rules=(ids.factor(fleet.reserved_size), ids.RI_DISCOUNT),
        )
        cells = ("reserved", float(factor), fleet.reserved_count, float(pool), None, None)
        return Finding(event, Row(cells, "chosen"))

    def _applied(self, item: Applied) -> Finding:
        rules = (ids.factor(item.size), ids.RI_FLEXIBLE, ids.RI_SMALLEST, ids.RI_PARTLY)
        event = happened.UnitsApplied(
            size=item.size,
            running=item.running,
            units=float(item.units),
            covered=float(item.covered),
            left=float(item.left),
            rules=rules if self.flexible() else (ids.factor(item.size), ids.RI_EXACT),
        )
        rest = item.units - item.covered
        cells = (
            item.size,
            float(self.factor(item.size)),
            item.running,
            float(item.units),
            float(item.covered),
            float(rest),
        )
        return Finding(event, Row(cells, "bad" if rest else "good"))

    def _rest(self, rest: Fraction, unused: Fraction) -> Finding:
        rules = (ids.RI_REST, ids.RI_EVERY_HOUR) if unused else (ids.RI_REST,)
        event = happened.RestBilled(units=float(rest), unused=float(unused), rules=rules)
        return Finding(event, Row(("total", None, None, None, float(unused), float(rest))))

    # Need

    def _need(self) -> Answered:
        chosen = self.chosen()
        findings = [self._checked(option) for option in OPTIONS]
        event = happened.OptionChosen(option=chosen, rules=self._why(chosen))
        findings.append(Finding(event, Step(chosen, "cheapest-fit", "chosen")))
        fitting = [option for option in OPTIONS if self._missing(option) is None]
        return findings, {"option": chosen, "fitting": fitting}

    def _missing(self, option: str) -> str | None:
        asked = ASKS[self.params.need]
        return next((quality for quality in asked if not self.gives(option, quality)), None)

    def _why(self, option: str) -> tuple[str, ...]:
        rules = (QUALITIES[quality].of(option)[1] for quality in ASKS[self.params.need])
        return tuple(dict.fromkeys(rules))

    def _checked(self, option: str) -> Finding:
        missing = self._missing(option)
        if missing is None:
            rules = self._why(option)
            fitted = happened.OptionFitted(option=option, rules=rules)
            return Finding(fitted, Step(option, "fits", "good", rules[0]))
        rule = QUALITIES[missing].of(option)[1]
        lacks = f"lacks-{missing}"
        rejected = happened.OptionRejected(option=option, lacks=lacks, rules=(rule,))
        return Finding(rejected, Step(option, lacks, "muted", rule))


def _curves(quote: Quote) -> Chart:
    """What On-Demand and the commitment have cost by the end of each month."""
    months = range(quote.years * MONTHS + 1)
    usual, upfront = float(quote.on_demand_month), float(quote.upfront)
    fee = float(quote.on_demand_month - quote.saving_month)
    on_demand = tuple((float(month), month * usual) for month in months)
    committed = tuple((float(month), upfront + month * fee) for month in months)
    series = (Series("on-demand", on_demand, "muted"), Series("commitment", committed, "chosen"))
    return Chart("costs", series, "months", "USD")
