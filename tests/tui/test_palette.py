"""The palette is made of the bindings."""

from textual.command import CommandPalette


async def test_each_command_is_offered_once(sit) -> None:
    async with sit() as seat:
        await seat.press("ctrl+p")
        assert isinstance(seat.screen, CommandPalette)
        names = [
            str(option.prompt).split("\n")[0]
            for option in seat.screen.query_one("CommandList").options
        ]
        assert len(names) >= 8
        assert len(names) == len(set(names))


async def test_the_help_fits_its_dialog(sit) -> None:
    async with sit() as seat:
        await seat.press("question_mark")
        text = seat.screen.query_one("#help")
        assert text.size.height == len(str(text.content).split("\n"))
