import pytest
from rich.cells import cell_len

from awsstudy.core.i18n import words
from awsstudy.sims.registry import model_ids
from awsstudy.tui.simulator import SimulatorScreen

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


@every_model
async def test_stepping_back_undoes_a_step(sit, model) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, model))
        await seat.press("1")
        one = seat.screen.lab.player.events
        await seat.press("full_stop")
        two = seat.screen.lab.player.events
        await seat.press("comma")
        assert len(two) > len(one)
        assert seat.screen.lab.player.events == one


@every_model
@pytest.mark.parametrize("language", ["en", "ko"])
async def test_no_line_is_wider_than_the_screen(sit, model, language) -> None:
    async with sit(language) as seat:
        for scenario in seat.workspace.catalog.sims[model].scenarios:
            screen = SimulatorScreen(seat.workspace, model, scenario.id)
            seat.app.push_screen(screen)
            await seat.settle()
            await seat.press("1", "end")
            for name in ("question", "panels", "events", "verdict"):
                for line in str(screen.query_one(f"#{name}").content).split("\n"):
                    assert cell_len(line) <= 76, (scenario.id, name, line)


@every_model
async def test_parameters_can_be_seen_and_changed(sit, model) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, model))
        await seat.press("1", "tab", "tab")
        assert seat.screen.pane == "params"
        assert len(seat.options("#params")) > 2


async def test_the_log_names_the_rule_behind_every_event(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "route53_routing"))
        await seat.press("1", "end", "tab")
        log = str(seat.screen.query_one("#events").content)
        events = seat.screen.lab.player.events
        assert log.count("<- ") == sum(len(event.rules) for event in events)
        assert all(event.rules for event in events)


async def test_the_limits_are_told(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "s3_lifecycle"))
        await seat.pilot.pause()
        await seat.pilot.press("f8")
        await seat.pilot.pause()
        assert words("en")["sim.limits_title"] in seat.seen()


async def test_scrubbing_jumps_a_tenth_of_the_run(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(SimulatorScreen(seat.workspace, "s3_lifecycle"))
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
