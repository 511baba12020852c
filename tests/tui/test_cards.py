from datetime import timedelta

from awsstudy.core.i18n import words
from awsstudy.flashcards.scheduling import Rating
from awsstudy.tui import card_areas
from awsstudy.tui.cards import CardsScreen


async def open_plain_card(seat) -> None:
    """Show a card that is not typed."""
    await seat.press("3")
    while seat.screen.item.typed:
        await seat.press("x", "enter", "2")


async def test_space_reveals_and_space_passes(sit) -> None:
    async with sit() as seat:
        await open_plain_card(seat)
        item = seat.screen.item
        assert item.back.en not in seat.texts()
        await seat.press("space")
        assert item.back.en.split()[0] in seat.texts()
        await seat.press("space")
        review = seat.workspace.store.cards.reviews()[-1]
        assert (review.card_id, review.rating) == (item.id, 3)


async def test_one_fails_and_brings_the_card_back_in_a_minute(sit, clock) -> None:
    async with sit() as seat:
        await open_plain_card(seat)
        item = seat.screen.item
        await seat.press("space", "1")
        state = seat.workspace.store.cards.units()[item.fact_id]
        assert (state.phase, state.step) == ("learning", 0)
        assert (state.due_at - clock.now()).total_seconds() == 60


async def test_two_buttons_know_no_three(sit) -> None:
    async with sit() as seat:
        await open_plain_card(seat)
        before = len(seat.workspace.store.cards.reviews())
        await seat.press("space", "3")
        assert len(seat.workspace.store.cards.reviews()) == before


async def test_four_buttons_when_they_are_wanted(sit) -> None:
    async with sit() as seat:
        seat.workspace.change("four_buttons", True)
        await open_plain_card(seat)
        await seat.press("space")
        assert words("en")["cards.prompt_four"] in seat.seen()
        await seat.press("4")
        assert seat.workspace.store.cards.reviews()[-1].rating == 4


async def test_a_typed_answer_is_marked_by_the_app(sit) -> None:
    async with sit() as seat:
        items = seat.workspace.card_items
        typed = next(item for item in items.values() if item.typed)
        seat.app.push_screen(CardsScreen(seat.workspace, typed.concept_id))
        await seat.settle()
        while seat.screen.item.id != typed.id:
            await seat.press("space", "2")
        for letter in typed.accepted[0].upper():
            await seat.press({" ": "space", "-": "minus"}.get(letter, letter))
        await seat.press("enter")
        assert "O " in seat.texts()
        await seat.press("space")
        assert seat.workspace.store.cards.reviews()[-1].rating == 3


async def test_undo_is_one_press_and_brings_everything_back(sit) -> None:
    async with sit() as seat:
        await open_plain_card(seat)
        item, counts = seat.screen.item, seat.screen.desk.counts()
        states = seat.workspace.store.cards.units().get(item.fact_id)
        await seat.press("space", "2", "u")
        assert seat.screen.item == item
        assert seat.screen.desk.counts() == counts
        after = seat.workspace.store.cards.units().get(item.fact_id)
        assert after is None or states is None or after == states


async def test_bury_suspend_and_flag(sit) -> None:
    async with sit() as seat:
        await open_plain_card(seat)
        first = seat.screen.item
        await seat.press("asterisk")
        assert seat.workspace.store.cards.cards()[first.id].flagged
        await seat.press("minus")
        assert seat.screen.item != first
        second = seat.screen.item
        if not second.typed:
            await seat.press("at")
            assert seat.workspace.store.cards.cards()[second.id].suspended
        assert seat.workspace.store.cards.cards()[first.id].buried_on is not None


async def test_the_next_interval_is_shown_on_demand(sit) -> None:
    async with sit() as seat:
        await open_plain_card(seat)
        assert "10 min" not in seat.texts()
        await seat.press("i")
        assert "10 min" in seat.texts()


async def test_every_card_fits_its_screen_in_both_languages(sit) -> None:
    from rich.cells import cell_len

    from awsstudy.tui.card_face import CardFace

    async with sit() as seat:
        await seat.press("3")
        face = CardFace(seat.workspace, 74)
        for language in ("en", "ko"):
            seat.workspace.language = language
            room = seat.screen.query_one("#card").size.height - 1
            for item in seat.workspace.card_items.values():
                lines = [str(line) for line in (*face.front(item), *face.back(item, "x" * 20))]
                assert len(lines) <= room, (language, item.id)
                assert max(map(cell_len, lines)) <= 76, (language, item.id)


async def test_while_an_answer_is_typed_only_keys_that_are_not_typed_are_offered(sit) -> None:
    from awsstudy.tui import areas

    async with sit() as seat:
        seat.app.push_screen(areas.open_cards(seat.workspace, "s3-standard-ia"))
        await seat.settle()
        offered = seat.seen().split("\n")[-1]
        assert "f7 Read" in offered
        assert "Suspend" not in offered
        await seat.press("i", "a", "enter")
        assert "@ Suspend" in seat.seen().split("\n")[-1]


async def open_typed_card(seat, answer: str):
    """Show a typed card whose right answer has one form and enough letters; type something."""
    items = seat.workspace.card_items.values()
    item = next(one for one in items if one.typed and one.back.en == answer)
    seat.app.push_screen(CardsScreen(seat.workspace, cards=frozenset({item.id}), cram=True))
    await seat.settle()
    return item


def a_long_answer(seat) -> str:
    from awsstudy.flashcards.spelling import is_close

    items = seat.workspace.card_items.values()
    return next(
        one.back.en
        for one in items
        if one.typed and is_close(one.back.en[:-1] + "#", one.accepted) and one.back.en.isalpha()
    )


async def test_a_slip_is_shown_and_left_to_the_learner(sit) -> None:
    async with sit() as seat:
        answer = a_long_answer(seat)
        await open_typed_card(seat, answer)
        await seat.press(*answer[:-1].lower(), "enter")
        assert words("en")["cards.close"][:20] in seat.seen()
        rows = seat.seen().split("\n")
        marks = next(row for row in rows if row.strip() == "+")
        wanted = rows[rows.index(marks) - 1]
        assert wanted[marks.index("+")] == answer[-1]
        await seat.press("space")
        assert seat.workspace.store.cards.reviews() == []  # neither known nor not known
        await seat.press("2")
        assert seat.workspace.store.cards.reviews()[-1].rating == 3


async def test_card_info_shows_memory_curve_and_history_in_both_languages(sit, clock) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            seat.workspace.change("exam_date", clock.now().date() + timedelta(days=40))
            item = next(iter(seat.workspace.card_items.values()))
            desk = seat.workspace.cards(lambda _: True)
            desk.rate(item, Rating.EASY, 4000)
            said = words(language)
            seat.app.push_screen(card_areas.open_card(seat.workspace, item, revealed=True))
            await seat.settle()
            told = seat.texts()
            for name in ("day_T", "day_D", "day_E", "by_card"):
                assert said[f"cardinfo.{name}"].partition("{")[0] in told
            assert "100%" in told
            assert item.back[language].split()[0] in seat.seen()
            await seat.press("escape")
            assert type(seat.screen).__name__ != "CardInfoDialog"


async def test_info_before_the_answer_does_not_give_it_away(sit) -> None:
    async with sit() as seat:
        await open_plain_card(seat)
        back = seat.screen.item.back.en
        await seat.press("f6")
        assert back not in seat.texts()


async def test_a_note_is_written_and_shown_with_the_answer(sit) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            await open_plain_card(seat)
            await seat.press("f4")
            await seat.press("t", "ㅕ", "1")  # typed as they are: no key of the screen below
            await seat.press("f10")
            assert "tㅕ1" not in seat.seen()
            await seat.press("space")
            assert words(language)["cards.noted"].format(text="tㅕ1") in seat.seen()
            assert seat.workspace.store.cards.reviews() == []


async def test_words_that_are_not_saved_are_not_lost_at_one_press(sit) -> None:
    async with sit() as seat:
        await open_plain_card(seat)
        await seat.press("n", "x", "escape")
        assert words("en")["writing.lose"] in seat.seen()
        await seat.press("escape")
        assert type(seat.screen) is CardsScreen
        assert seat.workspace.store.own.notes() == {}


async def test_an_own_card_is_written_asked_reworded_and_keeps_its_memory(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(CardsScreen(seat.workspace, "s3-standard-ia"))
        await seat.settle()
        await seat.press("f5", *"mine", "tab", *"back", "f10")
        card = next(iter(seat.workspace.store.own.cards().values()))
        assert (card.concept_id, card.front, card.back) == ("s3-standard-ia", "mine", "back")
        seat.app.push_screen(CardsScreen(seat.workspace, cards=frozenset({card.card_id})))
        await seat.settle()
        assert "mine" in seat.seen()
        await seat.press("space", "2")
        before = seat.workspace.memory.unit(card.card_id)
        assert before.reps == 1
        await seat.press("u", "e", "end", *"2", "f10")
        assert "mine2" in seat.seen()
        await seat.press("space", "2")
        after = seat.workspace.memory.unit(card.card_id)
        assert (after.stability, after.reps) == (before.stability, 1)


async def test_a_leech_is_offered_help_and_can_be_suspended(sit, clock) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            items = seat.workspace.card_items.values()
            item = next(one for one in items if not one.typed)
            desk = seat.workspace.cards(lambda _: True)
            while (unit := desk.unit(item)).lapses < 7 or unit.phase != "review":
                desk.rate(item, Rating.AGAIN if unit.phase == "review" else Rating.EASY, 1)
                clock.advance(days=9)
            clock.advance(days=60)
            seat.app.push_screen(CardsScreen(seat.workspace, cards=frozenset({item.id})))
            await seat.settle()
            await seat.press("space", "1")
            offered = [line.partition(" ")[2] for line in seat.options()]
            title = seat.workspace.catalog.concept(item.concept_id).title[language]
            assert words(language)["leech.concept"].format(title=title) in offered
            assert words(language)["leech.suspend"] in offered
            await seat.press("end", "up", "enter")
            assert seat.workspace.memory.card(item.id).suspended
            await seat.press("u", "u")
            assert not seat.workspace.memory.card(item.id).suspended
            assert seat.workspace.memory.unit(item.fact_id).lapses == 7


async def test_cramming_says_so_and_reschedules_nothing(sit) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            plain = [one for one in seat.workspace.card_items.values() if not one.typed][:2]
            chosen = frozenset(one.id for one in plain)
            seat.app.push_screen(CardsScreen(seat.workspace, cards=chosen, cram=True))
            await seat.settle()
            assert words(language)["cards.cram_title"] in seat.seen()
            await seat.press("space", "1", "space", "2", "space", "2")
            assert words(language)["cards.cram_done"].partition("{")[0] in seat.seen()
            assert [one.kind for one in seat.workspace.store.cards.reviews()] == ["cram"] * 3
            assert seat.workspace.store.cards.units() == {}
            await seat.press("f9")
            assert len(seat.workspace.store.cards.reviews()) == 2


async def test_a_card_longer_than_the_screen_is_turned_over(sit) -> None:
    async with sit() as seat:
        text = "\n".join(f"word{n}" for n in range(30))
        card = seat.workspace.notebook.add("s3-standard-ia", "", text, "the end")
        seat.app.push_screen(CardsScreen(seat.workspace, cards=frozenset({card.card_id})))
        await seat.settle()
        await seat.press("space")
        assert "the end" not in seat.seen()
        await seat.press("pagedown")
        assert "the end" in seat.seen()
        await seat.press("pageup")
        assert "word0" in seat.seen()
