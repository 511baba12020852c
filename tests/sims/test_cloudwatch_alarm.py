"""CloudWatch alarms: AWS's own tables, the prose beside them, invariants, beliefs, words."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import SimPage
from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.template import fill
from awsstudy.sims.cloudwatch import events as happened
from awsstudy.sims.cloudwatch.drawing import used
from awsstudy.sims.cloudwatch.judging import TREATMENTS, Judge
from awsstudy.sims.cloudwatch.params import AlarmParams
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Run, Script, run
from awsstudy.sims.models.cloudwatch_alarm import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.panels import Grid
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model, draws
from awsstudy.workspace.laboratory import scenario_script

SIM = Model("cloudwatch_alarm", MODEL, WRONG_MODELS, PROBLEMS, edits)

# "Configuring how CloudWatch alarms treat missing data", both tables, guide of May 2023.
# Data points, M, then the state under missing, ignore, breaching, notBreaching; N is 3.
KEPT = "retain"
NO_DATA = "INSUFFICIENT_DATA"
TABLES: list[tuple[str, int, tuple[str, str, str, str]]] = [
    ("0 - X - X", 3, ("OK", "OK", "OK", "OK")),
    ("0 - - - -", 3, ("OK", "OK", "OK", "OK")),
    ("- - - - -", 3, (NO_DATA, KEPT, "ALARM", "OK")),
    ("0 X X - X", 3, ("ALARM", "ALARM", "ALARM", "ALARM")),
    ("- - X - -", 3, ("ALARM", KEPT, "ALARM", "OK")),
    ("0 - X - X", 2, ("ALARM", "ALARM", "ALARM", "ALARM")),
    ("0 0 X 0 X", 2, ("ALARM", "ALARM", "ALARM", "ALARM")),
    ("0 - X - -", 2, ("OK", "OK", "ALARM", "OK")),
    ("- - - - 0", 2, ("OK", "OK", "ALARM", "OK")),
    ("- - - X -", 2, ("ALARM", KEPT, "ALARM", "OK")),
]
ROWS = [
    (points, m, treatment, state)
    for points, m, states in TABLES
    for treatment, state in zip(TREATMENTS, states, strict=True)
]
# "the alarm does not go immediately into ALARM state when the data is either ..."
PROSE = [("- - - - X", 3), ("- - - X -", 3)]
STATES = ("OK", "ALARM", NO_DATA)


def alarm(**changes: Any) -> AlarmParams:
    return AlarmParams.model_validate({"points": "00000", "m": 2, "n": 3, **changes})


def play(params: AlarmParams, rules: RuleBook, model: type[MODEL] = MODEL) -> Run:
    return run(model, Script(params), rules)


def state_of(params: AlarmParams, rules: RuleBook, model: type[MODEL] = MODEL) -> str:
    outcome: Any = play(params, rules, model).outcome
    return outcome["state"]


@pytest.mark.parametrize(("points", "m", "treatment", "expected"), ROWS)
def test_rows_of_the_documented_tables(
    points: str, m: int, treatment: str, expected: str, rules: RuleBook
) -> None:
    for before in STATES:
        params = alarm(points=points, m=m, missing=treatment, state=before)
        wanted = before if expected == KEPT else expected
        assert play(params, rules).outcome == {"state": wanted}


@pytest.mark.parametrize(("points", "m"), PROSE)
def test_rows_of_the_prose(points: str, m: int, rules: RuleBook) -> None:
    assert state_of(alarm(points=points, m=m), rules) != "ALARM"


def test_there_are_as_many_rows_as_aws_documents() -> None:
    assert len(ROWS) + len(PROSE) == 42


def test_the_table_wins_over_the_prose_about_premature_alarms(rules: RuleBook) -> None:
    known_good, only_breaches = alarm(points="0-X--"), alarm(points="--X--")
    assert state_of(known_good, rules) == "OK"
    assert state_of(only_breaches, rules) == "ALARM"
    assert state_of(known_good, rules, WRONG_MODELS["old-breach-is-enough"]) == "ALARM"


def test_the_shape_of_the_cases_is_understood(rules: RuleBook) -> None:
    case = '{"points": "0-X--", "m": 2, "n": 3, "missing": "missing", "state": "OK"}'
    assert play(AlarmParams.model_validate(json.loads(case)), rules).outcome == {"state": "OK"}


@pytest.mark.parametrize(
    "changes",
    [{"m": 4}, {"points": "0Y0"}, {"points": ""}, {"period_s": 45}, {"feed": "?"}, {"m": 0}],
)
def test_impossible_alarms_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        alarm(**changes)


# Invariants.

points = st.text("0X-", min_size=1, max_size=9)
settings_ = st.integers(1, 6).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))
treatments = st.sampled_from(TREATMENTS)


@given(points, settings_, st.sampled_from(STATES))
def test_with_enough_data_the_treatment_does_not_matter(text: str, mn: Any, before: Any) -> None:
    m, n = mn
    found = {Judge(m, n).judge(text, treatment, before).state for treatment in TREATMENTS}
    real = text.replace("-", "")
    if len(real) >= n:
        assert found == {"ALARM" if real[-n:].count("X") >= m else "OK"}


@given(points, settings_, treatments, st.data())
def test_a_breach_more_never_ends_an_alarm(text: str, mn: Any, treatment: Any, data: Any) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    if text[place] == "0":
        worse = text[:place] + "X" + text[place + 1 :]
        judge = Judge(*mn)
        if judge.judge(text, treatment, "OK").state == "ALARM":
            assert judge.judge(worse, treatment, "OK").state == "ALARM"


@given(points, settings_)
def test_as_few_data_points_as_possible_are_filled(text: str, mn: Any) -> None:
    m, n = mn
    real = text.replace("-", "")
    for treatment in ("breaching", "notBreaching"):
        found = Judge(m, n).judge(text, treatment, "OK")
        gaps = max(0, n - len(real))
        breaching = real[-n:].count("X") + (gaps if treatment == "breaching" else 0)
        assert (found.filled, found.breaching) == (gaps, breaching)
        assert found.state == ("ALARM" if breaching >= m else "OK")


@given(points, settings_, treatments)
def test_only_silence_is_insufficient_or_breaches_that_are_too_young(
    text: str, mn: Any, treatment: Any
) -> None:
    found = Judge(*mn).judge(text, treatment, "OK")
    if found.state == NO_DATA:
        assert treatment == "missing"
        assert "0" not in text


@given(points, settings_)
def test_marks_stand_under_what_was_judged(text: str, mn: Any) -> None:
    found = Judge(*mn).judge(text, "breaching", "OK")
    marks = used(text, found)
    assert marks.count("^") == len(found.window)
    assert marks.count("*") == min(found.filled, text.count("-"))
    assert all((mark == "^") <= (point != "-") for mark, point in zip(marks, text, strict=True))


@given(text=st.text("0X-", max_size=15), mn=settings_)
def test_arriving_data_points_are_judged_as_a_sliding_window(
    rules: RuleBook, text: str, mn: Any
) -> None:
    m, n = mn
    before, judge = "0" * (n + 2), Judge(m, n)
    state, expected = judge.judge(before, "missing", "OK").state, []
    for end in range(1, len(text) + 1):
        state = judge.judge((before + text[:end])[-(n + 2) :], "missing", state).state
        expected.append(state)
    simulation = MODEL(alarm(points=before, m=m, n=n, feed=text), 1, rules)
    simulation.advance(float("inf"))
    assert simulation.states == expected


# Actions.


@pytest.mark.parametrize(
    ("action", "period", "feed", "count"),
    [
        ("sns", 60, "XX0XX", 2),
        ("sns", 60, "XXXXX", 1),
        ("none", 60, "XXXXX", 0),
        ("autoscaling", 60, "XXXXX", 5),
        ("autoscaling", 60, "XX0XX", 4),
        ("autoscaling", 300, "X0", 5),
        ("autoscaling", 300, "XX0", 10),
        ("autoscaling", 30, "XX0", 2),
    ],
)
def test_actions_follow_changes_and_auto_scaling_repeats_each_minute(
    action: str, period: int, feed: str, count: int, rules: RuleBook
) -> None:
    params = alarm(m=1, n=1, action=action, period_s=period, feed=feed)
    outcome: Any = play(params, rules).outcome
    assert outcome["invocations"] == count


def test_an_alarm_that_lasts_says_why_it_is_silent(rules: RuleBook) -> None:
    done = play(alarm(m=1, n=1, feed="XX"), rules)
    spared = [event for event in done.events if isinstance(event, happened.ActionSpared)]
    assert [event.near.found for event in spared if event.near] == ["ALARM"]


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ("GreaterThanOrEqualToThreshold", "0XX-"),
        ("GreaterThanThreshold", "00X-"),
        ("LessThanOrEqualToThreshold", "XX0-"),
        ("LessThanThreshold", "X00-"),
    ],
)
def test_values_become_data_points(comparison: str, expected: str) -> None:
    metric = {"values": [69, 70, 71, None], "threshold": 70, "comparison": comparison}
    assert alarm(metric=metric).coming == expected


def test_near_misses_tell_what_was_lacking(rules: RuleBook) -> None:
    counted = [e.near for e in play(alarm(points="00X0X", m=3), rules).events if e.near]
    assert [(near.field, near.wanted, near.found) for near in counted] == [("breach", "3", "2")]
    young = [e.near for e in play(alarm(points="----X", m=3), rules).events if e.near]
    assert [(near.field, near.wanted, near.found) for near in young] == [("age", "3", "1")]


def test_pictures(rules: RuleBook) -> None:
    simulation = MODEL(alarm(points="0-X--"), 1, rules)
    frame = simulation.advance(99)
    grid = frame.panels[0]
    assert isinstance(grid, Grid)
    assert [strip.cells for strip in grid.strips] == ["0-X--", "^ ^ *"]
    player = Player(MODEL, Script(alarm(feed="XX00")), rules)
    lane = player.end().panels[0]
    assert isinstance(lane, Grid)
    assert [strip.cells for strip in lane.strips] == ["XX00", "oAAo"]


# Scenarios, problems, beliefs.


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["cloudwatch_alarm"]


@pytest.mark.parametrize(
    ("scenario", "changes"),
    [
        ("one-old-breach", {"missing": "breaching"}),
        ("silent-sensor", {"missing": "breaching"}),
        ("not-in-a-row", {"m": 4}),
        ("mails-at-night", {"m": 2, "n": 4}),
    ],
)
def test_goals_can_be_reached(
    scenario: str, changes: dict[str, Any], page: SimPage, rules: RuleBook
) -> None:
    words = next(one for one in page.scenarios if one.id == scenario)
    params = scenario_script(SIM, words).params
    changed = AlarmParams.model_validate({**params.model_dump(), **changes})
    assert words.goal
    assert all(holds(part, play(changed, rules)) for part in words.goal.when)


CORPUS = [alarm(points=p.replace(" ", ""), m=m, missing=t) for p, m, t, _ in ROWS]
CORPUS += [alarm(points="X-0---", m=3, n=5, missing="breaching"), alarm(feed="X00000X0X0")]
CORPUS += [alarm(m=1, n=1, feed="XX0XXX0X0"), alarm(points="-----", missing="ignore")]
CORPUS += [alarm(m=1, n=1, metric={"values": [70, 69], "threshold": 70})]
CORPUS += [alarm(feed="X0X0X"), alarm(m=3, n=5, feed="XX0X0")]


def seen(params: AlarmParams, rules: RuleBook, model: type[MODEL]) -> tuple[object, object]:
    done = play(params, rules, model)
    return done.outcome, done.metrics["filled"]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_belief_disagrees_with_the_truth_somewhere(name: str, rules: RuleBook) -> None:
    belief = WRONG_MODELS[name]
    assert any(seen(params, rules, MODEL) != seen(params, rules, belief) for params in CORPUS)


def test_keys_are_computed_again_by_plain_counting(rules: RuleBook) -> None:
    problem = SIM.problem("messages-sent")
    for seed in range(60):
        draw = next(draws(SIM, problem, seed, rules))
        feed, m, n = draw.params.feed, draw.params.m, draw.params.n
        alarmed = [feed[max(0, i - n) : i].count("X") >= m for i in range(len(feed) + 1)]
        rises = sum(now and not old for old, now in pairwise(alarmed))
        assert draw.key == rises


def test_edits_name_their_values(page: SimPage) -> None:
    for edit in edits(alarm()):
        for language in LANGUAGES:
            assert "{" not in fill(page.edits[edit.id], edit.values, language, page.terms)
