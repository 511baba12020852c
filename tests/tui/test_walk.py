"""A learner's way through the app, by keyboard alone."""

from awsstudy.core.i18n import words
from awsstudy.tui.home import AREAS


async def test_a_day_from_concept_to_progress_in_two_languages(sit) -> None:
    async with sit(saved=True) as seat:
        assert "things to do" in seat.seen()
        await seat.press("1", "enter")
        assert "Facts" in seat.texts()
        await seat.press("f2", "2")
        await seat.press("1", "1", "1", "enter")  # 10 -> 20 -> 30 -> 5 questions
        for _ in range(5):
            item = seat.screen.current.item
            await seat.press(*(str(n + 1) for n in range(item.choose)), "enter", "2", "enter")
        assert "of 5 right" in seat.texts()
        assert len(seat.workspace.store.quizzes.attempts()) == 5
        answered_before = len(seat.workspace.store.cards.reviews())
        await seat.press("f2", "3")
        for answered in range(5):
            if seat.screen.item.typed:
                await seat.press("x", "enter")
            else:
                await seat.press("space")
            await seat.press("1" if answered % 2 else "2")
        assert len(seat.workspace.store.cards.reviews()) == answered_before + 5
        await seat.press("f9")
        assert len(seat.workspace.store.cards.reviews()) == answered_before + 4
        await seat.press("escape", "4", "enter", "1", "end")
        assert len(seat.workspace.store.simulations.predictions()) == 1
        assert len(seat.workspace.store.simulations.runs()) == 1
        await seat.press("f2", "7", "f12")
        assert words("ko")["progress.chapters"] in seat.texts()
    async with sit("ko", saved=True) as again:
        await again.press("7")
        assert len(again.workspace.store.quizzes.attempts()) == 5
        assert "n = 5" in again.texts()


async def test_every_screen_says_what_it_is_in_both_languages(sit) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            for key, name in zip(
                "12345678",
                AREAS,
                strict=True,
            ):
                await seat.press(key)
                message = {"quiz": "quiz.setup", "exams": "examsetup.title"}.get(name)
                title = words(language)[message or f"{name}.title"]
                assert seat.seen().splitlines()[0].strip().startswith(title), name
                await seat.press("f2")


async def test_a_hangul_keyboard_presses_the_same_keys(sit) -> None:
    async with sit() as seat:
        await seat.press("3")
        while seat.screen.item.typed:
            await seat.press("x", "enter", "2")
        await seat.press("space", "2")
        done = len(seat.workspace.store.cards.reviews())
        await seat.press("ㅕ")  # u: undo
        assert len(seat.workspace.store.cards.reviews()) == done - 1
        await seat.press("ㅅ")  # t: language
        assert seat.workspace.language == "ko"


async def test_a_syllable_is_replayed_as_its_keys(sit) -> None:
    async with sit() as seat:
        await seat.press("2", "갗")  # r, k, c: of these the set-up screen knows k (kind)
        assert words("en")["setup.mode_unseen"] in seat.seen()


async def test_help_lists_the_keys_of_the_screen_below(sit) -> None:
    async with sit() as seat:
        await seat.press("3", "question_mark")
        assert words("en")["cards.undo.help"] not in seat.texts()  # nothing to undo yet
        assert words("en")["cards.concept.help"] in seat.texts()
        await seat.press("escape", "f1")
        assert words("en")["help.keys"] in seat.texts()


async def test_the_palette_offers_the_screens_own_commands(sit) -> None:
    async with sit("ko") as seat:
        await seat.press("ctrl+p")
        await seat.pilot.pause(0.3)
        assert words("ko")["home.library"] in seat.seen()


async def test_escape_goes_up_and_stays_at_home(sit) -> None:
    async with sit() as seat:
        await seat.press("1", "enter")
        concept = seat.screen
        await seat.press("escape")
        assert seat.screen is not concept
        await seat.press("escape", "escape", "escape")
        assert "things to do" in seat.seen()
