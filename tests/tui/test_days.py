"""Days ahead by keyboard: what a change costs is said before it is kept."""

from datetime import date, timedelta

import pytest

from awsstudy.core.clock import FixedClock

DAY = date(2026, 1, 5)


def kept(seat) -> list[tuple[date, date, int | None]]:
    plans = seat.workspace.store.plans.day_plans()
    return [(one.first_day, one.last_day, one.minutes) for one in plans]


async def answer(seat, text: str) -> None:
    """Type into a dialog in place of what stands there."""
    await seat.pilot.pause()
    await seat.pilot.press("end", *["backspace"] * 24, *text, "enter")
    await seat.settle()


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_day_off_is_weighed_and_then_kept(sit, language) -> None:
    async with sit(language) as seat:
        seat.workspace.change("exam_date", "2026-01-20")
        await seat.press("8", "1")
        assert seat.workspace.messages("days.title") in seat.seen().splitlines()[0]
        await seat.press("down", "1")
        offered = seat.seen()
        assert "2026-01-06: " in offered
        assert seat.workspace.messages("days.keep").split()[0] in offered
        assert seat.screen.difference.points < 0
        assert f"{seat.screen.difference.points:+.1f}" in offered
        assert kept(seat) == []
        await seat.press("enter")
        tomorrow = DAY + timedelta(days=1)
        assert kept(seat) == [(tomorrow, tomorrow, 0)]
        assert seat.workspace.messages("days.off") in seat.options("#days")[1]


async def test_escape_drops_the_offer_before_it_leaves(sit) -> None:
    async with sit() as seat:
        seat.workspace.change("exam_date", "2026-01-20")
        await seat.press("8", "1", "5")
        screen = seat.screen
        await seat.press("escape")
        assert seat.screen is screen
        assert screen.offer == ()
        await seat.press("escape")
        assert seat.screen is not screen
        assert kept(seat) == []


async def test_busy_days_and_a_vacation_are_typed(sit) -> None:
    async with sit() as seat:
        await seat.press("8", "1")
        await seat.pilot.press("enter")
        await seat.pilot.pause()
        # The dialog stays open, so nothing is waited for.
        await seat.pilot.press("end", "backspace", "backspace", *"601", "enter")
        await seat.pilot.pause()
        assert "601" in seat.texts()
        await answer(seat, "45")
        await seat.press("enter")
        await seat.pilot.press("3")
        await answer(seat, "2026-01-10..2026-01-12")
        await seat.press("enter")
        await seat.press("0", "enter")
        assert kept(seat) == [
            (DAY, DAY, 45),
            (date(2026, 1, 10), date(2026, 1, 12), 0),
            (DAY, DAY, None),
        ]
        assert "no exam ahead" not in seat.texts()
        assert "Without an exam date" in seat.texts()


async def test_what_was_missed_is_spread(sit, clock: FixedClock) -> None:
    async with sit() as seat:
        await seat.press("3", "space", "2")
        clock.advance(days=3)
        seat.workspace.change("exam_date", "2026-01-20")
        await seat.press("f2", "8", "1")
        assert "Missed lately: 60 minutes" in seat.texts()
        await seat.pilot.press("4")
        await answer(seat, "4")
        assert "2026-01-08..2026-01-11: 35 min a day" in seat.texts()
        await seat.press("enter")
        assert kept(seat) == [(date(2026, 1, 8), date(2026, 1, 11), 35)]
        assert seat.workspace.plan().minutes == 35


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_progress_tells_of_the_model_and_its_forecasts(sit, language) -> None:
    async with sit(language) as seat:
        seat.workspace.change("exam_date", "2026-02-04")
        await seat.press("3", "space", "2", "f2", "7")
        words = seat.workspace.messages
        for heading in ("progress.model", "progress.calibration", "progress.exam_forecast"):
            assert words(heading) in seat.texts()
        assert words("calibration.few", n=0, needed=50) in seat.texts()
