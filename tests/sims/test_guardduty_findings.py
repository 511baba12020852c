"""GuardDuty: the guide's table of findings, blind spots, aggregation, notifications, words."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
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
from awsstudy.sims import panels
from awsstudy.sims.guardduty import rule_ids as ids
from awsstudy.sims.guardduty.signatures import SIGNATURES, Behaviour, finding_type
from awsstudy.sims.guardduty.world import GuardDutyParams
from awsstudy.sims.kernel import Run, Script, Simulation, run
from awsstudy.sims.models.guardduty_findings import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model

SIM = Model("guardduty_findings", MODEL, WRONG_MODELS, PROBLEMS, edits)
TABLE = Path(__file__).parent / "data" / "guardduty_findings.tsv"
"""Type, default severity, data source: read off the user guide's pages of finding types."""
SOURCES = {
    "VPC Flow Logs": "flow-logs",
    "DNS logs": "dns-logs",
    "CloudTrail management event": "cloudtrail",
    "CloudTrail management events": "cloudtrail",
    "S3 CloudTrail data events": "s3-data-events",
    "CloudTrail management events or CloudTrail data events": "cloudtrail-or-data",
    "CloudTrail management events or S3 data events": "cloudtrail-or-data",
}


def world(*activities: dict[str, Any], **detector: Any) -> GuardDutyParams:
    return GuardDutyParams.model_validate(
        {"activities": activities, "detector": detector, "assumed": {"on": False}}
    )


def did(kind: str, who: str = "web1", **others: Any) -> dict[str, Any]:
    return {"kind": kind, "who": who, **others}


def play(
    params: GuardDutyParams, rules: RuleBook, model: type[Simulation[GuardDutyParams]] = MODEL
) -> Run:
    return run(model, Script(params), rules)


def outcome(params: GuardDutyParams, rules: RuleBook, **model: Any) -> Any:
    return play(params, rules, **model).outcome


# The table.


def table() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text("utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]  # type: ignore[misc]


def test_the_rules_are_the_table_of_the_guide(rules: RuleBook) -> None:
    found = {
        tuple(rule.value)  # type: ignore[arg-type]
        for name, rule in rules.items()
        if name.startswith(ids.FINDING)
    }
    expected = {
        (name, "varies" if "*" in severity else severity.lower(), SOURCES[source])
        for name, severity, source in table()
    }
    assert found == expected
    assert len(expected) == 73


def test_every_signature_is_a_row_with_one_source(rules: RuleBook) -> None:
    assert set(SIGNATURES) == set(get_args(Behaviour)) - {"load-test"}
    for slug in SIGNATURES.values():
        assert finding_type(slug, rules).source in {
            "flow-logs",
            "dns-logs",
            "cloudtrail",
            "s3-data-events",
        }


@pytest.mark.parametrize(
    ("slug", "purpose", "affected", "family"),
    [
        ("cryptocurrency-ec2-bitcointool-b-dns", "CryptoCurrency", "EC2", "BitcoinTool"),
        ("recon-ec2-portscan", "Recon", "EC2", "Portscan"),
        ("stealth-iamuser-cloudtrailloggingdisabled", "Stealth", "IAMUser", "CloudTrailLogging"),
        ("policy-s3-bucketanonymousaccessgranted", "Policy", "S3", "BucketAnonymousAccess"),
        ("backdoor-ec2-denialofservice-udp", "Backdoor", "EC2", "DenialOfService"),
    ],
)
def test_names_are_read_by_the_documented_grammar(
    slug: str, purpose: str, affected: str, family: str, rules: RuleBook
) -> None:
    kind = finding_type(slug, rules)
    assert (kind.purpose, kind.affected) == (purpose, affected)
    assert kind.family.startswith(family)


def test_a_row_of_another_shape_is_no_finding_type(rules: RuleBook) -> None:
    book = RuleBook([*rules.values()], rules.as_of)
    with pytest.raises(TypeError):
        finding_type("", _Renamed(book))  # type: ignore[arg-type]


class _Renamed:
    """A book whose row of findings is a number."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book

    def __getitem__(self, _name: str) -> Any:
        return self._book[ids.NOTIFY_FIRST]


# What is seen.

SEEN: list[tuple[str, dict[str, Any], dict[str, Any], str | None]] = [
    ("scans-ports", {}, {}, None),
    ("scans-ports", {}, {"own_flow_logs": False, "own_trail": False}, None),
    ("scans-ports", {"region": "tokyo"}, {"regions": ["seoul"]}, "region-off"),
    ("scans-ports", {"region": "tokyo"}, {"regions": ["seoul", "tokyo"]}, None),
    ("scans-ports", {}, {"resolver": "third_party"}, None),
    ("scans-ports", {"trusted": True}, {}, "trusted-address"),
    ("asks-for-miner-name", {}, {}, None),
    ("asks-for-miner-name", {}, {"resolver": "third_party"}, "other-resolver"),
    ("asks-for-miner-name", {"trusted": True}, {}, None),
    ("tunnels-in-dns", {}, {"resolver": "third_party"}, "other-resolver"),
    ("switches-trail-off", {}, {"own_trail": False}, None),
    ("calls-from-tor", {"trusted": True}, {}, "trusted-address"),
    ("opens-bucket", {}, {"s3_protection": False}, None),
    ("reads-objects-from-tor", {}, {}, None),
    ("reads-objects-from-tor", {}, {"s3_protection": False}, "s3-protection-off"),
    ("load-test", {"times": 50}, {}, "harmless"),
]


@pytest.mark.parametrize(("kind", "activity", "detector", "reason"), SEEN)
def test_documented_blind_spots(
    kind: str,
    activity: dict[str, Any],
    detector: dict[str, Any],
    reason: str | None,
    rules: RuleBook,
) -> None:
    found = outcome(world(did(kind, **activity), **detector), rules)
    assert [one["reason"] for one in found["missed"]] == ([reason] if reason else [])
    assert found["count"] == (0 if reason else 1)


@pytest.mark.parametrize("kind", SIGNATURES)
def test_every_behaviour_is_found_in_its_own_log(kind: str, rules: RuleBook) -> None:
    expected = finding_type(SIGNATURES[kind], rules)
    found = outcome(world(did(kind)), rules)["findings"]
    assert [(one["type"], one["source"]) for one in found] == [(expected.name, expected.source)]


# Findings, updates and notifications.


def test_attempts_on_one_instance_are_one_finding(rules: RuleBook) -> None:
    params = world(did("is-brute-forced", times=30, attackers=5))
    found = outcome(params, rules)["findings"]
    assert [one["count"] for one in found] == [30]


def test_another_instance_is_another_finding(rules: RuleBook) -> None:
    params = world(
        did("is-brute-forced", "a", times=5),
        did("is-brute-forced", "b", times=7),
        did("is-brute-forced", "a", region="tokyo"),
    )
    found = outcome(params, rules)["findings"]
    assert sorted((one["who"], one["region"], one["count"]) for one in found) == [
        ("a", "seoul", 5),
        ("a", "tokyo", 1),
        ("b", "seoul", 7),
    ]


@pytest.mark.parametrize(("later", "expected"), [(360, 2), (60, 12), (15, 48)])
def test_later_notifications_come_at_the_chosen_interval(
    later: int, expected: int, rules: RuleBook
) -> None:
    """12 hours after the first notification, in minute 5, with an attempt every 2 minutes."""
    params = world(did("is-brute-forced", times=363, every_min=2), later_min=later)
    done = play(params, rules)
    sent = [event for event in done.events if type(event).__name__ == "NotificationSent"]
    assert [event.at for event in sent] == [5 + n * later for n in range(expected + 1)]
    assert sum(event.occurrences for event in sent) == 363  # type: ignore[attr-defined]


@pytest.mark.parametrize("later", [20, 5, 720])
def test_other_intervals_cannot_be_chosen(later: int) -> None:
    with pytest.raises(ValidationError):
        world(did("scans-ports"), later_min=later)


def test_only_a_rule_of_the_owner_stops_anything(rules: RuleBook) -> None:
    attempts = did("is-brute-forced", times=100, every_min=1)
    assert outcome(world(attempts), rules)["reached"] == 100
    assert outcome(world(attempts, reaction="mail"), rules)["reached"] == 100
    isolated = outcome(world(attempts, reaction="isolate"), rules)
    assert isolated["reached"] == 6  # minutes 0 to 5, when the first notification goes out


def test_the_delay_is_an_assumption(rules: RuleBook) -> None:
    params = GuardDutyParams.model_validate(
        {"activities": [did("scans-ports")], "assumed": {"on": True, "delay_min": 42}}
    )
    done = play(params, rules)
    assert done.metrics["first_finding_min"] == 42
    assert "guardduty.model.delay" in done.rules


# Invariants.


@st.composite
def worlds(draw: st.DrawFn) -> GuardDutyParams:
    regions = ["seoul", "tokyo", "virginia", "frankfurt"]
    activities = [
        did(
            draw(st.sampled_from(get_args(Behaviour))),
            draw(st.sampled_from(["a", "b", "c"])),
            region=draw(st.sampled_from(regions)),
            start_min=draw(st.integers(0, 200)),
            times=draw(st.integers(1, 12)),
            every_min=draw(st.integers(1, 90)),
            trusted=draw(st.booleans()),
        )
        for _ in range(draw(st.integers(1, 6)))
    ]
    return world(
        *activities,
        regions=draw(st.lists(st.sampled_from(regions), unique=True)),
        resolver=draw(st.sampled_from(["aws", "third_party"])),
        s3_protection=draw(st.booleans()),
        later_min=draw(st.sampled_from([15, 60, 360])),
    )


@settings(max_examples=80, deadline=None)
@given(params=worlds())
def test_every_occurrence_is_counted_or_missed(params: GuardDutyParams, rules: RuleBook) -> None:
    found = outcome(params, rules)
    missed = {(one["who"], one["behaviour"]) for one in found["missed"]}
    counted = sum(one["count"] for one in found["findings"])
    total = sum(one.times for one in params.activities)
    certain = sum(one.times for one in params.activities if (one.who, one.kind) not in missed)
    assert certain <= counted <= total == found["reached"]


@settings(max_examples=60, deadline=None)
@given(params=worlds())
def test_every_occurrence_is_announced_once(params: GuardDutyParams, rules: RuleBook) -> None:
    done = play(params, rules)
    sent = [event for event in done.events if type(event).__name__ == "NotificationSent"]
    counted = sum(one["count"] for one in done.outcome["findings"])  # type: ignore[index,call-overload]
    assert sum(event.occurrences for event in sent) == counted  # type: ignore[attr-defined]
    assert all(event.occurrences > 0 for event in sent)  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None)
@given(params=worlds(), index=st.integers(0, 9))
def test_no_setting_that_is_turned_on_hides_a_finding(
    params: GuardDutyParams, index: int, rules: RuleBook
) -> None:
    seeing = [edit for edit in edits(params) if edit.id != "isolate-by-a-rule"]
    if seeing:
        after = seeing[index % len(seeing)].params
        assert outcome(after, rules)["count"] >= outcome(params, rules)["count"]


@settings(max_examples=40, deadline=None)
@given(params=worlds(), trail=st.booleans(), flows=st.booleans())
def test_logs_of_ones_own_change_nothing(
    params: GuardDutyParams, trail: bool, flows: bool, rules: RuleBook
) -> None:
    update = {"own_trail": trail, "own_flow_logs": flows}
    detector = params.detector.model_copy(update=update)
    other = params.model_copy(update={"detector": detector})
    assert outcome(params, rules) == outcome(other, rules)


# Problems and wrong models.


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    corpus = [world(did(kind, **activity), **detector) for kind, activity, detector, _ in SEEN]
    corpus += [world(did("is-brute-forced", times=60, every_min=4, attackers=3), later_min=60)]
    corpus += [world(did("is-brute-forced", "a"), did("is-brute-forced", "b"))]
    wrong = WRONG_MODELS[name]
    assert any(outcome(one, rules) != outcome(one, rules, model=wrong) for one in corpus)


# Words.


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["guardduty_findings"]


def shown_ids(frame_panels: tuple[panels.Panel, ...]) -> set[str]:
    found: set[str] = set()
    for panel in frame_panels:
        found.add(panel.id)
        if isinstance(panel, panels.Grid):
            found |= {strip.name for strip in panel.strips} | {sign.term for sign in panel.signs}
            found.add(panel.axis)
        elif isinstance(panel, panels.Table):
            found |= {column.id for column in panel.columns}
            places = (2,) if panel.id == "findings" else (1, 2)
            found |= {str(row.cells[place]) for row in panel.rows for place in places}
    return found


def test_events_and_panels_speak_both_languages(page: SimPage, rules: RuleBook) -> None:
    kinds = set()
    corpus = [world(did(kind, **activity), **detector) for kind, activity, detector, _ in SEEN]
    corpus += [world(did(kind)) for kind in SIGNATURES]
    for reaction in ("none", "mail", "isolate"):
        corpus.append(world(did("is-brute-forced", times=40), reaction=reaction))
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


def test_streams_fit_the_picture(rules: RuleBook) -> None:
    player = Player(MODEL, Script(GuardDutyParams()), rules)
    player.end()
    grid = next(panel for panel in player.frame.panels if isinstance(panel, panels.Grid))
    assert {len(strip.cells) for strip in grid.strips} == {48}
    assert {strip.name: "!" in strip.cells for strip in grid.strips} == {
        "stream-flow-logs": True,
        "stream-dns-logs": True,
        "stream-cloudtrail": True,
        "stream-s3-data-events": False,
    }
