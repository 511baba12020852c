"""What every simulator keeps to. Never edited when a model is added."""

from collections.abc import Iterator
from dataclasses import fields as columns
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.template import fields, fill
from awsstudy.sims.diagnosis import smallest_fix
from awsstudy.sims.fields import leaves
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Event, Script, run
from awsstudy.sims.player import Player
from awsstudy.sims.registry import load_model, model_ids
from awsstudy.workspace.laboratory import scenario_script

every_model = pytest.mark.parametrize("model_id", model_ids())


def runs(catalog, rules, model_id) -> Iterator[tuple]:
    model = load_model(model_id)
    for scenario in catalog.sims[model_id].scenarios:
        script = scenario_script(model, scenario)
        yield scenario, script, run(model.simulation, script, rules)


@every_model
def test_it_has_a_page(catalog, model_id) -> None:
    assert model_id in catalog.sims


@every_model
def test_every_parameter_and_metric_has_words(catalog, model_id) -> None:
    page, model = catalog.sims[model_id], load_model(model_id)
    named = {leaf.label_id for leaf in leaves(model.simulation.PARAMS())}
    for scenario in page.scenarios:
        named |= {leaf.label_id for leaf in leaves(scenario_script(model, scenario).params)}
    assert named <= page.params.keys()
    assert {metric.id for metric in model.simulation.METRICS} == page.metrics.keys()


@every_model
def test_every_event_is_told_in_both_languages(catalog, rules, model_id) -> None:
    page = catalog.sims[model_id]
    for _, _, done in runs(catalog, rules, model_id):
        for event in done.events:
            values = {column.name: getattr(event, column.name) for column in columns(event)}
            template = page.events[type(event).__name__]
            for language in LANGUAGES:
                assert fields(template[language]) <= values.keys()
                assert fill(template, values, language, page.terms)


@every_model
def test_every_action_has_words(catalog, rules, model_id) -> None:
    page, model = catalog.sims[model_id], load_model(model_id)
    for scenario in page.scenarios:
        player = Player(model.simulation, scenario_script(model, scenario), rules)
        player.step()
        assert {action.partition(":")[0] for action in player.actions} <= page.actions.keys()


@every_model
@settings(max_examples=8)
@given(seed=st.integers(0, 2**32))
def test_equal_scripts_give_equal_runs(rules, model_id, seed) -> None:
    model = load_model(model_id)
    script = Script(model.simulation.PARAMS(), seed)
    assert run(model.simulation, script, rules) == run(model.simulation, script, rules)


@every_model
def test_metrics_are_those_declared_and_finite(catalog, rules, model_id) -> None:
    declared = {metric.id for metric in load_model(model_id).simulation.METRICS}
    for _, _, done in runs(catalog, rules, model_id):
        assert done.metrics.keys() == declared
        assert all(isfinite(value) for value in done.metrics.values())


@every_model
def test_events_are_in_order_and_name_rules_that_exist(catalog, rules, model_id) -> None:
    for scenario, _, done in runs(catalog, rules, model_id):
        times = [event.at for event in done.events]
        assert times == sorted(times)
        assert done.events, scenario.id
        for event in done.events:
            assert event.rules, f"{scenario.id}: {type(event).__name__}"
            assert all(rules[rule] for rule in event.rules)


@every_model
def test_stepping_tells_the_same_as_running(catalog, rules, model_id) -> None:
    for _, script, done in runs(catalog, rules, model_id):
        player = Player(load_model(model_id).simulation, script, rules)
        while not player.finished:
            player.step()
        assert player.run() == done


@every_model
def test_going_back_is_a_replay(catalog, rules, model_id) -> None:
    for _, script, _ in runs(catalog, rules, model_id):
        player = Player(load_model(model_id).simulation, script, rules)
        player.step()
        before: tuple[Event, ...] = player.events
        at = player.at
        player.step()
        player.seek(at)
        assert player.events == before


@every_model
def test_exactly_one_prediction_is_true_and_the_others_are_misconceptions(
    catalog, rules, model_id
) -> None:
    for scenario, _, done in runs(catalog, rules, model_id):
        right = [choice for choice in scenario.predict.choices if holds(choice.when, done)]
        assert len(right) == 1, scenario.id
        for choice in scenario.predict.choices:
            assert (choice.misconception is None) == (choice is right[0]), choice.id


@every_model
def test_the_true_prediction_has_no_place_of_its_own(catalog, rules, model_id) -> None:
    places = [
        next(n for n, one in enumerate(scenario.predict.choices) if holds(one.when, done))
        for scenario, _, done in runs(catalog, rules, model_id)
    ]
    assert len(set(places)) > 1, "always the same number: it can be answered without reading"


@every_model
def test_only_declared_metrics_are_left_out_and_some_are_shown(catalog, rules, model_id) -> None:
    model = load_model(model_id)
    declared = {metric.id for metric in model.simulation.METRICS}
    for _, script, _ in runs(catalog, rules, model_id):
        simulation = model.simulation(script.params, script.seed, rules)
        assert simulation.unwatched() < declared
        assert set(simulation.frame().watched) == declared - simulation.unwatched()


@every_model
def test_no_goal_is_reached_by_doing_nothing(catalog, rules, model_id) -> None:
    for scenario, _, done in runs(catalog, rules, model_id):
        if scenario.goal:
            assert not all(holds(part, done) for part in scenario.goal.when), scenario.id


@every_model
def test_the_parameters_have_a_schema(model_id) -> None:
    schema = load_model(model_id).simulation.PARAMS.model_json_schema()
    assert schema["type"] == "object"


@every_model
def test_every_edit_has_words_and_leads_to_another_situation(catalog, model_id) -> None:
    page, model = catalog.sims[model_id], load_model(model_id)
    if model.edits is None:
        assert not page.edits
        return
    for scenario in page.scenarios:
        params = scenario_script(model, scenario).params
        for edit in model.edits(params):
            assert edit.params != params, edit.id
            for language in LANGUAGES:
                assert fill(page.edits[edit.id], edit.values, language, page.terms)


@every_model
def test_every_repair_can_be_done_in_the_edits_it_allows(catalog, rules, model_id) -> None:
    page, model = catalog.sims[model_id], load_model(model_id)
    for scenario in page.scenarios:
        goal = scenario.goal
        if goal and goal.most_changes and model.edits:
            script = scenario_script(model, scenario)

            def reached(done, goal=goal) -> bool:
                return all(holds(part, done) for part in goal.when)

            most = goal.most_changes
            fix = smallest_fix(model.simulation, script, model.edits, reached, rules, most=most)
            assert fix is not None, scenario.id
