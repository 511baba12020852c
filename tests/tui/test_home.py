"""Home at the edges: the exam near, today and past, much to mend, an exam left, no time left."""

from datetime import timedelta

import pytest

from awsstudy.core.clock import today
from awsstudy.quiz.exam.blueprint import ExamWish
from awsstudy.tui import areas


async def back(seat) -> None:
    """Leave home and come back, so that the plan is made anew."""
    await seat.press("8", "escape")


def believe(seat, number: int) -> None:
    """Be sure and wrong about one concept, each time in another way."""
    item_of = {}
    for item in seat.workspace.quiz.bank.values():
        if item.kind == "choice" and item.choose == 1:
            for place, choice in enumerate(item.choices):
                if choice.misconception:
                    item_of.setdefault((item.concept_id, choice.misconception), (item, place))
    concept = next(iter(item_of))[0]
    chosen = [found for (one, _), found in item_of.items() if one == concept][:number]
    for item, place in chosen:
        session = seat.workspace.quiz.begin([item], 7)
        session = session.toggle(place).submit().confide("sure")
        seat.workspace.quiz.save(session, 1000, "en")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    ("days", "message"),
    [(26, "exam"), (1, "exam_tomorrow"), (0, "exam_today"), (-2, "exam_past")],
)
async def test_the_exam_date_is_told_as_one_says_it(sit, language, days, message) -> None:
    async with sit(language) as seat:
        day = today(seat.workspace.clock) + timedelta(days=days)
        seat.workspace.change("exam_date", day.isoformat())
        await back(seat)
        assert seat.workspace.messages(f"home.{message}", days=days) in seat.texts()


async def test_nothing_is_told_of_cards_there_are_none_of(sit) -> None:
    async with sit("en") as seat:
        day = today(seat.workspace.clock) + timedelta(days=26)
        seat.workspace.change("exam_date", day.isoformat())
        await back(seat)
        assert " new: what adds most to the exam" in seat.seen()
        assert "0 to strengthen" not in seat.seen()


async def test_treatments_that_read_alike_are_one_line(sit) -> None:
    async with sit("en") as seat:
        believe(seat, 3)
        await back(seat)
        assert [line for line in seat.options("#menu") if line.startswith("Treatment (3)")]
        assert seat.seen().count("sure and wrong in") == 1
        assert "Today: " in seat.texts()
        # The line after it opens what it names.
        place = next(n for n, line in enumerate(seat.options("#menu")) if "Flashcards" in line)
        seat.screen.query_one("#menu").highlighted = place
        await seat.press("enter")
        assert type(seat.screen).__name__ == "CardsScreen"


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_reason_of_two_lines_is_indented_at_any_width(sit, language) -> None:
    async with sit(language) as seat:
        for width in (80, 60, 120):
            await seat.pilot.resize_terminal(width, 24)
            await seat.settle()
            reasons = [line for line in seat.options("#menu") if "\n" in line]
            assert reasons
            assert all(row.startswith("  ") for text in reasons for row in text.split("\n")[1:])
            rows = [row for text in reasons for row in text.split("\n")]
            assert all(row.strip() in seat.seen() for row in rows)


async def test_a_mock_exam_that_waits_is_not_counted_into_the_session(sit) -> None:
    async with sit("en") as seat:
        seat.workspace.exams.begin(ExamWish("saa-c03"), 5, "en")
        await back(seat)
        count = len(seat.screen.plan.session)
        assert f"Today: {count} things to do" in seat.texts()
        menu = seat.options("#menu")
        assert menu[0].startswith("Go on with the mock exam")
        assert menu[1] == seat.workspace.messages("home.begin")


async def test_a_session_without_minutes_names_none(sit) -> None:
    async with sit("en") as seat:
        believe(seat, 3)
        seat.app.push_screen(areas.open_session_of_today(seat.workspace, 0))
        await seat.settle()
        assert seat.screen.heading == seat.workspace.messages("session.title")
