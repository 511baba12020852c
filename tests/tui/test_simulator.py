import asyncio
from collections.abc import Callable
from itertools import groupby

import pytest
from rich.cells import cell_len
from textual.events import Key
from textual.widgets import OptionList, Static

from awsstudy.core.i18n import words
from awsstudy.sims.registry import model_ids
from awsstudy.tui.simulator import SimulatorScreen
from awsstudy.tui.simulators import SimulatorsScreen
from awsstudy.workspace.laboratory import Laboratory

every_model = pytest.mark.parametrize("model", model_ids())


@every_model
async def test_nothing_runs_before_a_prediction(sit, model) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, model))
        await seat.settle()
        assert words("en")["sim.locked"] in seat.seen()
        await seat.press("full_stop", "space", "end")
        assert not seat.screen.lab.player.events
        await seat.press("1")
        assert seat.screen.lab.player.events


@every_model
async def test_every_scenario_agrees_with_exactly_one_prediction(sit, model) -> None:
    async with sit() as seat:
        page = seat.workspace.catalog.sims[model]
        for scenario in page.scenarios:
            screen = SimulatorScreen(seat.workspace, model, scenario.id)
            seat.app.push_screen(screen)
            await seat.settle()
            right = screen.lab.right_choice()
            assert right is not None, scenario.id
            await seat.press(str(scenario.predict.choices.index(right) + 1), "end")
            assert words("en")["sim.agreed"].split(":")[0] in seat.texts()
            saved = seat.workspace.store.simulations.predictions()[-1]
            assert (saved.scenario, saved.correct) == (scenario.id, True)


def _lasting(seat, model) -> str:
    """A scenario in which something happens at more than one moment."""
    for scenario in seat.workspace.catalog.sims[model].scenarios:
        lab = Laboratory(seat.workspace, model, scenario.id)
        lab.player.end()
        if len({event.at for event in lab.player.events}) > 1:
            return scenario.id
    raise AssertionError(f"nothing lasts in {model}")


@every_model
async def test_stepping_back_undoes_a_step(sit, model) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, model, _lasting(seat, model)))
        await seat.settle()
        await seat.press("1")
        one = seat.screen.lab.player.events
        await seat.press("full_stop")
        two = seat.screen.lab.player.events
        await seat.press("comma")
        assert len(two) > len(one)
        assert seat.screen.lab.player.events == one


@every_model
@pytest.mark.parametrize("language", ["en", "ko"])
async def test_every_scenario_fits_from_its_question_to_its_end(sit, model, language) -> None:
    async with sit(language) as seat:
        for scenario in seat.workspace.catalog.sims[model].scenarios:
            screen = SimulatorScreen(seat.workspace, model, scenario.id)
            seat.app.push_screen(screen)
            await seat.settle()
            for keys in ((), ("1",), ("full_stop", "full_stop"), ("end",), ("tab",), ("tab",)):
                await seat.press(*keys)
                where = (scenario.id, screen.pane, keys)
                assert not _too_wide(screen), where
                assert len(_lines(screen, "status")) <= 2, (where, _lines(screen, "status"))
                assert len(_lines(screen, "verdict")) <= 9, where
                assert screen.query_one("#panes").size.height >= 9, where
            await seat.press("escape")


def _lines(screen: SimulatorScreen, name: str) -> list[str]:
    return str(screen.query_one(f"#{name}", Static).content).split("\n")


def _too_wide(screen: SimulatorScreen) -> list[tuple[str, str]]:
    """Lines of any pane, shown or not, that are wider than the pane leaves them."""
    width = screen.app.size.width
    room = {"title": width, "status": width - 4, "verdict": width - 4}
    room |= dict.fromkeys(("question", "panels", "events"), width - 5)
    wide = [
        (name, line)
        for name, cells in room.items()
        for line in _lines(screen, name)
        if cell_len(line) > cells
    ]
    listed = screen.query_one("#params", OptionList).options
    lines = [line for option in listed for line in str(option.prompt).split("\n")]
    return wide + [("params", line) for line in lines if cell_len(line) > width - 5]


@every_model
async def test_parameters_can_be_seen_and_changed(sit, model) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, model))
        await seat.settle()
        await seat.press("1", "tab", "tab")
        assert seat.screen.pane == "params"
        assert len(seat.options("#params")) > 2


async def test_the_log_names_the_rule_behind_every_event(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "route53_routing"))
        await seat.settle()
        await seat.press("1", "end", "tab")
        log = str(seat.screen.query_one("#events").content)
        events = seat.screen.lab.player.events
        runs = [rules for rules, _ in groupby(event.rules for event in events)]
        assert log.count("<- ") == sum(map(len, runs)), "said once for events that follow from it"
        assert all(runs)


async def test_a_goal_is_not_reached_before_the_run_has_ended(sit) -> None:
    reached = words("en")["sim.goal_reached"].split(":")[0]
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "cloudwatch_alarm", "mails-at-night"))
        await seat.settle()
        await seat.press("1", "full_stop", "full_stop")
        assert seat.screen.lab.goal_reached(), "one message so far, but more will follow"
        assert reached not in seat.texts()
        await seat.press("end")
        assert reached not in seat.texts()


async def test_a_changed_run_is_not_held_against_the_prediction(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "cloudwatch_alarm"))
        await seat.settle()
        screen = seat.screen
        await seat.press("1", "end")
        fix = screen.lab.smallest_fix()
        screen._take(fix.edits[0].params)
        await seat.press("end")
        told = str(screen.query_one("#verdict").content)
        assert words("en")["sim.goal_reached"].split(":")[0] in told
        assert words("en")["sim.disagreed"].split(":")[0] not in told


async def test_no_answer_is_called_right_after_a_change(sit) -> None:
    """A wrong answer may name the new result, but with a false reason."""
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "iam_evaluation", "locked-out"))
        await seat.settle()
        screen = seat.screen
        await seat.press("1", "end")
        screen._take(screen.lab.smallest_fix().edits[0].params)
        await seat.press("end")
        told = str(screen.query_one("#verdict").content)
        assert words("en")["sim.changed"] in told
        assert not [one for one in screen.lab.scenario.predict.choices if one.text.en in told]


async def test_an_action_of_the_learner_is_a_change_too(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "cloudfront_cache", "logo-change"))
        await seat.settle()
        lab = seat.screen.lab
        right = lab.scenario.predict.choices.index(lab.right_choice()) + 1
        await seat.press(str(right), "full_stop")
        assert not lab.altered
        lab.player.act("invalidate:/*")
        await seat.press("end")
        assert words("en")["sim.changed"] in str(seat.screen.query_one("#verdict").content)


async def test_a_change_leaves_what_the_scenario_does_to_the_world(sit) -> None:
    async with sit() as seat:
        lab = Laboratory(seat.workspace, "hybrid_connectivity", "line-cut")
        before = lab.player.script.actions
        lab.change(lab.edits()[0].params)
        assert lab.player.script.actions == before != ()
        lab.player.end()
        assert not lab.goal_reached(), "the line is cut all the same"


@every_model
async def test_what_happened_last_begins_on_the_screen(sit, model) -> None:
    async with sit() as seat:
        screen = SimulatorScreen(seat.workspace, model)
        seat.app.push_screen(screen)
        await seat.settle()
        await seat.press("1")
        newest = screen.words_of.event(screen.lab.player.events[-1])
        lines = _lines(screen, "panels")
        begins = max(n for n, line in enumerate(lines) if newest[:20] in line)
        panels = lines.index(words("en")["sim.last_events"])
        assert begins - panels <= 1 or begins < screen.query_one("#run").size.height


async def test_metrics_that_mean_nothing_are_not_shown(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "hybrid_connectivity", "the-clinic"))
        await seat.settle()
        await seat.press("1")
        page = seat.screen.lab.page
        told = str(seat.screen.query_one("#status").content)
        assert page.metrics["candidates"].label.en in told
        assert page.metrics["mbps"].label.en not in told


async def test_reasons_are_not_repeated(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "elb_balancing", "slow-target"))
        await seat.settle()
        await seat.press("1", "end", "y")
        told = seat.texts().split(words("en")["why.because"])[-1]
        rules = [line for line in told.split("\n") if line.startswith("  <- ")]
        assert len(rules) == len(set(rules)) > 1


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_the_list_shows_many_simulators(sit, language) -> None:
    async with sit(language) as seat:
        seat.app.push_screen(SimulatorsScreen(seat.workspace))
        await seat.settle()
        for told in seat.options("#models"):
            lines = told.split("\n")
            assert len(lines) <= 4, told
            assert all(cell_len(line) <= 76 for line in lines), told


async def test_the_limits_are_told(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "s3_lifecycle"))
        await seat.pilot.pause()
        await seat.pilot.press("f8")
        await seat.pilot.pause()
        assert words("en")["sim.limits_title"] in seat.texts()


async def test_scrubbing_jumps_a_tenth_of_the_run(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "s3_lifecycle"))
        await seat.settle()
        await seat.press("1", "end")
        player = seat.screen.lab.player
        last = player.at
        await seat.press("left_square_bracket")
        assert abs(player.at - 0.9 * last) < 0.02 * last
        await seat.press("right_square_bracket")
        assert player.finished


async def test_a_wrong_prediction_is_told_where_it_parts_from_the_truth(sit) -> None:
    from awsstudy.tui import areas

    async with sit(size=(80, 40)) as seat:
        screen = areas.open_simulator(seat.workspace, "route53_routing")
        seat.app.push_screen(screen)
        await seat.settle()
        choices = screen.lab.scenario.predict.choices
        right = screen.lab.right_choice()
        beliefs = {
            words.misconception
            for problem in screen.lab.page.problems
            for words in problem.wrong.values()
        }
        wrong = next(
            n
            for n, choice in enumerate(choices, 1)
            if choice is not right and choice.misconception in beliefs
        )
        await seat.press(str(wrong), "end", "y")
        assert "Where your prediction parts from it" in seat.texts()
        assert "By that belief:" in seat.texts()
        assert "<- " in seat.texts()


async def test_truth_and_belief_part_where_something_else_happens(sit) -> None:
    """The belief names another rule for the same count first; that would tell nothing."""
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "cloudwatch_alarm", "one-old-breach"))
        await seat.settle()
        await seat.press("1", "end", "y")
        told = seat.texts()
        believed, true = (
            told.split(words("en")[message])[1].split("\n\n")[0].split("\n")[0].strip()
            for message in ("why.believed", "why.true")
        )
        assert believed != true


async def until(condition: Callable[[], object]) -> None:
    """Wait for what a key brings about; a pilot would wait until the run is over, too."""
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nothing happened")


async def jumping(seat) -> SimulatorScreen:
    """A screen on its way to the end of a run that takes seconds."""
    screen = SimulatorScreen(seat.workspace, "elb_balancing")
    params = screen.lab.player.script.params.model_dump()
    long = {"rate_rps": 50, "duration_s": 1800, "told": False}
    changed = {**params, "traffic": {**params["traffic"], **long}}
    screen.lab.change(type(screen.lab.player.script.params).model_validate(changed))
    seat.app.push_screen(screen)
    await seat.press("1")
    seat.app.post_message(Key("end", None))
    await until(lambda: ">> " in seat.seen())
    return screen


async def test_keys_are_answered_while_a_run_jumps_and_space_stops_it(sit) -> None:
    async with sit() as seat:
        screen = await jumping(seat)
        seat.app.post_message(Key("tab", None))
        await until(lambda: screen.pane == "log")
        seat.app.post_message(Key("space", " "))
        await until(lambda: ">> " not in seat.seen())
        stopped = screen.lab.player.at
        assert not screen.lab.player.finished
        assert stopped > 0
        await seat.press("full_stop")
        assert screen.lab.player.at > stopped


async def test_a_key_that_moves_the_run_first_brings_a_jump_to_its_end(sit) -> None:
    async with sit() as seat:
        screen = await jumping(seat)
        await seat.press("home")
        assert screen.lab.player.at == 0
        assert not screen.lab.player.events
        assert len(seat.workspace.store.simulations.runs()) == 1
