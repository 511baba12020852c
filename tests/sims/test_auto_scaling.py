"""Auto Scaling: documented rows, waits, zones, health, referee, closed forms, beliefs, words."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from io import StringIO
from math import ceil
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import SimPage
from awsstudy.cli.runs import write_events
from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.autoscaling import events as happened
from awsstudy.sims.autoscaling import rule_ids as ids
from awsstudy.sims.autoscaling.adjusting import Adjuster
from awsstudy.sims.autoscaling.demand import demand
from awsstudy.sims.autoscaling.fleet import Instance, Picker, initial_fleet, per_zone
from awsstudy.sims.autoscaling.group import AutoScaling
from awsstudy.sims.autoscaling.keeper import Keeper
from awsstudy.sims.autoscaling.params import AutoScalingParams, Group, Load, Policy
from awsstudy.sims.autoscaling.scaler import Scaler
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Event, Run, Script, Simulation, run
from awsstudy.sims.models.auto_scaling import MODEL, PROBLEMS, WRONG_MODELS, edits, journal
from awsstudy.sims.panels import Chart, Grid, Timeline
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model, draws
from awsstudy.sims.registry import load_model
from awsstudy.workspace.laboratory import merged, scenario_script
from tests.sims.asg_referee import judged
from tests.sims.asg_worlds import world

SIM = Model("auto_scaling", MODEL, WRONG_MODELS, PROBLEMS, edits, journal)


def group(**changes: Any) -> AutoScalingParams:
    """The default group with changes; nested ones are merged."""
    return AutoScalingParams.model_validate(
        merged(AutoScalingParams().model_dump(mode="json"), changes)
    )


def play(
    params: AutoScalingParams, rules: RuleBook, model: type[Simulation[AutoScalingParams]] = MODEL
) -> Run:
    return run(model, Script(params), rules)


def of(done: Run, kind: type[Event]) -> list[Any]:
    return [event for event in done.events if isinstance(event, kind)]


def times(done: Run, kind: type[Event]) -> list[float]:
    return [event.at for event in of(done, kind)]


# Documented rows. "Step and simple scaling policies" of the user guide, April 2023.

GUIDE = {
    "kind": "step",
    "unit": "percent",
    "high": 50,
    "low": 50,
    "out_steps": [
        {"lo": 0, "hi": 10, "adj": 0},
        {"lo": 10, "hi": 20, "adj": 10},
        {"lo": 20, "hi": None, "adj": 30},
    ],
    "in_steps": [
        {"lo": -10, "hi": 0, "adj": 0},
        {"lo": -20, "hi": -10, "adj": -10},
        {"lo": None, "hi": -20, "adj": -30},
    ],
}
STEP_ROWS: list[tuple[str, float, int, int, int]] = [
    ("unchanged below 60", 59.9, 10, 0, 10),
    ("at 60 add 10 percent of 10", 60, 10, 0, 11),
    ("at 70 add 30 percent of 11, 3.3, rounded down", 70, 11, 0, 14),
    ("at 40 remove 10 percent of 14, 1.4, rounded down", 40, 14, 0, 13),
    ("at 30 remove 30 percent of 13, 3.9, rounded down", 30, 13, 0, 10),
    ("unchanged above 40", 40.1, 10, 0, 10),
    ("just below 70 still 10 percent", 69.9, 11, 0, 12),
    ("just above 30 still 10 percent", 30.1, 13, 0, 12),
    ("62 while 1 of 11 warms up: no more", 62, 11, 1, 11),
    ("70 while 1 of 11 warms up: 2 more", 70, 11, 1, 13),
]


@pytest.mark.parametrize(
    ("metric", "desired", "warming", "after"),
    [row[1:] for row in STEP_ROWS],
    ids=[row[0] for row in STEP_ROWS],
)
def test_steps_of_the_guide(
    metric: float, desired: int, warming: int, after: int, rules: RuleBook
) -> None:
    params = group(
        question="adjust",
        policy=GUIDE,
        group={"min": 1, "max": 100, "desired": desired},
        metric=metric,
        warming=warming,
    )
    assert play(params, rules).outcome == {"desired": after}


ROUNDING = [("12.7", 12), ("0.67", 1), ("-0.58", -1), ("-6.67", -6)]


@pytest.mark.parametrize(("exact", "change"), ROUNDING)
def test_rounding_of_the_guide(exact: str, change: int) -> None:
    assert Adjuster(Policy(), Group()).rounded(Fraction(exact)) == change


TYPES = [("change", 3, 5, 0, 8), ("exact", 3, 5, 0, 5), ("percent", 10, 10, 0, 11)]
TYPES += [("percent", 4, 25, 2, 6), ("percent", 4, 25, 0, 5)]


@pytest.mark.parametrize(("unit", "size", "adj", "magnitude", "after"), TYPES)
def test_adjustment_types_of_the_guide(
    unit: str, size: int, adj: int, magnitude: int, after: int, rules: RuleBook
) -> None:
    steps = [{"lo": 0, "hi": None, "adj": adj}]
    policy = {"kind": "step", "unit": unit, "out_steps": steps, "min_magnitude": magnitude}
    sizes = {"min": 1, "max": 50, "desired": size}
    done = play(group(question="adjust", policy=policy, group=sizes, metric=90), rules)
    assert done.outcome == {"desired": after}


def test_there_are_more_rows_than_the_fourteen_asked_for() -> None:
    assert len(STEP_ROWS) + len(ROUNDING) + len(TYPES) >= 14


@pytest.mark.parametrize(
    ("metric", "holding"), [(50, True), (59.9, True), (60, False), (49.9, False)]
)
def test_upper_bounds_of_the_api_reference(metric: float, holding: bool) -> None:
    step = Policy().out_steps[0].model_copy(update={"lo": 0, "hi": 10})
    assert Adjuster(Policy(), Group()).holds(step, metric - 50, up=True) is holding


@pytest.mark.parametrize(
    ("metric", "holding"), [(50, True), (40.1, True), (40, False), (50.1, False)]
)
def test_lower_bounds_of_the_api_reference(metric: float, holding: bool) -> None:
    step = Policy().out_steps[0].model_copy(update={"lo": -10, "hi": 0})
    assert Adjuster(Policy(), Group()).holds(step, metric - 50, up=False) is holding


@pytest.mark.parametrize(
    ("metric", "size", "expected"), [(75, 2, 3), (100, 3, 6), (62.5, 6, 8), (40, 6, 5), (25, 3, 2)]
)
def test_target_tracking_never_leaves_too_few(
    metric: float, size: int, expected: int, rules: RuleBook
) -> None:
    params = group(
        group={"min": 1, "max": 20, "desired": size, "warmup_s": 60},
        load={"shape": "metric", "values": [metric]},
        alarms={"in_m": 3, "in_n": 3},
        length_s=180,
    )
    assert play(params, rules).metrics["desired"] == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"group": {"desired": 11}},
        {"group": {"termination": ["Default", "OldestInstance"]}},
        {"policy": {"out_steps": [{"lo": 0, "hi": 10, "adj": 1}]}},
        {"policy": {"out_steps": [{"lo": 0, "hi": 5, "adj": 1}, {"lo": 6, "hi": None, "adj": 2}]}},
        {"policy": {"out_steps": [{"lo": None, "hi": None, "adj": 1}]}},
        {"policy": {"in_steps": [{"lo": -10, "hi": 0, "adj": -1}]}},
        {"fleet": [{"az": "a"}]},
        {"outage": {"az": "z"}},
        {"alarms": {"out_m": 4}},
    ],
)
def test_impossible_groups_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        group(**changes)


# Who is terminated.


def fleet(*members: tuple[str, int, int]) -> list[Instance]:
    """Instances from zone, template version and age in minutes."""
    data = [{"az": az, "template": version, "age_s": age * 60} for az, version, age in members]
    sizes = {"min": 0, "max": 20, "desired": len(data)}
    return initial_fleet(group(group=sizes, fleet=data))


VICTIMS: list[tuple[str, list[str], list[tuple[str, int, int]], str]] = [
    ("the fullest zone comes first", ["Default"],
     [("b", 1, 400), ("a", 2, 310), ("a", 2, 90)], "i3"),
    ("then the oldest version", ["Default"],
     [("a", 2, 310), ("a", 1, 100), ("b", 1, 90)], "i2"),
    ("a launch configuration before any template", ["Default"],
     [("a", 1, 310), ("a", 0, 100), ("b", 0, 90)], "i2"),
    ("then the closest billing hour", ["Default"],
     [("a", 1, 250), ("a", 1, 115), ("b", 1, 59)], "i2"),
    ("balanced zones: all candidates", ["Default"], [("a", 2, 400), ("b", 1, 100)], "i2"),
    ("the oldest instance, in the fullest zone", ["OldestInstance"],
     [("b", 1, 400), ("a", 2, 300), ("a", 1, 100)], "i2"),
    ("the newest instance", ["NewestInstance"], [("a", 1, 300), ("a", 2, 100)], "i2"),
    ("a list of policies, in order", ["OldestLaunchTemplate", "NewestInstance"],
     [("a", 1, 300), ("a", 1, 200), ("a", 2, 100)], "i2"),
    ("the closest hour, whatever the version", ["ClosestToNextInstanceHour", "Default"],
     [("a", 1, 250), ("a", 2, 115)], "i2"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("policies", "members", "expected"), [row[1:] for row in VICTIMS], ids=[r[0] for r in VICTIMS]
)
def test_victims(policies: Any, members: Any, expected: str, rules: RuleBook) -> None:
    data = [{"az": az, "template": version, "age_s": age * 60} for az, version, age in members]
    sizes = {"min": 0, "max": 20, "desired": len(data), "termination": policies, "template": 2}
    outcome: Any = play(group(question="victim", group=sizes, fleet=data), rules).outcome
    assert outcome["victim"] == expected


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 300)),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([("Default",), ("OldestInstance",), ("NewestInstance", "Default")]),
)
def test_a_victim_never_makes_zones_more_uneven(members: Any, policies: Any) -> None:
    instances = fleet(*members)
    choice = Picker(("a", "b", "c"), policies).pick(instances, 0.0, Random(1))
    counts = per_zone(("a", "b", "c"), instances)
    assert counts[choice.victim.az] == max(counts.values())


# Waits: cooldown, warm-up, grace.

BUSY = {"shape": "metric", "values": [85]}


def test_a_simple_policy_waits_for_the_start_and_the_cooldown(rules: RuleBook) -> None:
    params = group(
        group={"min": 1, "max": 30, "desired": 4, "cooldown_s": 300},
        machine={"boot_s": 120},
        policy={"kind": "simple", "high": 70, "out_by": 2},
        alarms={"out_m": 1, "out_n": 1},
        load=BUSY,
        length_s=1500,
    )
    done = play(params, rules)
    assert times(done, happened.DesiredChanged) == [60, 480, 900, 1320]
    held = {event.reason for event in of(done, happened.ScalingHeld)}
    assert held == {"activity", "cooldown"}


def test_a_step_policy_does_not_wait_but_counts_what_is_warming_up(rules: RuleBook) -> None:
    params = group(
        group={"min": 1, "max": 30, "desired": 10, "warmup_s": 300},
        policy=GUIDE,
        alarms={"out_m": 1, "out_n": 1},
        load={"shape": "metric", "values": [60, 62, 70, 70, 50]},
        length_s=300,
    )
    changes = [
        (event.at, event.after) for event in of(play(params, rules), happened.DesiredChanged)
    ]
    assert changes == [(60, 11), (180, 13)]


def test_scheduled_manual_and_health_wait_for_no_cooldown(rules: RuleBook) -> None:
    params = group(
        group={"min": 1, "max": 30, "desired": 4, "cooldown_s": 3600, "grace_s": 0},
        machine={"boot_s": 60, "detect_s": 30},
        policy={"kind": "simple", "out_by": 1},
        alarms={"out_m": 1, "out_n": 1},
        load=BUSY,
        scheduled=[{"at_s": 200, "desired": 8}],
        faults={"hang_at_s": 300},
        length_s=500,
    )
    done = run(MODEL, Script(params, 1, ((400.0, "out"),)), rules)
    causes = [(event.at, event.cause) for event in of(done, happened.DesiredChanged)]
    assert causes == [(60, "policy"), (200, "schedule"), (400, "manual")]
    assert [e.at for e in of(done, happened.InstanceTerminated)] == [330]


def test_policies_do_not_scale_in_while_instances_warm_up(rules: RuleBook) -> None:
    params = group(
        group={"min": 1, "max": 30, "desired": 10, "warmup_s": 600},
        machine={"boot_s": 60},
        policy=GUIDE,
        alarms={"out_m": 1, "out_n": 1, "in_m": 1, "in_n": 1},
        load={"shape": "metric", "values": [70, 30]},
        length_s=900,
    )
    done = play(params, rules)
    changes = [(event.at, event.after) for event in of(done, happened.DesiredChanged)]
    assert changes[:2] == [(60, 13), (720, 10)]
    held = [event for event in of(done, happened.ScalingHeld) if event.reason == "warming"]
    assert held[0].near.found == "3"


@pytest.mark.parametrize(
    ("elb", "grace", "age_in_service", "how", "expected"),
    [
        (True, 300, 100, "hang_at_s", 200),
        (True, 300, 1000, "hang_at_s", 60),
        (True, 0, 0, "hang_at_s", 60),
        (False, 300, 1000, "hang_at_s", None),
        (True, 300, 100, "stop_at_s", 0),
        (False, 300, 100, "stop_at_s", 0),
    ],
)
def test_health_checks_and_the_grace_period(
    elb: bool, grace: int, age_in_service: int, how: str, expected: float | None, rules: RuleBook
) -> None:
    members = [{"az": "a", "age_s": 9000}, {"az": "b", "age_s": 120 + age_in_service}]
    params = group(
        group={"min": 1, "max": 4, "desired": 2, "grace_s": grace, "elb_checks": elb},
        policy={"kind": "none"},
        fleet=members,
        load={"shape": "metric", "values": [50]},
        faults={how: 0},
        length_s=1200,
    )
    gone = times(play(params, rules), happened.InstanceTerminated)
    assert gone == ([] if expected is None else [expected])


def test_missing_data_scale_nothing(rules: RuleBook) -> None:
    params = group(load={"shape": "metric", "values": [90, 90, None]}, length_s=3000)
    done = play(params, rules)
    assert [e.state for e in of(done, happened.AlarmChanged)][-1] == "INSUFFICIENT_DATA"
    assert ids.NO_DATA in of(done, happened.AlarmChanged)[-1].rules


def test_actions_repeat_each_minute_whatever_the_period(rules: RuleBook) -> None:
    params = group(
        group={"min": 1, "max": 9, "desired": 1, "cooldown_s": 0},
        machine={"boot_s": 0},
        policy={"kind": "simple", "out_by": 1},
        alarms={"period_s": 300, "out_m": 1, "out_n": 1},
        load=BUSY,
        length_s=480,
    )
    assert times(play(params, rules), happened.DesiredChanged) == [300, 360, 420, 480]


# Zones.

ZONES: dict[str, Any] = {
    "group": {"min": 2, "max": 20, "desired": 20, "grace_s": 0},
    "machine": {"boot_s": 60, "detect_s": 30},
    "policy": {"kind": "none"},
    "load": {"shape": "steady", "base": 100},
    "outage": {"az": "a", "at_s": 60, "back_s": 600},
    "length_s": 1800,
}


def test_a_failed_zone_is_replaced_elsewhere_and_rebalanced_within_the_margin(
    rules: RuleBook,
) -> None:
    simulation = MODEL(group(**ZONES), 1, rules)
    simulation.advance(500)
    assert per_zone("abc", simulation.keeper.alive) == {"a": 0, "b": 10, "c": 10}
    simulation.advance(float("inf"))
    counts = per_zone("abc", simulation.keeper.alive)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert simulation.measure()["peak"] == 22


def test_balanced_only_waits_for_the_zone(rules: RuleBook) -> None:
    params = group(**merged(ZONES, {"group": {"strategy": "balanced-only"}}))
    simulation = MODEL(params, 1, rules)
    frame = simulation.advance(500)
    assert per_zone("abc", simulation.keeper.alive) == {"a": 0, "b": 7, "c": 7}
    failed = [event for event in frame.events if isinstance(event, happened.LaunchFailed)]
    assert failed[0].near
    assert rules[ids.RETRY].evidence == "modelled"
    simulation.advance(float("inf"))
    assert per_zone("abc", simulation.keeper.alive) == {"a": 6, "b": 7, "c": 7}


def test_small_groups_may_exceed_their_maximum_by_one(rules: RuleBook) -> None:
    params = group(**merged(ZONES, {"group": {"max": 6, "desired": 6}}))
    assert play(params, rules).metrics["peak"] == 7


# The referee.


def rows_of(params: AutoScalingParams, rules: RuleBook, model: Any = MODEL) -> list[dict[str, Any]]:
    return [dict(row) for row in journal(params, play(params, rules, model).events)]


def test_random_runs_break_no_rule(rules: RuleBook) -> None:
    seen: Counter[str] = Counter()
    for seed in range(250):
        params = world(seed, length_s=2700)
        rows = rows_of(params, rules)
        seen.update({(row["ev"], row.get("cause")) for row in rows})
        assert judged(rows, strategy=params.group.strategy) == [], seed
    causes = [("terminate", cause) for cause in ("scalein", "health", "rebalance")]
    causes += [("desired", cause) for cause in ("policy", "schedule")]
    plain = ("launch", "inservice", "warm", "unhealthy", "az_down", "az_up")
    for kind in (*causes, *((name, None) for name in plain)):
        assert seen[kind] >= 20, kind


class BreaksBalance(Keeper):
    def _zone(self, *, spare: bool) -> str | None:
        return self.group.azs[-1]


class BreaksLimits(Scaler):
    def _change(self, after: int, asked: int, rules: tuple[str, ...]) -> None:
        super()._change(after + 30, asked, rules)


class WarmsEarly(Keeper):
    def launch(self, *, spare: bool = False) -> bool:
        launched = super().launch(spare=spare)
        self.fleet[-1].warm_at = self.fleet[-1].in_service_at
        return launched


class TerminatesFirst(Keeper):
    def balance(self) -> None:
        if self.moves():
            self.terminate_one("rebalance")


class ForgetsToReplace(Keeper):
    def reconcile(self) -> None:
        if self.desired > 3:
            super().reconcile()


def kept(keeper: type[Keeper]) -> type[AutoScaling]:
    return type("Kept", (AutoScaling,), {"KEEPER": keeper})


def scaled(scaler: type[Scaler]) -> type[AutoScaling]:
    return type("Scaled", (AutoScaling,), {"SCALER": scaler})


FAULTS: dict[str, tuple[type[Simulation[AutoScalingParams]], set[str]]] = {
    "a simple policy without its cooldown": (WRONG_MODELS["no-cooldown"], {"cooldown", "activity"}),
    "cooldown from the decision": (WRONG_MODELS["cooldown-from-alarm"], {"cooldown", "activity"}),
    "the oldest of all is terminated": (WRONG_MODELS["oldest-of-all"], {"victim-zone", "victim"}),
    "the smallest zone gives": (WRONG_MODELS["emptiest-zone"], {"victim-zone"}),
    "the billing hour before the template": (WRONG_MODELS["billing-hour-first"], {"victim"}),
    "no grace period": (WRONG_MODELS["no-grace"], {"grace"}),
    "grace counted from the launch": (WRONG_MODELS["grace-from-launch"], {"grace"}),
    "scaling in while warming up": (
        WRONG_MODELS["scales-in-while-warming"], {"scale-in-while-warming"}
    ),
    "rebalancing all at once": (WRONG_MODELS["second-fleet"], {"max-margin"}),
    "launches in one zone": (kept(BreaksBalance), {"balance", "zone-up"}),
    "beyond the maximum": (scaled(BreaksLimits), {"limits"}),
    "a warm-up cut short": (kept(WarmsEarly), {"warm-up"}),
    "terminating before launching": (kept(TerminatesFirst), {"launch-first"}),
    "nobody is replaced": (kept(ForgetsToReplace), {"kept", "surplus"}),
}  # fmt: skip


def old_templates(params: AutoScalingParams) -> AutoScalingParams:
    """The same world with a fleet of mixed versions, so that the order of criteria shows."""
    zones, size = params.group.azs, params.group.desired
    members = [
        {"az": zones[n % len(zones)], "age_s": 9000 - 700 * (n % 12), "template": 1 + (n % 12) // 6}
        for n in range(size)
    ]
    data = params.model_dump(mode="json")
    return AutoScalingParams.model_validate({**data, "fleet": members})


@pytest.mark.parametrize("fault", FAULTS)
def test_the_referee_catches_planted_faults(fault: str, rules: RuleBook) -> None:
    model, expected = FAULTS[fault]
    found: set[str] = set()
    for seed in range(150):
        params = world(seed, length_s=2700)
        if "billing" in fault and seed % 2:
            params = old_templates(params)
        rows = rows_of(params, rules, model)
        found |= {one.rule for one in judged(rows, strategy=params.group.strategy)}
        if expected & found:
            return
    raise AssertionError((fault, found))


def test_the_journal_has_the_shape_of_the_cases(rules: RuleBook) -> None:
    params = group(
        group={"min": 2, "max": 10, "desired": 4, "warmup_s": 300}, length_s=1200, load=BUSY
    )
    rows = rows_of(params, rules)
    assert rows[0] == {
        "ev": "config", "min": 2, "max": 10, "azs": ["a", "b", "c"], "cooldown": 300,
        "warmup": 300, "grace": 300, "policy": "target", "termination": ["Default"],
        "maxMargin": True,
    }  # fmt: skip
    kinds = {row["ev"]: set(row) for row in rows[1:]}
    assert kinds["desired"] == {"t", "ev", "from", "to", "cause"}
    assert kinds["launch"] == {"t", "ev", "id", "az", "template"}
    assert kinds["inservice"] == kinds["warm"] == {"t", "ev", "id"}
    assert [row["t"] for row in rows[1:]] == sorted(row["t"] for row in rows[1:])


def test_events_are_written_for_every_model(rules: RuleBook) -> None:
    workspace: Any = SimpleNamespace(rules=rules)
    for name in ("auto_scaling", "route53_routing"):
        model = load_model(name)
        out = StringIO()
        write_events(workspace, model, Script(model.simulation.PARAMS()), out)
        rows = [json.loads(line) for line in out.getvalue().splitlines()]
        assert rows
        assert all("ev" in row for row in rows)
        assert rows[0]["ev"] == ("config" if name == "auto_scaling" else "QueryReceived")


def test_a_schedule_that_moves_the_limits_is_told_in_the_journal(rules: RuleBook) -> None:
    params = group(scheduled=[{"at_s": 300, "min": 6, "max": 12}], length_s=600, load=BUSY)
    rows = rows_of(params, rules)
    settings_ = [(row.get("t"), row["min"], row["max"]) for row in rows if row["ev"] == "config"]
    assert settings_ == [(None, 2, 10), (300, 6, 12)]
    assert judged(rows) == []


# Closed forms.


@settings(max_examples=25, deadline=None)
@given(
    load=st.integers(50, 3000),
    target=st.sampled_from([30, 50, 70, 90]),
    capacity=st.sampled_from([50, 100, 250]),
    start=st.integers(1, 12),
)
def test_target_tracking_settles_at_the_closed_form(
    rules: RuleBook, load: int, target: int, capacity: int, start: int
) -> None:
    need = min(60, max(1, ceil(load * 100 / (capacity * target))))
    params = group(
        group={"min": 1, "max": 60, "desired": start, "warmup_s": 60},
        machine={"capacity": capacity, "boot_s": 60},
        policy={"kind": "target", "target": target},
        alarms={"out_m": 1, "out_n": 1, "in_m": 3, "in_n": 3},
        load={"shape": "steady", "base": load},
        length_s=7200,
    )
    size = play(params, rules).metrics["desired"]
    if start <= need:
        assert size == need
    else:
        use = 100 * load / (size * capacity)
        assert size == need or (0.9 * target <= use <= target)
    steady = group(**params.model_dump(mode="json") | {"question": "steady"})
    assert play(steady, rules).outcome == {"desired": need}


@pytest.mark.parametrize(("load", "size"), [(400, 2), (150, 1), (900, 4), (100, 4)])
def test_what_exceeds_a_fixed_fleet_is_dropped(load: int, size: int, rules: RuleBook) -> None:
    params = group(
        group={"min": size, "max": size, "desired": size},
        policy={"kind": "none"},
        load={"shape": "steady", "base": load},
    )
    done = play(params, rules)
    expected = 100 * max(0.0, 1 - size * 100 / load)
    assert done.metrics["dropped"] == pytest.approx(expected, abs=0.01)
    assert done.metrics["instance_hours"] == pytest.approx(size, abs=0.01)


def test_load_curves() -> None:
    load = Load(base=100, peak=500, at_s=600, length_s=1200)
    flash = [demand(load, at) for at in (0, 600, 630, 660, 1800, 1830, 1860)]
    assert flash == [100, 100, 300, 500, 500, 300, 100]
    ramp = load.model_copy(update={"shape": "ramp"})
    assert [demand(ramp, at) for at in (0, 600, 1200, 1800, 9000)] == [100, 100, 300, 500, 500]
    sine = load.model_copy(update={"shape": "sine"})
    assert [round(demand(sine, at)) for at in (0, 300, 600, 1200)] == [100, 300, 500, 100]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_sizes_stay_within_limits_and_requests_are_conserved(rules: RuleBook, seed: int) -> None:
    simulation = MODEL(world(seed, length_s=1800), 1, rules)
    low, high = simulation.params.group.min, simulation.params.group.max
    for at in range(0, 1800, 120):
        simulation.advance(at)
        assert low <= simulation.keeper.desired <= high
        assert 0 <= simulation.got <= simulation.wanted + 1e-6
        assert len(simulation.keeper.alive) <= high + max(1, high // 10)


# What can be seen and done.


def test_pictures(rules: RuleBook) -> None:
    simulation = MODEL(group(length_s=1800), 1, rules)
    frame = simulation.advance(float("inf"))
    chart, timeline, lane = frame.panels
    assert isinstance(chart, Chart)
    assert isinstance(timeline, Timeline)
    assert isinstance(lane, Grid)
    assert len(lane.strips[0].cells) == 30
    assert len(timeline.lanes) <= 9
    for one in timeline.lanes:
        assert all(0 <= span.start < span.end <= 1800 for span in one.spans)


def test_the_learner_can_scale_and_break(rules: RuleBook) -> None:
    player = Player(MODEL, Script(group(policy={"kind": "none"}, load={"base": 100})), rules)
    player.seek(120)
    assert {"out", "in", "down:a", "hang"} <= set(player.actions)
    player.act("out")
    player.act("down:b")
    assert "up:b" in player.actions
    player.end()
    assert player.run().metrics["desired"] == 5
    assert player.actions == ()
    zones = {event.az for event in player.events if isinstance(event, happened.InstanceTerminated)}
    assert zones == {"b"}


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["auto_scaling"]


REACHED: dict[str, dict[str, Any]] = {
    "flash-crowd": {"scheduled": [{"at_s": 300, "desired": 20}]},
    "ping-pong": {"policy": {"kind": "target"}},
    "zone-fails": {"group": {"min": 8, "desired": 8}},
    "who-goes": {"group": {"termination": ["OldestInstance"]}},
    "up-or-out": {"policy": {"kind": "target"}},
}


@pytest.mark.parametrize("scenario", REACHED)
def test_goals_can_be_reached(scenario: str, page: SimPage, rules: RuleBook) -> None:
    words = next(one for one in page.scenarios if one.id == scenario)
    before = scenario_script(SIM, words).params.model_dump(mode="json")
    changed = AutoScalingParams.model_validate(merged(before, REACHED[scenario]))
    assert words.goal
    assert all(holds(part, play(changed, rules)) for part in words.goal.when)


# Problems and beliefs.


def test_keys_are_computed_again_by_hand(rules: RuleBook) -> None:
    for seed in range(40):
        draw = next(draws(SIM, SIM.problem("serving-time"), seed, rules))
        alarms, machine = draw.params.alarms, draw.params.machine
        assert draw.key == alarms.out_m * alarms.period_s + machine.boot_s
        draw = next(draws(SIM, SIM.problem("replaced-after"), seed, rules))
        since = draw.params.fleet[-1].age_s - draw.params.machine.boot_s
        left = draw.params.group.grace_s - since
        assert draw.key == max(draw.params.machine.detect_s, left)


def corpus() -> list[AutoScalingParams]:
    """The situations above in which the beliefs part from the truth."""
    percent = {**GUIDE, "min_magnitude": 3}
    sizes = {"min": 1, "max": 12, "desired": 11}
    found = [
        group(
            question="adjust", policy=GUIDE, group={"max": 100, "desired": n}, metric=m, warming=w
        )
        for _, m, n, w, _ in STEP_ROWS
    ]
    found += [group(question="adjust", policy=percent, group=sizes, metric=m) for m in (60, 75)]
    found += [group(question="adjust", policy=GUIDE, group={"max": 20, "desired": 9}, metric=70)]
    found += [
        group(question="steady", group={"max": 40}, load={"base": base}, policy={"target": target})
        for base, target in ((230, 50), (260, 50), (700, 70))
    ]
    found += [
        group(
            question="victim",
            group={"min": 0, "max": 9, "desired": 7, "template": 3},
            fleet=[
                {"az": az, "template": version, "age_s": age * 60}
                for az, version, age in (
                    ("b", 1, 400), ("c", 1, 330), ("a", 2, 250), ("c", 2, 200),
                    ("a", 2, 115), ("b", 3, 70), ("a", 3, 58),
                )
            ],
        )
    ]  # fmt: skip
    simple = {"kind": "simple", "high": 70, "out_by": 2}
    found += [
        group(policy=simple, load=BUSY, alarms={"out_m": 2, "out_n": 3}, length_s=1500),
        group(policy=simple, load={"shape": "metric", "values": [85, 40, 85, 40]}, length_s=900,
              alarms={"out_m": 2, "out_n": 3}),
        group(policy=GUIDE, load={"shape": "metric", "values": [70, 30]}, length_s=1200,
              alarms={"out_m": 1, "out_n": 1, "in_m": 1, "in_n": 1}),
        group(**ZONES),
    ]  # fmt: skip
    fresh = {"az": "b", "age_s": 220}
    found += [
        group(group={"min": 1, "desired": 2}, policy={"kind": "none"}, faults={"hang_at_s": 0},
              fleet=[{"az": "a"}, fresh], load={"shape": "metric", "values": [50]}, length_s=900)
    ]  # fmt: skip
    return found


CORPUS = corpus()


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_belief_disagrees_with_the_truth_somewhere(name: str, rules: RuleBook) -> None:
    assert any(
        play(params, rules).events != play(params, rules, WRONG_MODELS[name]).events
        for params in CORPUS
    )


def test_edits_are_single_changes_in_words(page: SimPage) -> None:
    names = {edit.id for params in CORPUS for edit in edits(params)}
    names |= {
        edit.id for edit in edits(group(alarms={"period_s": 300}, group={"elb_checks": False}))
    }
    assert names == set(page.edits)
