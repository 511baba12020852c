"""Proof and a key of one's own, by keyboard alone at 80 by 24, in both languages."""

import pytest
from textual.widgets import Input

from awsstudy.core.i18n import words
from awsstudy.quiz.item import Item
from awsstudy.tui.judging import JudgingDialog
from awsstudy.tui.proof import ProofDialog
from awsstudy.tui.quiz import QuizScreen

CODE = "sim:vpc_packet.ephemeral-range:7"


def single(seat) -> Item:
    bank = seat.workspace.quiz.bank.values()
    return next(item for item in bank if item.kind == "choice" and item.choose == 1)


async def ask(seat, item: Item) -> None:
    """Answer a question wrongly and look at its proof."""
    session = seat.workspace.quiz.begin([item, item], 7, ask_confidence=False)
    seat.app.push_screen(QuizScreen(seat.workspace, session))
    await seat.settle()
    wrong = next(place for place in session.order if place not in item.keys)
    await seat.press(str(session.order.index(wrong) + 1), "enter", "i")
    assert isinstance(seat.screen, ProofDialog)


async def write(seat, text: str) -> None:
    for char in text:
        await seat.pilot.press("space" if char == " " else char)
    await seat.press("enter")


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_the_proof_shows_sources_and_how_it_has_gone(sit, language) -> None:
    async with sit(language) as seat:
        item = single(seat)
        await ask(seat, item)
        say, told = words(language), " ".join(seat.texts().split())
        fact = seat.workspace.catalog.facts[item.facts[0]]
        assert " ".join(fact.text[language].split()) in told
        assert say["proof.title"] in seat.seen()
        assert say["itemstats.head"] in told
        share = say["itemstats.share"].format(hits=0, of=1, share="0%", low="0%", high="73%")
        assert say["itemstats.first"].format(share=share) in told
        assert "n = 0" in told
        assert "100% X" in told
        assert say["itemstats.not_flagged"] in told
        assert all(len(line) <= 80 for line in seat.seen().splitlines())


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_generated_question_shows_the_run_and_its_code(sit, language) -> None:
    async with sit(language) as seat:
        await ask(seat, seat.workspace.quiz.item(CODE))
        told = " ".join(seat.texts().split())
        assert words(language)["proof.trace"] in told
        assert f"awsstudy question {CODE}" in told
        assert "10.0.3.10:80" in told


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_key_is_set_shown_and_withdrawn_by_keyboard(sit, language) -> None:
    async with sit(language) as seat:
        item, say = single(seat), words(language)
        mine = next(place for place in range(len(item.choices)) if place not in item.keys)
        await ask(seat, item)
        await seat.press("f8")
        assert isinstance(seat.screen, JudgingDialog)
        assert seat.seen().count("[x]") == 1
        for place in sorted({*item.keys, mine}):
            await seat.press(str(place + 1))
        await seat.press("enter")
        assert say["ownkey.prompt_why"] in seat.seen()
        await seat.press("enter")
        assert say["ownkey.no_reason"] in " ".join(seat.texts().split())
        await write(seat, "see the guide 2")
        assert isinstance(seat.screen, ProofDialog)
        (override,) = seat.workspace.store.judgements.overrides().values()
        assert (override.keys, override.reason) == ((mine,), "see the guide 2")
        told = " ".join(seat.texts().split())
        assert say["ownkey.head"] in seat.seen()
        assert f"+ {item.choices[mine].text[language]}" in told
        assert say["ownkey.from_now"] in told
        await seat.press("x")
        assert seat.workspace.store.judgements.overrides() == {}
        assert say["ownkey.from_now"] not in " ".join(seat.texts().split())


async def test_the_next_quiz_is_judged_by_it_and_says_so(sit) -> None:
    async with sit() as seat:
        item = single(seat)
        mine = next(place for place in range(len(item.choices)) if place not in item.keys)
        await ask(seat, item)
        await seat.press("exclamation_mark", *(str(p + 1) for p in (*item.keys, mine)), "enter")
        await write(seat, "so")
        judged = seat.workspace.quiz.item(item.id)
        session = seat.workspace.quiz.begin([judged], 7, ask_confidence=False)
        seat.app.push_screen(QuizScreen(seat.workspace, session))
        await seat.settle()
        await seat.press(str(session.order.index(mine) + 1), "enter")
        assert words("en")["quiz.right"] in seat.seen()
        assert words("en")["ownkey.in_force"] in seat.seen()
        assert seat.workspace.store.quizzes.attempts()[-1].correct


async def test_escape_leads_from_the_reason_to_the_answers_and_out(sit) -> None:
    async with sit() as seat:
        await ask(seat, single(seat))
        await seat.press("f8", "down", "space", "enter", "1")
        line = seat.screen.query_one("#why", Input)
        assert line.value == "1", "a digit is part of the reason there"
        assert seat.screen.ticked >= {1}
        await seat.press("escape")
        assert not line.has_focus
        await seat.press("escape")
        assert isinstance(seat.screen, ProofDialog)
        assert seat.workspace.store.judgements.overrides() == {}


async def test_steps_take_no_key(sit) -> None:
    async with sit() as seat:
        bank = seat.workspace.quiz.bank.values()
        item = next(one for one in bank if one.kind == "ordering")
        seat.app.push_screen(ProofDialog(seat.workspace, item))
        await seat.press("f8")
        assert isinstance(seat.screen, ProofDialog)
        assert words("en")["ownkey.judge"] not in seat.seen()


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_every_question_can_be_judged_on_a_small_screen(sit, language) -> None:
    """The longest one: its answers are ticked and its reason written though the page scrolls."""
    async with sit(language) as seat:
        bank = seat.workspace.quiz.bank.values()
        longest = max(
            (one for one in bank if one.kind == "choice"),
            key=lambda one: sum(len(choice.text[language]) for choice in one.choices),
        )
        seat.app.push_screen(JudgingDialog(seat.workspace, longest))
        await seat.settle()
        await seat.press("enter")
        line = seat.screen.query_one("#why", Input)
        assert line.has_focus
        assert 0 <= line.region.y < 24
        assert line.region.bottom <= seat.screen.query_one("#dialog").region.bottom
