"""Cloud costs: closed forms against brute force, known figures, invariants, beliefs, words."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import SimPage
from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.template import fill
from awsstudy.sims import panels
from awsstudy.sims.costs.world import CostParams
from awsstudy.sims.kernel import Run, Script, Simulation, run
from awsstudy.sims.models.cloud_costs import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model, Problem, draws

SIM = Model("cloud_costs", MODEL, WRONG_MODELS, PROBLEMS, edits)


def made(**groups: dict[str, Any]) -> CostParams:
    return CostParams.model_validate(groups)


def play(params: CostParams, rules: RuleBook, model: type[Simulation[CostParams]] = MODEL) -> Run:
    return run(model, Script(params), rules)


def outcome(params: CostParams, rules: RuleBook, **model: Any) -> Any:
    return play(params, rules, **model).outcome


# Known figures.


@pytest.mark.parametrize(
    ("invested", "saves", "years", "rate", "expected"),
    [
        (1000, 400, 3, 10, -5.26),
        (1000, 400, 3, 0, 200.0),
        (1000, 500, 2, 0, 0.0),
        (100, 121, 1, 10, 10.0),
        (20000, 8000, 4, 8, 6497.01),
    ],
)
def test_net_present_values(
    invested: int, saves: int, years: int, rate: int, expected: float, rules: RuleBook
) -> None:
    params = made(
        demand={"base": 1, "peak": 1, "peak_hours": 24},
        own={"price_usd": invested, "life_y": years},
        finance={"years": years, "rate_pct": rate, "saves_usd": saves},
    )
    assert outcome(params, rules)["value_usd"] == expected


@pytest.mark.parametrize(
    ("price", "change", "times", "expected"),
    [(0.5, -20, 3, 0.256), (0.1, -10, 2, 0.081), (1, 10, 3, 1.331), (0.2, 0, 5, 0.2)],
)
def test_prices_after_changes(
    price: float, change: float, times: int, expected: float, rules: RuleBook
) -> None:
    params = made(
        cloud={"usd_hour": price, "change_pct": change, "changes": times},
        finance={"years": max(1, times)},
    )
    done = play(params, rules)
    assert done.outcome["unit_usd"] == expected  # type: ignore[index]
    assert done.metrics["unit_usd"] == expected


def test_storage_that_fell_by_80_percent_in_ten_years(rules: RuleBook) -> None:
    """S3 storage, 2006 to 2016: about 14.9 % a year, not 8 %."""
    ten_cuts = {"usd_hour": 0.15, "changes": 10}
    right = made(cloud={**ten_cuts, "change_pct": -14.9}, finance={"years": 10})
    linear = made(cloud={**ten_cuts, "change_pct": -8}, finance={"years": 10})
    assert outcome(right, rules)["unit_usd"] == pytest.approx(0.03, abs=0.0002)
    assert outcome(linear, rules)["unit_usd"] == pytest.approx(0.0652, abs=0.0002)


@pytest.mark.parametrize(
    ("demand", "idle"),
    [
        ({"base": 4, "peak": 20, "peak_hours": 4}, 66.7),
        ({"base": 0, "peak": 10, "peak_hours": 6}, 75.0),
        ({"base": 10, "peak": 10, "peak_hours": 0}, 0.0),
        ({"base": 5, "peak": 5, "peak_hours": 24}, 0.0),
        ({"base": 1, "peak": 5, "peak_hours": 0}, 80.0),
    ],
)
def test_what_stands_idle(demand: dict[str, int], idle: float, rules: RuleBook) -> None:
    assert outcome(made(demand=demand), rules)["idle_pct"] == idle


def test_the_break_even_of_a_server(rules: RuleBook) -> None:
    """(4000 / 4 + 752) / (8760 x 0.40) = 1752 / 3504."""
    own = {"price_usd": 4000, "life_y": 4, "running_usd": 752, "watts": 0}
    found = outcome(made(own=own, cloud={"usd_hour": 0.4}), rules)
    assert found["break_even_pct"] == 50


def test_power_costs_watts_times_the_data_centre(rules: RuleBook) -> None:
    """400 W x 1.6 x 8760 h x 0.12 USD/kWh = 672.768 USD a year."""
    params = made(
        demand={"base": 1, "peak": 1, "peak_hours": 24},
        own={"price_usd": 0, "running_usd": 0, "watts": 400, "pue": 1.6, "usd_kwh": 0.12},
        finance={"years": 1},
    )
    assert outcome(params, rules)["own_usd"] == 672.77


def test_servers_are_bought_again(rules: RuleBook) -> None:
    own = {"price_usd": 1000, "life_y": 3, "running_usd": 0, "watts": 0}
    demand = {"base": 2, "peak": 2, "peak_hours": 24}
    for years, purchases in ((1, 1), (3, 1), (4, 2), (6, 2), (7, 3)):
        done = play(made(own=own, demand=demand, finance={"years": years}), rules)
        bought = [event for event in done.events if type(event).__name__ == "ServersBought"]
        assert len(bought) == purchases == done.outcome["purchases"]  # type: ignore[index]
        assert done.outcome["own_usd"] == purchases * 2000  # type: ignore[index]


def test_capacity_that_does_not_follow_pays_for_the_peak(rules: RuleBook) -> None:
    demand = {"base": 4, "peak": 20, "peak_hours": 4}
    elastic = outcome(made(demand=demand, cloud={"usd_hour": 0.2}), rules)
    fixed = outcome(made(demand=demand, cloud={"usd_hour": 0.2, "elastic": False}), rules)
    assert (elastic["month_usd"], fixed["month_usd"]) == (960, 2880)


@pytest.mark.parametrize(
    "groups",
    [{"own": {"life_y": 0}}, {"cloud": {"usd_hour": 0}}, {"finance": {"rate_pct": -1}}],
)
def test_impossible_amounts_are_refused(groups: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        made(**groups)


# Invariants: a ledger kept month by month and hour by hour in another way says the same.


@st.composite
def worlds(draw: st.DrawFn) -> CostParams:
    cents = st.integers(1, 90).map(lambda amount: amount / 100)
    return made(
        demand={
            "base": draw(st.integers(0, 30)),
            "peak": draw(st.integers(1, 60)),
            "peak_hours": draw(st.integers(0, 24)),
        },
        own={
            "price_usd": draw(st.integers(0, 9000)),
            "life_y": draw(st.integers(1, 6)),
            "running_usd": draw(st.integers(0, 2000)),
            "watts": draw(st.integers(0, 800)),
            "pue": draw(st.sampled_from([1, 1.2, 1.6])),
            "usd_kwh": draw(cents),
        },
        cloud={
            "usd_hour": draw(cents),
            "elastic": draw(st.booleans()),
            "change_pct": draw(st.integers(-40, 40)),
            "changes": draw(st.integers(0, 5)),
        },
        finance={"years": draw(st.integers(1, 8)), "rate_pct": draw(st.integers(0, 20))},
    )


def by_hand(params: CostParams) -> tuple[Decimal, Decimal, Decimal]:
    """Own total, cloud total and present value: hour by hour of a day, year by year."""
    demand, own, cloud, finance = params.demand, params.own, params.cloud, params.finance
    servers = max(demand.peak, demand.base)
    needs = [demand.peak] * demand.peak_hours + [demand.base] * (24 - demand.peak_hours)
    day = sum(needs) if cloud.elastic else 24 * servers
    rate = 1 + Decimal(str(finance.rate_pct)) / 100
    price = Decimal(str(cloud.usd_hour))
    kilowatts = Decimal(str(own.watts)) * Decimal(str(own.pue)) / 1000
    yearly = servers * (
        Decimal(str(own.running_usd)) + kilowatts * 8760 * Decimal(str(own.usd_kwh))
    )
    total_own = total_cloud = value = Decimal(0)
    for year in range(finance.years):
        if year % own.life_y == 0:
            total_own += servers * Decimal(str(own.price_usd))
            value -= servers * Decimal(str(own.price_usd)) / rate**year
        spent = day * 365 * price
        total_own += yearly
        total_cloud += spent
        value += (spent - yearly) / rate ** (year + 1)
        if year < cloud.changes:
            price *= 1 + Decimal(str(cloud.change_pct)) / 100
    return total_own, total_cloud, value


@settings(max_examples=120, deadline=None)
@given(params=worlds())
def test_closed_forms_equal_the_sums_by_hand(params: CostParams, rules: RuleBook) -> None:
    done = play(params, rules)
    found: Any = done.outcome
    own, cloud, value = map(float, by_hand(params))
    assert found["own_usd"] == pytest.approx(own, abs=0.011)
    assert found["cloud_usd"] == pytest.approx(cloud, abs=0.011)
    assert found["value_usd"] == pytest.approx(value, abs=0.011)
    assert done.metrics["own_usd"] == found["own_usd"]
    assert done.metrics["cloud_usd"] == found["cloud_usd"]


@settings(max_examples=60, deadline=None)
@given(params=worlds())
def test_capacity_that_follows_never_costs_more(params: CostParams, rules: RuleBook) -> None:
    def with_elastic(*, on: bool) -> CostParams:
        cloud = params.cloud.model_copy(update={"elastic": on})
        return params.model_copy(update={"cloud": cloud})

    follows = outcome(with_elastic(on=True), rules)["cloud_usd"]
    assert follows <= outcome(with_elastic(on=False), rules)["cloud_usd"]


@settings(max_examples=60, deadline=None)
@given(params=worlds(), factor=st.integers(2, 5))
def test_costs_are_linear_in_the_demand(params: CostParams, factor: int, rules: RuleBook) -> None:
    update = {"base": params.demand.base * factor, "peak": params.demand.peak * factor}
    larger = params.model_copy(update={"demand": params.demand.model_copy(update=update)})
    one, many = outcome(params, rules), outcome(larger, rules)
    for name in ("own_usd", "cloud_usd"):
        assert many[name] == pytest.approx(factor * one[name], abs=0.01 * factor)
    assert many["break_even_pct"] == one["break_even_pct"]
    assert many["idle_pct"] == one["idle_pct"]


@settings(max_examples=60, deadline=None)
@given(params=worlds())
def test_use_above_the_break_even_means_that_owning_is_cheaper(
    params: CostParams, rules: RuleBook
) -> None:
    """Over exactly one life of the servers, at one price."""
    one_life = params.model_copy(
        update={
            "cloud": params.cloud.model_copy(update={"changes": 0, "elastic": True}),
            "finance": params.finance.model_copy(update={"years": params.own.life_y}),
        }
    )
    model = MODEL(one_life, 1, rules)
    used, limit = model.used(), model.break_even()
    assert (used > limit) == (model.own_total() < model.cloud_total())


@settings(max_examples=40, deadline=None)
@given(params=worlds())
def test_only_documented_rules_act(params: CostParams, rules: RuleBook) -> None:
    assert {rules[rule].evidence for rule in play(params, rules).rules} == {"documented"}


# Problems and wrong models.


@pytest.mark.parametrize("problem", PROBLEMS, ids=[problem.id for problem in PROBLEMS])
def test_amounts_to_choose_from_lie_apart(problem: Problem[CostParams], rules: RuleBook) -> None:
    for seed in range(60):
        draw = next(draws(SIM, problem, seed, rules))
        amounts = [float(draw.key), *map(float, draw.distractors.values())]  # type: ignore[arg-type]
        others = amounts[1:]
        assert all(20 * abs(one - amounts[0]) > 0.99 * abs(amounts[0]) for one in others)


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    corpus = [
        made(),
        made(cloud={"change_pct": -20, "changes": 3}, finance={"years": 6}),
        made(cloud={"change_pct": 20, "changes": 3}),
    ]
    wrong = WRONG_MODELS[name]
    assert any(outcome(one, rules) != outcome(one, rules, model=wrong) for one in corpus)


# Words.


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["cloud_costs"]


def shown_ids(frame_panels: tuple[panels.Panel, ...]) -> set[str]:
    found: set[str] = set()
    for panel in frame_panels:
        found.add(panel.id)
        if isinstance(panel, panels.Chart):
            found |= {series.name for series in panel.series}
        elif isinstance(panel, panels.Bars):
            found |= {bar.name for bar in panel.bars}
        elif isinstance(panel, panels.Table):
            found |= {column.id for column in panel.columns}
    return found


def test_events_and_panels_speak_both_languages(page: SimPage, rules: RuleBook) -> None:
    kinds = set()
    corpus = [
        made(cloud={"change_pct": -20, "changes": 3}),
        made(cloud={"usd_hour": 0.6, "elastic": False}, finance={"years": 8}),
        made(cloud={"change_pct": 30, "changes": 2}),
    ]
    for params in corpus:
        player = Player(MODEL, Script(params), rules)
        player.end()
        assert shown_ids(player.frame.panels) <= set(page.terms)
        for event in player.events:
            kinds.add(type(event))
            values = {field.name: getattr(event, field.name) for field in fields(event)}
            if event.near:
                assert event.near.field in page.terms
            for language in LANGUAGES:
                assert fill(page.events[type(event).__name__], values, language, page.terms)
    assert kinds == set(MODEL.EVENTS)
