"""Problems about use: what follows the demand costs, when owning pays off, what prices do."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.costs.reading import apart, figure, outcome
from awsstudy.sims.costs.world import Cloud, CostParams, Demand, Finance, Own
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value


def draw_month(random: Random, _rules: RuleBook) -> CostParams:
    """A demand with a daily peak and an hourly price."""

    def drawn() -> CostParams:
        base = between(random, 2, 10)
        demand = Demand(
            base=base, peak=base * between(random, 3, 8), peak_hours=between(random, 2, 8)
        )
        price = between(random, 5, 50, 5) / 100
        return CostParams(demand=demand, cloud=Cloud(usd_hour=price), finance=Finance(years=1))

    return fitting(drawn, _hours_apart)


def _hours_apart(params: CostParams) -> bool:
    demand = params.demand
    used = demand.base * (24 - demand.peak_hours) + demand.peak * demand.peak_hours
    others = (24 * demand.peak, 12 * (demand.base + demand.peak), 24 * demand.base)
    return apart([used, *others])


def month_values(params: CostParams, _run: Run) -> Mapping[str, Value]:
    """The demand and its hours."""
    demand = params.demand
    used = demand.base * (24 - demand.peak_hours) + demand.peak * demand.peak_hours
    return {
        "base": demand.base,
        "peak": demand.peak,
        "hours": demand.peak_hours,
        "rest": 24 - demand.peak_hours,
        "price": params.cloud.usd_hour,
        "used": used,
    }


def draw_break_even(random: Random, _rules: RuleBook) -> CostParams:
    """A server that is bought against one that is paid for by the hour."""

    def drawn() -> CostParams:
        return CostParams(
            demand=Demand(base=1, peak=1, peak_hours=24),
            own=Own(
                price_usd=between(random, 1000, 4000, 250),
                life_y=between(random, 3, 5),
                running_usd=between(random, 200, 1200, 50),
                watts=0,
            ),
            cloud=Cloud(usd_hour=between(random, 20, 80, 2) / 100),
            finance=Finance(years=1),
        )

    return fitting(drawn, _shares_apart)


def _shares_apart(params: CostParams) -> bool:
    own, full = params.own, 8760 * params.cloud.usd_hour
    share = (own.price_usd / own.life_y + own.running_usd) / full
    others = (
        1 - share,
        own.price_usd / own.life_y / full,
        (own.price_usd + own.running_usd) / full,
    )
    return 0.1 < share < 0.9 and max(others) < 0.98 and apart([share, *others])


def break_even_values(params: CostParams, _run: Run) -> Mapping[str, Value]:
    """Prices and yearly costs."""
    own = params.own
    return {
        "price": round(own.price_usd),
        "life": own.life_y,
        "running": round(own.running_usd),
        "hourly": params.cloud.usd_hour,
        "yearly": own.price_usd / own.life_y + own.running_usd,
        "full": 8760 * params.cloud.usd_hour,
    }


def draw_price(random: Random, _rules: RuleBook) -> CostParams:
    """A price that is changed by the same part several times; mostly it falls."""

    def drawn() -> CostParams:
        changes = between(random, 2, 4)
        size = between(random, 10, 30, 5)
        return CostParams(
            cloud=Cloud(
                usd_hour=between(random, 10, 60, 2) / 100,
                change_pct=-size if random.random() < 0.8 else size,
                changes=changes,
            ),
            finance=Finance(years=changes),
        )

    return fitting(drawn, _prices_apart)


def _prices_apart(params: CostParams) -> bool:
    change, times = params.cloud.change_pct / 100, params.cloud.changes
    if 1 + times * change <= 0.05:
        return False
    return apart([(1 + change) ** times, 1 + times * change, 1 + change, 1.0])


def price_values(params: CostParams, _run: Run) -> Mapping[str, Value]:
    """The first price and its changes."""
    cloud = params.cloud
    return {
        "price": cloud.usd_hour,
        "size": round(abs(cloud.change_pct)),
        "times": cloud.changes,
        "direction": "goes-down" if cloud.change_pct < 0 else "goes-up",
        "factor": 1 + cloud.change_pct / 100,
    }


def draw_total(random: Random, _rules: RuleBook) -> CostParams:
    """Own servers for a peak, over more years than they live."""

    def drawn() -> CostParams:
        life = between(random, 3, 5)
        base = between(random, 2, 8)
        return CostParams(
            demand=Demand(
                base=base, peak=base * between(random, 3, 6), peak_hours=pick(random, (4, 6, 8))
            ),
            own=Own(
                price_usd=between(random, 2000, 6000, 500),
                life_y=life,
                running_usd=between(random, 300, 1500, 100),
                watts=0,
            ),
            finance=Finance(years=life + between(random, 1, life - 1)),
        )

    return fitting(drawn, _totals_apart)


def _totals_apart(params: CostParams) -> bool:
    demand, own, years = params.demand, params.own, params.finance.years
    hours = demand.base * (24 - demand.peak_hours) + demand.peak * demand.peak_hours
    average = -(-hours // 24)
    each = 2 * own.price_usd + years * own.running_usd
    amounts = [demand.peak * each, average * each, demand.peak * 2 * own.price_usd]
    return apart([*amounts, demand.peak * (each - own.price_usd)])


def total_values(params: CostParams, run: Run) -> Mapping[str, Value]:
    """Demand, prices, years."""
    own, years = params.own, params.finance.years
    return {
        "base": params.demand.base,
        "peak": params.demand.peak,
        "hours": params.demand.peak_hours,
        "price": round(own.price_usd),
        "life": own.life_y,
        "running": round(own.running_usd),
        "years": years,
        "times": outcome(run)["purchases"],
    }


PROBLEMS: tuple[Problem[CostParams], ...] = (
    Problem(
        id="elastic-month",
        situation=draw_month,
        answer=figure("month_usd"),
        values=month_values,
        wrong=("always-the-peak", "plain-mean", "base-only"),
    ),
    Problem(
        id="break-even-use",
        situation=draw_break_even,
        answer=figure("break_even_pct"),
        values=break_even_values,
        wrong=("other-side", "running-forgotten", "life-forgotten"),
    ),
    Problem(
        id="price-after-changes",
        situation=draw_price,
        answer=figure("unit_usd"),
        values=price_values,
        wrong=("cuts-add-up", "only-one-cut", "prices-are-frozen", "prices-only-fall"),
    ),
    Problem(
        id="total-of-owning",
        situation=draw_total,
        answer=figure("own_usd"),
        values=total_values,
        wrong=("bought-once", "running-forgotten", "average-is-enough"),
    ),
)
