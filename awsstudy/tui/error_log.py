"""The error log: every miss, the latest first, to be looked at again with its feedback."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.errors import AwsStudyError, UnknownIdError
from awsstudy.study.errors import Miss
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.workspace import mistakes
from awsstudy.workspace.workspace import Workspace

Filter = Literal["all", "sure", "open"]
FILTERS: tuple[Filter, ...] = ("all", "sure", "open")


class ErrorLogScreen(StudyScreen[None]):
    """A list to choose from."""

    TITLE_ID = "errors.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "look",
            "errors.look",
            id="errors.look",
            tooltip="errors.look.help",
            priority=True,
        ),
        *(
            Binding(
                str(number),
                f"only('{name}')",
                f"errors.{name}",
                id=f"errors.{name}",
                tooltip=f"errors.{name}.help",
            )
            for number, name in enumerate(FILTERS, 1)
        ),
        Binding(
            "right",
            "concept(1)",
            "errors.next",
            id="errors.next",
            tooltip="errors.next.help",
            priority=True,
        ),
        Binding(
            "left",
            "concept(-1)",
            "errors.previous",
            id="errors.previous",
            tooltip="errors.previous.help",
            show=False,
            priority=True,
        ),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._misses: list[Miss] = []
        self._filter: Filter = "all"
        self._concept = ""
        """The only concept shown; empty for all."""

    def body(self) -> ComposeResult:
        """What is shown, and the list."""
        yield Static(id="status", markup=False)
        yield OptionList(id="misses", markup=False)

    def on_mount(self) -> None:
        """Read the log."""
        self._misses = mistakes.misses(self.workspace)
        super().on_mount()

    def on_screen_resume(self) -> None:
        """Coming back: something may have been cleared."""
        self._misses = mistakes.misses(self.workspace)
        self.retranslate()

    @property
    def shown(self) -> list[Miss]:
        """The misses of the list, in its order."""
        return [
            miss
            for miss in self._misses
            if self._concept in ("", miss.concept)
            and (self._filter != "sure" or miss.confidence == "sure")
            and (self._filter != "open" or not miss.cleared)
        ]

    def show_words(self) -> None:
        """The list, with the place kept."""
        shown = self.shown
        concept = self._title(self._concept) if self._concept else self.text("quiz.all_topics")
        name = self.text(f"errors.{self._filter}")
        words = self.text("errors.shown", name=name, concept=concept, n=len(shown))
        lines = [words] if shown else [words, self.text("errors.none")]
        self.query_one("#status", Static).update(Content("\n".join(lines)))
        listed = self.query_one("#misses", OptionList)
        place = listed.highlighted or 0
        listed.set_options([self._option(miss) for miss in shown])
        if shown:
            listed.highlighted = min(place, len(shown) - 1)
        self.refresh_bindings()

    def _title(self, concept: str) -> str:
        found = self.workspace.catalog.concepts.get(concept)
        return self.of(found.title) if found else concept

    def _option(self, miss: Miss) -> Option:
        width = min(110, self.app.size.width - 8)
        title = mistakes.title_of(self.workspace, miss)
        words = self.of(title) if title else self.text("errors.gone")
        lines = [Content(f"  {line}") for line in wrap(words, width)[:2]]
        marks = [self.text(f"errors.{miss.kind}")]
        if miss.kind == "question" and not miss.chosen:
            marks.append(self.text("errors.not_known"))
        if miss.confidence == "sure":
            marks.append(self.text("treatment.sure"))
        if miss.cleared:
            marks.append(self.text("standing.cleared"))
        head = Content.assemble(
            (f"{miss.day}  {self._title(miss.concept)}", "bold"),
            ("  " + "  ".join(marks), "$correct" if miss.cleared else "$muted"),
        )
        return Option(Content("\n").join([head, *lines]), id=miss.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is listed there is nothing to look at."""
        return bool(self.shown) if action == "look" else True

    def action_look(self) -> None:
        """Look at the miss the arrow is on."""
        self.query_one("#misses", OptionList).action_select()

    def action_only(self, name: Filter) -> None:
        """Show some misses only."""
        self._filter = name
        self.retranslate()

    def action_concept(self, by: int) -> None:
        """Show only the misses of the next or previous concept; past the last stand all again."""
        concepts = ["", *sorted({miss.concept for miss in self._misses}, key=self._title)]
        here = concepts.index(self._concept) if self._concept in concepts else 0
        self._concept = concepts[(here + by) % len(concepts)]
        self.retranslate()

    @on(OptionList.OptionSelected, "#misses")
    def _open(self, event: OptionList.OptionSelected) -> None:
        miss = self.shown[event.option_index]
        try:
            self.app.push_screen(areas.open_miss(self.workspace, miss))
        except UnknownIdError:
            self.notify(self.text("errors.gone"), severity="warning", markup=False)
        except AwsStudyError as error:
            self.notify(str(error), severity="warning", markup=False)
