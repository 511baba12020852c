"""The library: concepts by chapter, with search."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from awsstudy.catalog.models.concept import Concept
from awsstudy.catalog.search import search
from awsstudy.tui import areas
from awsstudy.tui.base import BindingCommands, StudyScreen
from awsstudy.tui.queries import QueryCommands


class LibraryScreen(StudyScreen[None]):
    """Every concept; typing narrows the list."""

    TITLE_ID = "library.title"
    COMMANDS: ClassVar = {BindingCommands, QueryCommands}
    AUTO_FOCUS = "#concepts"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash,f3",
            "search",
            "library.search",
            id="library.search",
            tooltip="library.search.help",
            key_display="/",
        ),
        Binding(
            "s,f4",
            "services",
            "library.services",
            id="library.services",
            tooltip="library.services.help",
            key_display="s",
        ),
        Binding(
            "left",
            "chapter(-1)",
            "library.previous",
            id="library.previous",
            tooltip="library.previous.help",
            show=False,
            priority=True,
        ),
        Binding(
            "right",
            "chapter(1)",
            "library.next",
            id="library.next",
            tooltip="library.next.help",
            priority=True,
        ),
    ]

    def body(self) -> ComposeResult:
        """A line to search in, and the list."""
        yield Input(id="search")
        yield OptionList(id="concepts", markup=False)

    def show_words(self) -> None:
        """The list, with the place kept."""
        self.query_one("#search", Input).placeholder = self.text("library.placeholder")
        self._fill(keep=True)

    def _fill(self, *, keep: bool) -> None:
        found = self.query_one("#concepts", OptionList)
        query = self.query_one("#search", Input).value
        place = found.highlighted if keep else None
        hits = search(self.workspace.catalog, query)
        found.set_options(self._flat(hits) if query.strip() else self._chapters(hits))
        if found.option_count:
            found.highlighted = min(place or 0, found.option_count - 1)
            if found.get_option_at_index(found.highlighted).disabled:
                found.action_cursor_down()

    def _chapters(self, concepts: list[Concept]) -> list[Option]:
        options = []
        for group in self.workspace.catalog.groups:
            members = [concept for concept in concepts if concept.group == group.id]
            if members:
                head = Content.styled(self.of(group.title), "bold $accent")
                options.append(Option(head, id=f"group-{group.id}", disabled=True))
                options += [self._option(concept) for concept in members]
        return options

    def _flat(self, concepts: list[Concept]) -> list[Option]:
        return [self._option(concept) for concept in concepts]

    def _option(self, concept: Concept) -> Option:
        old = sum(fact.status != "current" for fact in concept.facts)
        parts: list[str | tuple[str, str]] = [f"  {self.of(concept.title)}"]
        if old:
            parts.append(("  " + self.text("library.outdated", n=old), "$mark"))
        return Option(Content.assemble(*parts), id=concept.id)

    @on(Input.Changed, "#search")
    def _narrow(self) -> None:
        self._fill(keep=False)

    @on(Input.Submitted, "#search")
    def _to_list(self) -> None:
        self.query_one("#concepts", OptionList).focus()

    @on(OptionList.OptionSelected, "#concepts")
    def _open(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.app.push_screen(areas.open_concept(self.workspace, event.option_id))

    def action_search(self) -> None:
        """Go to the search line."""
        self.query_one("#search", Input).focus()

    def action_services(self) -> None:
        """Open the service catalogue."""
        self.app.push_screen(areas.open_services(self.workspace))

    def action_chapter(self, by: int) -> None:
        """Go to the next or previous chapter."""
        found = self.query_one("#concepts", OptionList)
        heads = [i for i, option in enumerate(found.options) if option.disabled]
        here = found.highlighted or 0
        later = [place for place in heads if place > here]
        earlier = [place for place in heads if place < here - 1]
        place = later[0] if by > 0 and later else earlier[-1] if by < 0 and earlier else None
        if place is not None:
            found.highlighted = place + 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the search line the arrows move within it."""
        return not (action == "chapter" and self.query_one("#search", Input).has_focus)

    def action_leave(self) -> None:
        """From the search line to the list, from the list up."""
        line = self.query_one("#search", Input)
        if line.has_focus or line.value:
            line.value = ""
            self.query_one("#concepts", OptionList).focus()
        else:
            super().action_leave()
