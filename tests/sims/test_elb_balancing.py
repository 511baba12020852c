"""ELB: documented rows, exact shares, frozen HAProxy states, queues, invariants, wrong models."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import SimPage
from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.elb.events import (
    FailedOpen,
    RequestFailed,
    RequestRouted,
    SettingRefused,
    SlowStartTurned,
    StateTurned,
    ZoneRemoved,
)
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Run, Script, Simulation, run
from awsstudy.sims.models.elb_balancing import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model
from awsstudy.sims.queueing import one_line_wait, random_response, rotation_response

SIM = Model("elb_balancing", MODEL, WRONG_MODELS, PROBLEMS, edits)
DATA = Path(__file__).parent / "data"
World = dict[str, Any]


def play(world: World, rules: RuleBook, model: Any = MODEL, seed: int = 1) -> Run:
    kind: type[Simulation[ElbParams]] = model
    return run(kind, Script(ElbParams.model_validate(world), seed), rules)


def outcome(world: World, rules: RuleBook, model: Any = MODEL) -> Any:
    return play(world, rules, model).outcome


def zones(**counts: str) -> list[World]:
    """Targets by zone, one a letter: h healthy, u unhealthy."""
    return [
        {"id": f"{zone}{number}", "az": zone, "healthy": letter == "h"}
        for zone, letters in counts.items()
        for number, letter in enumerate(letters, 1)
    ]


HOW_ELB_WORKS = "how-elastic-load-balancing-works.html"
SHARES: list[tuple[str, World, dict[str, str]]] = [
    (f"2 and 8 with cross-zone: 10 % each ({HOW_ELB_WORKS})",
     {"kind": "nlb", "cross_zone": "on", "targets": zones(a="hh", b="hhhhhhhh")},
     {"a1": "1/10", "a2": "1/10", "b8": "1/10", "lost": "0"}),
    (f"2 and 8 without: 25 % and 6.25 % ({HOW_ELB_WORKS})",
     {"kind": "nlb", "targets": zones(a="hh", b="hhhhhhhh")},
     {"a1": "1/4", "a2": "1/4", "b1": "1/16", "b8": "1/16"}),
    ("ALB: always on", {"kind": "alb", "targets": zones(a="hh", b="hhhhhhhh")},
     {"a1": "1/10", "b1": "1/10"}),
    ("ALB: off for the target group (disable-cross-zone.html)",
     {"kind": "alb", "cross_zone": "off", "targets": zones(a="hh", b="hhhhhhhh")},
     {"a1": "1/4", "b1": "1/16"}),
    ("GWLB: off by default", {"kind": "gwlb", "targets": zones(a="h", b="hhh")},
     {"a1": "1/2", "b1": "1/6"}),
    ("CLB made in the console: on", {"kind": "clb", "targets": zones(a="h", b="hhh")},
     {"a1": "1/4", "b1": "1/4"}),
    ("only healthy ones (target-group-health-checks.html)",
     {"kind": "alb", "targets": zones(a="hu", b="hh")},
     {"a1": "1/3", "a2": "0", "b1": "1/3", "b2": "1/3"}),
    ("only healthy ones of the own zone", {"kind": "nlb", "targets": zones(a="huu", b="hh")},
     {"a1": "1/2", "a2": "0", "b1": "1/4"}),
    ("a zone without a healthy target leaves the DNS (network/target-group-health-checks.html)",
     {"kind": "nlb", "targets": zones(a="uu", b="hh")}, {"a1": "0", "b1": "1/2", "b2": "1/2"}),
    ("all unhealthy: fail open, all of them (target-group-health-checks.html)",
     {"kind": "alb", "targets": zones(a="uu", b="uu")}, {"a1": "1/4", "b2": "1/4"}),
    ("all unhealthy: fail open, by zone", {"kind": "nlb", "targets": zones(a="u", b="uuu")},
     {"a1": "1/2", "b1": "1/6"}),
    ("an empty zone of an ALB answers with 503 (disable-cross-zone.html)",
     {"kind": "alb", "cross_zone": "off", "targets": zones(a="hh")},
     {"a1": "1/4", "a2": "1/4", "lost": "1/2"}),
    ("an empty zone of an NLB leaves the DNS", {"kind": "nlb", "targets": zones(a="hh")},
     {"a1": "1/2", "lost": "0"}),
    (f"a zone that is not enabled ({HOW_ELB_WORKS})",
     {"kind": "nlb", "zones": ["a"], "targets": zones(a="h", b="hh")}, {"a1": "1", "b1": "0"}),
    ("three zones", {"kind": "nlb", "zones": ["a", "b", "c"],
     "targets": zones(a="h", b="hh", c="hhh")}, {"a1": "1/3", "b1": "1/6", "c1": "1/9"}),
]  # fmt: skip


@pytest.mark.parametrize(("world", "expected"), [r[1:] for r in SHARES], ids=[r[0] for r in SHARES])
def test_shares(world: World, expected: dict[str, str], rules: RuleBook) -> None:
    found = outcome({"ask": "shares", **world}, rules)
    told = {**found["shares"], "lost": found["lost"]}
    assert {name: told[name] for name in expected} == {k: Fraction(v) for k, v in expected.items()}
    assert sum(told.values()) == 1


CHECKS: list[tuple[str, World, list[list[Any]]]] = [
    ("two failures in a row, by default", {"script": "FF"}, [[2, 30, "unhealthy"]]),
    ("not two in all", {"script": "FPFPFP"}, []),
    ("five passes in a row bring it back", {"script": "FFPPPPP"},
     [[2, 30, "unhealthy"], [7, 180, "healthy"]]),
    ("four and one do not", {"script": "FFPPPPFP"}, [[2, 30, "unhealthy"]]),
    ("a new target needs one pass", {"script": "P", "new": True}, [[1, 0, "healthy"]]),
    ("also after failures", {"script": "FFFP", "new": True}, [[4, 90, "healthy"]]),
    ("then the thresholds hold", {"script": "PFFP", "new": True},
     [[1, 0, "healthy"], [3, 60, "unhealthy"]]),
    ("other thresholds and interval",
     {"script": "FFFPP", "unhealthy": 3, "healthy": 2, "interval_s": 10},
     [[3, 20, "unhealthy"], [5, 40, "healthy"]]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("checks", "turns"), [row[1:] for row in CHECKS], ids=[row[0] for row in CHECKS]
)
def test_checks(checks: World, turns: list[list[Any]], rules: RuleBook) -> None:
    done = play({"ask": "checks", "checks": checks}, rules)
    assert done.outcome["turns"] == turns  # type: ignore[index]
    told = [(event.at, event.state) for event in done.events if isinstance(event, StateTurned)]
    assert told == [(at, state) for _, at, state in turns]


def test_states_are_those_of_haproxy(rules: RuleBook) -> None:
    """Frozen by tests/oracles/test_elb_balancing.py: 24 servers, 40 checks each."""
    for case in json.loads((DATA / "elb_checks.json").read_text("utf-8")):
        checks = {"script": case["script"], "unhealthy": case["down"], "healthy": case["up"]}
        turns = {n: s for n, _, s in outcome({"ask": "checks", "checks": checks}, rules)["turns"]}
        states, now = "", "healthy"
        for number in range(1, 41):
            now = turns.get(number, now)
            states += "U" if now == "healthy" else "D"
        assert states == case["states"], case["name"]


def loads(*counts: int, down: str = "", fast: str = "") -> list[World]:
    return [
        {"id": letter, "az": "ab"[i % 2], "outstanding": count, "healthy": letter not in down,
         "last_ms": 10 if letter == fast else 90}
        for i, (letter, count) in enumerate(zip("ABCDE", counts, strict=False))
    ]  # fmt: skip


LOR: World = {"algorithm": "least-outstanding"}
PICKS: list[tuple[str, World, str]] = [
    ("round robin: in turn, whatever is open",
     {"targets": loads(0, 9, 0), "request": {"last_target": "A"}}, "B"),
    ("after the last the first", {"targets": loads(9, 0, 0), "request": {"last_target": "C"}}, "A"),
    ("unhealthy ones are passed over",
     {"targets": loads(0, 0, 0, down="B"), "request": {"last_target": "A"}}, "C"),
    ("least outstanding requests",
     {**LOR, "targets": loads(4, 1, 6), "request": {"last_target": "A"}}, "B"),
    ("of the healthy ones", {**LOR, "targets": loads(4, 0, 6, down="B"), "request": {}}, "A"),
    ("ties in turn", {**LOR, "targets": loads(2, 2, 2), "request": {"last_target": "B"}}, "C"),
    ("CLB, TCP: round robin", {"kind": "clb", "listener": {"protocol": "TCP"},
     "targets": loads(5, 5, 0), "request": {"last_target": "A"}}, "B"),
    ("CLB, HTTPS: least outstanding", {"kind": "clb", "listener": {"protocol": "HTTPS"},
     "targets": loads(5, 5, 0), "request": {"last_target": "A"}}, "C"),
    ("an ALB has no response time", {"algorithm": "response-time",
     "targets": loads(0, 0, 0, fast="C"), "request": {"last_target": "A"}}, "B"),
    ("the general method has", {"kind": "generic", "algorithm": "response-time",
     "targets": loads(0, 0, 0, fast="C"), "request": {"last_target": "A"}}, "C"),
    ("all unhealthy: all count", {"targets": loads(0, 0, 0, down="ABC"),
     "request": {"last_target": "A"}}, "B"),
    ("a cookie without stickiness means nothing",
     {"targets": loads(0, 0, 0), "request": {"cookie": "A", "last_target": "A"}}, "B"),
    ("a cookie overrides the algorithm (sticky-sessions.html)",
     {**LOR, "sticky": {"on": True}, "targets": loads(9, 0, 0), "request": {"cookie": "A"}}, "A"),
    ("an unhealthy target loses its clients", {"sticky": {"on": True},
     "targets": loads(0, 0, 0, down="A"), "request": {"cookie": "A", "last_target": "A"}}, "B"),
    ("one day by default, from the last request", {"sticky": {"on": True}, "targets": loads(0, 0),
     "request": {"cookie": "A", "last_target": "A", "last_s": 86_400, "first_s": 500_000}}, "A"),
    ("and no longer", {"sticky": {"on": True}, "targets": loads(0, 0),
     "request": {"cookie": "A", "last_target": "A", "last_s": 86_401, "first_s": 500_000}}, "B"),
    ("no stickiness without cross-zone (sticky-sessions.html)",
     {"sticky": {"on": True}, "cross_zone": "off", "targets": loads(0, 0, 0),
      "request": {"cookie": "A", "last_target": "A"}}, "C"),
]  # fmt: skip


@pytest.mark.parametrize(("world", "target"), [r[1:] for r in PICKS], ids=[r[0] for r in PICKS])
def test_picks(world: World, target: str, rules: RuleBook) -> None:
    assert outcome({"ask": "pick", **world}, rules)["target"] == target


def hop(kind: str, front: str, back: str, by: str = "instance") -> World:
    listener = {"protocol": front, "target_protocol": back, "target_type": by}
    return {"ask": "hops", "kind": kind, "listener": listener}


HOPS: list[tuple[World, str, str, str]] = [
    (hop("alb", "HTTPS", "HTTP"), "only-in-front", "load-balancer", "load-balancer"),
    (hop("alb", "HTTPS", "HTTPS"), "both-hops", "both", "load-balancer"),
    (hop("alb", "HTTP", "HTTP"), "never-encrypted", "nobody", "load-balancer"),
    (hop("alb", "HTTP", "HTTPS"), "only-behind", "targets", "load-balancer"),
    (hop("nlb", "TCP", "TCP"), "passed-through", "targets", "client"),
    (hop("nlb", "TCP", "TCP", "ip"), "passed-through", "targets", "load-balancer"),
    (hop("nlb", "UDP", "UDP", "ip"), "passed-through", "targets", "client"),
    (hop("nlb", "TLS", "TCP"), "only-in-front", "load-balancer", "client"),
    (hop("nlb", "TLS", "TLS"), "both-hops", "both", "client"),
    (hop("nlb", "TLS", "TLS", "ip"), "both-hops", "both", "load-balancer"),
    (hop("clb", "HTTPS", "HTTP"), "only-in-front", "load-balancer", "load-balancer"),
    (hop("clb", "TCP", "TCP"), "passed-through", "targets", "load-balancer"),
    # What a type does not offer falls back to its default: an ALB has no TCP listener.
    (hop("alb", "TCP", "TCP"), "only-in-front", "load-balancer", "load-balancer"),
]


@pytest.mark.parametrize(("world", "verdict", "certificates", "source"), HOPS)
def test_hops(world: World, verdict: str, certificates: str, source: str, rules: RuleBook) -> None:
    found = outcome(world, rules)
    told = (found["verdict"], found["certificates"], found["source"])
    assert told == (verdict, certificates, source)


@pytest.mark.parametrize(
    ("scheme", "client", "reached"),
    [
        ("internal", "internet", False),
        ("internal", "vpc", True),
        ("internet-facing", "internet", True),
        ("internet-facing", "vpc", True),
    ],
)
def test_who_reaches_it(scheme: str, client: str, *, reached: bool, rules: RuleBook) -> None:
    world = {"scheme": scheme, "request": {"client": client}}
    assert outcome({"ask": "hops", **world}, rules)["reached"] is reached
    assert (outcome(world, rules)["requests"] > 0) is reached


RULES = [
    {"priority": 30, "path": "/img/*", "group": "img"},
    {"priority": 20, "host": "*.example", "path": "/api/?", "group": "api"},
    {"priority": 10, "host": "ADMIN.example", "group": "admin"},
]


@pytest.mark.parametrize(
    ("host", "path", "group"),
    [
        ("admin.example", "/img/1", "admin"),  # the lowest number, and hosts ignore case
        ("www.example", "/img/1", "img"),
        ("www.example", "/IMG/1", "web"),  # paths do not
        ("www.example", "/api/1", "api"),
        ("www.example", "/api/12", "web"),  # ? is one character
        ("www.other", "/api/1", "web"),  # all conditions of a rule
        ("www.other", "/", "web"),
    ],
)
def test_listener_rules(host: str, path: str, group: str, rules: RuleBook) -> None:
    world = {"listener": {"rules": RULES}, "request": {"host": host, "path": path}}
    assert outcome({"ask": "rules", **world}, rules)["group"] == group


@pytest.mark.parametrize(
    ("needs", "client", "answer"),
    [
        (["http-paths"], "internet", "alb-internet-facing"),
        (["waf", "redirects", "lambda"], "vpc", "alb-internal"),
        (["static-address", "udp"], "internet", "nlb-internet-facing"),
        (["privatelink"], "vpc", "nlb-internal"),
        (["appliances"], "internet", "gwlb"),
        (["tls-untouched"], "internet", "nlb-internet-facing"),
        (["udp", "http-paths"], "internet", None),
    ],
)
def test_types(needs: list[str], client: str, answer: str | None, rules: RuleBook) -> None:
    world = {"ask": "type", "needs": needs, "request": {"client": client}}
    assert outcome(world, rules)["answer"] == answer


@pytest.mark.parametrize(
    ("delay", "open_s", "broken"),
    [(300, [299, 300, 301], 1), (0, [0, 1], 1), (3600, [10, 3600], 0), (60, [], 0)],
)
def test_open_requests_of_a_leaving_target(
    delay: int, open_s: list[int], broken: int, rules: RuleBook
) -> None:
    found = outcome({"ask": "drain", "delay_s": delay, "open_s": open_s}, rules)
    assert found == {"broken": broken, "finished": len(open_s) - broken}


@pytest.mark.parametrize(
    ("world", "setting"),
    [
        ({"algorithm": "response-time"}, "algorithm"),
        ({"kind": "nlb", "algorithm": "round-robin"}, "algorithm"),
        ({"cross_zone": "off", "sticky": {"on": True}}, "stickiness"),
        ({"algorithm": "least-outstanding", "slow_start_s": 60}, "slow-start"),
        ({"kind": "nlb", "slow_start_s": 60}, "slow-start"),
    ],
)
def test_what_a_type_does_not_offer_is_refused(world: World, setting: str, rules: RuleBook) -> None:
    refused = [e for e in play(world, rules).events if isinstance(e, SettingRefused)]
    assert [event.setting for event in refused] == [setting]
    assert all(event.near for event in refused)


@pytest.mark.parametrize(
    "world",
    [
        {"kind": "alb", "zones": ["a"]}, {"zones": ["a", "a"]}, {"slow_start_s": 29},
        {"targets": [{"id": "x"}, {"id": "x"}]}, {"checks": {"interval_s": 4}},
        {"checks": {"unhealthy": 1}}, {"checks": {"script": "PX"}}, {"delay_s": 3601},
        {"sticky": {"duration_s": 0}}, {"listener": {"rules": [{}, {}]}},
    ],
)  # fmt: skip
def test_impossible_settings_are_refused(world: World) -> None:
    with pytest.raises(ValidationError):
        ElbParams.model_validate(world)


# Runs of traffic.

FOUR = [{"id": name, "az": "a", "slots": 1} for name in "wxyz"]
RUNS = 20
STUDENT_99 = 2.861
"""Two-sided 99 % of Student's distribution with 19 degrees of freedom."""


def responses(algorithm: str, targets: list[World], rules: RuleBook) -> list[float]:
    """Mean responses of targets at 80 %, in mean service times of 100 ms; one for each seed."""
    traffic = {"rate_rps": 32, "duration_s": 300, "told": False}
    world = {"kind": "generic", "zones": ["a"], "targets": targets, "algorithm": algorithm}
    params = ElbParams.model_validate({**world, "traffic": traffic})
    done = [run(MODEL, Script(params, seed), rules) for seed in range(RUNS)]
    return [one.metrics["mean_ms"] / 100 for one in done]


@pytest.mark.parametrize(
    ("algorithm", "targets", "theory"),
    [
        ("weighted-random", FOUR, random_response(0.8)),
        ("round-robin", FOUR, rotation_response(4, 0.8)),
        ("round-robin", [{"id": "w", "az": "a", "slots": 4}], 1 + one_line_wait(4, 3.2)),
    ],
    ids=["at random: M/M/1", "in turn: E4/M/1", "one line: M/M/4"],
)
def test_mean_responses_agree_with_queueing_theory(
    algorithm: str, targets: list[World], theory: float, rules: RuleBook
) -> None:
    found = responses(algorithm, targets, rules)
    half = STUDENT_99 * stdev(found) / RUNS**0.5
    assert abs(mean(found) - theory) <= half
    assert half < 0.2 * theory


def test_fewest_requests_lies_between_turns_and_one_line(rules: RuleBook) -> None:
    fewest = mean(responses("least-outstanding", FOUR, rules))
    assert 1 + one_line_wait(4, 3.2) < fewest < 0.75 * rotation_response(4, 0.8)


def test_a_target_that_goes_down_costs_errors_until_it_is_taken_out(rules: RuleBook) -> None:
    targets = [{"id": "a1", "az": "a", "down_from_s": 31}, {"id": "b1", "az": "b"}]
    world = {"targets": targets, "traffic": {"rate_rps": 4, "duration_s": 200}}
    done = play(world, rules)
    failed = [event.at for event in done.events if isinstance(event, RequestFailed)]
    turned = [(e.at, e.state) for e in done.events if isinstance(e, StateTurned)]
    assert turned == [(90, "unhealthy")]  # the checks at 60 and 90 s fail
    assert failed
    assert all(31 <= at <= 90 for at in failed)


def test_it_comes_back_after_the_healthy_threshold(rules: RuleBook) -> None:
    targets = [
        {"id": "a1", "az": "a", "down_from_s": 5, "down_until_s": 41},
        {"id": "b1", "az": "b"},
    ]
    checks = {"interval_s": 10, "unhealthy": 2, "healthy": 3}
    world = {"targets": targets, "checks": checks, "traffic": {"duration_s": 120}}
    turned = [(e.at, e.state) for e in play(world, rules).events if isinstance(e, StateTurned)]
    assert turned == [(20, "unhealthy"), (70, "healthy")]


def test_an_nlb_zone_without_a_healthy_target_leaves_the_dns(rules: RuleBook) -> None:
    targets = [{"id": "a1", "az": "a", "down_from_s": 1}, {"id": "b1", "az": "b"}]
    world = {"kind": "nlb", "targets": targets, "traffic": {"duration_s": 90}}
    done = play(world, rules)
    assert [e.zone for e in done.events if isinstance(e, ZoneRemoved)] == ["a"]
    assert [e.at for e in done.events if isinstance(e, FailedOpen)] == []


def test_a_gateway_load_balancer_keeps_flows_on_a_failed_target(rules: RuleBook) -> None:
    targets = [{"id": "a1", "az": "a", "down_from_s": 31}, {"id": "a2", "az": "a"}]
    traffic = {"duration_s": 200, "clients": 6}
    for kind, failing in (("gwlb", True), ("nlb", False)):
        done = play({"kind": kind, "zones": ["a"], "targets": targets, "traffic": traffic}, rules)
        failed = [event.at for event in done.events if isinstance(event, RequestFailed)]
        assert any(at > 90 for at in failed) is failing  # the checks at 60 and 90 s fail


def test_slow_start_lets_a_new_target_grow_into_its_share(rules: RuleBook) -> None:
    targets = [
        {"id": "a1", "az": "a", "slots": 50},
        {"id": "b1", "az": "b", "slots": 50, "registered_s": 60},
    ]
    traffic = {"rate_rps": 20, "duration_s": 220, "arrivals": "steady"}
    world = {"slow_start_s": 100, "targets": targets, "traffic": traffic}
    done = play(world, rules)
    turned = [(e.at, e.state) for e in done.events if isinstance(e, SlowStartTurned)]
    assert turned == [(60, "entered"), (160, "left")]
    given = Counter(
        int(event.at - 60) // 25
        for event in done.events
        if isinstance(event, RequestRouted) and event.target == "b1"
    )
    assert given[0] < given[1] < given[2] < given[3] < given[4] == pytest.approx(250, abs=2)
    # A turn in w of its turns against every turn of the other: w / (1 + w) of the requests.
    for quarter in range(4):
        part = (quarter + 0.5) / 4
        assert given[quarter] == pytest.approx(500 * part / (1 + part), abs=12)


def test_the_learner_can_deregister_a_target(rules: RuleBook) -> None:
    player = Player(MODEL, Script(ElbParams(), 1), rules)
    player.step()
    player.act("deregister:a1")
    player.end()
    assert "deregister:a1" not in player.actions
    routed = [e for e in player.events if isinstance(e, RequestRouted)]
    assert not [event for event in routed if event.target == "a1" and event.at > 0]
    with pytest.raises(ValueError, match="not possible"):
        player.act("deregister:a1")


# Invariants.


@st.composite
def traffics(draw: st.DrawFn) -> World:
    count = draw(st.integers(2, 5))
    targets = [
        {
            "id": f"t{i}",
            "az": draw(st.sampled_from("ab")),
            "slots": draw(st.integers(1, 3)),
            "service_ms": draw(st.sampled_from([50, 200, 1500])),
            "healthy": draw(st.booleans()),
            "registered_s": draw(st.sampled_from([0, 0, 0, 12])),
            "deregistered_s": draw(st.sampled_from([None, None, 15])),
            "down_from_s": draw(st.sampled_from([None, None, 8])),
        }
        for i in range(count)
    ]
    return {
        "kind": draw(st.sampled_from(["alb", "nlb", "clb", "gwlb", "generic"])),
        "cross_zone": draw(st.sampled_from(["default", "on", "off"])),
        "algorithm": draw(st.sampled_from(["default", "least-outstanding", "weighted-random"])),
        "sticky": {"on": draw(st.booleans()), "duration_s": draw(st.sampled_from([2, 86_400]))},
        "slow_start_s": draw(st.sampled_from([0, 30])),
        "delay_s": draw(st.sampled_from([0, 3, 300])),
        "checks": {"interval_s": 5},
        "targets": targets,
        "traffic": {"rate_rps": draw(st.sampled_from([1, 6])), "duration_s": 40, "clients": 8},
    }


@settings(max_examples=60, deadline=None)
@given(world=traffics(), seed=st.integers(0, 1000))
def test_no_request_is_lost_or_made(world: World, seed: int, rules: RuleBook) -> None:
    done = play(world, rules, seed=seed)
    found: Any = done.outcome
    targets = found["targets"].values()
    assert sum(target["answered"] for target in targets) + found["errors"] == found["requests"]
    assert found["broken"] <= found["errors"]
    routed = [event.request for event in done.events if isinstance(event, RequestRouted)]
    assert len(set(routed)) == len(routed)


@settings(max_examples=60, deadline=None)
@given(world=traffics(), seed=st.integers(0, 1000))
def test_targets_out_of_service_get_requests_only_when_none_is_in(
    world: World, seed: int, rules: RuleBook
) -> None:
    if world["kind"] == "gwlb":
        return  # it keeps flows on failed targets
    state = {
        t["id"]: "unregistered" if t["registered_s"] else "healthy" if t["healthy"] else "unhealthy"
        for t in world["targets"]
    }
    for event in play(world, rules, seed=seed).events:
        if isinstance(event, StateTurned):
            state[event.target] = event.state
        if isinstance(event, RequestRouted) and state[event.target] != "healthy":
            assert state[event.target] == "unhealthy"
            assert "healthy" not in state.values()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1000), heavy=st.sampled_from([0, 40]))
def test_stickiness_never_moves_a_client_off_a_healthy_target(
    seed: int, heavy: int, rules: RuleBook
) -> None:
    world = {"sticky": {"on": True}, "traffic": {"clients": 9, "heavy_pct": heavy}}
    seen: dict[int, str] = {}
    for event in play(world, rules, seed=seed).events:
        if isinstance(event, RequestRouted):
            assert seen.setdefault(event.client, event.target) == event.target
    assert len(set(seen.values())) > 1


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1000))
def test_least_outstanding_never_picks_a_busier_target(seed: int, rules: RuleBook) -> None:
    world = {"algorithm": "least-outstanding", "traffic": {"rate_rps": 30, "duration_s": 10}}
    open_now = dict.fromkeys(("a1", "a2", "b1", "b2"), 0)
    for event in play(world, rules, seed=seed).events:
        if isinstance(event, RequestRouted):
            assert open_now[event.target] == min(open_now.values())
            open_now[event.target] = event.outstanding
        elif type(event).__name__ == "RequestAnswered":
            open_now[event.target] -= 1  # type: ignore[attr-defined]


@given(
    open_s=st.lists(st.integers(0, 4000), max_size=20),
    delays=st.tuples(*[st.integers(0, 3600)] * 2),
)
@settings(max_examples=40, deadline=None)
def test_a_longer_delay_never_breaks_more(
    open_s: list[int], delays: tuple[int, int], rules: RuleBook
) -> None:
    short, long = (
        outcome({"ask": "drain", "open_s": open_s, "delay_s": delay}, rules)["broken"]
        for delay in sorted(delays)
    )
    assert long <= short


# Words, problems, wrong models.


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["elb_balancing"]


DOWN = {"id": "a1", "az": "a", "service_ms": 60_000, "slots": 9, "deregistered_s": 20}
CORPUS: list[World] = [
    *({"ask": "shares", **row[1]} for row in SHARES),
    *({"ask": "checks", "checks": row[1]} for row in CHECKS),
    {"ask": "checks", "checks": {"script": "FPFPFFFPPPPP", "unhealthy": 3}},
    *({"ask": "pick", **row[1]} for row in PICKS),
    {
        "ask": "pick",
        "sticky": {"on": True, "duration_s": 60},
        "targets": loads(0, 0),
        "request": {"cookie": "A", "last_target": "A", "last_s": 30, "first_s": 90},
    },
    *(row[0] for row in HOPS),
    {"ask": "hops", "scheme": "internal"},
    {
        "ask": "rules",
        "listener": {
            "rules": [
                {"priority": 1, "path": "/a*", "group": "one"},
                {"priority": 2, "path": "/ab*", "group": "two"},
                {"priority": 3, "path": "/*", "group": "three"},
            ]
        },
        "request": {"path": "/abc"},
    },
    *({"ask": "type", "needs": [need]} for need in ("http-paths", "udp", "appliances")),
    {"ask": "type", "needs": ["udp"], "request": {"client": "vpc"}},
    {"ask": "drain", "delay_s": 60, "open_s": [10, 100, 400]},
    {"targets": [DOWN, {"id": "b1", "az": "b"}], "delay_s": 30},
]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    assert any(
        outcome(world, rules) != outcome(world, rules, WRONG_MODELS[name]) for world in CORPUS
    )


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_wrong_models_run_in_every_world(name: str, rules: RuleBook) -> None:
    for world in CORPUS:
        assert outcome(world, rules, WRONG_MODELS[name])


def test_every_panel_of_every_question_is_worded(page: SimPage, rules: RuleBook) -> None:
    for world in CORPUS:
        player = Player(MODEL, Script(ElbParams.model_validate(world), 1), rules)
        frame = player.end()
        assert all(panel.id in page.terms for panel in frame.panels)
