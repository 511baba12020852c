from awsstudy.core.settings import load_settings
from awsstudy.tui.theme import THEMES


async def test_right_steps_through_the_choices_and_saves(sit, tmp_path) -> None:
    async with sit(saved=True) as seat:
        await seat.press("8", "down", "right")
        assert seat.workspace.settings.theme == "light"
        assert seat.app.theme == THEMES["light"].name
    assert load_settings(tmp_path / "home").theme == "light"


async def test_a_value_that_is_not_allowed_is_said_and_not_taken(sit) -> None:
    async with sit() as seat:
        names = list(type(seat.workspace.settings).model_fields)
        await seat.press("8", *["down"] * names.index("minutes_per_day"))
        await seat.pilot.press("enter")
        await seat.pilot.pause()
        await seat.pilot.press("backspace", "backspace", *"9999", "enter")
        await seat.pilot.pause()
        assert "minutes_per_day" in seat.texts()
        await seat.pilot.press("backspace", "backspace", "enter")
        await seat.settle()
        assert seat.workspace.settings.minutes_per_day == 99


async def test_the_exam_date_shows_on_the_home_screen(sit) -> None:
    async with sit() as seat:
        seat.workspace.change("exam_date", "2026-02-04")
        await seat.press("8", "escape")
        assert "Exam in 30 days" in seat.seen()


async def test_every_theme_can_be_used(sit) -> None:
    async with sit() as seat:
        for name in THEMES:
            seat.app.show_theme(name)
            await seat.pilot.pause()
            assert "Library" in seat.seen()
