"""EC2 purchase options: documented facts, brute force, and the beliefs behind the questions."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.core.template import fields as template_fields
from awsstudy.sims import problems
from awsstudy.sims.ec2.buying import COMMITMENTS
from awsstudy.sims.ec2.demand import needed
from awsstudy.sims.ec2.needs import ASKS, KINDS, OPTIONS, QUALITIES
from awsstudy.sims.ec2.purchase import PurchaseParams
from awsstudy.sims.fields import leaves
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Run, Script, run
from awsstudy.sims.panels import Bars, Chart, Table, Trace
from awsstudy.sims.player import Player
from awsstudy.sims.registry import load_model
from awsstudy.workspace.laboratory import merged, scenario_params, scenario_script

MODEL = load_model("ec2_purchase_options")
SIMULATION = MODEL.simulation
WEEK = 168
QUICK = settings(max_examples=40, deadline=None)


def played(rules: RuleBook, **params: Any) -> Run:
    return run(SIMULATION, Script(PurchaseParams.model_validate(params)), rules)


def outcome(rules: RuleBook, **params: Any) -> dict[str, Any]:
    found = played(rules, **params).outcome
    assert isinstance(found, dict)
    return found


def own(on_demand: float, hourly: float, **more: Any) -> dict[str, Any]:
    return {"machine": "own-prices", "on_demand_usd": on_demand, "hourly_usd": hourly, **more}


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> Any:
    return catalog.sims["ec2_purchase_options"]


# Documented facts


@pytest.mark.parametrize(
    ("machine", "commitment", "share"),
    [
        ("m7g-large-seoul", "ri-standard-1y", 65.4),
        ("m7g-large-seoul", "ri-standard-3y", 45.2),
        ("m6a-xlarge-virginia", "ri-standard-1y", 66.2),
        ("m6a-xlarge-virginia", "savings-plan-1y", 80.8),
        ("t3-medium-virginia", "ri-standard-1y", 62.7),
        ("t3-medium-virginia", "ri-convertible-3y", 49.5),
    ],
)
def test_break_even_of_list_prices(
    rules: RuleBook, machine: str, commitment: str, share: float
) -> None:
    offer = {"machine": machine, "commitment": commitment}
    assert outcome(rules, question="payback", offer=offer)["break_even_pct"] == pytest.approx(
        share, abs=0.05
    )
    assert played(rules, offer=offer).metrics["break_even_pct"] == pytest.approx(share, abs=0.05)


def test_a_base_of_four_and_a_peak_of_fifty_hours_commit_to_four(rules: RuleBook) -> None:
    costs = {n: outcome(rules, offer={"committed": n})["total_usd"] for n in range(14)}
    assert min(costs, key=lambda n: costs[n]) == 4
    assert outcome(rules)["best_commitment"] == 4
    assert sum(count == 12 for count in needed(PurchaseParams().usage)) == 50


@pytest.mark.parametrize(
    ("fleet", "covered", "rest", "on_demand"),
    [
        # One 2xlarge covers two large and one xlarge; the other xlarge stays On-Demand.
        ({}, 16, 8, [["xlarge", 1]]),
        # Four large cover two xlarge in full.
        ({"reserved_size": "large", "reserved_count": 4, "large": 0}, 16, 0, []),
        # A large covers half of an xlarge.
        (
            {"reserved_size": "large", "large": 0, "xlarge": 1},
            4,
            4,
            [["xlarge", 0.5]],
        ),
        # A medium covers two small.
        ({"reserved_size": "medium", "small": 2, "large": 0, "xlarge": 0}, 2, 0, []),
        # A medium covers half of a large.
        ({"reserved_size": "medium", "large": 1, "xlarge": 0}, 2, 2, [["large", 0.5]]),
        # Zonal ones, and those for Windows, cover their own size only.
        ({"scope": "zonal"}, 0, 24, [["large", 2], ["xlarge", 2]]),
        ({"platform": "windows", "reserved_size": "xlarge"}, 8, 16, [["large", 2], ["xlarge", 1]]),
        ({"scope": "zonal", "xlarge_2": 1}, 16, 24, [["large", 2], ["xlarge", 2]]),
    ],
)
def test_what_reserved_instances_cover(
    rules: RuleBook, fleet: dict[str, Any], covered: float, rest: float, on_demand: list[Any]
) -> None:
    found = outcome(rules, question="sizes", fleet=fleet)
    assert (found["covered_units"], found["uncovered_units"]) == (covered, rest)
    assert found["on_demand"] == on_demand


def test_a_2xlarge_has_sixteen_units(rules: RuleBook) -> None:
    assert outcome(rules, question="sizes")["reserved_units"] == 16


def test_one_reservation_discounts_one_of_four_running_instances(rules: RuleBook) -> None:
    found = played(
        rules, offer=own(1.0, 0.6, committed=1), usage={"base": 4, "peak": 4, "peak_hours": 0}
    )
    assert found.outcome["week_usd"] == pytest.approx(WEEK * (0.6 + 3 * 1.0))
    assert found.metrics["coverage_pct"] == 25
    assert found.metrics["utilisation_pct"] == 100


def test_list_value_of_the_guides_example(rules: RuleBook) -> None:
    found = outcome(rules, question="payback", offer=own(0.023, 0.007, upfront_usd=60.0))
    assert found["term_committed_usd"] == pytest.approx(121.32)


def test_break_even_month(rules: RuleBook) -> None:
    offer = own(0.2, 0.06, upfront_usd=530.0)
    found = outcome(rules, question="payback", offer=offer)
    assert found["months"] == pytest.approx(530 / (0.14 * 730))
    assert found["month"] == 6
    three = outcome(
        rules, question="payback", offer={**offer, "commitment": "ri-standard-3y"}, running_pct=50
    )
    assert three["months"] == pytest.approx(530 / (0.04 * 730))
    assert three["term_on_demand_usd"] == pytest.approx(0.1 * 8760 * 3)


def test_a_fee_above_on_demand_is_never_earned_back(rules: RuleBook) -> None:
    found = played(rules, question="payback", offer=own(0.1, 0.06, upfront_usd=1), running_pct=50)
    assert found.outcome["months"] is None
    assert found.outcome["month"] is None
    assert any(type(event).__name__ == "NothingSaved" for event in found.events)


EXPECTED = {
    "licence": "dedicated-host",
    "isolation": "dedicated-instance",
    "event": "capacity-reservation",
    "zone": "zonal-ri",
    "batch": "spot",
    "short": "on-demand",
    "steady": "standard-ri",
    "changing": "compute-savings-plan",
}


@pytest.mark.parametrize("need", list(ASKS))
def test_the_option_for_each_need(rules: RuleBook, need: str) -> None:
    kind = next(kind for kind, needs in KINDS.items() if need in needs)
    found = played(rules, question="need", need=need)
    assert found.outcome["option"] == EXPECTED[kind]
    assert len(found.events) == len(OPTIONS) + 1
    assert all(event.rules for event in found.events)


def test_every_rule_of_a_quality_exists(rules: RuleBook) -> None:
    for quality in QUALITIES.values():
        assert all(quality.of(option)[1] in rules for option in OPTIONS)


# Brute force

profiles = st.lists(st.integers(0, 9), min_size=24, max_size=24)
mills = st.integers(20, 500)


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, Any]:
    on_demand = draw(mills)
    hourly = draw(st.integers(1, on_demand))
    offer = own(on_demand / 1000, hourly / 1000, committed=draw(st.integers(0, 12)))
    usage: dict[str, Any] = {"weekend_share": draw(st.integers(0, 100))}
    if draw(st.booleans()):
        usage["profile"] = draw(profiles)
    else:
        names = {"base": 9, "peak": 9, "peak_start": 23, "peak_hours": 24}
        usage |= {name: draw(st.integers(0, most)) for name, most in names.items()}
    return {"offer": offer, "usage": usage}


def bill(demand: tuple[int, ...], committed: int, offer: dict[str, Any]) -> Fraction:
    on_demand, hourly = Fraction(str(offer["on_demand_usd"])), Fraction(str(offer["hourly_usd"]))
    return sum(
        (committed * hourly + max(0, count - committed) * on_demand for count in demand),
        Fraction(0),
    )


@QUICK
@given(week=weeks())
def test_the_best_commitment_is_that_of_brute_force_and_of_the_quantile(
    rules: RuleBook, week: dict[str, Any]
) -> None:
    params, offer = PurchaseParams.model_validate(week), week["offer"]
    demand = needed(params.usage)
    best = outcome(rules, **week)["best_commitment"]
    costs = [bill(demand, n, offer) for n in range(max(demand) + 2)]
    assert costs[best] == min(costs)
    share = Fraction(str(offer["hourly_usd"])) / Fraction(str(offer["on_demand_usd"]))
    quantile = sorted(demand, reverse=True)[max(1, ceil(share * WEEK)) - 1]
    assert best == quantile


@QUICK
@given(week=weeks())
def test_the_bill_is_the_sum_of_its_hours(rules: RuleBook, week: dict[str, Any]) -> None:
    demand = needed(PurchaseParams.model_validate(week).usage)
    found = played(rules, **week)
    cost = bill(demand, week["offer"]["committed"], week["offer"])
    assert found.outcome["week_usd"] == float(cost)
    assert found.metrics["total_usd"] == float(cost * Fraction(730, WEEK))
    assert found.metrics["on_demand_usd"] == float(
        bill(demand, 0, week["offer"]) * Fraction(730, WEEK)
    )
    days = [event.usd for event in found.events if type(event).__name__ == "DayBilled"]
    assert len(days) == 7
    assert sum(days) == pytest.approx(float(cost))
    for name in ("coverage_pct", "utilisation_pct"):
        assert 0 <= found.metrics[name] <= 100


@QUICK
@given(
    running=st.lists(st.integers(0, 6), min_size=6, max_size=6),
    size=st.sampled_from(["small", "medium", "large", "xlarge", "2xlarge", "4xlarge"]),
    count=st.integers(0, 5),
)
def test_units_are_conserved_and_go_to_the_smallest_first(
    rules: RuleBook, running: list[int], size: str, count: int
) -> None:
    names = ("small", "medium", "large", "xlarge", "xlarge_2", "xlarge_4")
    factors = (1, 2, 4, 8, 16, 32)
    fleet = {
        "reserved_size": size,
        "reserved_count": count,
        **dict(zip(names, running, strict=True)),
    }
    found = outcome(rules, question="sizes", fleet=fleet)
    small_units = [f for f, n in zip(factors, running, strict=True) for _ in range(f * n)]
    left: dict[int, int] = {}
    for factor in small_units[found["reserved_units"] :]:
        left[factor] = left.get(factor, 0) + 1
    sizes = dict(
        zip(("small", "medium", "large", "xlarge", "2xlarge", "4xlarge"), factors, strict=True)
    )
    assert {sizes[name]: n * sizes[name] for name, n in found["on_demand"]} == left
    assert found["covered_units"] + found["uncovered_units"] == found["running_units"]
    assert found["covered_units"] + found["unused_units"] == found["reserved_units"]


# Spot, missing prices, actions


def test_spot_takes_the_interruptible_part_of_the_peak(rules: RuleBook) -> None:
    params = {"offer": own(1.0, 0.6), "spot": {"share": 50, "discount": 60}}
    found = played(rules, **params)
    spot_hours, firm_hours = 4 * 50, 4 * WEEK + 4 * 50
    assert found.outcome["week_usd"] == pytest.approx(firm_hours + spot_hours * 0.4)
    assert not any(type(event).__name__ == "SpotInterrupted" for event in found.events)


def test_an_interrupted_hour_goes_on_as_on_demand_usage(rules: RuleBook) -> None:
    params = PurchaseParams.model_validate(
        {"offer": own(1.0, 0.6), "spot": {"share": 100, "discount": 60, "interruption_chance": 20}}
    )
    found = run(SIMULATION, Script(params, seed=5), rules)
    times = sum(type(event).__name__ == "SpotInterrupted" for event in found.events)
    assert 0 < times < 50
    hours = 8 * (50 - times) * Fraction(4, 10) + 8 * times + 4 * WEEK
    assert found.outcome["week_usd"] == pytest.approx(float(hours))
    assert {rule for rule in found.rules if rules[rule].evidence == "modelled"} == {
        "ec2.spot.modelled-price",
        "ec2.spot.modelled-interruptions",
    }


def test_a_commitment_without_a_price_is_not_bought(rules: RuleBook) -> None:
    offer = {"machine": "m7g-large-seoul", "commitment": "savings-plan-1y", "committed": 5}
    found = played(rules, offer=offer)
    assert type(found.events[0]).__name__ == "PriceMissing"
    assert found.metrics["saving_usd"] == 0
    assert found.outcome["committed"] == 0
    player = Player(SIMULATION, Script(PurchaseParams.model_validate({"offer": offer})), rules)
    player.step()
    assert player.actions == ()


def test_without_a_commitment_all_is_on_demand(rules: RuleBook) -> None:
    found = played(rules, offer={"commitment": "none", "committed": 5})
    assert found.metrics["total_usd"] == found.metrics["on_demand_usd"]
    assert found.metrics["best_commitment"] == 0


def test_a_plan_can_shrink_but_a_purchase_cannot(rules: RuleBook) -> None:
    script = Script(PurchaseParams.model_validate({"offer": {"committed": 12}}))
    player = Player(SIMULATION, script, rules)
    assert player.actions == ()
    player.step()
    assert player.actions == ("commit_more", "commit_less")
    for _ in range(8):
        player.act("commit_less")
    player.step()
    assert player.actions == ("commit_more",)
    with pytest.raises(ValueError, match="not possible"):
        player.act("commit_less")
    player.end()
    assert player.actions == ()
    assert player.run().metrics["total_usd"] == pytest.approx(365.88, abs=0.01)
    assert run(SIMULATION, player.script, rules) == player.run()


def test_what_is_bought_in_the_week_is_paid_from_then_on(rules: RuleBook) -> None:
    params = PurchaseParams.model_validate(
        {"offer": own(1.0, 0.6), "usage": {"base": 1, "peak": 1, "peak_hours": 0}}
    )
    found = run(SIMULATION, Script(params, actions=((48.0, "commit_more"),)), rules)
    assert found.outcome["week_usd"] == pytest.approx(48 + 120 * 0.6)
    assert found.metrics["coverage_pct"] == pytest.approx(100 * 120 / WEEK)


@QUICK
@given(week=weeks(), stops=st.lists(st.floats(0, 168), max_size=5))
def test_looking_at_the_run_does_not_change_it(
    rules: RuleBook, week: dict[str, Any], stops: list[float]
) -> None:
    script = Script(PurchaseParams.model_validate(week))
    player = Player(SIMULATION, script, rules)
    for stop in stops:
        player.seek(stop)
    player.end()
    assert player.run() == run(SIMULATION, script, rules)


@pytest.mark.parametrize("question", ["week", "payback", "sizes", "need"])
def test_every_parameter_runs_at_its_bounds(rules: RuleBook, question: str) -> None:
    for leaf in leaves(PurchaseParams()):
        _runs_at_bounds(rules, leaf, question)


def _runs_at_bounds(rules: RuleBook, leaf: Any, question: str) -> None:
    bounds = [bound for bound in (leaf.low, leaf.high) if bound is not None]
    values = leaf.choices or bounds
    for value in values:
        change: dict[str, Any] = {"question": question}
        part = change
        for name in leaf.path[:-1]:
            part = part.setdefault(name, {})
        part[leaf.path[-1]] = value
        for machine in ("m7g-large-seoul", "own-prices"):
            data = merged(change, {"offer": {"machine": machine, **change.get("offer", {})}})
            found = played(rules, **merged(data, {"question": change["question"]}))
            assert set(found.metrics) == {metric.id for metric in SIMULATION.METRICS}
            times = [event.at for event in found.events]
            assert times == sorted(times)


# The page


def test_each_scenario_has_one_right_choice_and_an_open_goal(page: Any, rules: RuleBook) -> None:
    for scenario in page.scenarios:
        found = run(SIMULATION, scenario_script(MODEL, scenario), rules)
        right = [choice for choice in scenario.predict.choices if holds(choice.when, found)]
        assert len(right) == 1, scenario.id
        assert right[0].misconception is None
        wrong = [choice for choice in scenario.predict.choices if choice is not right[0]]
        assert all(choice.misconception for choice in wrong)
        if scenario.goal:
            assert not all(holds(part, found) for part in scenario.goal.when), scenario.id


REACHED: dict[str, dict[str, Any]] = {
    "half-a-day": {"usage": {"peak_hours": 16}},
    "how-many": {"offer": {"committed": 4}},
    "plan-or-reserve": {"usage": {"peak_hours": 20}},
    "resized": {"fleet": {"xlarge": 1}},
    "eight-months": {"running_pct": 55},
    "counted-sockets": {"need": "fargate-too"},
}


@pytest.mark.parametrize(("scenario_id", "change"), list(REACHED.items()))
def test_each_goal_can_be_reached(
    page: Any, rules: RuleBook, scenario_id: str, change: dict[str, Any]
) -> None:
    scenario = next(scenario for scenario in page.scenarios if scenario.id == scenario_id)
    start = scenario_params(MODEL, scenario).model_dump(mode="json")
    params = PurchaseParams.model_validate(merged(start, change))
    found = run(SIMULATION, Script(params, scenario.seed), rules)
    assert all(holds(part, found) for part in scenario.goal.when)


def test_every_goal_is_proved(page: Any) -> None:
    assert {scenario.id for scenario in page.scenarios if scenario.goal} == set(REACHED)


def test_the_page_has_words_for_everything(page: Any, rules: RuleBook) -> None:
    assert {leaf.label_id for leaf in leaves(PurchaseParams())} == set(page.params)
    assert {metric.id for metric in SIMULATION.METRICS} == set(page.metrics)
    assert set(page.actions) == {"commit_more", "commit_less"}
    for kind in SIMULATION.EVENTS:
        for language in ("en", "ko"):
            text = page.events[kind.__name__][language]
            assert template_fields(text) <= set(kind.__dataclass_fields__), kind.__name__
    assert set(page.events) == {kind.__name__ for kind in SIMULATION.EVENTS}
    for leaf in leaves(PurchaseParams()):
        named = page.params[leaf.label_id].choices
        if named:
            assert set(named) == set(leaf.choices), leaf.name


def test_every_id_that_is_shown_has_a_term(page: Any, rules: RuleBook) -> None:
    scripts = [Script(PurchaseParams(question=q)) for q in ("week", "payback", "sizes", "need")]
    scripts += [
        Script(PurchaseParams.model_validate({"offer": {"machine": m, "commitment": c}}))
        for m in ("t3-medium-virginia", "m6a-xlarge-virginia")
        for c in COMMITMENTS
    ]
    scripts += [Script(PurchaseParams(question="need", need=need)) for need in ASKS]
    never = own(0.1, 0.09, upfront_usd=9)
    scripts.append(
        Script(
            PurchaseParams.model_validate({"question": "payback", "offer": never, "running_pct": 5})
        )
    )
    sizes = {"small", "medium", "large", "xlarge", "2xlarge", "4xlarge"}
    for script in scripts:
        player = Player(SIMULATION, script, rules)
        player.end()
        shown = {text for panel in player.frame.panels for text in _texts(panel)}
        told = {
            value
            for event in player.events
            for name in type(event).__dataclass_fields__
            if isinstance(value := getattr(event, name), str)
        }
        assert (shown | told) - sizes <= set(page.terms)


def _texts(panel: Any) -> list[str]:
    names = [panel.id]
    if isinstance(panel, Table):
        names += [column.id for column in panel.columns]
        names += [cell for row in panel.rows for cell in row.cells if isinstance(cell, str)]
    elif isinstance(panel, Trace):
        names += [text for step in panel.steps for text in (step.subject, step.verdict)]
    elif isinstance(panel, Bars):
        names += [bar.name for bar in panel.bars]
    elif isinstance(panel, Chart):
        names += [series.name for series in panel.series]
    return names


# Problems

SEEDS = range(300)


@pytest.mark.parametrize("problem", MODEL.problems, ids=lambda problem: problem.id)
def test_problems_are_drawn_well(page: Any, rules: RuleBook, problem: Any) -> None:
    words = next(words for words in page.problems if words.id == problem.id)
    assert set(words.wrong) == set(problem.wrong)
    usable, supplied = 0, dict.fromkeys(problem.wrong, 0)
    for seed in SEEDS:
        chance = stream(seed, f"{MODEL.id}.{problem.id}:0")
        draw = problems._draw(MODEL, problem, seed, chance, rules)
        usable += len(draw.distractors) >= problems.DISTRACTORS
        for name in draw.distractors:
            supplied[name] += 1
        assert all(rules[rule].evidence == "documented" for rule in draw.rules)
        if isinstance(draw.key, float):
            for other in draw.distractors.values():
                assert isinstance(other, float)
                assert abs(other - draw.key) > 0.05 * max(other, draw.key)
    assert usable >= 0.95 * len(SEEDS)
    assert min(supplied.values()) >= 0.05 * len(SEEDS), supplied


@pytest.mark.parametrize(
    ("wrong", "params", "part", "believed"),
    [
        ("break-even-is-the-discount", {"question": "payback"}, "break_even_pct", 34.6),
        ("break-even-at-half", {"question": "payback"}, "break_even_pct", 50),
        ("break-even-is-the-markup", {"question": "payback"}, "break_even_pct", 52.9),
        ("largest-discount-is-mine", {"question": "payback"}, "break_even_pct", 28),
        ("commit-to-peak", {}, "best_commitment", 12),
        ("commit-to-average", {}, "best_commitment", 6),
        ("commit-to-minimum", {"usage": {"peak_hours": 18}}, "best_commitment", 4),
        ("counts-instances", {"question": "sizes"}, "uncovered_units", 20),
        ("needs-exact-size", {"question": "sizes"}, "uncovered_units", 24),
        ("units-are-vcpus", {"question": "sizes"}, "uncovered_units", 4),
        (
            "whole-instances-only",
            {"question": "sizes", "fleet": {"large": 1}},
            "uncovered_units",
            8,
        ),
        ("covers-whole-family", {"question": "sizes"}, "uncovered_units", 0),
        ("largest-first", {"question": "sizes"}, "on_demand", [["large", 2]]),
    ],
)
def test_what_wrong_models_believe(
    rules: RuleBook, wrong: str, params: dict[str, Any], part: str, believed: Any
) -> None:
    script = Script(PurchaseParams.model_validate(params))
    found = run(MODEL.wrong[wrong], script, rules).outcome
    expected = pytest.approx(believed, abs=0.05) if isinstance(believed, float) else believed
    assert found[part] == expected


@pytest.mark.parametrize("problem", MODEL.problems, ids=lambda problem: problem.id)
def test_wrong_models_answer_every_situation(rules: RuleBook, problem: Any) -> None:
    params = problem.situation(stream(1, "any"), rules)
    for wrong in MODEL.wrong.values():
        assert run(wrong, Script(params), rules).outcome
