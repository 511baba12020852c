"""Shield: documented rows, invariants of every attack, beliefs that must be caught, words."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import SimPage
from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.template import fill
from awsstudy.quiz.generated import make_item
from awsstudy.sims import panels
from awsstudy.sims.kernel import Run, Script, Simulation, run
from awsstudy.sims.models.shield_ddos import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model
from awsstudy.sims.shield.world import Front, Kind, ShieldParams

SIM = Model("shield_ddos", MODEL, WRONG_MODELS, PROBLEMS, edits)
RULE: dict[str, Any] = {"web_acl": "rate_rule"}
ADDED: dict[str, Any] = {"tier": "advanced", "protected": "before"}
AUTO: dict[str, Any] = {"tier": "advanced", "automatic": True, "web_acl": "plain"}


def world(kind: str, front: str, defence: dict[str, Any] | None = None, **attack: Any) -> Any:
    return ShieldParams.model_validate(
        {
            "attack": {"kind": kind, "ramp_min": 0, "minutes": 8, **attack},
            "entrance": {"kind": front},
            "defence": defence or {},
            "assumed": {"on": False},
        }
    )


def play(
    params: ShieldParams, rules: RuleBook, model: type[Simulation[ShieldParams]] = MODEL
) -> Run:
    return run(model, Script(params), rules)


def outcome(params: ShieldParams, rules: RuleBook, **model: Any) -> Any:
    return play(params, rules, **model).outcome


# What stops what: ddos-overview, ddos-event-mitigation, ddos-event-detection-infrastructure,
# ddos-event-mitigation-logic-continuous-inspection, ddos-app-layer-web-ACL-and-rbr,
# ddos-automatic-app-layer-response, ddos-advanced-summary-protected-resources, waf-chapter.
ROWS: list[tuple[str, str, dict[str, Any], dict[str, Any], int, str]] = [
    ("udp_reflection", "ec2_eip", {}, {}, 3, "shield-standard"),
    ("udp_reflection", "alb", {}, {}, 3, "shield-standard"),
    ("syn_flood", "alb", {}, {}, 4, "shield-standard"),
    ("syn_flood", "nlb_eip", RULE, {}, 4, "shield-standard"),
    ("syn_flood", "ec2_eip", ADDED, {}, 4, "shield-advanced"),
    ("syn_flood", "ec2_eip", {"tier": "advanced"}, {}, 4, "shield-standard"),
    ("syn_flood", "alb", {}, {"gbps": 8}, 4, "nothing"),
    ("syn_flood", "alb", {}, {"gbps": 8.1}, 4, "shield-standard"),
    ("syn_flood", "alb", ADDED, {"gbps": 4}, 4, "nothing"),
    ("syn_flood", "alb", ADDED, {"gbps": 4.1}, 4, "shield-advanced"),
    ("syn_flood", "cloudfront", {}, {"gbps": 0.1}, 4, "edge"),
    ("udp_reflection", "cloudfront", {}, {}, 3, "edge"),
    ("udp_reflection", "route53", {}, {}, 3, "edge"),
    ("dns_query_flood", "route53", {}, {}, 7, "edge"),
    ("dns_query_flood", "ec2_eip", {}, {}, 7, "nothing"),
    ("dns_query_flood", "ec2_eip", RULE, {}, 7, "nothing"),
    ("dns_query_flood", "alb", {}, {}, 3, "shield-standard"),
    ("http_flood", "route53", {}, {}, 7, "edge"),
    ("http_flood", "alb", {}, {}, 7, "nothing"),
    ("http_flood", "alb", {"web_acl": "plain"}, {}, 7, "nothing"),
    ("http_flood", "alb", RULE, {}, 7, "waf-rate-rule"),
    ("http_flood", "alb", RULE, {"sources": 200_000}, 7, "nothing"),
    ("cache_busting", "cloudfront", {}, {}, 7, "nothing"),
    ("cache_busting", "cloudfront", RULE, {}, 7, "waf-rate-rule"),
    ("http_flood", "nlb_eip", RULE, {}, 7, "nothing"),
    ("http_flood", "ec2_eip", RULE, {}, 7, "nothing"),
    ("http_flood", "alb", AUTO, {}, 7, "nothing"),
    ("http_flood", "alb", {**AUTO, **ADDED}, {}, 7, "automatic-rules"),
    ("http_flood", "cloudfront", {**AUTO, **ADDED}, {}, 7, "automatic-rules"),
    ("http_flood", "alb", {**AUTO, **ADDED, "web_acl": "none"}, {}, 7, "nothing"),
    ("http_flood", "alb", {**AUTO, **ADDED, "tier": "standard"}, {}, 7, "nothing"),
    ("http_flood", "nlb_eip", {**AUTO, **ADDED}, {}, 7, "nothing"),
    ("http_flood", "alb", ADDED, {}, 7, "nothing"),
]


@pytest.mark.parametrize("row", ROWS)
def test_documented_rows(
    row: tuple[str, str, dict[str, Any], dict[str, Any], int, str], rules: RuleBook
) -> None:
    kind, front, defence, attack, layer, stopped_by = row
    found = outcome(world(kind, front, defence, **attack), rules)
    assert (found["layer"], found["stopped_by"]) == (layer, stopped_by)


def test_rows_cover_every_attack_and_front() -> None:
    assert {row[0] for row in ROWS} == set(get_args(Kind))
    assert {row[1] for row in ROWS} == set(get_args(Front))


@pytest.mark.parametrize(("defence", "minute"), [({}, 5), (ADDED, 3), ({"tier": "advanced"}, 5)])
def test_the_minute_of_a_growing_flood(
    defence: dict[str, Any], minute: int, rules: RuleBook
) -> None:
    """8 Gbps capacity, 2 Gbps more a minute: above 8 in minute 5, above 4 in minute 3."""
    params = world("syn_flood", "ec2_eip", defence, gbps=20, ramp_min=10, minutes=12)
    assert outcome(params, rules)["stopped_min"] == minute


# request-refund: added before the attack; CloudFront and ALB with a rate-based rule.
CLAIMS = [
    ("alb", "before", True, "may-claim"),
    ("alb", "before", False, "no-rate-rule"),
    ("cloudfront", "before", False, "no-rate-rule"),
    ("ec2_eip", "before", False, "may-claim"),
    ("route53", "before", False, "may-claim"),
    ("alb", "during", True, "protected-too-late"),
    ("alb", "no", True, "not-protected"),
]


@pytest.mark.parametrize(("front", "when", "rule", "verdict"), CLAIMS)
@pytest.mark.parametrize("tier", ["standard", "advanced"])
def test_credits(
    front: str, when: str, rule: bool, verdict: str, tier: str, rules: RuleBook
) -> None:
    acl = "rate_rule" if rule else "none"
    params = world("syn_flood", front, {"tier": tier, "protected": when, "web_acl": acl})
    expected = verdict if tier == "advanced" else "not-protected"
    assert outcome(params, rules)["credit"] == expected


@pytest.mark.parametrize(
    ("tier", "support", "verdict"),
    [
        ("standard", "enterprise", "may-not-call"),
        ("advanced", "basic", "may-not-call"),
        ("advanced", "business", "may-call"),
        ("advanced", "enterprise", "may-call"),
    ],
)
def test_the_response_team_needs_both(
    tier: str, support: str, verdict: str, rules: RuleBook
) -> None:
    params = world("syn_flood", "alb", {"tier": tier, "support": support})
    assert outcome(params, rules)["response_team"] == verdict


def test_a_minute_of_standard_hurts_and_advanced_does_not(rules: RuleBook) -> None:
    growing = {"gbps": 20, "ramp_min": 10, "minutes": 20}
    standard = world("syn_flood", "ec2_eip", {}, **growing)
    advanced = world("syn_flood", "ec2_eip", ADDED, **growing)
    assert outcome(standard, rules)["saturated"] == "line"
    assert outcome(advanced, rules)["saturated"] == "nothing"


def test_repeated_requests_stay_in_the_caches(rules: RuleBook) -> None:
    assert outcome(world("http_flood", "cloudfront"), rules)["saturated"] == "nothing"
    assert outcome(world("cache_busting", "cloudfront"), rules)["saturated"] == "servers"


def test_assumptions_delay_the_automatic_rules_and_let_packets_pass(rules: RuleBook) -> None:
    params = world("http_flood", "alb", {**AUTO, **ADDED}, minutes=20)
    data = params.model_dump(mode="json")
    data["assumed"] = {"on": True, "rules_take_min": 7}
    late = play(ShieldParams.model_validate(data), rules)
    assert late.outcome["stopped_min"] == 7  # type: ignore[index]
    assert "shield.model.rules-take" in late.rules
    data = world("syn_flood", "alb", minutes=20).model_dump(mode="json")
    data["assumed"] = {"on": True, "passes_pct": 10}
    assert play(ShieldParams.model_validate(data), rules).metrics["arriving_gbps"] == 2


def test_two_resources_need_two_ids() -> None:
    with pytest.raises(ValidationError):
        ShieldParams.model_validate({"estate": [{"id": "a"}, {"id": "a"}]})


# Invariants.


@st.composite
def worlds(draw: st.DrawFn) -> ShieldParams:
    base = draw(st.integers(1, 20))
    return ShieldParams.model_validate(
        {
            "attack": {
                "kind": draw(st.sampled_from(get_args(Kind))),
                "gbps": draw(st.integers(1, 100)),
                "rps": draw(st.integers(100, 200_000)),
                "sources": draw(st.sampled_from([1, 100, 10_000, 1_000_000])),
                "ramp_min": draw(st.integers(0, 12)),
                "minutes": draw(st.integers(1, 30)),
            },
            "entrance": {
                "kind": draw(st.sampled_from(get_args(Front))),
                "capacity_gbps": draw(st.integers(1, 50)),
            },
            "defence": {
                "tier": draw(st.sampled_from(["standard", "advanced"])),
                "protected": draw(st.sampled_from(["no", "before", "during"])),
                "web_acl": draw(st.sampled_from(["none", "plain", "rate_rule"])),
                "automatic": draw(st.booleans()),
            },
            "fleet": {"base": base, "most": base + draw(st.integers(0, 50))},
            "assumed": {"on": draw(st.booleans())},
        }
    )


@settings(max_examples=60, deadline=None)
@given(params=worlds())
def test_what_arrives_never_exceeds_what_is_sent(params: ShieldParams, rules: RuleBook) -> None:
    model = MODEL(params, 1, rules)
    model.advance(float("inf"))
    for minute in range(params.attack.minutes + 1):
        gbps, requests = model.arriving(minute)
        packets = model.layer() < 7
        assert 0 <= requests <= model.requests(minute)
        assert not packets or 0 <= gbps <= model.packets(minute)
        assert not (packets and requests)


@settings(max_examples=60, deadline=None)
@given(params=worlds())
def test_the_group_stays_within_its_bounds(params: ShieldParams, rules: RuleBook) -> None:
    done = play(params, rules)
    fleet = params.fleet
    sizes = [e.instances for e in done.events if type(e).__name__ == "FleetScaled"]
    assert all(fleet.base <= size <= fleet.most for size in sizes)
    longest = Fraction(params.attack.minutes, 60) * (fleet.most - fleet.base)
    assert 0 <= done.metrics["extra_usd"] <= float(longest) * fleet.usd_hour + 0.01
    assert 0 <= done.metrics["users_pct"] <= 100


@settings(max_examples=60, deadline=None)
@given(params=worlds(), index=st.integers(0, 5))
def test_no_repair_of_the_defence_makes_it_worse(
    params: ShieldParams, index: int, rules: RuleBook
) -> None:
    """Adding a control never serves fewer users, nor takes a credit away."""
    before = play(params, rules)
    choices = [edit for edit in edits(params) if edit.id != "put-cloudfront-first"]
    edit = choices[index % len(choices)]
    after = play(edit.params, rules)
    assert after.metrics["users_pct"] >= before.metrics["users_pct"] - 0.1
    if before.outcome["credit"] == "may-claim":  # type: ignore[index]
        assert after.outcome["credit"] == "may-claim"  # type: ignore[index]


@settings(max_examples=40, deadline=None)
@given(params=worlds())
def test_without_assumptions_only_documented_rules_act(
    params: ShieldParams, rules: RuleBook
) -> None:
    done = play(params, rules)
    modelled = [rule for rule in done.rules if rules[rule].evidence != "documented"]
    assert bool(modelled) == params.assumed.on


# Problems and wrong models.


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    corpus = [world(*row[:3], **row[3]) for row in ROWS]
    growing = {"gbps": 20, "ramp_min": 10, "minutes": 12}
    corpus += [world("syn_flood", "ec2_eip", defence, **growing) for defence in ({}, ADDED)]
    corpus += [
        world("syn_flood", front, {"tier": "advanced", "protected": when, "web_acl": acl})
        for front, when, acl in (
            ("alb", "during", "rate_rule"),
            ("alb", "before", "none"),
            ("ec2_eip", "before", "none"),
        )
    ]
    wrong = WRONG_MODELS[name]
    corpus.append(world("cache_busting", "alb", minutes=60))
    assert any(outcome(one, rules) != outcome(one, rules, model=wrong) for one in corpus)


def test_a_known_question(catalog: Catalog, rules: RuleBook) -> None:
    page = catalog.sims["shield_ddos"]
    for words in page.problems:
        for seed in range(20):
            item = make_item(page, words.id, seed, rules)
            told = [item.stem, *(c.text for c in item.choices), *(c.why for c in item.choices)]
            for text in told:
                for language in LANGUAGES:
                    assert "because-" not in text[language]
                    assert "defence-" not in text[language]
                    assert "{" not in text[language]


# Words.


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["shield_ddos"]


def shown_ids(frame_panels: tuple[panels.Panel, ...]) -> set[str]:
    found: set[str] = set()
    for panel in frame_panels:
        found.add(panel.id)
        if isinstance(panel, panels.Sieve):
            found |= {part for layer in panel.layers for part in (layer.name, layer.verdict)}
        elif isinstance(panel, panels.Grid):
            found |= {strip.name for strip in panel.strips} | {sign.term for sign in panel.signs}
            found.add(panel.axis)
        elif isinstance(panel, panels.Table):
            found |= {column.id for column in panel.columns}
            found |= {cell for row in panel.rows for cell in row.cells if isinstance(cell, str)}
    return found


def test_events_and_panels_speak_both_languages(page: SimPage, rules: RuleBook) -> None:
    kinds = set()
    corpus = [world(*row[:3], **row[3]) for row in ROWS]
    corpus.append(world("syn_flood", "alb", gbps=20, ramp_min=10, minutes=12))
    corpus.append(ShieldParams.model_validate({"estate": [{"id": "shop"}]}))
    for params in corpus:
        player = Player(MODEL, Script(params), rules)
        assert shown_ids(player.frame.panels) <= set(page.terms)
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


def test_the_strips_fit_the_picture(rules: RuleBook) -> None:
    player = Player(MODEL, Script(ShieldParams()), rules)
    player.end()
    grid = next(panel for panel in player.frame.panels if isinstance(panel, panels.Grid))
    assert {len(strip.cells) for strip in grid.strips} == {ShieldParams().attack.minutes + 1}
