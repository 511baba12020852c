"""The app over the real content, with a record in memory, a clock that stands and a seed."""

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList, Static

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.clock import FixedClock
from awsstudy.core.i18n import Language
from awsstudy.tui.app import StudyApp
from awsstudy.workspace.workspace import Workspace


@pytest.fixture(scope="session", autouse=True)
def _compiled_content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One compiled content for all tests of a process, apart from the developer's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWSSTUDY_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("AWSSTUDY_DATABASE_URL", raising=False)
        patch.delenv("NO_COLOR", raising=False)
        yield


_CATALOGS: dict[str, Catalog] = {}
"""Content that was read, by its folders: it is never changed, and reading it takes the longest."""


def share_content(workspace: Workspace) -> None:
    """Let a workspace have content that an earlier test has read."""
    key = str(workspace.roots)
    if key not in _CATALOGS:
        _CATALOGS[key] = workspace.catalog
    workspace.__dict__["catalog"] = _CATALOGS[key]


class Seat:
    """A learner in front of the app."""

    def __init__(self, pilot: Pilot[int], workspace: Workspace) -> None:
        self.pilot = pilot
        self.app: StudyApp = pilot.app  # type: ignore[assignment]
        self.workspace = workspace

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def seen(self) -> str:
        """Everything that can be read on the screen, line by line as it is painted."""
        width, height = self.app.size
        lines = []
        for y in range(height):
            strips = self.screen._compositor.render_strips()
            lines.append(strips[y].text[:width])
        return "\n".join(lines)

    def texts(self) -> str:
        """The text of every static, whether it has scrolled out of sight or not."""
        return "\n".join(str(one.content) for one in self.screen.query(Static))

    def options(self, selector: str = "OptionList") -> list[str]:
        listed = self.screen.query_one(selector, OptionList)
        return [str(option.prompt) for option in listed.options]

    def find(self, name: str) -> type:
        return type(self.screen)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def sit(clock: FixedClock, tmp_path: Path):
    """Opens the app: ``async with sit("ko", size=(120, 40)) as seat``."""

    @asynccontextmanager
    async def open_app(
        language: Language = "en", size: tuple[int, int] = (80, 24), *, saved: bool = False
    ) -> AsyncIterator[Seat]:
        workspace = Workspace(
            tmp_path / "home", clock=clock, language=language, seed=1, in_memory=not saved
        )
        share_content(workspace)
        app = StudyApp(workspace)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=True) as pilot:
            seat = Seat(pilot, workspace)
            # Content and record are opened after the first frame, in a worker of their own.
            while not getattr(seat.screen, "opened", True):
                await pilot.pause(0.01)
            await seat.settle()
            yield seat
        workspace.close()
        # The app freezes what start-up made; left frozen, every test's content would stay for good.
        gc.unfreeze()

    return open_app
