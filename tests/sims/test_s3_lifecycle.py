"""S3 Lifecycle: the documented facts, an independent bill, the words and the problems."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import isfinite
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.template import fields
from awsstudy.sims.fields import leaves, with_value
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Script, replay, run
from awsstudy.sims.models.s3_lifecycle import MODEL, PROBLEMS, WRONG_MODELS
from awsstudy.sims.panels import Table, Timeline
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model, draws
from awsstudy.sims.s3.classes import CLASSES
from awsstudy.sims.s3.params import LifecycleParams

GB = 1_048_576


def play(rules, model=MODEL, actions=(), **params):
    return run(model, Script(LifecycleParams(**params), actions=tuple(actions)), rules)


@pytest.fixture(scope="module")
def page(catalog):
    return catalog.sims["s3_lifecycle"]


# Where: the waterfall, cell by cell, as the guide's table of supported transitions reads

BELOW = {
    "STANDARD": "IT IA OZ IR GF DA",
    "STANDARD_IA": "IT OZ IR GF DA",
    "INTELLIGENT_TIERING": "OZ IR GF DA",
    "ONEZONE_IA": "GF DA",
    "GLACIER_IR": "GF DA",
    "GLACIER": "DA",
    "DEEP_ARCHIVE": "",
}
SHORT = {
    "STANDARD": "ST",
    "INTELLIGENT_TIERING": "IT",
    "STANDARD_IA": "IA",
    "ONEZONE_IA": "OZ",
    "GLACIER_IR": "IR",
    "GLACIER": "GF",
    "DEEP_ARCHIVE": "DA",
}


@pytest.mark.parametrize("source", CLASSES)
@pytest.mark.parametrize("target", CLASSES)
def test_matrix(rules, source, target):
    outcome = play(rules, check="transition", **{"from": source, "to": target}).outcome
    assert outcome == {"allowed": SHORT[target] in BELOW[source].split()}


def test_twenty_edges():
    assert sum(len(targets.split()) for targets in BELOW.values()) == 20


def test_the_fixed_case_is_read_as_json(rules):
    params = LifecycleParams.model_validate(
        {"check": "transition", "from": "STANDARD_IA", "to": "ONEZONE_IA"}
    )
    assert run(MODEL, Script(params), rules).outcome == {"allowed": True}


# When: days are added, then the next midnight UTC


@pytest.mark.parametrize(
    ("created", "days", "due"),
    [
        ("2014-01-15T10:30:00Z", 3, "2014-01-19T00:00:00Z"),  # the guide's example
        ("2014-01-15T00:00:01Z", 3, "2014-01-19T00:00:00Z"),
        ("2014-01-15T23:59:59Z", 3, "2014-01-19T00:00:00Z"),
        ("2014-01-15T00:00:00Z", 3, "2014-01-19T00:00:00Z"),  # "to the next day midnight"
        ("2014-01-15T10:30:00Z", 0, "2014-01-16T00:00:00Z"),  # "at midnight UTC following creation"
        ("2024-02-28T10:30:00Z", 1, "2024-03-01T00:00:00Z"),
        ("2026-12-30T10:30:00Z", 1, "2027-01-01T00:00:00Z"),
        ("2026-03-02T01:00:00+09:00", 1, "2026-03-03T00:00:00Z"),  # 16:00 UTC the day before
    ],
)
def test_dates(rules, created, days, due):
    assert play(rules, check="date", created=created, after_days=days).outcome == {"due": due}


def test_a_thousand_dates_by_integer_arithmetic(rules):
    chance = Random(5)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    for _ in range(1000):
        second, days = chance.randrange(1_136_073_600, 4_000_000_000), chance.randrange(0, 3650)
        created = epoch + timedelta(seconds=second)
        due = epoch + timedelta(seconds=((second + days * 86400) // 86400 + 1) * 86400)
        outcome = play(rules, check="date", created=created, after_days=days).outcome
        assert outcome == {"due": due.strftime("%Y-%m-%dT%H:%M:%SZ")}


@pytest.mark.parametrize("created", ["yesterday", "1999-01-01T00:00:00Z", "2026-13-01T00:00:00Z"])
def test_odd_dates_are_refused(created):
    with pytest.raises(ValidationError):
        LifecycleParams(created=created)


# Which: the minimum size and its history


def ends_in(rules, **params):
    given = {"expiration_days": None, "horizon_days": 200, **params}
    return play(rules, **given).outcome["storage_class"]


@pytest.mark.parametrize(
    ("size", "target", "behaviour", "moves"),
    [
        (127, "DEEP_ARCHIVE", "all_storage_classes_128K", False),
        (128, "DEEP_ARCHIVE", "all_storage_classes_128K", True),
        (127, "DEEP_ARCHIVE", "varies_by_storage_class", True),
        (1, "GLACIER", "varies_by_storage_class", True),
        (127, "GLACIER_IR", "varies_by_storage_class", False),
        (127, "STANDARD_IA", "varies_by_storage_class", False),
        (127, "INTELLIGENT_TIERING", "varies_by_storage_class", False),
        (128, "ONEZONE_IA", "varies_by_storage_class", True),
    ],
)
def test_minimum_size(rules, size, target, behaviour, moves):
    steps = [{"days": 30, "to": target}]
    params = {"size_kb": size, "transitions": steps, "minimum_size": behaviour}
    assert ends_in(rules, **params) == (target if moves else "STANDARD")
    small = play(
        rules, check="small", sizes_kb=[size], to_class=target, minimum_size=behaviour
    ).outcome
    assert small == {"moved": int(moves)}


def test_a_size_filter_takes_the_place_of_the_default(rules):
    steps = [{"days": 30, "to": "STANDARD_IA"}]
    assert ends_in(rules, size_kb=20, size_filter_kb=19, transitions=steps) == "STANDARD_IA"
    assert ends_in(rules, size_kb=20, size_filter_kb=20, transitions=steps) == "STANDARD"
    kept = play(rules, size_kb=20, size_filter_kb=20, transitions=steps, expiration_days=60)
    assert kept.outcome["storage_class"] == "STANDARD"  # the filter is the whole rule's


def test_before_september_2024_archives_took_small_objects(catalog, rules):
    steps = [{"days": 30, "to": "DEEP_ARCHIVE"}]
    earlier = catalog.rule_book(date(2024, 8, 1))
    assert ends_in(rules, size_kb=20, transitions=steps) == "STANDARD"
    assert ends_in(earlier, size_kb=20, transitions=steps) == "DEEP_ARCHIVE"
    assert (
        ends_in(earlier, size_kb=20, transitions=[{"days": 30, "to": "GLACIER_IR"}]) == "STANDARD"
    )


def test_until_july_2026_ia_took_30_days(catalog, rules):
    steps = [{"days": 7, "to": "STANDARD_IA"}]
    earlier = catalog.rule_book(date(2026, 7, 15))
    assert ends_in(rules, transitions=steps) == "STANDARD_IA"
    refused = play(earlier, transitions=steps, expiration_days=None)
    assert refused.outcome["storage_class"] == "STANDARD"
    assert refused.events[0].reason == "too-early"
    assert ends_in(earlier, transitions=[{"days": 30, "to": "STANDARD_IA"}]) == "STANDARD_IA"
    assert ends_in(earlier, transitions=[{"days": 0, "to": "GLACIER"}]) == "GLACIER"


@pytest.mark.parametrize(
    ("later", "target", "refused"),
    [
        (59, "GLACIER", True),
        (60, "GLACIER", False),
        (40, "ONEZONE_IA", True),
        (40, "GLACIER_IR", False),
    ],
)
def test_one_rule_keeps_30_days_between_ia_and_archive(rules, later, target, refused):
    steps = [{"days": 30, "to": "STANDARD_IA"}, {"days": later, "to": target}]
    one = play(rules, transitions=steps, expiration_days=None)
    assert any(type(event).__name__ == "RuleRejected" for event in one.events) == refused
    two = play(rules, transitions=steps, expiration_days=None, separate_rules=True)
    assert two.outcome["storage_class"] == target
    if refused:  # two rules are accepted, but the minimum of IA is charged
        assert two.metrics["early_delete_usd"] > 0


# Precedence


def test_the_cheaper_class_wins_and_deletion_before_both(rules):
    both = [{"days": 30, "to": "GLACIER"}, {"days": 30, "to": "STANDARD_IA"}]
    winner = play(rules, transitions=both, separate_rules=True, expiration_days=None)
    assert winner.outcome["storage_class"] == "GLACIER"
    assert winner.metrics["request_usd"] == pytest.approx(1_000_000 / 1000 * 0.03)
    expired = play(rules, transitions=both, separate_rules=True, expiration_days=30)
    assert expired.outcome["storage_class"] == "deleted"
    assert expired.metrics["request_usd"] == 0
    assert "s3.lifecycle.delete-first" in expired.rules


def test_no_rule_leads_upward(rules):
    steps = [{"days": 10, "to": "DEEP_ARCHIVE"}, {"days": 60, "to": "STANDARD_IA"}]
    result = play(rules, transitions=steps, separate_rules=True, expiration_days=None)
    assert result.outcome["storage_class"] == "DEEP_ARCHIVE"
    assert [event.reason for event in result.events if type(event).__name__ == "Blocked"] == [
        "upward"
    ]


# Anchors


def test_thumbnails_in_ia(rules):
    month = play(rules, check="month", count=12_000_000, size_kb=20, to_class="STANDARD_IA").outcome
    assert round(month["standard_usd"], 2) == 5.26
    assert round(month["storage_usd"], 2) == 18.31
    steps = [{"days": 30, "to": "STANDARD_IA"}]
    moved = play(
        rules,
        count=12_000_000,
        size_kb=20,
        size_filter_kb=0,
        transitions=steps,
        expiration_days=None,
    )
    assert moved.metrics["request_usd"] == pytest.approx(120)


def test_leaving_deep_archive_on_day_40(rules):
    left = play(
        rules, check="leave", count=1024, size_kb=GB, from_class="DEEP_ARCHIVE", held_days=40
    )
    assert left.outcome["charged_days"] == 140
    assert round(left.outcome["fee_usd"], 2) == 4.73


@pytest.mark.parametrize(
    ("storage_class", "minimum"),
    [
        ("STANDARD", 0),
        ("INTELLIGENT_TIERING", 0),
        ("STANDARD_IA", 30),
        ("ONEZONE_IA", 30),
        ("GLACIER_IR", 90),
        ("GLACIER", 90),
        ("DEEP_ARCHIVE", 180),
    ],
)
def test_minimum_durations(rules, storage_class, minimum):
    for held in {0, max(0, minimum - 1), minimum, minimum + 1}:
        outcome = play(rules, check="leave", from_class=storage_class, held_days=held).outcome
        assert outcome["charged_days"] == max(0, minimum - held)
        assert (outcome["fee_usd"] > 0) == (held < minimum)


def test_break_even_by_bisection(rules):
    def extra(gigabytes):
        month = play(
            rules,
            check="month",
            count=1000,
            size_kb=GB,
            to_class="STANDARD_IA",
            read_gb_per_month=gigabytes,
        ).outcome
        return month["total_usd"] - month["standard_usd"]

    low, high = 0.0, 5000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if extra(middle) < 0 else (low, middle)
    stated = play(rules, check="month", count=1000, size_kb=GB, to_class="STANDARD_IA").outcome
    assert abs(low - stated["break_even_gb"]) < 1e-6 * 1000
    assert Fraction(str(stated["break_even_gb"])) / 1000 == Fraction("1.05")


@pytest.mark.parametrize(
    ("storage_class", "tier", "readable"),
    [
        ("STANDARD", "bulk", "milliseconds"),
        ("STANDARD_IA", "standard", "milliseconds"),
        ("GLACIER_IR", "standard", "milliseconds"),
        ("GLACIER", "expedited", "minutes-1-5"),
        ("GLACIER", "standard", "hours-3-5"),
        ("GLACIER", "bulk", "hours-5-12"),
        ("DEEP_ARCHIVE", "expedited", "not-available"),
        ("DEEP_ARCHIVE", "standard", "within-12-hours"),
        ("DEEP_ARCHIVE", "bulk", "within-48-hours"),
    ],
)
def test_restore_times(rules, storage_class, tier, readable):
    outcome = play(rules, check="restore", from_class=storage_class, tier=tier).outcome
    assert outcome == {"readable_in": readable}


# The bill against an account kept hour by hour, with numbers of its own

PRICE = {"STANDARD": 0.023, "STANDARD_IA": 0.0125, "ONEZONE_IA": 0.01, "GLACIER_IR": 0.004}
PRICE |= {"GLACIER": 0.0036, "DEEP_ARCHIVE": 0.00099}
MOVE = {"STANDARD_IA": 0.01, "ONEZONE_IA": 0.01, "GLACIER_IR": 0.02, "GLACIER": 0.03}
MOVE |= {"DEEP_ARCHIVE": 0.05}
READ = {"STANDARD": 0, "STANDARD_IA": 0.01, "ONEZONE_IA": 0.01, "GLACIER_IR": 0.03}
READ |= {"GLACIER": 0.01, "DEEP_ARCHIVE": 0.02}
LEAST = {"STANDARD_IA": 30, "ONEZONE_IA": 30, "GLACIER_IR": 90, "GLACIER": 90, "DEEP_ARCHIVE": 180}


def kept(storage_class, size):
    """USD a month for one object."""
    if storage_class in ("GLACIER", "DEEP_ARCHIVE"):
        return ((size + 32) * PRICE[storage_class] + 8 * PRICE["STANDARD"]) / GB
    if storage_class != "STANDARD":
        size = max(size, 128)
    return size * PRICE[storage_class] / GB


def fee(storage_class, size, hours):
    missing = LEAST.get(storage_class, 0) - hours / 24
    if missing <= 0:
        return 0.0
    billed = size + 32 if storage_class in ("GLACIER", "DEEP_ARCHIVE") else max(size, 128)
    return missing / 30 * billed / GB * PRICE[storage_class]


def brute_force(world):
    """The bill, reckoned hour by hour."""
    created = datetime.fromisoformat(world["created"])
    hours_to = lambda days: (  # noqa: E731
        (datetime.fromordinal(created.toordinal() + days + 1).replace(tzinfo=UTC) - created)
        // timedelta(hours=1)
    )
    moves = {hours_to(step["days"]): step["to"] for step in world["transitions"]}
    ends = [world["horizon_days"] * 24]
    if world["expiration_days"] is not None:
        ends.append(hours_to(world["expiration_days"]))
    if world["delete_at_day"] is not None:
        ends.append(world["delete_at_day"] * 24)
    here, since, usd, standard = "STANDARD", 0, 0.0, 0.0
    count, size = world["count"], world["size_kb"]
    for hour in range(min(ends)):
        if hour in moves:
            usd += count * (fee(here, size, hour - since) + MOVE[moves[hour]] / 1000)
            here, since = moves[hour], hour
        usd += (count * kept(here, size) + world["read_gb_per_month"] * READ[here]) / 30.4167 / 24
        standard += count * kept("STANDARD", size) / 30.4167 / 24
    if min(ends) < ends[0]:
        usd += count * fee(here, size, min(ends) - since)
    return usd, standard


def worlds(number):
    chance = Random(11)
    order = ("STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
    for _ in range(number):
        targets = [target for target in order if chance.random() < 0.4]
        if "ONEZONE_IA" in targets and "GLACIER_IR" in targets:
            targets.remove("GLACIER_IR")
        days = sorted(chance.sample(range(300), len(targets)))
        yield {
            "created": f"2026-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
            f"T{chance.randrange(1, 24):02}:00:00+00:00",
            "transitions": [
                {"days": day, "to": target} for day, target in zip(days, targets, strict=True)
            ],
            "separate_rules": True,
            "expiration_days": chance.choice([None, 20, 100, 365]),
            "delete_at_day": chance.choice([None, None, 41, 200]),
            "horizon_days": chance.randrange(30, 400),
            "count": chance.choice([1, 1000, 12_000_000]),
            "size_kb": chance.choice([20, 100, 200, 1024, GB // 100]),
            "size_filter_kb": 0,
            "read_gb_per_month": chance.choice([0, 0, 25]),
        }


def test_bill_against_brute_force(rules):
    for world in worlds(40):
        metrics = play(rules, **world).metrics
        usd, standard = brute_force(world)
        assert metrics["total_usd"] == pytest.approx(usd, abs=0.01)
        assert metrics["standard_usd"] == pytest.approx(standard, abs=0.01)


# Intelligent-Tiering


def test_intelligent_tiering_cools_down_unread_objects(rules):
    steps = [{"days": 0, "to": "INTELLIGENT_TIERING"}]
    world = {"transitions": steps, "expiration_days": None, "horizon_days": 200}
    tiers = [e.tier for e in play(rules, **world).events if type(e).__name__ == "TierMoved"]
    assert tiers == ["infrequent", "archive-instant"]
    busy = play(rules, **world, read_gb_per_month=1)
    assert not any(type(event).__name__ == "TierMoved" for event in busy.events)
    read_again = play(rules, actions=[(60, "read")], **world)
    moments = [e.at for e in read_again.events if type(e).__name__ == "TierMoved"]
    assert moments == pytest.approx([30.5625, 90, 150])
    small = play(rules, **world, size_kb=100, size_filter_kb=0)
    assert not any(type(event).__name__ == "TierMoved" for event in small.events)


# Invariants

TARGETS = st.sampled_from(CLASSES[1:])
WORLDS = st.fixed_dictionaries(
    {
        "count": st.integers(1, 10**9),
        "size_kb": st.integers(1, 10**7),
        "created": st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
        "transitions": st.lists(
            st.fixed_dictionaries({"days": st.integers(0, 400), "to": TARGETS}), max_size=4
        ),
        "separate_rules": st.booleans(),
        "expiration_days": st.none() | st.integers(1, 400),
        "delete_at_day": st.none() | st.integers(0, 400),
        "size_filter_kb": st.none() | st.integers(0, 500),
        "gets_per_month": st.integers(0, 10**6),
        "read_gb_per_month": st.integers(0, 10**4),
        "tier": st.sampled_from(["expedited", "standard", "bulk"]),
        "horizon_days": st.integers(1, 500),
    }
)


@settings(max_examples=60, deadline=None)
@given(world=WORLDS, moment=st.integers(0, 300), action=st.sampled_from(["read", "delete"]))
def test_invariants(rules, world, moment, action):
    script = Script(LifecycleParams(**world), actions=())
    player = Player(MODEL, script, rules)
    player.seek(moment)
    if action in player.actions:
        player.act(action)
    player.end()
    result, metrics = player.run(), player.run().metrics
    items = ("storage_usd", "request_usd", "retrieval_usd", "early_delete_usd")
    assert all(metrics[item] >= 0 for item in items)
    assert metrics["total_usd"] == pytest.approx(sum(metrics[item] for item in items))
    assert metrics["saving_usd"] == pytest.approx(
        metrics["standard_usd"] - metrics["total_usd"], abs=1e-6, rel=1e-9
    )
    months = [event for event in result.events if type(event).__name__ == "MonthBilled"]
    assert sum(month.total_usd for month in months) == pytest.approx(metrics["total_usd"])
    path = ["STANDARD", *(e.target for e in result.events if type(e).__name__ == "Transitioned")]
    assert all(SHORT[b] in BELOW[a].split() for a, b in pairwise(path))
    table, timeline, chart = player.frame.panels
    assert isinstance(table, Table)
    assert isinstance(timeline, Timeline)
    assert [row.cells[0] for row in table.rows] == path
    spans = timeline.lanes[0].spans
    assert all(a.end == b.start for a, b in pairwise(spans))
    for series in chart.series:
        assert list(series.points) == sorted(series.points)
    assert player.actions == ()
    again = run(MODEL, player.script, rules)
    assert again.metrics == metrics
    assert again.outcome == result.outcome


def test_scrubbing_changes_nothing(rules):
    script = Script(LifecycleParams(), actions=((100.0, "read"), (200.0, "delete")))
    frames = replay(MODEL, script, rules, tick=7.5, until=450)
    assert frames[-1].metrics == run(MODEL, script, rules).metrics
    player = Player(MODEL, script, rules)
    player.seek(300)
    player.seek(45)
    assert player.frame.metrics == frames[6].metrics
    assert player.frame.panels == frames[6].panels


# The form, the words, the scenarios


def test_form_edits_every_leaf(rules):
    params = LifecycleParams()
    for leaf in leaves(params):
        value = leaf.value
        text = "" if value is None else str(value).replace("'", '"')
        if isinstance(value, tuple):
            text = str(list(value))
        assert with_value(params, leaf.path, text) == params


def test_every_leaf_event_metric_and_term_is_worded(rules, page):
    params = LifecycleParams(candidates=({"from": "STANDARD", "to": "GLACIER"},))
    labels = {leaf.label_id for leaf in (*leaves(params), *leaves(LifecycleParams()))}
    assert labels <= set(page.params)
    for leaf in leaves(params):
        assert set(leaf.choices) - {"true", "false"} <= set(page.params[leaf.label_id].choices)
    assert {metric.id for metric in MODEL.METRICS} == set(page.metrics)
    assert {event.__name__ for event in MODEL.EVENTS} == set(page.events)
    for event in MODEL.EVENTS:
        for language in LANGUAGES:
            used = fields(page.events[event.__name__][language])
            assert used <= set(event.__dataclass_fields__)


def test_every_leaf_runs_at_its_bounds(rules):
    params = LifecycleParams(candidates=({"from": "STANDARD", "to": "GLACIER"},))
    for leaf in leaves(params):
        bounds = [str(int(one)) for one in (leaf.low, leaf.high) if one is not None]
        for text in (*leaf.choices, *bounds):
            changed = with_value(params, leaf.path, text)
            metrics = run(MODEL, Script(changed), rules).metrics
            assert set(metrics) == {metric.id for metric in MODEL.METRICS}
            assert all(isfinite(value) for value in metrics.values())


CHECKS = ("transition", "date", "small", "month", "leave", "restore")


@pytest.mark.parametrize("check", CHECKS)
def test_checks_unfold_step_by_step(rules, page, check):
    params = LifecycleParams(check=check, read_gb_per_month=5, from_class="GLACIER")
    player = Player(MODEL, Script(params), rules)
    (table,) = player.frame.panels
    assert table.rows == ()
    assert set(player.frame.metrics.values()) == {0.0}
    player.end()
    (table,) = player.frame.panels
    assert table.rows
    words = {table.id, *(column.id for column in table.columns)}
    words |= {cell for row in table.rows for cell in row.cells if isinstance(cell, str)}
    assert {word for word in words if not word[:4].isdigit()} <= set(page.terms)
    assert all(event.rules for event in player.events)


def goal_holds(rules, scenario, actions=(), **changes):
    params = LifecycleParams.model_validate({**scenario.params, **changes})
    result = run(MODEL, Script(params, scenario.seed, tuple(actions)), rules)
    return all(holds(predicate, result) for predicate in scenario.goal.when)


WAYS_TO_GOALS = {
    "thumbnails": {"size_kb": 200},
    "receipts": {"minimum_size": "varies_by_storage_class"},
    "regret": {"delete_at_day": 182},
    "read-back": {"read_gb_per_month": 1000},
}


def test_scenarios(rules, page):
    assert {one.id for one in page.scenarios if one.goal} == set(WAYS_TO_GOALS)
    for scenario in page.scenarios:
        params = LifecycleParams.model_validate(scenario.params)
        result = run(MODEL, Script(params, scenario.seed), rules)
        right = [one for one in scenario.predict.choices if holds(one.when, result)]
        assert len(right) == 1
        assert right[0].misconception is None
        assert all(one.misconception for one in scenario.predict.choices if one is not right[0])
        if scenario.goal:
            assert not goal_holds(rules, scenario)
            assert goal_holds(rules, scenario, **WAYS_TO_GOALS[scenario.id])


# The problems

THIS = Model("s3_lifecycle", MODEL, WRONG_MODELS, PROBLEMS)
SEEDS = 120


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.id)
def test_problems(rules, page, problem):
    words = next(words for words in page.problems if words.id == problem.id)
    assert set(problem.wrong) == set(words.wrong)
    suppliers: Counter[str] = Counter()
    for seed in range(SEEDS):
        draw = next(draws(THIS, problem, seed, rules))
        suppliers.update(draw.distractors.keys())
        assert all(rules[rule].evidence == "documented" for rule in draw.rules)
        assert draw.rules
        if isinstance(draw.key, float):
            for answer in draw.distractors.values():
                assert abs(answer - draw.key) >= 0.05 * max(abs(answer), abs(draw.key))
        texts = [words.stem, words.why, *(wrong.why for wrong in words.wrong.values())]
        named = set(draw.values) | {"answer", "key"}
        assert all(fields(text[language]) <= named for text in texts for language in LANGUAGES)
    assert all(suppliers[name] >= 0.05 * SEEDS for name in problem.wrong)


def test_no_problem_asks_for_an_unmentioned_belief():
    used = {name for problem in PROBLEMS for name in problem.wrong}
    assert used == set(WRONG_MODELS)
    assert all(model.__doc__ for model in WRONG_MODELS.values())
