"""Problems about the books: what of a purchase is an expense, what later money is worth."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.costs.reading import apart, figure
from awsstudy.sims.costs.world import CostParams, Demand, Finance, Own
from awsstudy.sims.draw import between, fitting
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value


def draw_expense(random: Random, _rules: RuleBook) -> CostParams:
    """Servers that are written off over some years."""
    life, count = between(random, 3, 5), between(random, 4, 30)
    return CostParams(
        demand=Demand(base=count, peak=count, peak_hours=24),
        own=Own(price_usd=life * between(random, 600, 1500, 100), life_y=life),
        finance=Finance(years=2),
    )


def expense_values(params: CostParams, _run: Run) -> Mapping[str, Value]:
    """The price and the years."""
    total = round(params.demand.peak * params.own.price_usd)
    return {"count": params.demand.peak, "total": total, "life": params.own.life_y}


def draw_value(random: Random, _rules: RuleBook) -> CostParams:
    """A purchase that saves the same amount every year."""

    def drawn() -> CostParams:
        years = between(random, 3, 5)
        return CostParams(
            demand=Demand(base=1, peak=1, peak_hours=24),
            own=Own(price_usd=between(random, 20_000, 90_000, 5_000), life_y=years),
            finance=Finance(
                years=years,
                rate_pct=between(random, 6, 15),
                saves_usd=between(random, 8_000, 40_000, 1_000),
            ),
        )

    return fitting(drawn, _values_apart)


def _values_apart(params: CostParams) -> bool:
    finance, invested = params.finance, params.own.price_usd
    saves, rate = finance.saves_usd or 0.0, finance.rate_pct / 100
    years = range(1, finance.years + 1)
    worth = sum(saves / (1 + rate) ** year for year in years)
    key, plain = worth - invested, finance.years * saves - invested
    late = sum(saves / (1 + rate) ** (year - 1) for year in years) - invested
    sensible = abs(key) > 1000 and -0.4 * invested < key < invested
    return sensible and apart([key, plain, late, worth])


def value_values(params: CostParams, _run: Run) -> Mapping[str, Value]:
    """Investment, saving, years, rate."""
    finance = params.finance
    return {
        "invested": round(params.own.price_usd),
        "saves": round(finance.saves_usd or 0),
        "years": finance.years,
        "rate": round(finance.rate_pct),
    }


PROBLEMS: tuple[Problem[CostParams], ...] = (
    Problem(
        id="expense-of-a-year",
        situation=draw_expense,
        answer=figure("written_off_usd"),
        values=expense_values,
        wrong=("free-once-paid", "cash-is-expense", "book-value-is-expense"),
    ),
    Problem(
        id="present-value",
        situation=draw_value,
        answer=figure("value_usd"),
        values=value_values,
        wrong=("money-keeps-its-worth", "discounts-too-late", "investment-forgotten"),
    ),
)
