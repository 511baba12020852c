"""Problems about prices: from which use on, and from which month on, a commitment pays."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from random import Random
from typing import cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick
from awsstudy.sims.ec2 import purchase_rules as ids
from awsstudy.sims.ec2.buying import MONTHS
from awsstudy.sims.ec2.drawing import (
    apart,
    draw_prices,
    outcome,
    own_offer,
    price_values,
    tried,
)
from awsstudy.sims.ec2.purchase import PurchaseParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

_RATIOS = ((54, 60), (64, 84))
"""Reserved prices in percent of On-Demand: below 62 % the markup is above the right answer."""
_EFFECTIVE = {1: (56, 72), 3: (36, 50)}
"""Effective prices of reserved hours in percent of On-Demand, by years of the term."""


def draw_use(random: Random, rules: RuleBook) -> PurchaseParams:
    """Two prices of one instance; what beliefs make of them is clearly apart."""
    on_demand, hourly = 0.1, 0.065
    best_case = 1 - rules.number(ids.RI_MAX) / 100
    for chance in tried(random):
        on_demand, hourly = draw_prices(chance, *pick(chance, _RATIOS))
        ratio = hourly / on_demand
        if apart((ratio, 1 - ratio, 1 / ratio - 1, 0.5, best_case)):
            break
    return PurchaseParams(question="payback", offer=own_offer(on_demand, hourly))


def break_even_pct(_params: PurchaseParams, run: Run) -> Answer:
    """The break-even share in percent."""
    return float(outcome(run)["break_even_pct"])


def use_values(params: PurchaseParams, run: Run) -> Mapping[str, Value]:
    """The prices, and the largest discount that is advertised."""
    return {**price_values(params, run), "share": outcome(run)["break_even_pct"]}


def draw_month(random: Random, rules: RuleBook) -> PurchaseParams:
    """A partial upfront payment, about half of the whole, for an instance that never stops."""
    year = rules.number(ids.YEAR_HOURS)
    years, on_demand, hourly, upfront = 1, 0.2, 0.06, 530
    for chance in tried(random):
        years = pick(chance, (1, 3))
        on_demand, effective = draw_prices(chance, *_EFFECTIVE[years])
        hourly = round(effective * 500) / 1000
        upfront = 5 * round(hourly * year * years / 5)
        if _months_part((on_demand, hourly), upfront, year, years):
            break
    commitment = "ri-standard-1y" if years == 1 else "ri-standard-3y"
    offer = own_offer(on_demand, hourly, commitment=commitment, upfront_usd=upfront)
    return PurchaseParams(question="payback", offer=offer)


def _months_part(prices: tuple[float, float], upfront: float, year: float, years: int) -> bool:
    """Whether the month and what beliefs make of it are whole months apart."""
    on_demand, hourly = prices
    month = year / MONTHS
    repaid = upfront / ((on_demand - hourly) * month)
    full = upfront / (on_demand * month)
    effective = hourly + upfront / (year * years)
    of_term = (1 - effective / on_demand) * MONTHS * years
    months = {1, ceil(repaid), ceil(full), ceil(of_term), MONTHS * years}
    return len(months) == 5 and all(0.1 < amount % 1 < 0.9 for amount in (repaid, full, of_term))


def payback_month(_params: PurchaseParams, run: Run) -> Answer:
    """The month in which the upfront payment is earned back."""
    return cast("int | None", outcome(run)["month"])


def month_values(params: PurchaseParams, run: Run) -> Mapping[str, Value]:
    """The offer and its monthly amounts."""
    amounts = outcome(run)
    return {
        **price_values(params, run),
        "upfront": params.offer.upfront_usd,
        "years": 1 if params.offer.commitment == "ri-standard-1y" else 3,
        "full": amounts["month_on_demand_usd"],
        "fee": amounts["month_fee_usd"],
        "saving": amounts["month_on_demand_usd"] - amounts["month_fee_usd"],
        "months": amounts["months"],
    }


QUESTIONS: tuple[Problem[PurchaseParams], ...] = (
    Problem(
        id="break-even-use",
        situation=draw_use,
        answer=break_even_pct,
        values=use_values,
        wrong=(
            "break-even-is-the-discount",
            "break-even-at-half",
            "break-even-is-the-markup",
            "largest-discount-is-mine",
        ),
    ),
    Problem(
        id="break-even-month",
        situation=draw_month,
        answer=payback_month,
        values=month_values,
        wrong=(
            "upfront-over-full-price",
            "pays-off-at-the-end",
            "ahead-at-once",
            "discount-of-the-term",
        ),
    ),
)
