"""Route 53: documented rows as exact fractions, invariants, an oracle, the clock, the words."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import Scenario, SimPage
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.core.template import fill
from awsstudy.sims import panels
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.fields import leaves
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Run, Script, Simulation, run
from awsstudy.sims.models.route53_routing import MODEL, PROBLEMS, WRONG_MODELS
from awsstudy.sims.parts import ConsecutiveCheck
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Draw, Model
from awsstudy.sims.route53.world import Policy, Route53Params

SIM = Model("route53_routing", MODEL, WRONG_MODELS, PROBLEMS)
POLICIES: tuple[str, ...] = get_args(Policy)


def params_of(
    policy: str, records: list[dict[str, Any]], client: dict[str, Any] | None = None
) -> Route53Params:
    world = {"group": {"policy": policy, "records": records}, "client": client or {}}
    return Route53Params.model_validate(world)


def play(
    params: Route53Params, rules: RuleBook, model: type[Simulation[Route53Params]] = MODEL
) -> Run:
    return run(model, Script(params), rules)


def answer(params: Route53Params, rules: RuleBook, **model: Any) -> Any:
    outcome: Any = play(params, rules, **model).outcome
    return outcome["answer"]


def shares(params: Route53Params, rules: RuleBook) -> dict[str, Fraction]:
    """How much of the queries gets each record."""
    found: dict[str, Fraction] = {}
    for who, top, low in answer(params, rules):
        for name in who if isinstance(who, list) else [who]:
            if name is not None:
                found[name] = found.get(name, Fraction(0)) + Fraction(top, low)
    return found


def rec(name: str, **others: Any) -> dict[str, Any]:
    return {"id": name, **others}


DOWN: dict[str, Any] = {"healthy": False}
PLACES = {
    "ca": ["country", "CA"],
    "na": ["continent", "NA"],
    "us": ["country", "US"],
    "cali": ["sub", "US-CA"],
    "rest": ["default"],
}
CALIFORNIA = {"continent": "NA", "country": "US", "sub": "US-CA"}


def geo(*names: str, down: str = "") -> list[dict[str, Any]]:
    return [rec(n, loc=PLACES[n], healthy=n not in down.split()) for n in names]


def eight_of(count: int) -> list[list[Any]]:
    names = [f"r{i}" for i in range(count)]
    groups = list(combinations(names, 8))
    return [[list(group), 1, len(groups)] for group in groups]


ROWS: list[tuple[str, str, list[dict[str, Any]], dict[str, Any], list[list[Any]]]] = [
    ("1 and 255 share 1/256 and 255/256", "weighted", [rec("a", w=1), rec("b", w=255)], {},
     [["a", 1, 256], ["b", 255, 256]]),
    ("a weight is no percentage", "weighted", [rec("a", w=30), rec("b", w=10)], {},
     [["a", 3, 4], ["b", 1, 4]]),
    ("the unhealthy one keeps nothing", "weighted",
     [rec("a", w=3), rec("b", w=1), rec("c", w=2, **DOWN)], {}, [["a", 3, 4], ["b", 1, 4]]),
    ("weight 0 gets nothing", "weighted", [rec("a", w=10), rec("b", w=0)], {}, [["a", 1, 1]]),
    ("weight 0 stands in when the others are down", "weighted",
     [rec("a", w=10, **DOWN), rec("b", w=0), rec("c", w=0)], {}, [["b", 1, 2], ["c", 1, 2]]),
    ("all weights 0: equal", "weighted", [rec("a", w=0), rec("b", w=0), rec("c", w=0)], {},
     [["a", 1, 3], ["b", 1, 3], ["c", 1, 3]]),
    ("all weights 0, one down", "weighted", [rec("a", w=0), rec("b", w=0, **DOWN)], {},
     [["a", 1, 1]]),
    ("nobody healthy: as if all were", "weighted",
     [rec("a", w=3, **DOWN), rec("b", w=1, **DOWN), rec("c", w=0, **DOWN)], {},
     [["a", 3, 4], ["b", 1, 4]]),
    ("no health check: always healthy", "weighted",
     [rec("a", w=1, checked=False, **DOWN), rec("b", w=1)], {}, [["a", 1, 2], ["b", 1, 2]]),
    ("primary while healthy", "failover",
     [rec("s", role="SECONDARY"), rec("p", role="PRIMARY")], {}, [["p", 1, 1]]),
    ("secondary while the primary is down", "failover",
     [rec("p", role="PRIMARY", **DOWN), rec("s", role="SECONDARY")], {}, [["s", 1, 1]]),
    ("primary healthy, secondary down", "failover",
     [rec("p", role="PRIMARY"), rec("s", role="SECONDARY", **DOWN)], {}, [["p", 1, 1]]),
    ("both down: primary", "failover",
     [rec("p", role="PRIMARY", **DOWN), rec("s", role="SECONDARY", **DOWN)], {}, [["p", 1, 1]]),
    ("secondary without a check, both down: secondary", "failover",
     [rec("p", role="PRIMARY", **DOWN), rec("s", role="SECONDARY", checked=False, **DOWN)], {},
     [["s", 1, 1]]),
    ("lowest latency, not the nearest", "latency",
     [rec("near", region="eu-west-1"), rec("far", region="us-east-1")],
     {"latency": {"eu-west-1": 95, "us-east-1": 80}, "km": {"near": 300, "far": 6000}},
     [["far", 1, 1]]),
    ("next-best latency where the best is down", "latency",
     [rec("x", region="a", **DOWN), rec("y", region="b"), rec("z", region="c")],
     {"latency": {"a": 10, "b": 30, "c": 20}}, [["z", 1, 1]]),
    ("latency, all down: the best", "latency",
     [rec("x", region="a", **DOWN), rec("y", region="b", **DOWN)],
     {"latency": {"a": 10, "b": 5}}, [["y", 1, 1]]),
    ("Canada before North America", "geolocation", geo("na", "ca"),
     {"continent": "NA", "country": "CA"}, [["ca", 1, 1]]),
    ("continent where the country has no record", "geolocation", geo("na", "ca"),
     {"continent": "NA", "country": "US"}, [["na", 1, 1]]),
    ("no default, no answer", "geolocation", geo("na", "ca"),
     {"continent": "EU", "country": "DE"}, [[None, 1, 1]]),
    ("unknown place, no default: no answer", "geolocation", geo("na", "ca"), {}, [[None, 1, 1]]),
    ("default for the rest", "geolocation", geo("rest", "na", "ca"),
     {"continent": "EU", "country": "DE"}, [["rest", 1, 1]]),
    ("default for an unknown place", "geolocation", geo("rest", "na"), {}, [["rest", 1, 1]]),
    ("a state before its country", "geolocation", geo("us", "na", "cali", "rest"), CALIFORNIA,
     [["cali", 1, 1]]),
    ("state down: the country", "geolocation", geo("us", "na", "cali", "rest", down="cali"),
     CALIFORNIA, [["us", 1, 1]]),
    ("state and country down: the continent", "geolocation",
     geo("us", "na", "cali", "rest", down="cali us"), CALIFORNIA, [["na", 1, 1]]),
    ("all but the default down", "geolocation",
     geo("us", "na", "cali", "rest", down="cali us na"), CALIFORNIA, [["rest", 1, 1]]),
    ("all down: the smallest", "geolocation",
     geo("us", "na", "cali", "rest", down="us na cali rest"), CALIFORNIA, [["cali", 1, 1]]),
    ("the guide's example of a bias of 50", "geoproximity", [rec("a", bias=50), rec("b")],
     {"km": {"a": 150, "b": 100}}, [["a", 1, 1]]),
    ("without a bias the nearest", "geoproximity", [rec("a"), rec("b")],
     {"km": {"a": 150, "b": 100}}, [["b", 1, 1]]),
    ("a negative bias divides: 100 / 0.5 = 200", "geoproximity", [rec("a", bias=-50), rec("b")],
     {"km": {"a": 100, "b": 199}}, [["b", 1, 1]]),
    ("and only divides: 100 / 0.75 = 133.3", "geoproximity", [rec("a", bias=-25), rec("b")],
     {"km": {"a": 100, "b": 134}}, [["a", 1, 1]]),
    ("the nearest available", "geoproximity", [rec("a", **DOWN), rec("b")],
     {"km": {"a": 10, "b": 100}}, [["b", 1, 1]]),
    ("eight or fewer: all the healthy ones", "multivalue",
     [rec(f"r{i}", healthy=i != 3) for i in range(8)], {},
     [[[f"r{i}" for i in range(8) if i != 3], 1, 1]]),
    ("nine: eight of them", "multivalue", [rec(f"r{i}") for i in range(9)], {}, eight_of(9)),
    ("all unhealthy: up to eight unhealthy", "multivalue",
     [rec(f"r{i}", **DOWN) for i in range(10)], {}, eight_of(10)),
    ("one multivalue record is still a list", "multivalue", [rec("a")], {}, [[["a"], 1, 1]]),
    ("the longer query matches the shorter block", "ip",
     [rec("a", cidrs=["2001:db8::/32"]), rec("z", cidrs=["*"])],
     {"cidr": "2001:db8:0:1234::/48"}, [["a", 1, 1]]),
    ("the shorter query does not match the longer block", "ip",
     [rec("a", cidrs=["2001:db8:0:1234::/48"]), rec("z", cidrs=["*"])],
     {"cidr": "2001:db8::/32"}, [["z", 1, 1]]),
    ("the block of the client", "ip",
     [rec("a", cidrs=["192.0.2.0/24", "203.0.113.0/24"]), rec("b", cidrs=["198.51.100.0/24"])],
     {"cidr": "203.0.113.0/24"}, [["a", 1, 1]]),
    ("an address counts as its block", "ip",
     [rec("a", cidrs=["203.0.113.0/24"]), rec("z", cidrs=["*"])], {"cidr": "203.0.113.9"},
     [["a", 1, 1]]),
    ("the larger location where the matching one is down", "ip",
     [rec("a", cidrs=["203.0.113.0/24"], **DOWN), rec("b", cidrs=["203.0.0.0/16"])],
     {"cidr": "203.0.113.0/24"}, [["b", 1, 1]]),
    ("simple: one record, whatever its health", "simple", [rec("a", **DOWN)], {}, [["a", 1, 1]]),
    ("simple: all values", "simple", [rec("a"), rec("b", **DOWN)], {}, [[["a", "b"], 1, 1]]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "records", "client", "expected"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
)
def test_documented_rows(
    policy: str,
    records: list[dict[str, Any]],
    client: dict[str, Any],
    expected: list[list[Any]],
    rules: RuleBook,
) -> None:
    assert answer(params_of(policy, records, client), rules) == expected


def test_rows_cover_every_policy() -> None:
    assert {row[1] for row in ROWS} == set(POLICIES)


def test_the_shape_of_the_cases_is_understood(rules: RuleBook) -> None:
    record = {
        "id": "a", "w": 10, "role": "PRIMARY", "region": "us-east-1", "loc": ["country", "CA"],
        "bias": 25, "cidrs": ["203.0.113.0/24"], "healthy": True,
    }  # fmt: skip
    client = {
        "latency": {"us-east-1": 80}, "continent": "NA", "country": "CA", "sub": "US-CA",
        "km": {"a": 150}, "cidr": "203.0.113.0/24",
    }  # fmt: skip
    for policy in POLICIES:
        world = {"group": {"policy": policy, "records": [record]}, "client": client}
        params = Route53Params.model_validate(world)
        expected = ["a"] if policy == "multivalue" else "a"
        assert play(params, rules).outcome == {"answer": [[expected, 1, 1]]}


@pytest.mark.parametrize(
    "spelled", [["default"], ["default", "*"], ["country", "*"], ["*"], "*", ["default", None]]
)
def test_spellings_of_the_default_location(spelled: Any, rules: RuleBook) -> None:
    assert answer(params_of("geolocation", [rec("a", loc=spelled)]), rules) == [["a", 1, 1]]


@pytest.mark.parametrize(
    "record",
    [
        {"w": 256}, {"w": -1}, {"bias": 100}, {"bias": -100}, {"cidrs": ["10.0.0.0/25"]},
        {"cidrs": ["2001:db8::/49"]}, {"cidrs": ["nowhere"]}, {"loc": ["planet", "Mars"]},
        {"loc": ["country"]}, {"role": "THIRD"}, {"unknown": 1},
    ],
)  # fmt: skip
def test_impossible_records_are_refused(record: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        params_of("weighted", [rec("a", **record)])


def test_zero_length_blocks_are_the_default_location(rules: RuleBook) -> None:
    records = [rec("a", cidrs=["0.0.0.0/0"])]
    assert answer(params_of("ip", records, {"cidr": "2001:db8::/48"}), rules) == [["a", 1, 1]]


def test_two_records_need_two_ids() -> None:
    with pytest.raises(ValidationError):
        params_of("weighted", [rec("a"), rec("a")])


def test_no_clock_may_be_written_as_null() -> None:
    assert not Route53Params.model_validate({"clock": None}).clock.on


# Invariants.


@st.composite
def worlds(draw: st.DrawFn) -> Route53Params:
    count = draw(st.integers(1, 6))
    names = [f"r{i}" for i in range(count)]
    places = draw(st.permutations([*PLACES.values(), ["continent", "EU"]]))
    blocks = ["203.0.113.0/24", "203.0.0.0/16", "198.51.100.0/24", "*"]
    records = [
        rec(
            name,
            w=draw(st.sampled_from([0, 0, 1, 3, 255])),
            role=("PRIMARY", "SECONDARY", None, None, None, None)[i],
            region=name,
            loc=places[i],
            bias=draw(st.integers(-99, 99)),
            cidrs=draw(st.lists(st.sampled_from(blocks), max_size=2)),
            healthy=draw(st.booleans()),
            checked=draw(st.booleans()),
        )
        for i, name in enumerate(names)
    ]
    client = {
        **draw(st.sampled_from([{}, CALIFORNIA, {"continent": "EU", "country": "DE"}])),
        "latency": {name: draw(st.integers(1, 300)) for name in names},
        "km": {name: draw(st.integers(1, 9000)) for name in names},
        "cidr": draw(st.sampled_from([None, "203.0.113.0/24", "203.0.0.0/16"])),
    }
    return params_of(draw(st.sampled_from(POLICIES)), records, client)


@settings(max_examples=80, deadline=None)
@given(params=worlds())
def test_the_distribution_is_one(params: Route53Params, rules: RuleBook) -> None:
    rows = answer(params, rules)
    assert sum(Fraction(top, low) for _, top, low in rows) == 1
    assert all(top > 0 for _, top, _ in rows)
    keys = [tuple(who) if isinstance(who, list) else who for who, _, _ in rows]
    assert len(set(keys)) == len(keys)


def with_health(params: Route53Params, name: str, *, healthy: bool) -> Route53Params:
    data = params.model_dump(mode="json")
    for record in data["group"]["records"]:
        if record["id"] == name:
            record["healthy"] = healthy
    return Route53Params.model_validate(data)


@settings(max_examples=80, deadline=None)
@given(params=worlds(), index=st.integers(0, 5))
def test_a_failure_never_costs_another_healthy_record(
    params: Route53Params, index: int, rules: RuleBook
) -> None:
    records = params.group.records
    failing = records[index % len(records)]
    before = shares(with_health(params, failing.id, healthy=True), rules)
    after = shares(with_health(params, failing.id, healthy=False), rules)
    for record in records:
        if record.id != failing.id and (record.healthy or not record.checked):
            assert after.get(record.id, 0) >= before.get(record.id, 0)


@settings(max_examples=60, deadline=None)
@given(params=worlds())
def test_a_down_record_answers_only_if_no_candidate_is_up(
    params: Route53Params, rules: RuleBook
) -> None:
    chosen = shares(params, rules)
    status = {r.id: r.healthy or not r.checked for r in params.group.records}
    if params.group.policy != "simple" and any(not status[name] for name in chosen):
        assert not any(status[name] for name in chosen)


@settings(max_examples=60, deadline=None)
@given(params=worlds(), order=st.randoms(use_true_random=False))
def test_the_order_of_weighted_and_located_records_does_not_matter(
    params: Route53Params, order: Any, rules: RuleBook
) -> None:
    data = params.model_dump(mode="json")
    if data["group"]["policy"] in {"latency", "geoproximity", "ip"}:
        return  # ties go to the first record
    order.shuffle(data["group"]["records"])
    assert shares(Route53Params.model_validate(data), rules) == shares(params, rules)


# Oracles.


def by_drawing(weights: dict[str, int], healthy: set[str]) -> dict[str, Fraction]:
    """The guide's own procedure: choose by weight; if unhealthy, choose again among the rest."""
    total = sum(weights.values())
    found: Counter[str] = Counter()
    for name, weight in weights.items():
        part = Fraction(weight, total)
        if name in healthy:
            found[name] += part  # type: ignore[assignment]
        elif part:
            rest = {other: w for other, w in weights.items() if other != name}
            for other, share in by_drawing(rest, healthy).items():
                found[other] += part * share  # type: ignore[assignment]
    return {name: Fraction(share) for name, share in found.items()}


@settings(max_examples=60, deadline=None)
@given(weights=st.lists(st.integers(1, 255), min_size=1, max_size=5), data=st.data())
def test_weights_agree_with_drawing_again(
    weights: list[int], data: st.DataObject, rules: RuleBook
) -> None:
    named = {f"r{i}": weight for i, weight in enumerate(weights)}
    healthy = set(data.draw(st.lists(st.sampled_from(sorted(named)), min_size=1)))
    records = [rec(name, w=w, healthy=name in healthy) for name, w in named.items()]
    assert shares(params_of("weighted", records), rules) == by_drawing(named, healthy)


@pytest.mark.parametrize("count", [9, 11, 12, 13, 30, 100])
def test_multivalue_treats_records_alike(count: int, rules: RuleBook) -> None:
    params = params_of("multivalue", [rec(f"r{i}") for i in range(count)])
    assert set(shares(params, rules).values()) == {Fraction(8, count)}
    assert all(len(who) == 8 for who, _, _ in answer(params, rules))


def test_every_order_of_biases_is_compared_exactly(rules: RuleBook) -> None:
    for biases in permutations((-99, -1, 0, 1, 99)):
        km = {f"r{i}": 1000 + i for i in range(5)}
        records = [rec(f"r{i}", bias=b) for i, b in enumerate(biases)]
        true = {
            f"r{i}": Fraction(km[f"r{i}"]) * (100 - b) / 100 if b >= 0
            else Fraction(km[f"r{i}"] * 100, 100 + b)
            for i, b in enumerate(biases)
        }  # fmt: skip
        nearest = min(true, key=true.__getitem__)
        assert answer(params_of("geoproximity", records, {"km": km}), rules) == [[nearest, 1, 1]]


# The clock.

PAIR = [rec("p", role="PRIMARY"), rec("s", role="SECONDARY")]


def outage(policy: str = "failover", records: Any = PAIR, **clock: Any) -> Route53Params:
    world = {"group": {"policy": policy, "records": records}, "clock": {"on": True, **clock}}
    return Route53Params.model_validate(world)


@pytest.mark.parametrize("interval", [10, 30])
@pytest.mark.parametrize("threshold", [1, 3, 10])
@pytest.mark.parametrize("ttl", [0, 60, 300])
def test_the_worst_case_is_threshold_times_interval_plus_ttl(
    interval: int, threshold: int, ttl: int, rules: RuleBook
) -> None:
    params = outage(interval_s=interval, threshold=threshold, ttl_s=ttl, luck="worst")
    finished = play(params, rules)
    assert finished.metrics["detect_s"] == threshold * interval
    assert finished.metrics["moved_s"] == threshold * interval + ttl
    assert finished.metrics["worst_case_s"] == finished.metrics["moved_s"]
    outcome: Any = finished.outcome
    assert outcome["answer"] == [["s", 1, 1]]
    assert all(rules[rule].evidence == "documented" for rule in finished.rules)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    interval=st.sampled_from([10, 30]),
    threshold=st.integers(1, 10),
    ttl=st.integers(0, 600),
    checkers=st.integers(1, 30),
)
def test_chance_stays_within_the_bounds(
    seed: int, interval: int, threshold: int, ttl: int, checkers: int, rules: RuleBook
) -> None:
    params = outage(interval_s=interval, threshold=threshold, ttl_s=ttl, checkers=checkers)
    metrics = run(MODEL, Script(params, seed), rules).metrics
    assert (threshold - 1) * interval <= metrics["detect_s"] <= threshold * interval
    assert metrics["detect_s"] <= metrics["moved_s"] <= metrics["worst_case_s"]


@pytest.mark.parametrize(("checkers", "left"), [(16, 2), (50, 9), (100 // 2, 9), (11, 1), (5, 0)])
def test_unhealthy_once_at_most_18_percent_say_healthy(
    checkers: int, left: int, rules: RuleBook
) -> None:
    finished = play(outage(checkers=checkers), rules)
    judged = [event for event in finished.events if type(event).__name__ == "StatusJudged"]
    assert [event.healthy for event in judged] == [left]  # type: ignore[attr-defined]
    assert left * 100 <= 18 * checkers < (left + 1) * 100


def test_an_endpoint_without_a_check_is_never_noticed(rules: RuleBook) -> None:
    records = [rec("p", role="PRIMARY", checked=False), rec("s", role="SECONDARY")]
    finished = play(outage(records=records), rules)
    assert [row[0] for row in answer(outage(records=records), rules)] == ["p"]
    assert finished.metrics["detect_s"] == finished.metrics["moved_s"] == 0


def test_a_failover_without_another_healthy_record_moves_nobody(rules: RuleBook) -> None:
    records = [rec("p", role="PRIMARY"), rec("s", role="SECONDARY", **DOWN)]
    finished = play(outage(records=records, luck="worst"), rules)
    assert finished.metrics["detect_s"] == 90
    assert finished.metrics["moved_s"] == 0
    outcome: Any = finished.outcome
    assert outcome["answer"] == [["p", 1, 1]]


def test_healing_takes_as_many_checks_and_another_ttl(rules: RuleBook) -> None:
    player = Player(MODEL, Script(outage(luck="worst")), rules)
    player.end()
    player.act("heal:p")
    player.end()
    assert player.frame.metrics["detect_s"] == 90
    assert player.frame.metrics["moved_s"] == 150
    assert player.frame.metrics["unhealthy"] == 0
    outcome: Any = player.run().outcome
    assert outcome["answer"] == [["p", 1, 1]]


def test_a_short_outage_is_not_noticed(rules: RuleBook) -> None:
    script = Script(outage(luck="worst", fail_at_s=0), actions=((65.0, "heal:p"),))
    finished = run(MODEL, script, rules)
    assert finished.metrics["detect_s"] == 0
    assert not any(type(event).__name__ == "StatusJudged" for event in finished.events)


@pytest.mark.parametrize("policy", POLICIES)
def test_the_clock_runs_under_every_policy(policy: str, rules: RuleBook) -> None:
    world = {"group": {"policy": policy}, "clock": {"on": True}}
    finished = play(Route53Params.model_validate(world), rules)
    assert finished.metrics["worst_case_s"] == 150
    assert finished.metrics["unhealthy"] == 1


def test_a_consecutive_check_needs_a_row_of_results() -> None:
    check = ConsecutiveCheck(3, 2)
    results = [check.observe(passed=p) for p in (False, False, True, False, False, False)]
    assert results == [False] * 5 + [True]
    assert not check.healthy
    assert [check.observe(passed=p) for p in (True, False, True, True)] == [False] * 3 + [True]
    assert check.healthy


# Acting, stepping, showing.


def test_failing_and_healing_re_evaluate(rules: RuleBook) -> None:
    player = Player(MODEL, Script(params_of("weighted", [rec("a", w=3), rec("b", w=1)])), rules)
    player.end()
    assert player.actions == ("fail:a", "fail:b")
    player.act("fail:a")
    player.end()
    assert player.run().outcome == {"answer": [["b", 1, 1]]}
    assert player.frame.metrics["unhealthy"] == 1
    player.act("fail:b")
    player.end()
    assert player.run().outcome == {"answer": [["a", 3, 4], ["b", 1, 4]]}
    player.act("heal:b")
    player.end()
    assert player.run().outcome == {"answer": [["b", 1, 1]]}


def test_stepping_unfolds_the_decision(rules: RuleBook) -> None:
    player = Player(MODEL, Script(Route53Params()), rules)
    seen = []
    while not player.finished:
        seen.append(len(player.step().events))
    assert seen == [1] * len(player.events)
    assert len(player.events) == 7


def test_acting_in_the_middle_starts_the_decision_anew(rules: RuleBook) -> None:
    player = Player(MODEL, Script(Route53Params()), rules)
    player.step()
    player.step()
    player.act("fail:seoul")
    player.end()
    assert player.run().outcome == {"answer": [["tokyo", 1, 2], ["oregon", 1, 2]]}


# Words.


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["route53_routing"]


def test_everything_is_named(page: SimPage) -> None:
    assert {leaf.label_id for leaf in leaves(Route53Params())} == set(page.params)
    assert {metric.id for metric in MODEL.METRICS} == set(page.metrics)
    assert {event.__name__ for event in MODEL.EVENTS} == set(page.events)
    assert set(page.actions) == {"fail", "heal"}
    assert {problem.id for problem in PROBLEMS} == {words.id for words in page.problems}
    for problem in PROBLEMS:
        words = next(words for words in page.problems if words.id == problem.id)
        assert set(problem.wrong) == set(words.wrong)
    assert {name for problem in PROBLEMS for name in problem.wrong} == set(WRONG_MODELS)


def shown_ids(frame_panels: tuple[panels.Panel, ...]) -> set[str]:
    found: set[str] = set()
    for panel in frame_panels:
        found.add(panel.id)
        if isinstance(panel, panels.Trace):
            found |= {step.verdict for step in panel.steps}
        elif isinstance(panel, panels.Table):
            found |= {column.id for column in panel.columns}
            found |= {row.cells[-2] for row in panel.rows if isinstance(row.cells[-2], str)}
        elif isinstance(panel, panels.Timeline):
            found |= {lane.name for lane in panel.lanes}
            found |= {span.state for lane in panel.lanes for span in lane.spans}
    return found


def stories(rules: RuleBook) -> list[Player[Route53Params]]:
    worlds_ = [params_of(*row[1:4]) for row in ROWS]
    worlds_ += [outage(), outage(luck="worst"), outage(records=[rec("p", checked=False)])]
    worlds_ += [params_of("latency", [rec("a")])]
    players = [Player(MODEL, Script(params), rules) for params in worlds_]
    for player in players:
        player.end()
        player.act(player.actions[0])
        player.end()
    return players


def test_events_and_panels_speak_both_languages(page: SimPage, rules: RuleBook) -> None:
    kinds = set()
    for player in stories(rules):
        assert shown_ids(player.frame.panels) <= set(page.terms)
        assert list(player.frame.metrics) == [metric.id for metric in MODEL.METRICS]
        for event in player.events:
            kinds.add(type(event))
            assert event.rules
            assert all(rule in rules for rule in event.rules)
            values = {field.name: getattr(event, field.name) for field in fields(event)}
            for language in ("en", "ko"):
                assert fill(page.events[type(event).__name__], values, language, page.terms)
    assert kinds == set(MODEL.EVENTS)


def scenario_run(scenario: Scenario, rules: RuleBook, *actions: tuple[float, str]) -> Run:
    defaults = Route53Params().model_dump(mode="json")
    merged = {name: {**defaults[name], **scenario.params.get(name, {})} for name in defaults}
    script = Script(Route53Params.model_validate(merged), scenario.seed, actions)
    return run(MODEL, script, rules)


@pytest.mark.parametrize(
    "scenario_id", ["one-record-down", "both-down", "no-default", "failover-clock"]
)
def test_one_choice_of_each_scenario_is_true(
    scenario_id: str, page: SimPage, rules: RuleBook
) -> None:
    scenario = next(scenario for scenario in page.scenarios if scenario.id == scenario_id)
    finished = scenario_run(scenario, rules)
    true = [choice for choice in scenario.predict.choices if holds(choice.when, finished)]
    assert [choice.misconception for choice in true] == [None]
    assert all(c.misconception for c in scenario.predict.choices if c not in true)
    assert scenario.goal
    assert not all(holds(part, finished) for part in scenario.goal.when)
    assert len(page.scenarios) == 4


REACHED: dict[str, tuple[dict[str, Any], tuple[tuple[float, str], ...]]] = {
    "one-record-down": ({}, ((20, "fail:seoul"),)),
    "both-down": ({}, ((20, "heal:tokyo"),)),
    "no-default": (
        {"group": {"policy": "geolocation", "records": [rec("america", loc=["default"])]}}, ()
    ),
    "failover-clock": ({"clock": {"on": True, "interval_s": 10, "threshold": 3, "ttl_s": 30}}, ()),
}  # fmt: skip


@pytest.mark.parametrize("scenario_id", REACHED)
def test_goals_can_be_reached(scenario_id: str, page: SimPage, rules: RuleBook) -> None:
    scenario = next(scenario for scenario in page.scenarios if scenario.id == scenario_id)
    changes, actions = REACHED[scenario_id]
    changed = scenario.model_copy(update={"params": {**scenario.params, **changes}})
    finished = scenario_run(changed, rules, *actions)
    assert scenario.goal
    assert all(holds(part, finished) for part in scenario.goal.when)


# Problems and wrong models.


def apart(draw: Draw[Route53Params]) -> bool:
    """Whether shares and times differ from the key by more than 5 %."""
    others = draw.distractors.values()
    return all(abs(a - draw.key) > Fraction(1, 20) * max(a, draw.key) for a in others)  # type: ignore[operator, type-var]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    worlds_ = [params_of(*row[1:4]) for row in ROWS] + [outage(luck="worst")]
    worlds_.append(
        params_of(
            "geolocation",
            [
                rec("near", loc=["country", "KR"], region="x"),
                rec("far", loc=PLACES["ca"], region="y"),
            ],
            {
                "continent": "NA",
                "country": "CA",
                "km": {"near": 1, "far": 9},
                "latency": {"x": 1, "y": 9},
            },
        )
    )
    assert any(
        play(params, rules).outcome != play(params, rules, WRONG_MODELS[name]).outcome
        for params in worlds_
    )


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_wrong_models_run_in_every_world(name: str, rules: RuleBook) -> None:
    records = [rec("a", **DOWN), rec("b", w=0), rec("c", **DOWN)]
    for policy in POLICIES:
        for group in ({"policy": policy}, {"policy": policy, "records": records}):
            for clock in ({}, {"on": True, "checkers": 3}):
                params = Route53Params.model_validate({"group": group, "clock": clock})
                assert play(params, rules, WRONG_MODELS[name]).outcome


def test_draws_are_made_of_random_alone() -> None:
    chance = stream(1, "draw")
    assert {between(chance, 2, 8, 3) for _ in range(50)} == {2, 5, 8}
    assert {pick(chance, "abc") for _ in range(50)} == set("abc")
    assert sorted(shuffled(chance, (3, 1, 2))) == [1, 2, 3]
    assert fitting(lambda: between(chance, 1, 9), lambda n: n == 7) == 7
    assert fitting(lambda: 1, lambda n: n == 2) == 1
