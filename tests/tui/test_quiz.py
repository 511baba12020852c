import pytest

from awsstudy.core.i18n import words
from awsstudy.quiz.item import Item
from awsstudy.quiz.session import Session
from awsstudy.tui.quiz import QuizScreen


def session_of(item: Item, *, ask: bool = True) -> Session:
    return Session("s" * 32, (), (item, item), 7, ask)


def some_item(seat, choose: int) -> Item:
    from awsstudy.quiz.item import bank_items

    items = bank_items(seat.workspace.catalog).values()
    return next(item for item in items if item.choose == choose)


async def test_the_third_choice_of_choose_two_is_refused_and_said_so(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(QuizScreen(seat.workspace, session_of(some_item(seat, 2))))
        await seat.press("1", "2", "3")
        assert len(seat.screen.current.selected) == 2
        assert "2/2" in seat.seen()
        assert "unselect one first" in seat.seen()


async def test_nothing_is_submitted_before_enough_is_chosen(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(QuizScreen(seat.workspace, session_of(some_item(seat, 2))))
        await seat.press("enter", "1", "enter")
        assert seat.screen.current.stage == "choosing"


async def test_confidence_is_asked_before_the_key_is_shown(sit) -> None:
    async with sit() as seat:
        item = some_item(seat, 1)
        seat.app.push_screen(QuizScreen(seat.workspace, session_of(item)))
        await seat.press("1", "enter")
        assert words("en")["quiz.how_sure"] in seat.seen()
        assert not any(choice.why.en in seat.texts() for choice in item.choices)
        await seat.press("escape")
        assert seat.screen.current.stage == "choosing"
        await seat.press("enter", "3")
        attempt = seat.workspace.store.quizzes.attempts()[0]
        assert attempt.confidence == "sure"


async def test_dont_know_is_wrong_but_no_misconception(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(QuizScreen(seat.workspace, session_of(some_item(seat, 1))))
        await seat.press("0")
        attempt = seat.workspace.store.quizzes.attempts()[0]
        assert (attempt.correct, attempt.chosen, attempt.misconceptions) == (False, (), ())


async def test_the_answer_is_saved_before_its_feedback_is_shown(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(QuizScreen(seat.workspace, session_of(some_item(seat, 1), ask=False)))
        await seat.press("1", "enter")
        assert seat.screen.current.stage == "feedback"
        assert len(seat.workspace.store.quizzes.attempts()) == 1


async def test_switching_the_language_keeps_the_selection_and_the_cursor(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(QuizScreen(seat.workspace, session_of(some_item(seat, 2))))
        await seat.press("down", "space", "down")
        before = (seat.screen.current.selected, seat.screen.cursor)
        await seat.press("t")
        assert (seat.screen.current.selected, seat.screen.cursor) == before
        assert words("ko")["quiz.hint"] in seat.seen()


async def test_a_quiz_that_was_left_goes_on_where_it_was(sit) -> None:
    async with sit(saved=True) as seat:
        await seat.press("2", "1", "1", "1", "enter", "0", "enter")
        left = seat.screen.current
        await seat.press("escape")
        assert "questions of the quiz you left" in seat.seen()
        await seat.press("home", "down", "enter")
        assert seat.screen.current.item.id == left.item.id
        assert seat.screen.current.order == left.order
        assert seat.screen.current.index == 1


async def test_full_width_digits_choose(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(QuizScreen(seat.workspace, session_of(some_item(seat, 1))))
        await seat.press("２")
        assert len(seat.screen.current.selected) == 1


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_the_feedback_of_every_question_fits_one_screen(sit, language) -> None:
    """Walks the whole bank: every option with its reason is on the screen at 80 by 24."""
    from awsstudy.quiz.item import bank_items

    async with sit(language) as seat:
        items = bank_items(seat.workspace.catalog)
        first = next(iter(items.values()))
        screen = QuizScreen(seat.workspace, session_of(first, ask=False))
        seat.app.push_screen(screen)
        await seat.settle()
        clipped = []
        for item in items.values():
            session = session_of(item, ask=False)
            for place in reversed(range(item.choose)):  # Misplaced answers take the most room.
                session = session.toggle(place)
            screen.session = session.submit()
            await seat.pilot.pause(0)
            page = screen.query_one("#page")
            if page.virtual_size.height > page.size.height:
                clipped.append(item.id)
        assert clipped == []


async def test_the_summary_shows_every_concept_with_its_score(sit) -> None:
    from awsstudy.quiz.item import bank_items
    from awsstudy.tui.quiz_summary import QuizSummaryScreen

    async with sit() as seat:
        items = bank_items(seat.workspace.catalog).values()
        one_each = {item.concept_id: item for item in items}
        session = Session("s" * 32, (), tuple(one_each.values()), 7, ask_confidence=False)
        for _ in one_each:
            session = session.give_up().proceed()
        seat.app.push_screen(QuizSummaryScreen(seat.workspace, session))
        await seat.settle()
        assert str(seat.screen.query_one("#report").content).count(" 0/1  ") == len(one_each)
