"""WAF: documented rows, a brute-force window, invariants, wrong models, the words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.template import fill
from awsstudy.sims.diagnosis import smallest_fix
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Run, Script, run
from awsstudy.sims.models.waf_web_acl import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.problems import Model
from awsstudy.workspace.laboratory import scenario_script

SIM = Model("waf_web_acl", MODEL, WRONG_MODELS, PROBLEMS, edits)


def play(params: dict[str, Any], rules: RuleBook, model: Any = MODEL) -> Run:
    return run(model, Script(MODEL.PARAMS.model_validate(params)), rules)


def outcome(params: dict[str, Any], rules: RuleBook, model: Any = MODEL) -> Any:
    return play(params, rules, model).outcome


def world(rules_: list[dict[str, Any]], default: str = "allow", **request: Any) -> dict[str, Any]:
    """One request against numbered rules; a rule's name tells what it is."""
    numbered = [
        {"name": f"r{index}", "priority": index * 10, **rule} for index, rule in enumerate(rules_)
    ]
    return {"acl": {"rules": numbered, "default": default}, "requests": [{"id": "q", **request}]}


def decided(params: dict[str, Any], rules: RuleBook, model: Any = MODEL) -> tuple[str, str]:
    result = outcome(params, rules, model)["requests"]["q"]
    return result["verdict"], result["rule"]


HOME, OFFICE = "192.0.2.1", "203.0.113.9"
OFFICE_SET = {"kind": "ip", "values": ["203.0.113.0/24"]}
SQLI = {"kind": "sqli"}
CORE = {"kind": "group", "group": "core"}
CORE_LABEL = "awswaf:managed:aws:core-rule-set:"
LABEL = {"kind": "label", "values": [CORE_LABEL + "NoUserAgent_Header"]}
XSS_LABEL = {"kind": "label", "values": [CORE_LABEL + "CrossSiteScripting_Body"]}
ATTACK = {"ip": OFFICE, "signs": ["sqli"]}

ROWS: list[tuple[str, dict[str, Any], tuple[str, str]]] = [
    # web-acl-rule-actions: Allow and Block are terminating, Count is not.
    ("allow ends", world([{**OFFICE_SET, "action": "allow"}, SQLI], **ATTACK), ("allow", "r0")),
    ("block ends", world([SQLI, {**OFFICE_SET, "action": "allow"}], **ATTACK), ("block", "r0")),
    ("count goes on", world([{**OFFICE_SET, "action": "count"}, SQLI], **ATTACK), ("block", "r1")),
    ("count and the default", world([{**SQLI, "action": "count"}], **ATTACK), ("allow", "default")),
    ("lowest number first",
     world([{**SQLI, "priority": 7}, {**OFFICE_SET, "action": "allow", "priority": 3}], **ATTACK),
     ("allow", "r1")),
    # web-acl-default-action.
    ("default allow", world([SQLI], ip=HOME), ("allow", "default")),
    ("default block", world([SQLI], "block", ip=HOME), ("block", "default")),
    ("no rules", world([], "block"), ("block", "default")),
    # waf-rule-action: CAPTCHA and Challenge.
    ("captcha without token", world([{**SQLI, "action": "captcha"}], **ATTACK), ("captcha", "r0")),
    ("captcha with token", world([{**SQLI, "action": "captcha"}, SQLI], token=True, **ATTACK),
     ("block", "r1")),
    ("challenge without token", world([{**SQLI, "action": "challenge"}], **ATTACK),
     ("challenge", "r0")),
    ("challenge with token", world([{**SQLI, "action": "challenge"}], token=True, **ATTACK),
     ("allow", "default")),
    # waf-rule-statements-match.
    ("address", world([OFFICE_SET], ip="203.0.114.1"), ("allow", "default")),
    ("IPv6", world([{"kind": "ip", "values": ["2001:db8::/32"]}], ip="2001:db8::1"),
     ("block", "r0")),
    ("country", world([{"kind": "geo", "values": ["US", "KR"]}], country="KR"), ("block", "r0")),
    ("inverted", world([{"kind": "geo", "values": ["KR"], "inverted": True}], country="KR"),
     ("allow", "default")),
    ("inverted matches", world([{"kind": "geo", "values": ["KR"], "inverted": True}], country="US"),
     ("block", "r0")),
    ("part of the path", world([{"kind": "string", "values": ["login"]}], path="/a/login"),
     ("block", "r0")),
    ("size", world([{"kind": "size", "bytes": 8192}], body=8192), ("allow", "default")),
    ("larger", world([{"kind": "size", "bytes": 8192}], body=8193), ("block", "r0")),
    ("scripting", world([{"kind": "xss"}], signs=["xss"]), ("block", "r0")),
    # aws-managed-rule-groups-baseline and use-case.
    ("core: no User-Agent", world([CORE], agent=""), ("block", "r0")),
    ("core: body over 8 KB", world([CORE], body=8193), ("block", "r0")),
    ("core: body of 8 KB", world([CORE], body=8192), ("allow", "default")),
    ("core: scripting", world([CORE], signs=["xss"]), ("block", "r0")),
    ("core: bad bot", world([CORE], signs=["bad-bot"]), ("block", "r0")),
    ("core: local file inclusion", world([CORE], signs=["lfi"]), ("block", "r0")),
    ("core has no SQL injection", world([CORE], signs=["sqli"]), ("allow", "default")),
    ("SQL group", world([{"kind": "group", "group": "sql"}], signs=["sqli"]), ("block", "r0")),
    ("known bad inputs", world([{"kind": "group", "group": "known-bad"}], signs=["log4j"]),
     ("block", "r0")),
    ("admin", world([{"kind": "group", "group": "admin"}], path="/admin/x"), ("block", "r0")),
    # web-acl-rule-group-override-options, API_OverrideAction, waf-labels.
    ("rules to Count", world([{**CORE, "override": "rules-count"}], agent=""),
     ("allow", "default")),
    ("result to Count", world([{**CORE, "override": "result-count"}], agent=""),
     ("allow", "default")),
    ("a counted label is seen", world([{**CORE, "override": "rules-count"}, LABEL], agent=""),
     ("block", "r1")),
    ("the result's label is seen", world([{**CORE, "override": "result-count"}, LABEL], agent=""),
     ("block", "r1")),
    ("labels are for later rules", world([LABEL, {**CORE, "override": "rules-count"}], agent=""),
     ("allow", "default")),
    ("rules to Count go on inside the group",
     world([{**CORE, "override": "rules-count"}, XSS_LABEL], agent="", signs=["xss"]),
     ("block", "r1")),
    ("a counted result ends the group inside",
     world([{**CORE, "override": "result-count"}, XSS_LABEL], agent="", signs=["xss"]),
     ("allow", "default")),
    ("an own label", world([{**SQLI, "action": "count", "label": "mine:sql"},
                            {"kind": "label", "values": ["mine:sql"]}], **ATTACK), ("block", "r1")),
    ("an own label by its ending", world([{**SQLI, "action": "count", "label": "mine:sql"},
                                          {"kind": "label", "values": ["sql"]}], **ATTACK),
     ("block", "r1")),
    # waf-rule-label-match: labels of another context take their prefix.
    ("a managed label takes its prefix",
     world([{**CORE, "override": "rules-count"},
            {"kind": "label", "values": ["NoUserAgent_Header"]}], agent=""), ("allow", "default")),
    ("half a label is none", world([{**SQLI, "action": "count", "label": "mine:sql"},
                                    {"kind": "label", "values": ["ql"]}], **ATTACK),
     ("allow", "default")),
]  # fmt: skip


@pytest.mark.parametrize(("row", "params", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_documented_rows(row: str, params: Any, expected: tuple[str, str], rules: Any) -> None:
    assert decided(params, rules) == expected
    assert all(rules[rule].evidence == "documented" for rule in play(params, rules).rules)


UNITS = [
    (OFFICE_SET, 1), ({"kind": "geo", "values": ["KR"]}, 1), ({"kind": "size"}, 1), (LABEL, 1),
    ({"kind": "string", "values": ["x"]}, 10), (SQLI, 20), ({"kind": "xss"}, 40),
    ({"kind": "rate"}, 2), (CORE, 700), ({"kind": "group", "group": "known-bad"}, 200),
    ({"kind": "group", "group": "admin"}, 100), ({"kind": "group", "group": "sql"}, 200),
]  # fmt: skip


def test_capacity_units(rules: RuleBook) -> None:
    for rule, units in UNITS:
        assert play(world([rule]), rules).metrics["wcu"] == units
    everything = world([rule for rule, _ in UNITS])
    assert play(everything, rules).metrics["wcu"] == sum(units for _, units in UNITS) == 1276


REACH = [
    ("sql-injection", "alb", True), ("http-flood", "cloudfront", True),
    ("bad-bot", "api-gateway", True), ("syn-flood", "alb", False),
    ("udp-flood", "cloudfront", False),
    ("sql-injection", "nlb", False), ("http-flood", "ec2", False),
]  # fmt: skip


@pytest.mark.parametrize(("flow", "target", "seen"), REACH)
def test_what_a_web_acl_inspects(flow: str, target: str, seen: bool, rules: RuleBook) -> None:
    result = outcome({"ask": "reach", "flows": [[flow, target]]}, rules)
    assert result == {"inspected": [[flow, target]] if seen else []}


# Rates: decisions against a count over all requests from the start.


def rates(case: dict[str, Any], rules: RuleBook) -> dict[str, tuple[int, int, int]]:
    told = outcome(case, rules)["sources"]
    return {one["source"]: (one["sent"], one["blocked"], one["first"]) for one in told}


FROZEN = json.loads((Path(__file__).parent / "data" / "waf_rates.json").read_text("utf-8"))


def test_rates_equal_the_frozen_brute_force_counts(rules: RuleBook) -> None:
    """Made by tests/oracles/test_waf_web_acl.py, which counts anew at every look."""
    assert len(FROZEN) == 200
    for frozen in FROZEN:
        expected = {ip: tuple(tally) for ip, tally in frozen["expected"].items()}
        assert rates(frozen["case"], rules) == expected, frozen["case"]
    assert any(tally[1] for frozen in FROZEN for tally in frozen["expected"].values())


def flood(limit: int, per_min: int, until: int, **rule: Any) -> dict[str, Any]:
    flooding = {"name": "flood", "kind": "rate", "priority": 1, "limit": limit, **rule}
    source = {"ip": "198.51.100.7", "per_min": per_min, "until_s": until}
    return {"acl": {"rules": [flooding]}, "requests": [], "sources": [source]}


def test_the_request_after_the_limit_is_the_first(rules: RuleBook) -> None:
    assert rates(flood(100, 600, 60), rules) == {"198.51.100.7": (600, 500, 101)}


def test_a_source_that_slows_down_is_let_in_again(rules: RuleBook) -> None:
    case = flood(10, 60, 20, window_s=60)
    case["sources"].append({"ip": "198.51.100.7", "per_min": 6, "from_s": 100, "until_s": 160})
    names = [type(event).__name__ for event in play(case, rules).events]
    assert names.count("LimitPassed") == names.count("LimitLeft") == 1


def test_looking_seldom_lets_more_through(rules: RuleBook) -> None:
    blocked = [
        rates({**flood(100, 600, 60), "check_s": check}, rules)["198.51.100.7"][1]
        for check in (0, 1, 10, 30)
    ]
    assert blocked == sorted(blocked, reverse=True)
    assert blocked[-1] < blocked[0]


def test_a_delayed_look_is_modelled_not_documented(rules: RuleBook) -> None:
    evidence = {
        rules[rule].evidence for rule in play({**flood(10, 60, 60), "check_s": 5}, rules).rules
    }
    assert evidence == {"documented", "modelled"}


def test_scope_and_key_of_a_rate_rule(rules: RuleBook) -> None:
    assert rates(flood(10, 60, 60, values=["/login"]), rules)["198.51.100.7"][1] == 0
    case = flood(10, 6, 60)
    case["sources"] += [{"ip": f"10.0.0.{n}", "per_min": 6, "until_s": 60} for n in range(3)]
    assert sum(tally[1] for tally in rates(case, rules).values()) == 0
    case["acl"]["rules"][0]["key"] = "all"
    assert sum(tally[1] for tally in rates(case, rules).values()) == 24 - 10


def test_requests_that_an_earlier_rule_ends_are_not_counted(rules: RuleBook) -> None:
    case = flood(10, 60, 60)
    case["acl"]["rules"].insert(
        0, {"name": "all", "priority": 0, "kind": "geo", "values": ["KR"], "action": "allow"}
    )
    assert rates(case, rules)["198.51.100.7"] == (60, 0, 0)


def test_a_rate_rule_may_only_count(rules: RuleBook) -> None:
    done = play(flood(10, 60, 60, action="count"), rules)
    assert (done.metrics["stopped"], done.metrics["counted"]) == (0, 50)


BAD = [
    {"acl": {"rules": [{"name": "a"}, {"name": "b"}]}},
    {"acl": {"rules": [{"name": "a", "priority": 1}, {"name": "a", "priority": 2}]}},
    {"acl": {"rules": [{"kind": "rate", "action": "allow"}]}},
    {"acl": {"rules": [{"kind": "rate", "limit": 9}]}},
    {"acl": {"rules": [{"kind": "rate", "window_s": 90}]}},
    {"acl": {"rules": [{"kind": "ip", "values": ["nowhere"]}]}},
    {"requests": [{"ip": "x"}]},
    {"sources": [{"per_min": 6000, "until_s": 3600}]},
]


@pytest.mark.parametrize("params", BAD)
def test_what_waf_does_not_take_is_refused(params: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MODEL.PARAMS.model_validate(params)


# Invariants.

rule_pool = st.sampled_from(
    [OFFICE_SET, SQLI, {"kind": "xss"}, {"kind": "geo", "values": ["KR"]}, {"kind": "size"}, CORE]
)
action_pool = st.sampled_from(["allow", "block", "count", "captcha"])


@settings(max_examples=80, deadline=None)
@given(
    chosen=st.lists(st.tuples(rule_pool, action_pool), max_size=6),
    default=st.sampled_from(["allow", "block"]),
    signs=st.lists(st.sampled_from(["sqli", "xss"]), max_size=2, unique=True),
)
def test_a_rule_that_only_counts_never_changes_a_decision(chosen, default, signs, rules) -> None:
    listed = [{**rule, "action": action} for rule, action in chosen]
    plain = decided(world(listed, default, ip=OFFICE, signs=signs), rules)
    for priority in (5, 25, 999):
        case = world(listed, default, ip=OFFICE, signs=signs)
        counting = {"kind": "geo", "values": ["KR"], "action": "count", "name": "c"}
        case["acl"]["rules"].append({**counting, "priority": priority})
        assert decided(case, rules) == plain


@settings(max_examples=80, deadline=None)
@given(chosen=st.lists(st.tuples(rule_pool, action_pool), min_size=1, max_size=6))
def test_only_the_order_of_priorities_counts(chosen, rules) -> None:
    listed = [{**rule, "action": action} for rule, action in chosen]
    case = world(listed, ip=OFFICE, signs=["sqli"])
    spread = world(listed, ip=OFFICE, signs=["sqli"])
    for index, rule in enumerate(spread["acl"]["rules"]):
        rule["priority"] = index * 37 + 5
    spread["acl"]["rules"].reverse()
    assert decided(case, rules) == decided(spread, rules)


@settings(max_examples=60, deadline=None)
@given(limit=st.integers(10, 60), more=st.integers(1, 40), per_min=st.integers(6, 120))
def test_a_higher_limit_never_blocks_more(limit, more, per_min, rules) -> None:
    low, high = (
        rates(flood(one, per_min, 60), rules)["198.51.100.7"] for one in (limit, limit + more)
    )
    assert low[1] >= high[1]
    assert low[0] == high[0] >= low[1]


# Wrong models, problems, scenarios.

CALM = {
    "acl": {"rules": [{"name": "r", "kind": "rate", "priority": 1, "limit": 20, "window_s": 120}]},
    "requests": [],
    "sources": [
        {"ip": f"10.0.0.{speed}", "per_min": speed, "until_s": 250} for speed in (19, 15, 7, 2)
    ],
}
CORPUS: list[dict[str, Any]] = [
    *(params for _, params, _ in ROWS),
    CALM,
    flood(100, 600, 60),
    {"ask": "reach", "flows": [[flow, target] for flow, target, _ in REACH]},
]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    wrong = WRONG_MODELS[name]
    assert any(outcome(case, rules) != outcome(case, rules, wrong) for case in CORPUS)


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_wrong_models_run_in_every_world(name: str, rules: RuleBook) -> None:
    assert all(outcome(case, rules, WRONG_MODELS[name]) for case in CORPUS)


def test_the_smallest_fixes_are_found(catalog, rules) -> None:
    fixes = {}
    for scenario in catalog.sims["waf_web_acl"].scenarios:
        parts = scenario.goal.when
        fix = smallest_fix(
            MODEL,
            scenario_script(SIM, scenario),
            edits,
            lambda done, parts=parts: all(holds(p, done) for p in parts),
            rules,
        )
        fixes[scenario.id] = [(edit.id, edit.values["rule"]) for edit in fix.edits] if fix else None
    assert fixes == {
        "whos-first": [("move-last", "office")],
        "quiet-start": [("make-block", "scripting-label")],
        "flood": [("raise-limit", "flood")],
        "one-nat": [("raise-limit", "flood")],
    }


def test_every_edit_has_words_and_keeps_a_valid_acl(catalog, rules) -> None:
    page = catalog.sims["waf_web_acl"]
    listed = [CORE, {**CORE, "override": "rules-count"}, SQLI, {**SQLI, "action": "count"}]
    listed.append({"kind": "rate"})
    found = list(edits(MODEL.PARAMS.model_validate(world(listed))))
    assert {edit.id for edit in found} == set(page.edits)
    for edit in found:
        assert MODEL.PARAMS.model_validate(edit.params.model_dump(mode="json")) == edit.params


def test_events_speak_both_languages(catalog, rules) -> None:
    page = catalog.sims["waf_web_acl"]
    kinds = set()
    slowing = flood(10, 60, 20, window_s=60)
    slowing["sources"].append({"ip": "198.51.100.7", "per_min": 6, "from_s": 100, "until_s": 160})
    for case in [*CORPUS, slowing]:
        for event in play(case, rules).events:
            kinds.add(type(event))
            values = {name: getattr(event, name) for name in event.__dataclass_fields__}
            for language in LANGUAGES:
                assert fill(page.events[type(event).__name__], values, language, page.terms)
    assert kinds == set(MODEL.EVENTS)
