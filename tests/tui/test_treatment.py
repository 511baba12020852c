"""A misconception's way from the miss to its clearing, by keyboard alone, over simulated days."""

from datetime import timedelta
from itertools import islice

import pytest
from textual.widgets import OptionList

from awsstudy.core.i18n import Language, words
from awsstudy.quiz.item import Item
from awsstudy.tui import areas
from awsstudy.tui.beliefs import BeliefsScreen
from awsstudy.tui.correction import CorrectionDialog
from awsstudy.tui.error_log import ErrorLogScreen
from awsstudy.tui.home import HomeScreen
from awsstudy.tui.quiz import QuizScreen
from awsstudy.tui.revisit import MissScreen, RemedyQuizScreen
from awsstudy.tui.simulator import SimulatorScreen
from awsstudy.tui.treatment import TreatmentScreen


def carriers(seat, belief: str) -> list[tuple[Item, int]]:
    """The questions of the bank that offer a belief, each with the place of that answer."""
    return [
        (item, place)
        for item in seat.workspace.quiz.bank.values()
        if item.kind == "choice" and item.choose == 1
        for place, choice in enumerate(item.choices)
        if choice.misconception == belief
    ]


def treatable(seat) -> str:
    """A misconception with a question and with a simulator's run that refutes it."""
    return next(name for name in seat.workspace.clinic.scenarios if carriers(seat, name))


async def answer(seat, place: int | None = None, sure: str = "3") -> None:
    """Answer the question on screen, rightly unless a place is given, and go on."""
    session = seat.screen.current
    if place is not None:
        keys = [place]
    else:
        wanted = range(session.item.choose) if session.item.kind != "choice" else session.item.keys
        keys = sorted(wanted)
    await seat.press(*(str(session.order.index(key) + 1) for key in keys), "enter")
    await seat.press(sure)


async def miss(seat, belief: str, sure: str = "3") -> Item:
    """Meet a question in a quiz and choose the belief."""
    item, place = carriers(seat, belief)[0]
    session = seat.workspace.quiz.begin([item], 7)
    await seat.app.push_screen(areas.open_session(seat.workspace, session))
    await seat.settle()
    await answer(seat, place, sure)
    return item


def fits(seat) -> None:
    """Nothing is wider than the terminal, and no row of a list is cut off."""
    width, _ = seat.app.size
    for listed in seat.screen.query(OptionList):
        assert listed.virtual_size.width <= width


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_whole_treatment_over_simulated_days(sit, clock, language: Language) -> None:
    text = words(language)
    async with sit(language) as seat:
        belief = treatable(seat)
        missed = await miss(seat, belief)
        # The feedback offers the treatment in a line, and one key opens it at the correction.
        assert text["quiz.belief"] in seat.seen()
        await seat.press("f9")
        assert isinstance(seat.screen, CorrectionDialog)
        assert text["correction.tempting"] in seat.seen()
        await seat.press("enter")
        assert isinstance(seat.screen, TreatmentScreen)
        assert text["standing.treated"] in seat.seen()
        menu = " ".join(" ".join(seat.options("#menu")).split())
        assert text["treatment.predict"] in menu
        # The simulator comes next; at its end belief and truth stand side by side.
        await seat.press("enter")
        assert isinstance(seat.screen, SimulatorScreen)
        choices = seat.screen.lab.scenario.predict.choices
        wrong = next(n for n, one in enumerate(choices, 1) if one.misconception == belief)
        await seat.press(str(wrong), "end")
        assert text["why.belief"] in seat.texts()
        await seat.press("escape", "escape")
        menu = " ".join(" ".join(seat.options("#menu")).split())
        assert text["treatment.predict"] not in menu
        assert isinstance(seat.screen, TreatmentScreen)
        assert seat.screen.treatment.times == 1
        # Two contrasting questions, neither of them the one that was missed.
        assert seat.screen.next_part == "contrast"
        await seat.press("enter")
        assert isinstance(seat.screen, RemedyQuizScreen)
        asked = [item.id for item in seat.screen.current.items]
        assert len(set(asked)) == 2
        assert missed.id not in asked
        for _ in asked:
            await answer(seat)
            await seat.press("enter")
        assert isinstance(seat.screen, TreatmentScreen)
        assert seat.screen.next_part == "check1"
        fits(seat)
        # A check is not to be had before its day.
        await seat.press("enter")
        assert isinstance(seat.screen, TreatmentScreen)
        assert str(seat.screen.treatment.due) in seat.seen()
        forms = set()
        for days in (1, 6):
            clock.advance(days=days)
            await seat.press("f2")
            assert seat.screen.plan.first.reason == "plan.remedy_checks"
            await seat.press("home", "enter", "enter")
            assert isinstance(seat.screen, RemedyQuizScreen)
            await seat.press("escape", "escape")  # a step that was left is begun anew
            await seat.app.push_screen(areas.open_area("beliefs", seat.workspace))
            await seat.settle()
            assert text["beliefs.checks"].format(n=1) in seat.seen()
            await seat.press("enter")
            assert isinstance(seat.screen, RemedyQuizScreen)
            forms.add(seat.screen.current.item.id)
            assert missed.id not in forms
            await answer(seat)
            await seat.press("enter")
            assert isinstance(seat.screen, BeliefsScreen)
            fits(seat)
        assert len(forms) == 2
        assert seat.workspace.clinic.treatment(belief).standing == "cleared"
        await seat.press("enter")
        assert text["treatment.done"] in seat.seen()
        await seat.press("escape")
        # The error log says so too, and shows the question again with its feedback.
        await seat.press("f3")
        assert isinstance(seat.screen, ErrorLogScreen)
        assert text["standing.cleared"] in seat.seen()
        assert len(seat.options("#misses")) == 2  # the question and the prediction
        await seat.press("3")
        assert seat.options("#misses") == []
        await seat.press("2", "enter")
        assert isinstance(seat.screen, MissScreen)
        assert missed.stem[language] in seat.texts()
        assert text["quiz.wrong"] in seat.seen()
        await seat.press("enter")
        assert isinstance(seat.screen, ErrorLogScreen)
        # A miss of the list can be opened as long as it is there: the simulator for a prediction.
        await seat.press("1", "home", "enter")
        assert isinstance(seat.screen, SimulatorScreen)


async def test_sure_and_wrong_is_what_enter_begins_today(sit) -> None:
    async with sit() as seat:
        belief = treatable(seat)
        await miss(seat, belief, sure="3")
        await seat.press("f2")
        assert isinstance(seat.screen, HomeScreen)
        assert seat.screen.plan.first.target == belief
        assert "sure and wrong" in seat.seen()
        await seat.press("home", "enter", "enter")
        assert isinstance(seat.screen, CorrectionDialog)
        # Closing it unread leaves it held.
        await seat.press("escape")
        assert seat.workspace.clinic.treatment(belief).standing == "held"


async def test_a_missed_check_goes_back_to_the_correction(sit, clock) -> None:
    async with sit() as seat:
        belief = treatable(seat)
        await miss(seat, belief)
        await seat.press("f9", "enter")
        await seat.press("3")  # the contrast at once: the simulator may be left out
        for _ in range(2):
            await answer(seat)
            await seat.press("enter")
        clock.advance(days=1)
        await seat.press("enter", "0", "enter")
        assert isinstance(seat.screen, TreatmentScreen)
        assert seat.screen.next_part == "correction"
        assert seat.screen.treatment.relapsed


async def test_not_known_offers_no_treatment(sit) -> None:
    async with sit() as seat:
        item, _ = carriers(seat, treatable(seat))[0]
        session = seat.workspace.quiz.begin([item], 7)
        await seat.app.push_screen(areas.open_session(seat.workspace, session))
        await seat.settle()
        await seat.press("0", "f9")
        assert isinstance(seat.screen, QuizScreen)
        assert words("en")["quiz.belief"] not in seat.seen()
        await seat.press("enter")
        await seat.app.push_screen(areas.open_area("errors", seat.workspace))
        await seat.settle()
        assert words("en")["errors.not_known"] in seat.seen()
        assert seat.workspace.clinic.treatments() == {}


async def test_the_list_puts_sure_first_and_counts(sit, clock) -> None:
    async with sit("ko") as seat:
        clinic = seat.workspace.clinic
        asked = (name for name in seat.workspace.catalog.misconceptions if carriers(seat, name))
        names = list(islice(asked, 4))
        for number, name in enumerate(names):
            await miss(seat, name, sure="3" if number == 1 else "2")
            clock.advance(minutes=1)
        await seat.app.push_screen(areas.open_area("beliefs", seat.workspace))
        await seat.settle()
        first = clinic.ranked()[0].misconception
        assert first == names[1]
        assert seat.screen.query_one("#beliefs", OptionList).highlighted == 1
        assert words("ko")["treatment.sure"] in seat.options("#beliefs")[1]
        fits(seat)
        await seat.press("ㄷ")  # e: the error log
        assert isinstance(seat.screen, ErrorLogScreen)
        assert len(seat.options("#misses")) == len(names)
        for language in ("ko", "en"):
            keys, say = seat.seen().splitlines()[-1], words(language)
            assert all(say[f"errors.{one}"] in keys for one in ("look", "all", "sure", "open"))
            await seat.press("f12")
        await seat.press("2")
        assert len(seat.options("#misses")) == 1
        await seat.press("1", "right")
        assert 0 < len(seat.options("#misses")) <= len(names)
        await seat.press("left")
        assert len(seat.options("#misses")) == len(names)


async def test_a_first_visit_says_that_nothing_showed(sit) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            await seat.app.push_screen(areas.open_area("beliefs", seat.workspace))
            await seat.settle()
            assert words(language)["beliefs.none"] in seat.seen()
            assert words(language)["beliefs.open"] not in seat.seen().splitlines()[-1]
            await seat.press("f3")
            assert seat.seen().splitlines()[0].strip() == words(language)["errors.title"]
            assert words(language)["errors.none"] in seat.seen()
            await seat.press("2", "enter")
            assert words(language)["errors.look"] not in seat.seen().splitlines()[-1]


async def test_a_week_apart_is_seven_days_when_on_time(sit, clock) -> None:
    async with sit() as seat:
        belief = treatable(seat)
        await miss(seat, belief)
        begun = seat.workspace.clinic.treatment(belief).believed_on
        await seat.press("f9", "enter", "3")
        for _ in range(2):
            await answer(seat)
            await seat.press("enter")
        clock.advance(days=1)
        await seat.press("enter")
        await answer(seat)
        await seat.press("enter")
        assert seat.screen.treatment.due == begun + timedelta(days=7)
