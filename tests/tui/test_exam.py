"""A mock exam from its choice to its last review, by keyboard alone, at 80 by 24."""

from collections.abc import Callable

import pytest

from awsstudy.core.i18n import words
from awsstudy.quiz.exam.blueprint import ExamWish
from awsstudy.tui import areas
from awsstudy.tui.exam_report import ExamReportScreen


async def choose_exam(seat, *keys: str) -> None:
    """Open the exams and begin SAA-C03, after some keys of the choice."""
    seat.app.push_screen(areas.open_exams(seat.workspace, "saa-c03"))
    await seat.settle()
    await seat.press(*keys, "enter")


async def begin(seat, questions: int = 5, **wish: bool) -> None:
    """Begin SAA-C03 at once."""
    exam = areas.open_new_exam(seat.workspace, ExamWish("saa-c03", questions, **wish))
    seat.app.push_screen(exam)
    await seat.settle()


def state(seat):
    return seat.screen.exam.state


def digits_of_key(seat, *, right: bool = True) -> list[str]:
    """The digits that choose the key of the question on screen, or something else."""
    one = state(seat)
    session, item = one.view(one.place), one.entry.item
    others = [place for place in range(len(item.choices)) if place not in item.keys]
    wanted = sorted(item.keys) if right else others[: item.choose]
    return [str(session.order.index(place) + 1) for place in wanted]


def fits(seat) -> bool:
    """Every line is within the screen, and the keys stand on the last one."""
    lines = seat.seen().splitlines()
    return len(lines) == 24 and "Esc" in lines[-1].title()


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_a_whole_exam_is_sat_submitted_and_gone_through(sit, clock, language) -> None:
    say = words(language)
    async with sit(language, saved=True) as seat:
        await choose_exam(seat, "1", "1", "1", "3")  # 10 questions, some of which do not count
        assert fits(seat)
        assert len(state(seat).entries) == 10
        for place in range(10):
            assert state(seat).place == place
            assert fits(seat)
            if place != 4:
                await seat.press(*digits_of_key(seat, right=place % 3 > 0))
            clock.advance(seconds=30 + place)
            await seat.press("f", "enter") if place == 7 else await seat.press("enter")
        # After the last question comes what is open: the fifth.
        assert say["examcheck.title"] in seat.seen()
        assert fits(seat)
        assert len(seat.options("#places")) == 1
        await seat.press("2")
        assert seat.options("#places")[0].split()[:2] == ["8", "*!"]
        await seat.press("3")
        assert len(seat.options("#places")) == 10
        await seat.press("s", "down", "enter")
        assert say["examreport.title"] in seat.seen()
        assert fits(seat)
        assert say["examreport.domains"] in seat.texts()
        attempts = seat.workspace.store.quizzes.attempts()
        assert [one.correct for one in attempts] == [n % 3 > 0 and n != 4 for n in range(10)]
        assert [one.ms for one in attempts] == [(30 + n) * 1000 for n in range(10)]
        assert {one.session_id for one in attempts} == {state(seat).id}
        assert not {one.confidence for one in attempts} - {""}
        misses = len(state(seat).misses)
        assert misses == 5
        assert say["examreport.to_review"].format(n=misses) in joined(seat.texts())
        await seat.press("enter")
        for left in range(misses, 0, -1):
            assert fits(seat)
            assert say["examreview.left"].format(n=left) in seat.seen()
            item = seat.screen.item
            assert all(choice.why[language] in joined(seat.texts()) for choice in item.choices)
            await seat.press("enter")
        assert say["examreport.reviewed"] in joined(seat.texts())
        standing = seat.workspace.exams.standings()[0]
        assert standing.done
        await seat.press("f2")
        assert say["entry.exam_review"] not in seat.seen()


async def until(seat, true: Callable[[], bool]) -> None:
    """Wait for what a clock brings about: it looks once a second."""
    for _ in range(200):
        if true():
            break
        await seat.pilot.pause(0.05)
    assert true()
    await seat.settle()


def joined(text: str) -> str:
    """A text whose lines were wrapped, as one line."""
    return " ".join(text.split())


async def test_an_exam_that_was_not_gone_through_stays_in_the_plan(sit) -> None:
    async with sit(saved=True) as seat:
        await begin(seat)
        await seat.press("r", "s", "down", "enter", "f2")
        assert "SAA-C03 is not reviewed, misses left: 5" in seat.seen()
        await seat.press("home", "enter", "enter", "enter", "enter", "f2")
        assert "SAA-C03 is not reviewed, misses left: 3" in seat.seen()


async def test_an_exam_is_left_only_on_purpose_and_then_found_again(sit, clock) -> None:
    async with sit(saved=True) as seat:
        await begin(seat)
        await seat.press("enter", "1", "escape", "enter")
        assert state(seat).stage == "running"
        await seat.press("f2", "down", "enter")
        assert "SAA-C03 is running" in seat.seen()
        clock.advance(hours=3)
        await seat.press("home", "enter")
        one = state(seat)
        assert (one.stage, one.place, one.interruptions) == ("running", 1, 1)
        assert one.entry.response
        assert seat.screen.exam.left_ms == one.limit_ms
        assert round(one.away_ms / 60_000) == 180


async def test_a_pause_covers_the_question_and_stops_the_clock(sit, clock) -> None:
    async with sit() as seat:
        await begin(seat)
        stem = state(seat).entry.item.stem.en.split("\n")[0][:40]
        assert stem in seat.seen()
        await seat.press("p")
        assert stem not in seat.seen()
        clock.advance(hours=1)
        await seat.press("1", "right", "f", "g")
        assert (state(seat).place, state(seat).entry.response) == (0, ())
        await seat.press("enter")
        assert stem in seat.seen()
        assert "10:00" in seat.seen()


async def test_the_navigator_shows_every_question_and_jumps_by_number(sit) -> None:
    async with sit() as seat:
        await begin(seat, 65)
        await seat.press("1", "f", "g")
        seen = seat.seen()
        assert fits(seat)
        assert all(f"{number:>2}" in seen for number in range(1, 66))
        assert "> 1*!]" in seen
        assert "65-" in seen
        await seat.press("4", "2")
        assert "Go to question 42" in seat.seen()
        await seat.press("9")  # there is no question 429
        assert "Go to question 42" in seat.seen()
        await seat.press("enter")
        assert state(seat).place == 41
        await seat.press("g", "down", "down", "right", "enter")
        assert state(seat).place == 62
        await seat.press("g", "down", "down", "backspace", "７", "enter")
        assert state(seat).place == 6
        await seat.press("g", "escape", "left")
        assert state(seat).place == 5


async def test_when_the_time_is_over_the_report_is_shown_whatever_is_on_top(sit, clock) -> None:
    for keys in ((), ("g",), ("r",), ("r", "s"), ("escape",)):
        async with sit() as seat:
            await begin(seat)
            await seat.press("1", *keys)
            clock.advance(minutes=11)
            await until(seat, lambda seat=seat: type(seat.screen) is ExamReportScreen)
            assert "The time ran out" in seat.texts()
            assert len(seat.workspace.store.quizzes.attempts()) == 5
            await seat.press("escape")
            assert "things to do" in seat.seen()


async def test_the_time_can_be_hidden_until_little_is_left(sit, clock) -> None:
    async with sit() as seat:
        await begin(seat)
        assert "10:00" in seat.seen()
        await seat.press("h")
        assert "--:--" in seat.seen()
        await seat.press("r")
        assert "--:--" in seat.seen()
        await seat.press("escape")
        clock.advance(minutes=6)
        await until(seat, lambda: "4:00" in seat.seen())


async def test_only_the_line_of_the_time_is_painted_again(sit, clock) -> None:
    from awsstudy.tui.question import QuestionPane
    from awsstudy.tui.widgets.countdown import Countdown

    async with sit() as seat:
        await begin(seat)
        countdown = seat.screen.query_one(Countdown)
        assert countdown.region.height == 1
        painted: list[str] = []
        pane = seat.screen.query_one(QuestionPane)
        for widget in (pane, *pane.walk_children()):
            render = widget.render

            def seen(widget=widget, render=render):
                painted.append(str(widget))
                return render()

            widget.render = seen  # type: ignore[method-assign]
        clock.advance(seconds=3)
        countdown.show()
        await seat.settle()
        assert "9:57" in seat.seen()
        assert painted == []


async def test_a_look_at_the_other_language_keeps_all_and_is_reported(sit) -> None:
    async with sit() as seat:
        await begin(seat)
        await seat.press("2", "down", "t")
        one = state(seat)
        assert one.entry.item.stem.ko.split()[0] in seat.seen()
        assert one.entry.response
        assert (one.entry.peeks, seat.screen.cursor) == (1, 2)
        await seat.press("r", "t", "escape")  # switched elsewhere: shown here, so counted here
        assert state(seat).entry.peeks == 2
        await seat.press("r", "s", "down", "enter")
        assert "Read in the other language, too: 1" in seat.texts()


async def test_too_many_answers_are_refused_and_said_so(sit) -> None:
    async with sit() as seat:
        await begin(seat, 65)
        places = state(seat).where(lambda one: one.item.choose == 2)
        await seat.press("g", *str(places[0] + 1), "enter", "1", "2", "3")
        assert "unselect one first" in seat.seen()
        assert len(state(seat).entry.response) == 2
        await seat.press("0")
        assert state(seat).entry.response == ()


async def test_the_question_gives_nothing_away_while_the_exam_runs(sit) -> None:
    async with sit() as seat:
        await begin(seat)
        item = state(seat).entry.item
        await seat.press(*digits_of_key(seat), "i", "o", "w")
        assert not any(choice.why.en in seat.texts() for choice in item.choices)
        assert words("en")["quiz.right"] not in seat.seen()
        assert words("en")["quiz.generated"] not in seat.texts()


async def test_a_hangul_keyboard_flags_and_jumps(sit) -> None:
    async with sit("ko") as seat:
        await begin(seat)
        await seat.press("ㄹ")  # f
        assert state(seat).entry.flagged
        await seat.press("ㅎ", "3", "enter")  # g
        assert state(seat).place == 2


async def test_a_discarded_exam_leaves_the_list(sit) -> None:
    async with sit() as seat:
        await choose_exam(seat, "1", "1", "1")
        await seat.press("1", "escape", "down", "enter")
        assert words("en")["examsetup.running"] in seat.seen()
        await seat.press("home", "x", "down", "enter")
        assert words("en")["examsetup.running"] not in seat.seen()
        assert seat.workspace.exams.standings() == []
        assert seat.workspace.store.quizzes.attempts() == []


async def test_the_choice_says_what_the_exam_would_be(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(areas.open_exams(seat.workspace, "saa-c03"))
        await seat.settle()
        assert "65 questions, 130 minutes" in seat.seen()
        assert "Guide: version 1.1" in seat.seen()
        await seat.press("2")
        assert "65 questions, 160 minutes" in seat.seen()
        await seat.press("1", "1")
        assert "20 questions, 49 minutes" in seat.seen()
        assert "Shorter than the real exam of 65 questions" in seat.seen()
        await seat.press("3")
        assert words("en")["examsetup.some_unscored"] in joined(seat.seen())


async def test_no_scaled_score_is_ever_shown(sit) -> None:
    async with sit() as seat:
        await begin(seat)
        await seat.press("r", "s", "down", "enter")
        told = joined(seat.texts())
        assert "does not publish how a raw score becomes a scaled one" in told
        assert "720 on its scale of 100 to 1000" in told
        assert "0 of 5 questions right" in told


async def test_the_first_question_offers_no_way_back(sit) -> None:
    async with sit() as seat:
        await begin(seat)
        assert words("en")["exam.back"] not in seat.seen().splitlines()[-1]
        await seat.press("enter")
        assert words("en")["exam.back"] in seat.seen().splitlines()[-1]
        await seat.press("left", "left")
        assert state(seat).place == 0


async def test_a_dialog_is_answered_by_the_digit_of_a_line(sit) -> None:
    async with sit(saved=True) as seat:
        await begin(seat)
        await seat.press("escape", "1")
        assert state(seat).stage == "running"
        await seat.press("r", "s")
        assert words("en")["key.choose"] in seat.seen().splitlines()[-1]
        await seat.press("5", "2")  # There is no fifth line.
        assert isinstance(seat.screen, ExamReportScreen)


async def test_the_arrow_begins_at_the_exam_studied_for_or_one_that_runs(sit) -> None:
    async with sit(saved=True) as seat:
        seat.workspace.change("exam", "saa-c03")
        seat.app.push_screen(areas.open_area("exams", seat.workspace))
        await seat.settle()
        assert seat.screen.query_one("#exams").highlighted_option.id == "new-saa-c03"
        await seat.press("escape")
        await begin(seat)
        await seat.press("escape", "2")
        seat.app.push_screen(areas.open_area("exams", seat.workspace))
        await seat.settle()
        assert seat.screen.query_one("#exams").highlighted_option.id.startswith("run-")
