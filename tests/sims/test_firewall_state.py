"""Firewalls: documented rows, the kernel's frozen answers, invariants, timeouts, words."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, cast

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
from awsstudy.sims.firewall.world import FirewallParams
from awsstudy.sims.kernel import Run, Script, Simulation, run
from awsstudy.sims.models.firewall_state import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Draw, Model

SIM = Model("firewall_state", MODEL, WRONG_MODELS, PROBLEMS, edits)
FROZEN = Path(__file__).parent / "data" / "firewall_state.json"


def world(
    rules: list[str], script: str, *, kind: str = "stateful", flows: str = "", **others: Any
) -> FirewallParams:
    """A world from short texts.

    Rules: ``allow out tcp 443 443 v4 *`` (a star for every address); flows: ``name by proto
    client server``; script: ``at do flow`` or ``at remove number``, separated by commas.
    """
    listed = [one.split() for one in rules]
    streams = [one.split() for one in (flows or "a out tcp 40001 443").split(",")]
    steps = [one.split() for one in script.split(",")]
    return FirewallParams.model_validate(
        {
            "filter": kind,
            "rules": [
                {"action": r[0], "direction": r[1], "proto": r[2], "low": int(r[3]),
                 "high": int(r[4]), "family": r[5] if len(r) > 5 else "v4",
                 "anywhere": r[-1] == "*"}
                for r in listed
            ],
            "flows": [
                {"id": f[0], "by": f[1], "proto": f[2], "client_port": int(f[3]),
                 "server_port": int(f[4])}
                for f in streams
            ],
            "script": [
                {"at": int(at), "do": do, "rule": int(what)} if do == "remove"
                else {"at": int(at), "do": do, "flow": what}
                for at, do, what in steps
            ],
            **others,
        }
    )  # fmt: skip


def play(
    params: FirewallParams, rules: RuleBook, model: type[Simulation[FirewallParams]] = MODEL
) -> Run:
    return run(model, Script(params), rules)


def outcome(params: FirewallParams, rules: RuleBook, **model: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", play(params, rules, **model).outcome)


def fates(params: FirewallParams, rules: RuleBook, **model: Any) -> str:
    """A plus or minus for each packet."""
    packets = outcome(params, rules, **model)["packets"]
    return "".join("+" if one["ok"] else "-" for one in packets)


OUT443, IN443 = "allow out tcp 443 443", "allow in tcp 443 443"
ALL_OUT, ALL_IN = "allow out all 0 65535", "allow in all 0 65535"
CALL = "0 send a,1 reply a"
VISIT = "a in tcp 50001 443"
CUT = "0 send a,0 reply a,100 remove 1,110 send a,110 reply a"
GROUP, LIST, NACL = "security_group", "stateful", "stateless"
DNS = "a out udp 41000 53"

ROWS: list[tuple[str, FirewallParams, str]] = [
    # Connection tracking (EC2 User Guide): responses flow whatever the other direction's rules.
    ("group: the reply needs no rule", world([OUT443], CALL, kind=GROUP), "++"),
    ("group: a visitor's reply leaves without an outbound rule",
     world([IN443], CALL, kind=GROUP, flows=VISIT), "++"),
    ("group: no rule, no packet", world([IN443], CALL, kind=GROUP), "-"),
    ("group: any rule that matches is enough",
     world(["allow out tcp 80 80", OUT443], CALL, kind=GROUP), "++"),
    ("group: tracked connections outlive their rule",
     world([IN443, ALL_OUT], CUT, kind=GROUP, flows=VISIT), "++++"),
    ("group: new ones do not",
     world([IN443], "0 send a,100 remove 1,101 send b", kind=GROUP,
           flows=f"{VISIT},b in tcp 50002 443"), "+-"),
    ("group: untracked ones are cut at once",
     world([f"{IN443} v4 *", f"{ALL_OUT} v4 *"], CUT, kind=GROUP, flows=VISIT), "++-+"),
    ("group: tracked where the way in names addresses",
     world([IN443, f"{ALL_OUT} v4 *"], CUT, kind=GROUP, flows=VISIT), "++++"),
    ("group: tracked where the way back is not open to all ports",
     world([f"{IN443} v4 *", "allow out tcp 0 1024 v4 *"], CUT, kind=GROUP, flows=VISIT), "++++"),
    ("group: ICMP is always tracked",
     world([f"{ALL_IN} v4 *", f"{ALL_OUT} v4 *"], "0 send a,1 remove 1,2 send a", kind=GROUP,
           flows="a in icmp 1 0"), "++"),
    ("group: flows through an egress-only gateway are always tracked",
     world([f"{ALL_OUT} v6 *", f"{ALL_IN} v6 *"], "0 send a,1 remove 1,2 send a", kind=GROUP,
           family="v6", egress_only=True), "++"),
    # Network ACLs (VPC User Guide): stateless, lowest number first, deny at the end.
    ("list: the reply is judged alone", world([OUT443], CALL, kind=NACL), "+-"),
    ("list: an inbound rule for the service port does not help",
     world([OUT443, IN443], CALL, kind=NACL), "+-"),
    ("list: one for the ephemeral ports does",
     world([OUT443, "allow in tcp 1024 65535"], CALL, kind=NACL), "++"),
    ("list: in the wrong direction it does not",
     world([OUT443, "allow out tcp 1024 65535"], CALL, kind=NACL), "+-"),
    ("list: a visitor's reply needs outbound ephemeral ports",
     world([IN443, "allow out tcp 1024 65535"], CALL, kind=NACL, flows=VISIT), "++"),
    ("list: the first match decides, deny",
     world(["deny out tcp 443 443", ALL_OUT], CALL, kind=NACL), "-"),
    ("list: the first match decides, allow",
     world([OUT443, "deny out all 0 65535", ALL_IN], CALL, kind=NACL), "++"),
    ("list: what matches nothing is denied", world([], CALL, kind=NACL), "-"),
    ("list: a change cuts live connections",
     world([IN443, ALL_OUT], CUT, kind=NACL, flows=VISIT), "++-+"),
    # Stateful lists.
    ("stateful list: order counts", world(["deny out tcp 443 443", ALL_OUT], CALL), "-"),
    ("stateful list: the table is asked before the rules",
     world([OUT443, "deny in all 0 65535"], CALL), "++"),
    ("a faked reply is judged by the rules", world([OUT443], "0 spoof a"), "-"),
    ("a faked reply to another port is, too",
     world([OUT443], "0 send a,1 spoof b", flows="a out tcp 40001 443,b out tcp 40002 443"), "+-"),
    ("a dropped request leaves nothing", world([ALL_IN], "0 send a,1 spoof a"), "-+"),
    ("a reset forgets the connection", world([OUT443], "0 send a,1 reply a,2 reset a,3 spoof a"),
     "+++-"),
    # IPv6: rules of their own.
    ("an IPv4 rule covers no IPv6", world([f"{OUT443} v4"], CALL, family="v6"), "-"),
    ("an IPv6 rule does", world([f"{OUT443} v6"], CALL, family="v6"), "++"),
    # Egress-only internet gateway.
    ("egress-only: outbound and its reply pass",
     world([f"{ALL_OUT} v6"], CALL, family="v6", egress_only=True), "++"),
    ("egress-only: visitors are stopped, whatever the group allows",
     world([f"{ALL_IN} v6"], CALL, family="v6", egress_only=True, flows=VISIT), "-"),
    ("egress-only: a stateless filter still needs its rules",
     world([f"{ALL_OUT} v6"], CALL, kind=NACL, family="v6", egress_only=True), "+-"),
    # Idle timeouts (ConnectionTrackingConfiguration): 350 s, 30 s, 180 s.
    ("TCP is known after 349 s", world([OUT443], "0 send a,0 reply a,349 spoof a"), "+++"),
    ("and forgotten after 351 s", world([OUT443], "0 send a,0 reply a,351 spoof a"), "++-"),
    ("traffic keeps it", world([OUT443], "0 send a,0 reply a,300 send a,600 spoof a"), "++++"),
    ("UDP is known after 29 s", world(["allow out udp 53 53"], "0 send a,29 spoof a", flows=DNS),
     "++"),
    ("and forgotten after 31 s", world(["allow out udp 53 53"], "0 send a,31 spoof a", flows=DNS),
     "+-"),
    ("a single exchange is no stream",
     world(["allow out udp 53 53"], "0 send a,1 reply a,32 spoof a", flows=DNS), "++-"),
    ("two exchanges are: 180 s",
     world(["allow out udp 53 53"], "0 send a,1 reply a,2 send a,3 reply a,180 spoof a",
           flows=DNS), "+++++"),
    ("and no longer",
     world(["allow out udp 53 53"], "0 send a,1 reply a,2 send a,3 reply a,184 spoof a",
           flows=DNS), "++++-"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "fate"), ROWS, ids=[row[0] for row in ROWS])
def test_packets_as_documented(
    name: str, params: FirewallParams, fate: str, rules: RuleBook
) -> None:
    assert fates(params, rules) == fate, name


# What the Linux kernel did (nftables and conntrack, tests/oracles/test_firewall_state.py).


def test_the_kernel_agrees(rules: RuleBook) -> None:
    count = answered = 0
    names = ("action", "direction", "proto", "low", "high", "family")
    for kind, family, gate, listed, probes in json.loads(FROZEN.read_text("utf-8")):
        base = {
            "filter": kind,
            "family": family,
            "egress_only": bool(gate),
            "rules": [dict(zip(names, one.split(), strict=True)) for one in listed],
        }
        for probe in probes:
            by, proto, client, server, truth = probe.split()
            flow = {"id": "p", "by": by, "proto": proto, "client_port": client,
                    "server_port": server}  # fmt: skip
            script = [{"flow": "p"}, {"do": "reply", "flow": "p", "at": 1}]
            params = FirewallParams.model_validate({**base, "flows": [flow], "script": script})
            packets = outcome(params, rules)["packets"]
            ok = len(packets) == 2 and packets[1]["ok"]
            came = packets[0]["ok"] if proto == "udp" else ok
            assert f"{int(ok)}{int(came)}" == truth, (base, probe)
            count += 1
            answered += ok
    assert count == 4500
    assert 1000 < answered < 3500


# Invariants.

rule_texts = st.builds(
    lambda action, way, proto, ports, family: f"{action} {way} {proto} {ports} {family}",
    st.sampled_from(["allow", "allow", "deny"]), st.sampled_from(["in", "out"]),
    st.sampled_from(["tcp", "udp", "all"]),
    st.sampled_from(["443 443", "0 65535", "1024 65535", "53 53", "80 500"]),
    st.sampled_from(["v4", "v4", "v6"]),
)  # fmt: skip
scripts = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from(["send", "reply", "spoof", "reset"]),
              st.sampled_from("ab")),
    min_size=1, max_size=12,
).map(lambda steps: ",".join(f"{at} {do} {flow}" for at, do, flow in sorted(steps)))  # fmt: skip
FLOWS = "a out tcp 40001 443,b in udp 50001 53"


@settings(max_examples=120, deadline=None)
@given(listed=st.lists(rule_texts, min_size=1, max_size=6), script=scripts)
def test_state_only_ever_adds(listed: list[str], script: str, rules: RuleBook) -> None:
    """What a stateless filter lets pass, a stateful one lets pass, packet by packet."""
    script = script.replace("reply", "spoof")
    loose, strict = (
        fates(world(listed, script, kind=kind, flows=FLOWS), rules) for kind in (LIST, NACL)
    )
    assert all(mine == "+" for mine, other in zip(loose, strict, strict=True) if other == "+")


@settings(max_examples=120, deadline=None)
@given(listed=st.lists(rule_texts, max_size=6), script=scripts, extra=rule_texts)
def test_a_deny_on_top_never_lets_more_through_a_stateless_filter(
    listed: list[str], script: str, extra: str, rules: RuleBook
) -> None:
    script = script.replace("reply", "spoof")
    deny = "deny" + extra[extra.index(" ") :]
    before, after = (
        fates(world(each, script, kind=NACL, flows=FLOWS), rules)
        for each in (listed, [deny, *listed])
    )
    assert all(mine == "+" for mine, other in zip(before, after, strict=True) if other == "+")


@settings(max_examples=100, deadline=None)
@given(listed=st.lists(rule_texts, max_size=5), script=scripts, extra=rule_texts)
def test_another_allow_never_takes_away_from_a_group(
    listed: list[str], script: str, extra: str, rules: RuleBook
) -> None:
    script = script.replace("reply", "spoof").replace("reset", "send")
    listed = ["allow" + one[one.index(" ") :] for one in listed]
    allow = "allow" + extra[extra.index(" ") :]
    before, after = (
        fates(world(each, script, kind=GROUP, flows=FLOWS), rules)
        for each in (listed, [*listed, allow])
    )
    assert all(after[i] == "+" for i, one in enumerate(before) if one == "+")


@settings(max_examples=60, deadline=None)
@given(listed=st.permutations([OUT443, "allow in udp 53 53", "allow out tcp 80 90"]),
       script=scripts)  # fmt: skip
def test_a_group_has_no_order(listed: list[str], script: str, rules: RuleBook) -> None:
    usual = [OUT443, "allow in udp 53 53", "allow out tcp 80 90"]
    one, two = (
        fates(world(each, script, kind=GROUP, flows=FLOWS), rules) for each in (listed, usual)
    )
    assert one == two


@settings(max_examples=60, deadline=None)
@given(script=scripts)
def test_rows_are_never_more_than_flows(script: str, rules: RuleBook) -> None:
    done = play(world([ALL_OUT, ALL_IN], script, flows=FLOWS), rules)
    assert done.metrics["rows"] <= 2
    assert done.metrics["passed"] + done.metrics["dropped"] == len(
        cast("Any", done.outcome)["packets"]
    )


def test_the_nearest_rule_says_why_not(rules: RuleBook) -> None:
    done = play(world(["allow in tcp 443 443", OUT443], CALL, kind=NACL), rules)
    event = next(event for event in done.events if type(event).__name__ == "PacketDropped")
    assert event.near
    assert (event.near.rule, event.near.field) == ("rule 1", "port")
    assert (event.near.wanted, event.near.found) == ("40001", "443")


@pytest.mark.parametrize(
    "bad",
    [
        {"egress_only": True},
        {"filter": "security_group", "rules": [{"action": "deny"}]},
        {"script": [{"do": "remove", "rule": 2}]},
        {"script": [{"flow": "nobody"}]},
        {"flows": [{"id": "a"}, {"id": "a"}]},
    ],
)
def test_senseless_worlds_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FirewallParams.model_validate(bad)


# Acting.


def test_the_learner_can_send_reply_and_remove(rules: RuleBook) -> None:
    player = Player(MODEL, Script(world([OUT443], "0 send a", kind=GROUP)), rules)
    player.end()
    assert player.actions == ("send:a", "reply:a", "remove:1")
    for action in ("remove:1", "reply:a", "send:a"):
        player.act(action)
        player.end()
    assert player.frame.metrics["passed"] == 3
    assert player.actions == ("send:a", "reply:a")


def test_a_script_can_be_told_again_after_any_edit(rules: RuleBook) -> None:
    params = world([OUT443, ALL_IN], CALL)
    for edit in edits(params):
        actions = ((2.0, "remove:1"), (3.0, "remove:2"), (4.0, "send:a"))
        assert run(MODEL, Script(edit.params, actions=actions), rules).events


# Wrong models, problems, words.


def corpus() -> list[FirewallParams]:
    many = world([f"{one} v4" for one in ("allow in tcp 0 65535", "deny in tcp 400 500",
                                          "allow in tcp 443 443", "deny in tcp 1 600")],
                 "0 send a", kind=NACL, flows=VISIT)  # fmt: skip
    other = world(["deny in tcp 400 500", "allow in tcp 0 65535"], "0 send a", kind=NACL,
                  flows=VISIT)  # fmt: skip
    idle = world([OUT443], "0 send a,0 reply a,100 spoof a")
    return [*(params for _, params, _ in ROWS), many, other, idle]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    wrong = WRONG_MODELS[name]
    assert any(outcome(params, rules) != outcome(params, rules, model=wrong) for params in corpus())


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["firewall_state"]


def texts(draw: Draw[FirewallParams], page: SimPage, language: Any) -> dict[str, list[str]]:
    words = next(words for words in page.problems if words.id == draw.problem)
    terms = {**page.terms, **words.answers}
    values = {**draw.values, "key": draw.key}
    reasons = [fill(words.why, {**values, "answer": draw.key}, language, terms)]
    reasons += [
        fill(words.wrong[name].why, {**values, "answer": answer}, language, terms)
        for name, answer in draw.distractors.items()
    ]
    answers = (draw.key, *draw.distractors.values())
    return {
        "stem": [fill(words.stem, draw.values, language, terms)],
        "options": [fill(words.option, {"answer": each}, language, terms) for each in answers],
        "reasons": reasons,
    }


def shown(frame_panels: tuple[panels.Panel, ...]) -> set[str]:
    found: set[str] = set()
    for panel in frame_panels:
        found.add(panel.id)
        if isinstance(panel, panels.Sieve):
            found |= {layer.name for layer in panel.layers}
            found |= {layer.verdict for layer in panel.layers}
        elif isinstance(panel, panels.Grid):
            found |= {sign.term for sign in panel.signs} | {panel.axis}
        elif isinstance(panel, panels.Table):
            found |= {column.id for column in panel.columns}
            found |= {cell for row in panel.rows for cell in row.cells[1:3]}  # type: ignore[misc]
    return found


def test_events_and_panels_speak_both_languages(page: SimPage, rules: RuleBook) -> None:
    kinds = set()
    for params in corpus():
        player = Player(MODEL, Script(params), rules)
        while not player.finished:
            player.step()
            assert shown(player.frame.panels) <= set(page.terms)
        player.act(f"reply:{params.flows[0].id}")
        player.end()
        for event in player.events:
            kinds.add(type(event))
            values = {field.name: getattr(event, field.name) for field in fields(event)}
            for language in LANGUAGES:
                assert fill(page.events[type(event).__name__], values, language, page.terms)
            if event.near:
                assert event.near.field in page.terms
    assert kinds == set(MODEL.EVENTS)
