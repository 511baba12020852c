from awsstudy.core.i18n import words
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

    async with sit() as seat:
        await seat.press("3")
        screen = seat.screen
        for language in ("en", "ko"):
            seat.workspace.language = language
            room = screen.query_one("#card").size.height - 1
            for item in seat.workspace.card_items.values():
                screen.item, screen.revealed, screen._show_info = item, True, True
                lines = str(screen._card()).split("\n")
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
