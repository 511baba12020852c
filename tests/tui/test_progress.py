"""The chance of passing on the progress screen and at home, by keyboard, in both languages."""

from datetime import timedelta

import pytest

from awsstudy.core.clock import today
from awsstudy.core.i18n import words
from awsstudy.core.ids import event_id
from awsstudy.quiz.exam.blueprint import ExamWish
from awsstudy.store.records import Attempt


def answer(workspace, number: int) -> None:
    catalog, now = workspace.catalog, workspace.clock.now()
    for place, question in enumerate(list(catalog.questions)[::9][:number]):
        workspace.store.quizzes.record(
            Attempt(
                id=event_id(now),
                session_id="s",
                question_id=question,
                fact_id=catalog.questions[question].facts[0],
                concept_id=question.partition(".")[0],
                at=now,
                study_day=today(workspace.clock),
                chosen=(0,),
                correct=place % 4 > 0,
                confidence="",
                misconceptions=(),
                first=True,
                generated=False,
                ms=1,
                language="en",
                content_hash="",
            )
        )


async def shows(seat, text: str, *, gone: bool = False) -> bool:
    """Whether a text comes to stand on the screen (or leaves it), once the home screen has read."""
    for _ in range(100):
        if (text in seat.seen()) != gone:
            return True
        await seat.pilot.pause(0.02)
    return False


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_without_evidence_the_screen_says_what_is_missing(sit, language) -> None:
    said = words(language)
    async with sit(language) as seat:
        await seat.press("7")
        seen = seat.seen()
        assert said["chance.missing"].partition("{")[0] in seen
        assert said["chance.lacking"] in seen
        assert said["chance.unverified"][:20] in seen
        assert said["chance.fill"] in seen
        assert "n = 0)" not in seat.texts()


@pytest.mark.parametrize(("glyphs", "bar"), [("unicode", "█"), ("ascii", "#")])
@pytest.mark.parametrize("language", ["en", "ko"])
async def test_the_chance_stands_with_interval_and_domains(sit, language, glyphs, bar) -> None:
    said = words(language)
    async with sit(language) as seat:
        workspace = seat.workspace
        workspace.change("exam", "saa-c03")
        workspace.change("exam_date", today(workspace.clock) + timedelta(days=14))
        workspace.change("glyphs", glyphs)
        answer(workspace, 80)
        await seat.press("7")
        lines = seat.seen().splitlines()
        assert "SAA-C03" in "".join(lines)
        for label in ("chance.today", "chance.then"):
            (line,) = [one for one in lines if one.strip().startswith(said[label] + " ")]
            assert bar in line
            assert "%" in line
        titles = [seat.screen.of(d.title) for d in seat.screen.prospect.exam.domains]
        assert all(any(title in line for line in lines) for title in titles)
        assert said["chance.simulated"][:20] in "".join(lines)
        await seat.press("escape")
        assert await shows(seat, f"SAA-C03: {said['chance.line_both'].split(': ')[1][:5]}")
        chance = seat.workspace.readiness().today.chance
        assert f"{chance:.0%}" in seat.seen()


@pytest.mark.parametrize("key", ["e", "f5", "ㄷ"])
async def test_a_key_forecasts_the_next_exam_and_keeps_the_setting(sit, key) -> None:
    async with sit() as seat:
        seat.workspace.change("exam", "saa-c03")
        await seat.press("7", key)
        assert "(CLF-C02)" in seat.seen()
        await seat.press(key)
        assert "chapter by chapter" in seat.seen()
        await seat.press("r")  # an exam of the notes has no real one
        assert "How did" not in seat.seen()
        await seat.press(key)
        assert "(SAA-C03)" in seat.seen()
        assert seat.workspace.settings.exam == "saa-c03"


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_real_result_is_told_by_keyboard_and_scores_the_forecast(sit, language) -> None:
    async with sit(language) as seat:
        seat.workspace.change("exam", "saa-c03")
        answer(seat.workspace, 80)
        await seat.press("7")
        await seat.pilot.press("f6")
        await seat.pilot.pause()
        assert words(language)["result.passed"] in seat.options()[0]
        await seat.pilot.press("enter")
        await seat.pilot.pause()
        await seat.pilot.press("enter")  # today
        await seat.pilot.pause()
        await seat.pilot.press(*"700", "enter")
        await seat.pilot.pause()
        assert "700" in seat.texts()  # a pass has at least 720
        await seat.pilot.press(*["backspace"] * 3, *"790", "enter")
        await seat.settle()
        (result,) = seat.workspace.store.exams.results()
        assert (result.exam, result.passed, result.score) == ("saa-c03", True, 790)
        assert result.taken_on == today(seat.workspace.clock)
        assert "n = 1," in seat.texts()


async def test_a_result_can_be_given_up_at_every_step(sit) -> None:
    async with sit() as seat:
        await seat.press("7")
        for steps in range(3):
            await seat.pilot.press("f6")
            await seat.pilot.pause()
            for _ in range(steps):
                await seat.pilot.press("enter")
                await seat.pilot.pause()
            await seat.press("escape")
        assert seat.workspace.store.exams.results() == []


async def test_without_a_setting_the_exam_sat_last_is_forecast(sit) -> None:
    async with sit(saved=True) as seat:
        seat.workspace.exams.begin(ExamWish("notes", 5), 7, "en")
        await seat.press("7")
        title = seat.workspace.exams.exam("notes").title.en
        assert words("en")["chance.title"].format(exam=title) in seat.seen()


async def test_home_tells_what_is_missing_and_nothing_without_an_exam(sit) -> None:
    said = "SAA-C03: 합격 가능성을 말하기에는 근거가 부족합니다. 41문제 더 필요"
    async with sit("ko") as seat:
        assert "SAA-C03" not in seat.seen()
        await seat.press("8")
        seat.workspace.change("exam", "saa-c03")
        await seat.press("escape")
        assert await shows(seat, said)
        await seat.press("f12")
        assert await shows(seat, "SAA-C03: not enough evidence")
        await seat.press("8")
        seat.workspace.change("exam", "")
        await seat.press("escape")
        assert await shows(seat, "SAA-C03", gone=True)


async def test_the_exam_is_chosen_in_preferences(sit) -> None:
    async with sit() as seat:
        names = list(type(seat.workspace.settings).model_fields)
        await seat.press("8", *["down"] * names.index("exam"), "right")
        assert seat.workspace.settings.exam == "clf-c02"
        await seat.press("left")
        assert seat.workspace.settings.exam == ""
