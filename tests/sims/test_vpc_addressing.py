"""Address plans: documented rows, Python's ipaddress as the oracle, beliefs, repairs, words."""

from __future__ import annotations

from collections import Counter
from ipaddress import IPv4Address, IPv4Network, collapse_addresses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from rich.cells import cell_len

from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.quiz.generated import make_item
from awsstudy.sims.kernel import NearMiss, Run, Script, Simulation, run
from awsstudy.sims.models.vpc_addressing import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.network import plan_events as happened
from awsstudy.sims.network.addresses import Block, address, block, written
from awsstudy.sims.network.arithmetic import Arithmetic
from awsstudy.sims.network.planning import PlanParams
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model, draws
from awsstudy.tui.widgets.panels import Canvas, draw_panel

SIM = Model("vpc_addressing", MODEL, WRONG_MODELS, PROBLEMS, edits)


def plan(**parts: Any) -> PlanParams:
    """A plan with nothing in it but the parts."""
    return PlanParams.model_validate({"vpc": "10.0.0.0/16", "taken": [], "wanted": []} | parts)


def play(params: PlanParams, rules: RuleBook, model: type[Simulation[PlanParams]] = MODEL) -> Run:
    return run(model, Script(params), rules)


def outcome(params: PlanParams, rules: RuleBook, **model: Any) -> Any:
    return play(params, rules, **model).outcome


def network(text: object) -> IPv4Network:
    return IPv4Network(str(text), strict=False)


# Documented rows.


@pytest.mark.parametrize(
    ("prefix", "usable"),
    [(28, 11), (27, 27), (26, 59), (25, 123), (24, 251), (20, 4091), (18, 16379), (16, 65531)],
)
def test_five_addresses_of_each_subnet_are_reserved(rules, prefix, usable) -> None:
    found = outcome(plan(wanted=[{"name": "a", "prefix": prefix}]), rules)
    assert found["subnets"] == [{"name": "a", "block": f"10.0.0.0/{prefix}", "usable": usable}]


@pytest.mark.parametrize(
    ("ip", "role"),
    [
        ("10.0.0.0", "network"),
        ("10.0.0.1", "router"),
        ("10.0.0.2", "dns"),
        ("10.0.0.3", "future"),
        ("10.0.0.4", "instance"),
        ("10.0.0.254", "instance"),
        ("10.0.0.255", "broadcast"),
        ("10.0.1.7", "no-subnet"),
    ],
)
def test_what_the_addresses_of_a_slash_24_are_for(rules, ip, role) -> None:
    assert outcome(plan(taken=["10.0.0.0/24"], ask=[ip]), rules)["roles"] == [role]


@pytest.mark.parametrize(
    ("prefix", "accepted"), [(15, False), (16, True), (22, True), (28, True), (29, False)]
)
def test_a_block_is_between_16_and_28(rules, prefix, accepted) -> None:
    sized = outcome(plan(vpc=f"10.0.0.0/{prefix}"), rules)
    assert sized["vpc"] is accepted
    wide = plan(vpc="10.0.0.0/8", wanted=[{"name": "a", "prefix": prefix}])
    assert (outcome(wide, rules)["subnets"][0]["block"] is not None) is accepted


def test_the_smallest_block_for_machines(rules) -> None:
    sizes = {1: 28, 11: 28, 12: 27, 27: 27, 28: 26, 59: 26, 60: 25, 251: 24, 252: 23}
    for machines, prefix in sizes.items():
        params = plan(wanted=[{"name": "a", "machines": machines}])
        assert outcome(params, rules)["subnets"][0]["block"] == f"10.0.0.0/{prefix}", machines


@pytest.mark.parametrize(
    ("taken", "reason"),
    [("10.1.0.0/24", "outside"), ("10.0.0.128/25", "overlaps"), ("10.0.9.0/29", "size")],
)
def test_subnets_that_cannot_be(rules, taken, reason) -> None:
    done = play(plan(taken=["10.0.0.0/24", taken]), rules)
    refused = [event for event in done.events if isinstance(event, happened.SubnetRefused)]
    assert [event.reason for event in refused] == [reason]
    assert all(event.near for event in refused)
    assert done.metrics["refused"] == 1


def test_a_block_must_be_aligned(rules) -> None:
    params = plan(vpc="10.0.0.0/24", taken=["10.0.0.0/26", "10.0.0.128/26"],
                  wanted=[{"name": "a", "prefix": 25}])  # fmt: skip
    done = play(params, rules)
    assert done.metrics["free"] == 128
    refused = done.events[-1]
    assert isinstance(refused, happened.SubnetRefused)
    assert (refused.reason, refused.near) == (
        "no-room",
        NearMiss("free-space", "largest-free", "/25", "10.0.0.64/26"),
    )


def test_machines_without_an_address_are_counted(rules) -> None:
    done = play(plan(wanted=[{"name": "a", "prefix": 28, "machines": 20}]), rules)
    assert done.metrics["left_out"] == 9
    assert isinstance(done.events[-1], happened.MachinesLeftOut)


@pytest.mark.parametrize(
    ("other", "possible"),
    [
        ("10.0.0.0/16", False),
        ("10.0.128.0/17", False),
        ("10.0.0.0/12", False),
        ("10.0.255.240/28", False),
        ("10.1.0.0/16", True),
        ("172.31.0.0/16", True),
    ],
)
def test_overlapping_blocks_cannot_be_peered(rules, other, possible) -> None:
    assert outcome(plan(peers=[other]), rules)["peers"] == [possible]


@pytest.mark.parametrize(
    ("connections", "addresses"),
    [([1], 1), ([55_000], 1), ([55_001], 2), ([50_000, 50_000], 1), ([120_000, 60_000], 3)],
)
def test_a_nat_address_carries_55000_connections_to_each_destination(
    rules, connections, addresses
) -> None:
    assert outcome(plan(nat=connections), rules)["nat_addresses"] == addresses


def test_host_bits_are_dropped(rules) -> None:
    assert (
        outcome(plan(vpc="100.68.0.18/18", wanted=[{"name": "a", "prefix": 24}]), rules)["subnets"][
            0
        ]["block"]
        == "100.68.0.0/24"
    )


@pytest.mark.parametrize(
    "bad",
    [{"vpc": "10.0.0.0/4"}, {"vpc": "fd00::/56"}, {"taken": ["nonsense"]}, {"ask": ["10.0.0.256"]},
     {"wanted": [{"name": "a"}]}, {"split": 31}, {"nat": [-1]}],
)  # fmt: skip
def test_bad_params_are_refused(bad) -> None:
    with pytest.raises(ValidationError):
        plan(**bad)


# Python's ipaddress.


BLOCKS = st.builds(
    lambda ip, prefix: network(f"{IPv4Address(ip)}/{prefix}"),
    st.integers(0x0A000000, 0x0A07FFFF),
    st.integers(13, 32),
)


@settings(max_examples=300, deadline=None)
@given(one=BLOCKS, other=BLOCKS, ip=st.integers(0x0A000000, 0x0A07FFFF))
def test_blocks_agree_with_ipaddress(one, other, ip) -> None:
    mine, theirs = block(str(one)), block(str(other))
    assert (str(mine), mine.size) == (str(one), one.num_addresses)
    assert (mine.first, mine.last) == (int(one.network_address), int(one.broadcast_address))
    assert mine.overlaps(theirs) == one.overlaps(other)
    assert mine.covers(theirs) == other.subnet_of(one)
    assert mine.holds(ip) == (IPv4Address(ip) in one)
    assert address(written(ip)) == ip


def free_blocks(vpc: IPv4Network, used: list[IPv4Network]) -> list[IPv4Network]:
    """What remains of a block, by ipaddress."""
    left = [vpc]
    for one in used:
        left = [
            part
            for rest in left
            for part in (
                rest.address_exclude(one)
                if one.subnet_of(rest)
                else () if rest.subnet_of(one) else (rest,)
            )
        ]  # fmt: skip
    return list(collapse_addresses(left))


SUBNETS = st.lists(
    st.builds(
        lambda ip, prefix: network(f"{IPv4Address(0x0A000000 + ip)}/{prefix}"),
        st.integers(0, 1023),
        st.integers(24, 28),
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(used=SUBNETS, prefix=st.integers(22, 28))
def test_free_places_agree_with_ipaddress(rules, used, prefix) -> None:
    vpc = network("10.0.0.0/22")
    fitting = [
        part
        for rest in free_blocks(vpc, used)
        if rest.prefixlen <= prefix
        for part in rest.subnets(new_prefix=prefix)
    ]
    sums, own = Arithmetic(rules), [block(str(one)) for one in used]
    found = sums.place(block(str(vpc)), prefix, own)
    assert (str(found) if found else None) == (str(min(fitting)) if fitting else None)
    assert sums.fits(block(str(vpc)), prefix, own) == len(fitting)


@settings(max_examples=80, deadline=None)
@given(
    taken=SUBNETS,
    wishes=st.lists(st.tuples(st.integers(22, 28), st.integers(0, 40)), max_size=5),
)
def test_a_plan_never_overlaps_and_never_loses_an_address(rules, taken, wishes) -> None:
    wanted = [{"name": f"s{n}", "prefix": p, "machines": m} for n, (p, m) in enumerate(wishes)]
    params = plan(vpc="10.0.0.0/22", taken=list(map(str, taken)), wanted=wanted)
    simulation = MODEL(params, 1, rules)
    simulation.advance(float("inf"))
    blocks = [
        network(one.block) for one in (*simulation.existing, *simulation.created) if one.block
    ]
    for number, one in enumerate(blocks):
        assert one.subnet_of(network("10.0.0.0/22"))
        assert not any(one.overlaps(other) for other in blocks[number + 1 :])
    measured = simulation.measure()
    assert measured["free"] + sum(one.num_addresses for one in blocks) == 1024


@settings(max_examples=60, deadline=None)
@given(machines=st.integers(1, 60_000))
def test_the_smallest_block_suffices_and_no_smaller_one_does(rules, machines) -> None:
    sums = Arithmetic(rules)
    prefix = sums.smallest_for(machines)
    assert sums.usable(prefix) >= machines
    assert prefix == 28 or sums.usable(prefix + 1) < machines


def test_every_address_of_a_subnet_has_one_role(rules) -> None:
    sums, subnet = Arithmetic(rules), Block(address("10.0.0.64"), 28)
    roles = Counter(sums.role(ip, subnet) for ip in range(subnet.first, subnet.last + 1))
    assert roles == {
        "network": 1,
        "router": 1,
        "dns": 1,
        "future": 1,
        "broadcast": 1,
        "instance": 11,
    }


# Beliefs.


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_belief_gets_something_wrong(rules, name) -> None:
    situations = [
        problem.situation(stream(seed, problem.id), rules)
        for problem in PROBLEMS
        for seed in range(12)
    ]
    model = WRONG_MODELS[name]
    assert any(outcome(p, rules, model=model) != outcome(p, rules) for p in situations)


# Problems, repairs, pictures.


@pytest.mark.parametrize("problem", PROBLEMS, ids=[problem.id for problem in PROBLEMS])
def test_problems_give_four_options_at_the_first_draw(rules, problem) -> None:
    first, keys = 0, Counter[object]()
    for seed in range(100):
        draw = next(draws(SIM, problem, seed, rules))
        again = problem.situation(stream(seed, f"vpc_addressing.{problem.id}:0"), rules)
        first += draw.params == again
        keys[draw.key] += 1
    assert first >= 95
    assert len(keys) >= 4


@pytest.mark.parametrize("problem", PROBLEMS, ids=[problem.id for problem in PROBLEMS])
def test_questions_are_written_out(catalog, rules, problem) -> None:
    page = catalog.sims["vpc_addressing"]
    for seed in range(12):
        item = make_item(page, problem.id, seed, rules)
        for language in LANGUAGES:
            texts = [item.stem[language], *(c.why[language] for c in item.choices)]
            assert not any("{" in text or "because-" in text for text in texts)
            assert cell_len(item.stem[language]) <= 76 * 6


def test_a_tiny_vpc_is_drawn_address_by_address(rules) -> None:
    player = Player(
        MODEL, Script(plan(vpc="10.0.0.0/28", wanted=[{"name": "a", "prefix": 28}])), rules
    )
    player.end()
    strip: Any = player.frame.panels[0]
    assert [one.cells for one in strip.strips] == ["a" * 16]


def test_every_kind_of_edit_is_offered(catalog) -> None:
    kinds = {
        edit.id
        for params in (
            plan(wanted=[{"name": "a", "prefix": 26}]),
            plan(vpc="10.0.0.0/24", taken=["10.0.0.0/26"]),
            plan(peers=["10.0.0.0/17"]),
        )
        for edit in edits(params)
    }
    assert kinds == set(catalog.sims["vpc_addressing"].edits)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_fit_a_small_terminal(catalog, rules, language) -> None:
    page = catalog.sims["vpc_addressing"]
    params = plan(
        vpc="10.0.0.0/22",
        taken=["10.0.0.0/26", "10.0.1.0/24"],
        wanted=[{"name": "web", "machines": 60}, {"name": "data", "prefix": 29},
                {"name": "big", "prefix": 23}],
        peers=["10.0.0.0/16"],
        ask=["10.0.0.2"],
    )  # fmt: skip
    player = Player(MODEL, Script(params), rules)
    player.end()
    canvas = Canvas(76, language, page.terms, rules, plain=True)
    lines = [line for p in player.frame.panels for line in str(draw_panel(p, canvas)).split("\n")]
    assert len(lines) <= 20
    assert max(map(cell_len, lines)) <= 76
    strip: Any = player.frame.panels[0]
    assert [(one.name, one.cells) for one in strip.strips] == [
        ("10.0.0.0", "#" * 4 + "." * 4 + "a" * 8 + "#" * 16),
        ("10.0.2.0", "b" * 32),
    ]
