"""Hybrid connections: documented rows, longest prefixes, closed forms, transfers, words."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from fractions import Fraction
from ipaddress import ip_address, ip_network
from math import sqrt
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
from awsstudy.sims.hybrid.world import HybridParams
from awsstudy.sims.kernel import Run, Script, Simulation, run
from awsstudy.sims.models.hybrid_connectivity import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model

SIM = Model("hybrid_connectivity", MODEL, WRONG_MODELS, PROBLEMS, edits)
TO = "172.16.5.9"


def world(links: list[dict[str, Any]], **others: Any) -> HybridParams:
    return HybridParams.model_validate({"destination": TO, "links": links, **others})


def link(name: str, kind: str, prefix: str, **others: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "prefix": prefix, **others}


def play(
    params: HybridParams, rules: RuleBook, model: type[Simulation[HybridParams]] = MODEL
) -> Run:
    return run(model, Script(params), rules)


def outcome(params: HybridParams, rules: RuleBook, **model: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", play(params, rules, **model).outcome)


# Routes: what the pages on route priority say, a row each (VPN guide, VPC guide, transit gateway).

A16, A24, A12 = "172.16.0.0/16", "172.16.5.0/24", "172.16.0.0/12"
ALL = "0.0.0.0/0"
DX, DX24 = link("dx", "dx", A16), link("dx", "dx", A24)
BGP, BGP24 = link("bgp", "vpn_bgp", A16), link("bgp", "vpn_bgp", A24)
STATIC, STATIC24 = link("sta", "vpn_static", A16), link("sta", "vpn_static", A24)
IGW, IGW16 = link("igw", "static", ALL), link("igw", "static", A16)
LOCAL = link("local", "local", A12)
DOWN: dict[str, Any] = {"up": False}

ROWS: list[tuple[str, str, list[dict[str, Any]], list[str]]] = [
    ("the longest prefix wins", "vgw", [DX, BGP24], ["bgp"]),
    ("whatever the order of the rows", "vgw", [BGP24, DX], ["bgp"]),
    ("a propagated longer prefix beats a shorter static one", "vgw", [IGW, BGP], ["bgp"]),
    ("one prefix: Direct Connect before VPN by BGP", "vgw", [BGP, DX], ["dx"]),
    ("one prefix: Direct Connect before a static VPN", "vgw", [STATIC, DX], ["dx"]),
    ("one prefix: static VPN before VPN by BGP", "vgw", [BGP, STATIC], ["sta"]),
    ("one prefix: all three", "vgw", [BGP, STATIC, DX], ["dx"]),
    ("a static route before a propagated one", "vgw", [DX, IGW16], ["igw"]),
    ("the local route before a longer propagated one", "vgw", [LOCAL, DX24, BGP24], ["local"]),
    ("the local route against a longer static one", "vgw",
     [LOCAL, link("nic", "static", A24)], ["nic"]),
    ("the shortest AS path", "vgw",
     [link("a", "vpn_bgp", A16, as_path=3), link("b", "vpn_bgp", A16, as_path=2)], ["b"]),
    ("equal AS paths: the lowest MED", "vgw",
     [link("a", "vpn_bgp", A16, med=200), link("b", "vpn_bgp", A16, med=100)], ["b"]),
    ("the AS path before the MED", "vgw",
     [link("a", "vpn_bgp", A16, as_path=1, med=200), link("b", "vpn_bgp", A16, as_path=2, med=1)],
     ["a"]),
    ("the prefix before the AS path", "vgw",
     [link("a", "vpn_bgp", A24, as_path=9), link("b", "vpn_bgp", A16)], ["a"]),
    ("the kind before the AS path", "vgw",
     [link("a", "dx", A16, as_path=9), BGP], ["a"]),
    ("health before the prefix", "vgw", [{**BGP24, **DOWN}, DX], ["dx"]),
    ("health before the kind", "vgw", [{**DX, **DOWN}, BGP], ["bgp"]),
    ("all learnt routes down", "vgw", [{**DX, **DOWN}, {**BGP, **DOWN}], []),
    ("no route holds the address", "vgw", [link("x", "dx", "10.0.0.0/8")], []),
    ("a default route catches the rest", "vgw", [IGW, link("x", "dx", "10.0.0.0/8")], ["igw"]),
    ("two equal lines share", "vgw", [DX, {**DX, "id": "dx2"}], ["dx", "dx2"]),
    ("equal VPNs on a virtual private gateway do not share", "vgw",
     [BGP, {**BGP, "id": "bgp2"}], ["bgp"]),
    ("equal VPNs on a transit gateway share", "tgw",
     [BGP, {**BGP, "id": "bgp2"}], ["bgp", "bgp2"]),
    ("static VPNs on a transit gateway do not share", "tgw",
     [STATIC, {**STATIC, "id": "sta2"}], ["sta"]),
    ("transit gateway: a VPN's static route before Direct Connect", "tgw", [DX, STATIC], ["sta"]),
    ("transit gateway: Direct Connect before VPN by BGP", "tgw", [BGP, DX], ["dx"]),
    ("transit gateway: the longest prefix still goes first", "tgw", [STATIC, BGP24], ["bgp"]),
    ("transit gateway: unequal AS paths do not share", "tgw",
     [BGP, {**BGP, "id": "bgp2", "as_path": 2}], ["bgp"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "gateway", "links", "path"), ROWS, ids=[row[0] for row in ROWS])
def test_routes_as_documented(
    name: str, gateway: str, links: list[dict[str, Any]], path: list[str], rules: RuleBook
) -> None:
    assert outcome(world(links, gateway=gateway), rules)["path"] == path, name


def test_a_static_route_to_a_dead_target_is_a_black_hole(rules: RuleBook) -> None:
    done = play(world([{**IGW16, **DOWN}, BGP]), rules)
    found = cast("dict[str, Any]", done.outcome)
    assert (found["path"], found["delivered"]) == (["igw"], False)
    assert "TrafficBlackholed" in {type(event).__name__ for event in done.events}


blocks = st.builds(
    lambda number, size: str(ip_network((number & ~((1 << (32 - size)) - 1), size))),
    st.integers(0, 2**32 - 1),
    st.integers(0, 32),
)


@settings(max_examples=150, deadline=None)
@given(
    prefixes=st.lists(blocks, min_size=1, max_size=10, unique=True),
    number=st.integers(0, 2**32 - 1),
    place=st.integers(0, 9),
)
def test_one_kind_of_route_is_plain_longest_prefix(
    prefixes: list[str], number: int, place: int, rules: RuleBook
) -> None:
    # Half of the destinations lie in one of the blocks; the others anywhere.
    block = ip_network(prefixes[place % len(prefixes)])
    inside = int(block.network_address) + number % block.num_addresses
    destination = str(ip_address(inside if place % 2 else number))
    links = [link(f"r{i}", "dx", prefix) for i, prefix in enumerate(prefixes)]
    holding = [one for one in prefixes if ip_address(destination) in ip_network(one)]
    best = max(holding, key=lambda one: ip_network(one).prefixlen, default=None)
    path = outcome(world(links, destination=destination), rules)["path"]
    assert path == ([] if best is None else [f"r{prefixes.index(best)}"])


random_links = st.lists(
    st.builds(
        lambda kind, size, path, med, up: {
            "kind": kind, "prefix": str(ip_network(f"{TO}/{size}", strict=False)),
            "as_path": path, "med": med, "up": up,
        },
        st.sampled_from(["local", "static", "dx", "vpn_static", "vpn_bgp"]),
        st.sampled_from([0, 12, 16, 24]), st.integers(1, 3), st.integers(1, 3), st.booleans(),
    ),
    min_size=1, max_size=6,
).map(lambda rows: [{"id": f"r{i}", **row} for i, row in enumerate(rows)])  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(links=random_links, gateway=st.sampled_from(["vgw", "tgw"]), data=st.data())
def test_a_route_that_lost_is_not_missed(
    links: list[dict[str, Any]], gateway: str, data: Any, rules: RuleBook
) -> None:
    path = outcome(world(links, gateway=gateway), rules)["path"]
    # The local route cannot be missing: it keeps learnt routes out where a static one wins.
    losers = [one for one in links if one["id"] not in path and one["kind"] != "local"]
    if losers and len(links) > 1:
        gone = data.draw(st.sampled_from(losers))
        left = [one for one in links if one is not gone]
        assert outcome(world(left, gateway=gateway), rules)["path"] == path


@settings(max_examples=60, deadline=None)
@given(links=random_links, seed=st.integers(0, 9))
def test_the_order_of_the_rows_does_not_matter(
    links: list[dict[str, Any]], seed: int, rules: RuleBook
) -> None:
    kinds = Counter((one["kind"], one["prefix"], one["as_path"], one["med"]) for one in links)
    if max(kinds.values()) == 1:
        turned = links[seed % len(links) :] + links[: seed % len(links)]
        one, two = (outcome(world(each), rules)["path"] for each in (links, turned))
        by_kind = {each["id"]: (each["kind"], each["prefix"]) for each in links}
        assert [by_kind[name] for name in one] == [by_kind[name] for name in two]


# Speed.

SPEEDS: list[tuple[str, dict[str, Any], dict[str, Any], Fraction, str]] = [
    ("the line", {"mbps": 1000}, {}, Fraction(1000), "line"),
    ("what others leave of it", {"mbps": 1000}, {"busy_pct": 30}, Fraction(700), "line"),
    ("64 KiB each 80 ms", {"mbps": 1000, "rtt_ms": 80}, {"flows": 1, "window_kib": 64},
     Fraction(65536 * 8 * 1000, 80 * 10**6), "window"),
    ("four such flows", {"mbps": 1000, "rtt_ms": 80}, {"flows": 4, "window_kib": 64},
     4 * Fraction(65536 * 8 * 1000, 80 * 10**6), "window"),
    ("a VPN's tunnel", {"kind": "vpn_bgp", "mbps": 10_000}, {"window_kib": 16384},
     Fraction(1250), "tunnels"),
    ("a large tunnel, which this gateway has not", {"kind": "vpn_bgp", "mbps": 10_000,
     "large": True}, {"window_kib": 16384}, Fraction(1250), "tunnels"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line", "transfer", "mbps", "limit"), SPEEDS)
def test_rates(
    name: str,
    line: dict[str, Any],
    transfer: dict[str, Any],
    mbps: Fraction,
    limit: str,
    rules: RuleBook,
) -> None:
    params = world([{**DX, **line}], transfer={"flows": 64, **transfer})
    found = outcome(params, rules)
    assert (found["mbps"], found["limit"]) == (mbps, limit), name


TUNNELS = [
    ("vgw", "vpn_bgp", 4, False, 1250),
    ("vgw", "vpn_static", 4, False, 1250),
    ("tgw", "vpn_bgp", 1, False, 2500),
    ("tgw", "vpn_bgp", 4, False, 10_000),
    ("tgw", "vpn_static", 4, False, 1250),
    ("tgw", "vpn_bgp", 1, True, 10_000),
    ("tgw", "vpn_static", 1, True, 5000),
    ("vgw", "vpn_bgp", 2, True, 1250),
]


@pytest.mark.parametrize(("gateway", "kind", "count", "large", "mbps"), TUNNELS)
def test_tunnels(
    gateway: str, kind: str, count: int, large: bool, mbps: int, rules: RuleBook
) -> None:
    vpn = link("vpn", kind, A16, connections=count, large=large, mbps=100_000, rtt_ms=1)
    data = {"flows": 256, "window_kib": 16384}
    assert outcome(world([vpn], gateway=gateway, transfer=data), rules)["mbps"] == mbps


def test_one_flow_takes_one_tunnel(rules: RuleBook) -> None:
    vpn = link("vpn", "vpn_bgp", A16, connections=4, mbps=100_000, rtt_ms=1)
    data = {"flows": 1, "window_kib": 16384}
    assert outcome(world([vpn], gateway="tgw", transfer=data), rules)["mbps"] == 1250


@pytest.mark.parametrize("loss", [0.01, 0.1, 1.0, 5.0])
def test_loss_bounds_a_flow_as_mathis_says(loss: float, rules: RuleBook) -> None:
    params = world([{**DX, "rtt_ms": 40, "loss_pct": loss}], transfer={"flows": 1,
                   "window_kib": 16384})  # fmt: skip
    expected = 1.22 * 1460 * 8 / (0.040 * sqrt(loss / 100)) / 1e6
    assert float(outcome(params, rules)["mbps"]) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("tb", "mbps", "hours"), [(10, 200, 111.111), (10, 1000, 22.222), (1, 100, 22.222)]
)
def test_times(tb: int, mbps: int, hours: float, rules: RuleBook) -> None:
    params = world([{**DX, "mbps": mbps}], transfer={"gigabytes": tb * 1000, "flows": 256})
    done = play(params, rules)
    assert done.metrics["finish_h"] == pytest.approx(hours, abs=0.001)
    assert done.metrics["clear_gb"] == tb * 1000


def test_a_cut_line_moves_the_rest_to_the_vpn(rules: RuleBook) -> None:
    script = Script(HybridParams(), actions=((10.0, "fail:dx"),))
    done = run(MODEL, script, rules)
    # 10 h at 1 Gbps are 4.5 TB in clear; 5.5 TB at 500 Mbps take 24.44 h.
    assert done.metrics["clear_gb"] == 4500
    assert done.metrics["finish_h"] == pytest.approx(34.444, abs=0.001)


def test_a_mended_line_takes_the_traffic_back(rules: RuleBook) -> None:
    actions = ((10.0, "fail:dx"), (14.0, "heal:dx"))
    done = run(MODEL, Script(HybridParams(), actions=actions), rules)
    assert done.metrics["finish_h"] == pytest.approx(24.222, abs=0.001)


def test_a_script_can_be_told_again_after_any_edit(rules: RuleBook) -> None:
    actions = ((10.0, "fail:dx"), (20.0, "heal:dx"))
    for edit in edits(HybridParams()):
        assert run(MODEL, Script(edit.params, actions=actions), rules).metrics["finish_h"] >= 0
    with pytest.raises(ValueError, match="not possible"):
        run(MODEL, Script(HybridParams(), actions=((1.0, "fail:nothing"),)), rules)


def test_without_any_link_the_transfer_waits(rules: RuleBook) -> None:
    actions = ((10.0, "fail:dx"), (10.0, "fail:vpn"), (20.0, "heal:dx"))
    done = run(MODEL, Script(HybridParams(), actions=actions), rules)
    assert done.metrics["finish_h"] == pytest.approx(32.222, abs=0.001)


def test_where_no_link_is_left_nothing_more_arrives(rules: RuleBook) -> None:
    actions = ((10.0, "fail:dx"), (10.0, "fail:vpn"))
    done = run(MODEL, Script(HybridParams(), actions=actions), rules)
    assert done.metrics["clear_gb"] == 4500
    assert done.outcome["in_time"] is False
    assert not [event for event in done.events if type(event).__name__ == "TransferFinished"]


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.floats(0.1, 30), min_size=1, max_size=4, unique=True))
def test_no_byte_is_lost_or_made(cuts: list[float], rules: RuleBook) -> None:
    actions = []
    for number, at in enumerate(sorted(cuts)):
        actions.append((at, "heal:dx" if number % 2 else "fail:dx"))
    done = run(MODEL, Script(HybridParams(), actions=tuple(actions)), rules)
    on_line = 0.0
    since, up, left = 0.0, True, 10_000.0
    for at in [*sorted(cuts), 1e9]:
        rate = 450.0 if up else 225.0
        part = min(left, rate * (at - since))
        on_line += part if up else 0.0
        left -= part
        since, up = at, not up
    assert done.metrics["clear_gb"] == pytest.approx(on_line, abs=0.2)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), swing=st.integers(1, 90))
def test_an_unsteady_line_is_never_faster_than_the_line(
    seed: int, swing: int, rules: RuleBook
) -> None:
    params = world([{**DX, "swing_pct": swing}], transfer={"flows": 256, "gigabytes": 1000})
    hours = run(MODEL, Script(params, seed), rules).metrics["finish_h"]
    assert 2.222 - 1e-3 <= hours <= 2.223 * 100 / (100 - swing)


CIPHERS = [
    ("dx", {}, False),
    ("dx", {"macsec": True, "mbps": 10_000}, True),
    ("dx", {"macsec": True, "mbps": 1000}, False),
    ("vpn_bgp", {}, True),
    ("vpn_static", {}, True),
    ("static", {}, False),
]


@pytest.mark.parametrize(("kind", "others", "encrypted"), CIPHERS)
def test_what_encrypts(kind: str, others: dict[str, Any], encrypted: bool, rules: RuleBook) -> None:
    assert outcome(world([link("x", kind, A16, **others)]), rules)["encrypted"] is encrypted


# Kinds of connection.

CHOICES = [
    ({"encrypted": True, "soon": True}, "vpn", ["vpn"]),
    ({"encrypted": False, "soon": True}, "open-internet", ["open-internet", "vpn"]),
    ({"encrypted": False, "steady": True}, "dx", ["dx", "dx-vpn"]),
    ({"encrypted": False, "steady": True, "gbps": 10}, "dx", ["dx", "dx-vpn", "dx-macsec"]),
    ({"encrypted": True, "steady": True}, "dx-vpn", ["dx-vpn"]),
    ({"encrypted": True, "steady": True, "gbps": 10}, "dx-macsec", ["dx-vpn", "dx-macsec"]),
    ({"encrypted": True, "steady": True, "soon": True}, None, []),
]


@pytest.mark.parametrize(("needs", "option", "fits"), CHOICES)
def test_needs_sift_the_kinds(
    needs: dict[str, Any], option: str | None, fits: list[str], rules: RuleBook
) -> None:
    params = HybridParams.model_validate({"needs": {"on": True, **needs}})
    assert outcome(params, rules) == {"option": option, "fits": fits}


# Parameters.


@pytest.mark.parametrize(
    "bad",
    [
        {"destination": "172.16.5"},
        {"links": [link("a", "dx", "172.16.5.9/16")]},
        {"links": [DX, DX]},
        {"links": []},
    ],
)
def test_senseless_worlds_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        HybridParams.model_validate(bad)


# Wrong models, problems, words.


def corpus() -> list[HybridParams]:
    found = [world(links, gateway=gateway) for _, gateway, links, _ in ROWS]
    found += [
        world([{**DX, **line}], transfer={"flows": 64, **data}) for _, line, data, *_ in SPEEDS
    ]
    for gateway, kind, count, _, _ in TUNNELS:
        vpn = link("vpn", kind, A16, connections=count, mbps=100_000, rtt_ms=1)
        data = {"flows": 256, "window_kib": 16384}
        found.append(world([vpn], gateway=gateway, transfer=data))
    for needs, _, _ in CHOICES:
        found.append(HybridParams.model_validate({"needs": {"on": True, **needs}}))
    return found


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    wrong = WRONG_MODELS[name]
    assert any(outcome(params, rules) != outcome(params, rules, model=wrong) for params in corpus())


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["hybrid_connectivity"]


def shown(frame_panels: tuple[panels.Panel, ...]) -> set[str]:
    found: set[str] = set()
    for panel in frame_panels:
        found.add(panel.id)
        if isinstance(panel, panels.Table):
            found |= {column.id for column in panel.columns}
            found |= {cell for row in panel.rows for cell in (row.cells[1], row.cells[4])}  # type: ignore[misc]
        elif isinstance(panel, panels.Bars):
            found |= {bar.name for bar in panel.bars}
        elif isinstance(panel, panels.Timeline):
            found |= {span.state for lane in panel.lanes for span in lane.spans}
        elif isinstance(panel, panels.Sieve):
            found |= {layer.name for layer in panel.layers}
            found |= {layer.verdict for layer in panel.layers}
        elif isinstance(panel, panels.Plan):
            found |= {place.note for place in panel.places if isinstance(place.note, str)}
            found |= {panel.places[0].name, panel.places[-1].name}
    return found


def stories(rules: RuleBook) -> list[Player[HybridParams]]:
    worlds = corpus()
    worlds.append(world([{**IGW16, **DOWN}]))
    worlds.append(world([{**DX, "swing_pct": 50, "loss_pct": 1.0}]))
    worlds.append(world([link("dx", "dx", A16, macsec=True, mbps=10_000)]))
    players = [Player(MODEL, Script(params), rules) for params in worlds]
    for player in players:
        player.end()
        for verb in ("fail", "heal"):
            able = [action for action in player.actions if action.startswith(verb)]
            if able:
                player.act(able[0])
                player.end()
    return players


def test_events_and_panels_speak_both_languages(page: SimPage, rules: RuleBook) -> None:
    kinds = set()
    for player in stories(rules):
        assert shown(player.frame.panels) <= set(page.terms)
        for event in player.events:
            kinds.add(type(event))
            values = {field.name: getattr(event, field.name) for field in fields(event)}
            for language in LANGUAGES:
                assert fill(page.events[type(event).__name__], values, language, page.terms)
            if event.near:
                assert event.near.field in page.terms
    assert kinds == set(MODEL.EVENTS)
