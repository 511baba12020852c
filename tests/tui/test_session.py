"""Today's session by keyboard: begun, left at an item, gone on with another day's start, ended."""

import pytest

from awsstudy.core.clock import FixedClock
from awsstudy.workspace.sittings import Sitting


async def answer_cards(seat, number: int) -> None:
    for _ in range(number):
        if seat.screen.item is None:
            return
        if seat.screen.item.typed:
            await seat.press("x", "enter")
        else:
            await seat.press("space")
        await seat.press("2")


async def answer_questions(seat) -> None:
    while type(seat.screen).__name__ == "StepQuizScreen":
        item = seat.screen.current.item
        await seat.press(*(str(n + 1) for n in range(item.choose)), "enter", "2", "enter")


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_session_is_left_at_a_card_and_gone_on_with(sit, language) -> None:
    async with sit(language, saved=True) as seat:
        seat.workspace.change("exam_date", "2026-01-20")
        seat.workspace.change("minutes_per_day", 10)
        await seat.press("f12", "f12", "enter")
        assert seat.workspace.messages("session.title") in seat.screen.heading
        await seat.press("enter")
        first = seat.screen.item
        await answer_cards(seat, 2)
        await seat.press("escape")
        left = len(seat.screen.sitting.cards_left(seat.screen.sitting.steps[0]))
        assert seat.workspace.messages("session.did_cards", n=2, right=2) in seat.texts()
    async with sit(language, saved=True) as again:
        assert again.workspace.messages("home.go_on") in again.options("#menu")[0]
        await again.press("enter")
        sitting = again.screen.sitting
        assert len(sitting.cards_left(sitting.steps[0])) == left
        await again.press("enter")
        assert again.screen.item.id != first.id


async def test_a_session_ends_with_a_summary_and_the_next_step(sit, clock: FixedClock) -> None:
    async with sit("en") as seat:
        seat.workspace.change("exam_date", "2026-01-06")
        seat.workspace.change("minutes_per_day", 15)
        await seat.press("f12", "f12", "enter")
        screen = seat.screen
        while not screen.progress.finished:
            kind = screen.progress.steps[screen.progress.next].kind
            if kind in ("quiz", "contrast"):
                await seat.press("enter")
                await answer_questions(seat)
            else:
                await seat.press("0")
        assert seat.workspace.messages("session.finished") in seat.texts()
        assert "Questions:" in seat.texts()
        assert "points" in seat.texts()
        assert Sitting.left(seat.workspace) is None
        await seat.press("enter")
        assert "Home" in type(seat.screen).__name__


async def test_each_step_says_what_it_is_and_fits(sit) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            await seat.press("enter")
            assert len(seat.options("#steps")) == len(seat.screen.sitting.steps) >= 2
            assert all(line.strip() for line in seat.options("#steps"))


async def test_a_session_in_overtime_says_so(sit, clock: FixedClock) -> None:
    async with sit("en") as seat:
        seat.workspace.change("minutes_per_day", 5)
        await seat.press("enter", "enter")
        for _ in range(6):
            if seat.screen.item is None:
                break
            clock.advance(seconds=59)
            await answer_cards(seat, 1)
        await seat.press("escape")
        if not seat.screen.progress.finished:
            assert seat.workspace.messages("session.overtime") in seat.texts()


async def test_the_home_screen_says_what_todays_minutes_buy(sit) -> None:
    async with sit("en", saved=True) as seat:
        seat.workspace.change("exam_date", "2026-02-04")
        await seat.press("3", "escape")
        assert "min: +" in seat.texts()
        assert "points expected" in seat.texts()


async def test_a_card_says_why_it_is_asked(sit, clock: FixedClock) -> None:
    async with sit("en") as seat:
        await seat.press("3")
        await answer_cards(seat, 3)
        seat.workspace.change("exam_date", "2026-02-04")
        clock.advance(days=4)
        await seat.press("escape", "3")
        assert "on exam day" in seat.texts()


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_session_ended_before_anything_was_done_says_how_to_begin_again(
    sit, language
) -> None:
    async with sit(language) as seat:
        await seat.press("enter", "9")
        assert seat.workspace.messages("session.finished") in seat.seen()
        assert seat.workspace.messages("session.next_begin") in seat.seen()
        assert seat.workspace.messages("session.skip") not in seat.seen()
        await seat.press("enter")
        assert seat.workspace.messages("home.begin") in seat.seen()
