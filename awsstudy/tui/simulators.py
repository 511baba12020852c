"""The simulators, and which of their scenarios have been played."""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from awsstudy.catalog.models.sim import SimPage
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.widgets import drawing

SUMMARY_LINES = 2
"""The list says so much of a summary; all of it stands with the model's limits."""


class SimulatorsScreen(StudyScreen[None]):
    """A list to choose from."""

    TITLE_ID = "simulators.title"

    def body(self) -> ComposeResult:
        """The list."""
        yield OptionList(id="models", markup=False)

    def on_screen_resume(self) -> None:
        """Coming back from a simulator: more may have been played."""
        self.retranslate()

    def show_words(self) -> None:
        """Each simulator with what it shows."""
        listed = self.query_one("#models", OptionList)
        place = listed.highlighted or 0
        played = {(p.model, p.scenario) for p in self.workspace.store.simulations.predictions()}
        listed.set_options([self._option(p, played) for p in self.workspace.catalog.sims.values()])
        if listed.option_count:
            listed.highlighted = place

    def _option(self, page: SimPage, played: set[tuple[str, str]]) -> Option:
        done = sum((page.id, scenario.id) in played for scenario in page.scenarios)
        count = self.text("simulators.played", done=done, of=len(page.scenarios))
        width = min(100, self.app.size.width - 8)
        parts = [(self.of(page.title), "bold"), (page.service, "$accent"), (count, "$muted")]
        heads = drawing.packed([cell_len(text) for text, _ in parts], width, 2)
        head = [Content("  ").join(Content.styled(*parts[n]) for n in line) for line in heads]
        told = drawing.sentences(self.of(page.summary), width, SUMMARY_LINES)
        lines = [*head, *(Content.styled(line, "$muted") for line in told)]
        return Option(Content("\n  ").join(lines), id=page.id)

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.app.push_screen(areas.open_simulator(self.workspace, event.option_id))
