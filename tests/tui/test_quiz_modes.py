"""Modes, queries, hints and flags by keyboard alone, at 80 by 24, in both languages."""

import re
from collections.abc import Callable

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from awsstudy.core.i18n import words
from awsstudy.quiz.form import FREE
from awsstudy.quiz.item import bank_items
from awsstudy.quiz.session import Session
from awsstudy.tui.quiz import QuizScreen
from awsstudy.tui.quiz_setup import QuizSetupScreen
from awsstudy.tui.quiz_summary import QuizSummaryScreen


async def type_in(seat, text: str) -> None:
    """Type into the query line, key by key."""
    await seat.press("6")
    for char in text:
        await seat.pilot.press("space" if char == " " else char)
    await seat.settle()


async def until(seat, ready: Callable[[], bool]) -> None:
    """Wait for the palette, which searches in a worker of its own."""
    for _ in range(400):
        if ready():
            return
        await seat.pilot.pause(0.05)
    raise AssertionError(seat.seen())


def session_of(seat, item_id: str) -> Session:
    item = bank_items(seat.workspace.catalog)[item_id]
    return Session("s" * 32, (), (item, item), 7, ask_confidence=False)


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_every_kind_of_quiz_says_what_it_asks_and_how_much_fits(sit, language) -> None:
    async with sit(language) as seat:
        await seat.press("2")
        for mode in ("weak", "unseen", "wrong", "flagged", "endless"):
            assert words(language)[f"setup.mode_{mode}"] in seat.seen()
            assert words(language)[f"setup.why_{mode}"] in seat.seen()
            none = words(language)["setup.nothing"] in seat.seen()
            assert none is (mode in ("wrong", "flagged"))
            length = words(language)["setup.length"] in seat.seen().split("\n")[-1]
            assert length is (mode != "endless")
            await seat.press("2")
        assert words(language)["setup.mode_weak"] in seat.seen()


async def test_what_is_ticked_is_written_as_a_query_and_back(sit) -> None:
    async with sit() as seat:
        await seat.press("2", "5", "space", "down", "space")
        assert words("en")["setup.by_group"] in seat.seen()
        line = seat.screen.query_one("#query", Input)
        first, second = (group.id for group in seat.workspace.catalog.groups[:2])
        assert line.value == f"group:{first},{second}"
        assert seat.seen().count("[x]") == 2
        await seat.press("space")
        assert line.value == f"group:{first}"
        await seat.press("0")
        assert (line.value, seat.seen().count("[x]")) == ("", 0)


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_each_list_names_what_questions_there_are(sit, language) -> None:
    async with sit(language) as seat:
        await seat.press("2")
        for field in ("concept", "group", "domain", "pair", "misconception"):
            assert words(language)[f"setup.by_{field}"] in seat.seen()
            await seat.press("space")
            wanted = seat.screen.wanted
            assert wanted.terms[0].field == field
            assert "[x]" in seat.seen()
            await seat.press("0", "5")


async def test_a_query_is_typed_and_its_quiz_begun(sit) -> None:
    async with sit() as seat:
        await seat.press("2")
        await type_in(seat, "group:networking -kind:single seen:no")
        assert seat.screen.query_one("#query", Input).value.endswith("seen:no")
        await seat.press("enter")
        screen = seat.screen
        assert isinstance(screen, QuizScreen)
        networking = {
            c.id for c in seat.workspace.catalog.concepts.values() if c.group == "networking"
        }
        for item in screen.current.items:
            assert item.concept_id in networking
            assert item.kind != "choice" or item.choose > 1
        assert "group:networking" in seat.seen().splitlines()[0]


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_query_that_is_not_understood_is_told_where_and_begins_nothing(
    sit, language
) -> None:
    async with sit(language) as seat:
        await seat.press("2")
        await type_in(seat, "seen:no conf:high")
        said = seat.seen()
        assert "'high'" in said
        assert "guess, think, sure" in said
        assert "9" in said
        await seat.press("enter")
        assert isinstance(seat.screen, QuizSetupScreen)
        await seat.press("escape", "0")
        assert "'high'" not in seat.texts()


async def test_escape_leaves_the_query_first_and_then_the_screen(sit) -> None:
    async with sit() as seat:
        await seat.press("2", "slash", "escape")
        assert isinstance(seat.screen, QuizSetupScreen)
        await seat.press("escape")
        assert not isinstance(seat.screen, QuizSetupScreen)


async def test_hints_help_step_by_step_and_lower_what_counts(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(
            QuizScreen(seat.workspace, session_of(seat, "network-acls.page-does-not-load"))
        )
        await seat.press("h")
        assert words("en")["hint.credit1"] in seat.seen()
        item = seat.screen.current.item
        await seat.press("h", "f4")
        assert words("en")["hint.credit3"] in seat.seen()
        assert seat.seen().count(" -  ") == 2
        key = seat.screen.current.order.index(min(item.keys)) + 1
        await seat.press("h", str(key), "enter")
        attempt = seat.workspace.store.quizzes.attempts()[0]
        assert (attempt.correct, attempt.hints) == (True, 3)
        assert words("en")["hint.credit3"] not in seat.seen()


async def test_what_is_struck_out_cannot_be_chosen(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(
            QuizScreen(seat.workspace, session_of(seat, "network-acls.page-does-not-load"))
        )
        await seat.press("h", "h")
        session = seat.screen.current
        struck = session.order.index(next(iter(session.struck))) + 1
        await seat.press(str(struck))
        assert seat.screen.current.selected == ()
        assert words("en")["quiz.hint"] in seat.seen()


@pytest.mark.parametrize("kind", ["ordering", "matching"])
async def test_hints_put_answers_into_their_places(sit, kind) -> None:
    async with sit("ko") as seat:
        items = bank_items(seat.workspace.catalog).values()
        item = next(one for one in items if one.kind == kind and one.choose >= 4)
        session = Session("s" * 32, (), (item, item), 7, ask_confidence=False)
        seat.app.push_screen(QuizScreen(seat.workspace, session))
        await seat.press("h", "h", "h", "h")
        session = seat.screen.current
        assert all(session.selected[place] == place for place in session.placed)
        assert session.placed
        assert session.selected.count(FREE) >= 2
        assert words("ko")["hint.place"] in seat.seen()


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_flag_is_shown_and_asked_for_again(sit, language) -> None:
    async with sit(language) as seat:
        await seat.press("2", "enter")
        item = seat.screen.current.item.id
        await seat.press("asterisk")
        assert words(language)["quiz.flagged"] in seat.seen()
        await seat.press("f5")
        assert words(language)["quiz.flagged"] not in seat.seen()
        await seat.press("f5", "escape", "2", "2", "2", "2", "enter")
        assert [one.id for one in seat.screen.current.items] == [item]
        assert words(language)["reason.flagged"] in seat.seen()


async def test_a_question_says_why_it_is_asked(sit) -> None:
    async with sit() as seat:
        await seat.press("2", "enter")
        assert words("en")["reason.new"] in seat.seen().splitlines()[1]
        concept = seat.screen.current.item.concept_id
        await seat.press("0", "f2", "2")
        await type_in(seat, f"concept:{concept} seen:no")
        await seat.press("enter")
        title = seat.workspace.catalog.concepts[concept].title.en
        assert re.search(rf"weak: {re.escape(title[:20])}.*(\.\d\d|\.\.\.)", seat.seen())


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_an_endless_quiz_goes_on_until_it_is_left(sit, language) -> None:
    async with sit(language, saved=True) as seat:
        await seat.press("2", "2", "2", "2", "2", "enter")
        asked = []
        for _ in range(3):
            asked.append(seat.screen.current.item.id)
            await seat.press("0", "enter")
        assert words(language)["quiz.place_endless"].format(n=4) in seat.seen()
        fourth = seat.screen.current.item.id
        await seat.press("f2")
        left = words(language)["plan.resume"].format(count="|").split("|")[-1]
        assert left not in seat.seen()  # it has no last question, so the plan asks for none
        await seat.press("2", "4")
        assert seat.screen.current.item.id == fourth
        logged = [one.question_id for one in seat.workspace.store.quizzes.attempts()]
        assert logged == asked
        await seat.press("escape")
        assert isinstance(seat.screen, QuizSummaryScreen)
        assert words(language)["summary.score"].format(right=0, of=3) in seat.texts()
        await seat.press("1")
        assert seat.screen.current.endless
        await seat.press("escape")
        assert not isinstance(seat.screen, QuizSummaryScreen)


async def test_the_summary_counts_what_hints_took(sit) -> None:
    async with sit() as seat:
        session = session_of(seat, "network-acls.page-does-not-load")
        seat.app.push_screen(QuizScreen(seat.workspace, session))
        for keys in (["h"], []):
            key = seat.app.screen.current.order.index(min(session.item.keys)) + 1
            await seat.press(*keys, str(key), "enter", "enter")
        assert "2 of 2 right" in seat.texts()
        assert "1.7 points" in seat.texts()


async def test_a_beginner_gets_three_options_and_the_same_ones_again(sit) -> None:
    async with sit(saved=True) as seat:
        await seat.press("2")
        await type_in(seat, "network-acls source:bank -kind:ordering,matching")
        await seat.press("enter")
        for _ in range(4):
            await seat.press("0", "enter")
        await seat.press("f2", "2")
        await type_in(seat, "network-acls kind:single source:bank")
        await seat.press("enter")
        order = seat.screen.current.order
        assert len(order) == 3
        await seat.press("f2", "2", "4")
        assert seat.screen.current.order == order


@pytest.mark.parametrize("query", ["group:networking wrong:0", "network-acls"])
async def test_the_palette_studies_what_is_typed(sit, query) -> None:
    async with sit() as seat:
        await seat.press("ctrl+p")
        assert isinstance(seat.screen, CommandPalette)
        seat.screen.query_one(Input).value = query
        listed = seat.screen.query_one("CommandList")
        await until(seat, lambda: any("Study: " in str(one.prompt) for one in listed.options))
        await seat.settle()
        offered = [str(option.prompt) for option in listed.options]
        assert [one for one in offered if one.startswith("Study: ") and "questions)" in one]
        listed.highlighted = next(n for n, one in enumerate(offered) if "Study: " in one)
        await seat.press("enter")
        await until(seat, lambda: not isinstance(seat.screen, CommandPalette))
        await seat.settle()
        assert isinstance(seat.screen, QuizScreen)


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_every_question_fits_the_screen_with_all_its_hints(sit, language) -> None:
    async with sit(language) as seat:
        items = list(bank_items(seat.workspace.catalog).values())
        screen = QuizScreen(seat.workspace, session_of(seat, items[0].id))
        seat.app.push_screen(screen)
        await seat.settle()
        clipped = []
        for item in items:
            session = Session("s" * 32, (), (item, item), 7, ask_confidence=False)
            for hint in seat.workspace.quiz.hints(session):
                session = session.hinted(hint)
            screen.session = session
            await seat.pilot.pause(0)
            page = screen.query_one("#page")
            verdict = screen.query_one("#verdict")
            if page.virtual_size.height > page.size.height or verdict.size.height > 9:
                clipped.append(item.id)
        assert clipped == []
