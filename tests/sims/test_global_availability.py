"""Availability: exhaustive enumeration in exact fractions, documented rows, faults, the words."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from math import ceil
from random import Random
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
from awsstudy.sims.models.global_availability import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.problems import Model
from awsstudy.workspace.laboratory import scenario_script

SIM = Model("global_availability", MODEL, WRONG_MODELS, PROBLEMS, edits)


def play(params: dict[str, Any], rules: RuleBook, model: Any = MODEL, **script: Any) -> Run:
    return run(model, Script(MODEL.PARAMS.model_validate(params), **script), rules)


def outcome(params: dict[str, Any], rules: RuleBook, model: Any = MODEL) -> Any:
    return play(params, rules, model).outcome


# The oracle: every state of every part, weighed by its probability.


def enumerated(blocks: list[dict[str, Any]]) -> Fraction:
    """Availability by going through all states; common causes are parts of their own."""
    known = {block["id"]: block for block in blocks}
    atoms: list[tuple[tuple[str, str, int], Fraction]] = []
    for block in blocks:
        if block["kind"] != "part":
            continue
        down = 1 - Fraction(str(block["a"])) / 100
        beta = Fraction(str(block.get("beta", 0))) if block["copies"] > 1 else Fraction(0)
        atoms += [((block["id"], "copy", n), (1 - beta) * down) for n in range(block["copies"])]
        if beta:
            atoms.append(((block["id"], "cause", 0), beta * down))
    total = Fraction(0)
    for states in product((True, False), repeat=len(atoms)):
        up = {name: state for (name, _), state in zip(atoms, states, strict=True)}
        weight = Fraction(1)
        for (_, down), state in zip(atoms, states, strict=True):
            weight *= 1 - down if state else down
        if works(known, blocks[0]["id"], up):
            total += weight
    return total


def works(known: dict[str, Any], name: str, up: dict[tuple[str, str, int], bool]) -> bool:
    block = known[name]
    if block["kind"] == "part":
        standing = sum(up[name, "copy", n] for n in range(block["copies"]))
        return standing >= block["need"] and up.get((name, "cause", 0), True)
    members = [works(known, member, up) for member in block["of"]]
    least = {"row": len(members), "spare": 1, "quorum": block["need"]}[block["kind"]]
    return sum(members) >= least


def random_blocks(chance: Random) -> list[dict[str, Any]]:
    """A diagram of up to nine atoms; parts may be shared by several combinations."""
    parts: list[dict[str, Any]] = []
    left = chance.randint(1, 8)
    while left > 0:
        copies = min(left, chance.choice([1, 1, 1, 2, 3]))
        left -= copies
        part = {"id": f"p{len(parts)}", "kind": "part", "copies": copies}
        part |= {"a": chance.choice([50, 75, 90, 99, 99.9, 99.95])}
        part |= {"need": chance.randint(1, copies)}
        part |= {"beta": chance.choice([0, 0, 0.1])} if len(parts) == 0 else {}
        parts.append(part)
    pool = [part["id"] for part in parts]
    combined: list[dict[str, Any]] = []
    while len(pool) > 1 or (not combined and chance.random() < 0.5):
        size = min(len(pool), chance.randint(2, 3))
        members = chance.sample(pool, size)
        kind = chance.choice(["row", "spare", "quorum"])
        kept = [name for name in pool if name not in members]
        shared = [name for name in members if name.startswith("p") and chance.random() < 0.25]
        block = {"id": f"c{len(combined)}", "kind": kind, "of": members}
        combined.append(block | {"need": chance.randint(1, len(members))})
        pool = [*kept, block["id"], *(shared if len(combined) < 4 else [])]
    return [*reversed(combined), *parts]


@pytest.mark.parametrize("seed", range(4))
def test_400_random_diagrams_equal_the_enumeration_exactly(seed: int, rules: RuleBook) -> None:
    chance = Random(seed)
    shared = 0
    for _ in range(100):
        blocks = random_blocks(chance)
        uses = Counter(name for block in blocks for name in block.get("of", ()))
        shared += any(number > 1 for number in uses.values())
        result = outcome({"ask": "diagram", "blocks": blocks}, rules)
        assert result["availability"] == enumerated(blocks), blocks
    assert shared > 10


def test_a_shared_part_is_counted_once(rules: RuleBook) -> None:
    blocks = [
        {"id": "all", "kind": "spare", "of": ["left", "right"]},
        {"id": "left", "kind": "row", "of": ["power", "one"]},
        {"id": "right", "kind": "row", "of": ["power", "two"]},
        {"id": "power", "a": 99},
        {"id": "one", "a": 90},
        {"id": "two", "a": 90},
    ]
    result = outcome({"ask": "diagram", "blocks": blocks}, rules)
    assert result["availability"] == Fraction(99, 100) * (1 - Fraction(1, 100))


# Documented rows.

PILLAR = "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/availability.html"

NINES = [
    # Reliability Pillar: maximum unavailability per year.
    (99, 3 * 24 * 60 + 15 * 60, 40), (99.9, 8 * 60 + 45, 1), (99.95, 4 * 60 + 22, 1),
    (99.99, 52, 1), (99.999, 5, 1),
]  # fmt: skip


@pytest.mark.parametrize(("pct", "minutes", "off"), NINES)
def test_the_table_of_nines(pct: float, minutes: int, off: int, rules: RuleBook) -> None:
    result = outcome({"ask": "downtime", "goal": {"pct": pct, "period": "year"}}, rules)
    assert abs(result["down_minutes"] - minutes) <= off


ROWS = [
    # (a diagram, its availability): the pillar's own examples and the concept's.
    ([{"id": "w", "kind": "row", "of": ["a", "b"]}, {"id": "a", "a": 99.99},
      {"id": "b", "a": 99.99}], "0.99980001"),
    ([{"id": "w", "a": 99.9, "copies": 2}], "0.999999"),
    ([{"id": "w", "kind": "row", "of": ["a", "b", "c"]}, {"id": "a", "a": 99.9},
      {"id": "b", "a": 99.9}, {"id": "c", "a": 99.95}], "0.9975019995"),
    ([{"id": "w", "a": 99, "copies": 2}], "0.9999"),
    ([{"id": "w", "mtbf_h": 1000, "mttr_h": 10}], Fraction(100, 101)),
    ([{"id": "w", "a": 99, "copies": 3, "need": 2}], "0.999702"),
    ([{"id": "w", "a": 99, "copies": 2, "beta": 0.05}], "0.999409795125"),
    ([{"id": "w", "a": 99, "beta": 0.05}], "0.99"),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), ROWS)
def test_documented_and_worked_rows(blocks: Any, expected: Any, rules: RuleBook) -> None:
    assert outcome({"ask": "diagram", "blocks": blocks}, rules)["availability"] == Fraction(
        expected
    )


FLEETS = [
    # Builders' Library, static stability: three zones take 150 % of the peak, two take 200 %.
    ({"peak": 12, "zones": 3}, 6, 18), ({"peak": 12, "zones": 2}, 12, 24),
    ({"peak": 12, "zones": 4}, 4, 16), ({"peak": 13, "zones": 4}, 5, 20),
    ({"peak": 12, "zones": 3, "lost": 0}, 4, 12), ({"peak": 12, "zones": 4, "lost": 2}, 6, 24),
]  # fmt: skip


@pytest.mark.parametrize(("fleet", "each", "total"), FLEETS)
def test_zones_that_are_left_carry_the_peak(fleet: Any, each: int, total: int, rules: Any) -> None:
    assert outcome({"ask": "fleet", "fleet": fleet}, rules) == {"per_zone": each, "total": total}


ALL = ("one-az", "multi-az", "standby", "pilot-light", "multi-region")
SURVIVORS = {
    "instance": ALL,
    "zone": ("multi-az", "standby", "pilot-light", "multi-region"),
    "region": ("pilot-light", "multi-region"),
    "edge": ALL,
}


@pytest.mark.parametrize("what", SURVIVORS)
def test_what_survives_what(what: str, rules: RuleBook) -> None:
    asked = {"ask": "designs", "designs": ALL, "fault": {"what": what}}
    assert outcome(asked, rules) == {"serving": list(SURVIVORS[what])}


@pytest.mark.parametrize("layout", ALL)
@pytest.mark.parametrize("what", SURVIVORS)
def test_a_run_of_the_fault_agrees_with_the_matrix(layout: str, what: str, rules: RuleBook) -> None:
    site = {"layout": layout, "capacity_pct": 200}
    asked = {"ask": "outage", "site": site, "fault": {"what": what, "minutes": 60}}
    before_repair = play(asked, rules, until=10 * 60 + 59 * 60.0)
    assert (before_repair.metrics["served"] > 0) == (layout in SURVIVORS[what])
    after = play(asked, rules)
    assert after.metrics["served"] == 100


# Faults over time.


def outage(
    rules: RuleBook, layout: str, what: str = "zone", until: float | None = None, **site: Any
):
    asked = {"layout": layout, "detect_s": 20, "failover_s": 70, "ttl_s": 50, **site}
    world = {"ask": "outage", "site": asked, "fault": {"what": what, "minutes": 60}}
    return play(world, rules, until=until)


TIMES = [
    ("one-az", "zone", 3600), ("multi-az", "zone", 20), ("standby", "zone", 140),
    ("multi-region", "region", 70), ("pilot-light", "region", 140), ("multi-az", "region", 3600),
    ("pilot-light", "zone", 20), ("multi-region", "edge", 0), ("one-az", "instance", 20),
]  # fmt: skip


@pytest.mark.parametrize(("layout", "what", "seconds"), TIMES)
def test_recovery_is_noticing_failing_over_and_dns(
    layout: str, what: str, seconds: float, rules: RuleBook
) -> None:
    assert outage(rules, layout, what, capacity_pct=200).metrics["moved_s"] == seconds


def test_data_lags_only_across_regions(rules: RuleBook) -> None:
    assert outage(rules, "pilot-light", "region", lag_s=9).metrics["rpo_s"] == 9
    assert outage(rules, "standby", "zone", lag_s=9).metrics["rpo_s"] == 0


def test_unserved_demand_is_exact(rules: RuleBook) -> None:
    done: Any = outage(rules, "multi-az", zones=3, capacity_pct=40)
    # A third is lost for 20 s; then two zones of 40 % carry 80 % until 3600 s; after the mending
    # requests still go to two zones for 20 s.
    lost = Fraction(20, 3) + (3600 - 20) * Fraction(1, 5) + 20 * Fraction(1, 5)
    assert done.outcome["lost_s"] == lost
    short = [event for event in done.events if type(event).__name__ == "CapacityFellShort"]
    assert [(event.near.wanted, event.near.found) for event in short] == [("100", "80")]


def test_a_fault_shorter_than_its_detection_is_not_noticed(rules: RuleBook) -> None:
    world = {
        "ask": "outage",
        "site": {"layout": "standby", "detect_s": 600},
        "fault": {"minutes": 5},
    }
    names = [type(event).__name__ for event in play(world, rules).events]
    assert names == ["FaultStruck", "FaultMended"]


@settings(max_examples=80, deadline=None)
@given(
    layout=st.sampled_from(ALL),
    what=st.sampled_from(list(SURVIVORS)),
    room=st.tuples(st.integers(1, 6), st.integers(10, 200)),
    detect=st.integers(0, 600),
    minutes=st.integers(1, 60),
)
def test_demand_is_conserved(*, layout, what, room, detect, minutes, rules) -> None:
    site = {"layout": layout, "zones": room[0], "capacity_pct": room[1], "detect_s": detect}
    done: Any = play(
        {"ask": "outage", "site": site, "fault": {"what": what, "minutes": minutes}}, rules
    )
    assert 0 <= done.metrics["served"] <= 100
    assert done.outcome["lost_s"] >= 0
    assert done.metrics["moved_s"] <= max(minutes * 60, detect + 120)


# Invariants of the reckoning.


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(st.sampled_from([50.0, 90.0, 99.0, 99.9]), min_size=2, max_size=6))
def test_a_row_is_below_and_spares_are_above_every_part(parts, rules) -> None:
    names = [f"p{n}" for n in range(len(parts))]
    leaves = [{"id": name, "a": a} for name, a in zip(names, parts, strict=True)]
    row, spare = (
        outcome(
            {"ask": "diagram", "blocks": [{"id": "w", "kind": kind, "of": names}, *leaves]}, rules
        )
        for kind in ("row", "spare")
    )
    assert row["availability"] < Fraction(str(min(parts))) / 100
    assert spare["availability"] > Fraction(str(max(parts))) / 100


@settings(max_examples=60, deadline=None)
@given(a=st.integers(50, 99), target=st.sampled_from([90, 99, 99.9, 99.99]))
def test_the_copies_are_enough_and_one_less_is_not(a, target, rules) -> None:
    asked = {"ask": "copies", "blocks": [{"id": "w", "a": a}], "goal": {"pct": target}}
    copies = outcome(asked, rules)["copies"]
    down, allowed = 1 - Fraction(a, 100), 1 - Fraction(str(target)) / 100
    assert down**copies <= allowed
    assert copies == 1 or down ** (copies - 1) > allowed


@settings(max_examples=60, deadline=None)
@given(peak=st.integers(1, 200), zones=st.integers(2, 6))
def test_the_fleet_is_the_smallest_that_survives(peak, zones, rules) -> None:
    each = outcome({"ask": "fleet", "fleet": {"peak": peak, "zones": zones}}, rules)["per_zone"]
    assert each * (zones - 1) >= peak > (each - 1) * (zones - 1)
    assert each == ceil(Fraction(peak, zones - 1))


BAD = [
    {"blocks": [{"id": "a", "kind": "row", "of": ["a"]}]},
    {"blocks": [{"id": "a", "kind": "row", "of": ["b"]}]},
    {"blocks": [{"id": "a"}, {"id": "b"}]},
    {"blocks": [{"id": "a"}, {"id": "a"}]},
    {"blocks": [{"id": "a", "kind": "row"}]},
    {"blocks": [{"id": "a", "copies": 2, "need": 3}]},
    {
        "blocks": [
            {"id": "w", "kind": "row", "of": ["a", "b"]},
            {"id": "a", "copies": 12},
            {"id": "b"},
        ]
    },
    {"goal": {"pct": 100}},
]


@pytest.mark.parametrize("params", BAD)
def test_what_is_no_diagram_is_refused(params: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MODEL.PARAMS.model_validate(params)


# Wrong models, problems, scenarios.

CORPUS: list[dict[str, Any]] = [
    {},
    {"blocks": [{"id": "w", "a": 99, "copies": 2}]},
    {"ask": "downtime"},
    {"ask": "copies", "blocks": [{"id": "w", "a": 80}]},
    {"ask": "fleet", "fleet": {"peak": 12, "zones": 3}},
    *({"ask": "designs", "designs": ALL, "fault": {"what": what}} for what in SURVIVORS),
    {"ask": "outage", "site": {"layout": "standby", "detect_s": 20, "failover_s": 70}},
]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    wrong = WRONG_MODELS[name]
    assert any(outcome(world, rules) != outcome(world, rules, wrong) for world in CORPUS)


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_wrong_models_run_in_every_world(name: str, rules: RuleBook) -> None:
    worlds = [*CORPUS, *({"ask": "outage", "site": {"layout": layout}} for layout in ALL)]
    for world in worlds:
        assert outcome(world, rules, WRONG_MODELS[name])


def test_the_smallest_fixes_are_found(catalog, rules) -> None:
    page = catalog.sims["global_availability"]
    fixes = {}
    for scenario in page.scenarios:
        script = scenario_script(SIM, scenario)
        parts = scenario.goal.when
        fix = smallest_fix(
            MODEL,
            script,
            edits,
            lambda done, parts=parts: all(holds(p, done) for p in parts),
            rules,
        )
        fixes[scenario.id] = [edit.id for edit in fix.edits] if fix else None
    assert fixes == {
        "chain": ["add-copy"],
        "half-a-fleet": ["add-zone"],
        "same-switch": ["separate"],
        "region-lost": ["use-layout"],
    }


def test_events_and_panels_speak_both_languages(catalog, rules) -> None:
    page = catalog.sims["global_availability"]
    kinds = set()
    worlds = [*CORPUS, *({"ask": "outage", "site": {"layout": name}} for name in ALL)]
    worlds += [{"ask": "outage", "site": {"layout": "multi-az"}, "fault": {"what": what}}
               for what in SURVIVORS]  # fmt: skip
    worlds.append({"blocks": [{"id": "w", "kind": "quorum", "need": 1, "of": ["web"]},
                              {"id": "web", "copies": 3, "need": 2, "beta": 0.1}]})  # fmt: skip
    for world in worlds:
        for event in play(world, rules).events:
            kinds.add(type(event))
            values = {name: getattr(event, name) for name in event.__dataclass_fields__}
            for language in LANGUAGES:
                assert fill(page.events[type(event).__name__], values, language, page.terms)
    assert kinds == set(MODEL.EVENTS)
