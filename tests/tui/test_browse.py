"""The card browser: finding cards, and everything that can be done with one."""

from rich.cells import cell_len

from awsstudy.core.i18n import words
from awsstudy.flashcards.scheduling import Rating
from awsstudy.tui.browse import BrowseScreen
from awsstudy.tui.cards import CardsScreen


async def browse(seat, sought: str = "") -> BrowseScreen:
    screen = BrowseScreen(seat.workspace, sought)
    seat.app.push_screen(screen)
    await seat.settle()
    return screen


async def test_every_card_is_a_row_of_one_line_in_both_languages(sit) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            await browse(seat)
            rows = seat.options("#cards")
            assert len(rows) == len(seat.workspace.card_items) > 1000
            assert max(map(cell_len, rows)) <= 75
            assert words(language)["browse.recall"] in seat.seen()


async def test_typing_filters_and_a_mistake_is_told(sit) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            screen = await browse(seat)
            await seat.press("f3", *"concept", "colon", *"s3", "minus", *"standard", "minus", *"ia")
            assert {row.item.concept_id for row in screen.shown} == {"s3-standard-ia"}
            await seat.press("space", *"recall", "colon", "x")
            problem = words(language)["query.share"]
            assert problem.format(column=24, field="recall", value="x") in seat.seen()
            await seat.press("escape", "escape")
            assert len(screen.shown) == len(seat.workspace.card_items)
            await seat.press("escape")
            assert seat.screen is not screen


async def test_cards_are_put_aside_and_brought_back(sit) -> None:
    async with sit() as seat:
        screen = await browse(seat, "concept:s3-standard-ia")
        item = screen.at_hand
        memory, day = seat.workspace.memory, seat.workspace.memory.moment().day
        for key, holds in (
            ("at", lambda: memory.card(item.id).suspended),
            ("minus", lambda: memory.card(item.id).buried_on == day),
            ("asterisk", lambda: memory.card(item.id).flagged),
        ):
            await seat.press(key)
            assert holds()
            assert seat.options("#cards")[0].strip()[0] in "@-*"
            await seat.press(key)
            assert not holds()
        await seat.press(*["f9"] * 5)
        assert memory.card(item.id).suspended
        assert screen.at_hand == item


async def test_enter_shows_both_sides(sit) -> None:
    async with sit("ko") as seat:
        screen = await browse(seat, "concept:s3-standard-ia")
        item = screen.at_hand
        await seat.press("enter")
        assert item.front.ko.split()[0] in seat.seen()
        assert item.back.ko.split()[0] in seat.seen()


async def test_sorting_keeps_the_card_at_hand(sit, clock) -> None:
    async with sit() as seat:
        items = list(seat.workspace.card_items.values())
        desk = seat.workspace.cards(lambda _: True)
        desk.rate(items[40], Rating.GOOD, 1)
        desk.rate(items[40], Rating.GOOD, 1)
        clock.advance(days=9)
        screen = await browse(seat)
        await seat.press("down", "down")
        here = screen.at_hand
        await seat.press("1")
        assert screen.at_hand == here
        assert screen.shown[0].item.fact_id == items[40].fact_id
        assert words("en")["browse.by_recall"] in seat.seen()


async def test_what_is_shown_is_crammed_or_reviewed(sit) -> None:
    async with sit() as seat:
        screen = await browse(seat, "concept:s3-standard-ia")
        chosen = {row.item.id for row in screen.shown}
        await seat.press("3")
        assert type(seat.screen) is CardsScreen
        assert seat.screen.cram
        assert seat.screen.item.id in chosen
        assert seat.screen.desk.counts().total == len(chosen)
        await seat.press("escape", "2")
        assert type(seat.screen) is CardsScreen
        assert not seat.screen.cram
        assert seat.screen.item.id in chosen


async def test_an_own_card_is_removed_after_asking(sit) -> None:
    for language in ("en", "ko"):
        async with sit(language) as seat:
            seat.workspace.notebook.add("s3-standard-ia", "", "앞", "뒤")
            screen = await browse(seat, "own:yes")
            assert len(screen.shown) == 1
            await seat.press("9")
            assert words(language)["browse.keep"] in seat.seen()
            await seat.press("enter")
            assert len(screen.shown) == 1
            await seat.press("9", "down", "enter")
            assert screen.shown == []


async def test_a_new_card_takes_the_fact_that_was_chosen(sit) -> None:
    async with sit() as seat:
        screen = await browse(seat, "concept:s3-standard-ia")
        await seat.press("a", *"front", "tab", *"back", "f6", "down", "enter", "f10")
        assert seat.screen is screen
        card = next(iter(seat.workspace.notebook.cards.values()))
        assert card.fact_id in seat.workspace.catalog.facts
        assert card.fact_id.startswith("s3-standard-ia.")
        assert any(row.own for row in screen.shown)


async def test_a_hangul_keyboard_and_the_language_key_work_in_the_list(sit) -> None:
    async with sit() as seat:
        screen = await browse(seat, "concept:s3-standard-ia")
        await seat.press("ㄴ")  # s: sort
        assert screen._order == "recall"
        await seat.press("f12")
        assert words("ko")["browse.by_recall"] in seat.seen()
