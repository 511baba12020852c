import pytest
from rich.cells import cell_len

from awsstudy.tui.concept import ConceptScreen


async def test_search_narrows_and_enter_opens(sit) -> None:
    async with sit() as seat:
        await seat.press("1", "slash", *"spot")
        found = seat.options("#concepts")
        assert "Spot Instances" in found[0]
        assert len(found) < 12
        await seat.press("enter", "enter")
        assert isinstance(seat.screen, ConceptScreen)


async def test_search_finds_korean_too(sit) -> None:
    async with sit("ko") as seat:
        await seat.press("1", "slash", "스", "팟")
        assert any("스팟" in line for line in seat.options("#concepts"))


async def test_escape_leaves_the_search_before_the_library(sit) -> None:
    async with sit() as seat:
        await seat.press("1", "slash", *"glacier")
        library = seat.screen
        await seat.press("escape")
        assert seat.screen is library
        await seat.press("escape")
        assert seat.screen is not library


async def test_an_outdated_note_is_marked_with_what_holds_today(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(ConceptScreen(seat.workspace, "ec2-spot-instances"))
        await seat.settle()
        text = seat.texts()
        assert "Changed since the notes" in text
        assert "The notes say:" in text
        assert "Today:" in text
        assert "line 87 of the notes" in text


async def test_a_concept_leads_to_its_cards_questions_and_simulator(sit) -> None:
    from awsstudy.tui.cards import CardsScreen
    from awsstudy.tui.quiz import QuizScreen
    from awsstudy.tui.simulator import SimulatorScreen

    async with sit() as seat:
        for key, kind in (("1", CardsScreen), ("2", QuizScreen), ("3", SimulatorScreen)):
            seat.app.push_screen(ConceptScreen(seat.workspace, "s3-lifecycle"))
            await seat.settle()
            await seat.press(key)
            assert isinstance(seat.screen, kind)
            await seat.press("f2")


async def test_neighbours_are_chosen_from_a_list(sit) -> None:
    async with sit() as seat:
        seat.app.push_screen(ConceptScreen(seat.workspace, "s3-lifecycle"))
        await seat.pilot.pause()
        await seat.pilot.press("4")
        await seat.pilot.pause()
        await seat.pilot.press("enter")
        await seat.settle()
        assert seat.screen.concept.id != "s3-lifecycle"


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_no_line_of_any_concept_is_wider_than_the_page(sit, language) -> None:
    async with sit(language) as seat:
        first = next(iter(seat.workspace.catalog.concepts))
        screen = ConceptScreen(seat.workspace, first)
        seat.app.push_screen(screen)
        await seat.settle()
        for concept in seat.workspace.catalog.concepts.values():
            screen.concept = concept
            screen.retranslate()
            lines = str(screen.query_one("#text").content).split("\n")
            wide = [line for line in lines if cell_len(line) > 76]
            assert wide == [], concept.id


async def test_the_service_catalogue_tells_what_is_closed(sit) -> None:
    async with sit() as seat:
        await seat.press("1", "s")
        assert "closed to new customers" in seat.texts()


async def test_suspended_cards_are_restored_on_their_concepts_page(sit) -> None:
    async with sit() as seat:
        item = next(iter(seat.workspace.card_items.values()))
        seat.workspace.cards().mark(item, "suspend")
        seat.app.push_screen(ConceptScreen(seat.workspace, item.concept_id))
        await seat.settle()
        await seat.press("5")
        state = seat.workspace.store.cards.cards().get(item.id)
        assert state is None or not state.suspended
        assert [mark.kind for mark in seat.workspace.store.cards.marks()] == [
            "suspend",
            "unsuspend",
        ]
