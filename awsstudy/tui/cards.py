"""The flashcards screen: recall, reveal, rate, undo."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.flashcards.desk import CardDesk
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.scheduling import Rating
from awsstudy.flashcards.typed import is_right
from awsstudy.store.records import MarkKind
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.workspace.workspace import Workspace

FOUR = {1: Rating.AGAIN, 2: Rating.HARD, 3: Rating.GOOD, 4: Rating.EASY}
TWO = {1: Rating.AGAIN, 2: Rating.GOOD}


class CardsScreen(StudyScreen[None]):
    """One card at a time until today is done."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,enter", "reveal", "cards.reveal", id="cards.reveal", tooltip="cards.reveal.help"
        ),
        Binding("space,enter", "pass", "cards.pass", id="cards.pass", tooltip="cards.pass.help"),
        *(
            Binding(
                str(number),
                f"rate({number})",
                f"cards.rate{number}",
                id=f"cards.rate{number}",
                tooltip="cards.rate.help",
                show=False,
            )
            for number in FOUR
        ),
        Binding(
            "u,ctrl+z,f9",
            "undo",
            "cards.undo",
            id="cards.undo",
            tooltip="cards.undo.help",
            key_display="u",
        ),
        Binding(
            "i,f6",
            "info",
            "cards.info",
            id="cards.info",
            tooltip="cards.info.help",
            key_display="i",
        ),
        Binding(
            "minus",
            "bury",
            "cards.bury",
            id="cards.bury",
            tooltip="cards.bury.help",
            key_display="-",
        ),
        Binding(
            "at",
            "suspend",
            "cards.suspend",
            id="cards.suspend",
            tooltip="cards.suspend.help",
            key_display="@",
        ),
        Binding(
            "asterisk",
            "flag",
            "cards.flag",
            id="cards.flag",
            tooltip="cards.flag.help",
            key_display="*",
        ),
        Binding(
            "o,f7",
            "concept",
            "cards.concept",
            id="cards.concept",
            tooltip="cards.concept.help",
            key_display="o",
        ),
    ]

    def __init__(self, workspace: Workspace, concept: str = "") -> None:
        super().__init__(workspace)
        self.concept = concept
        only = None if not concept else lambda item: item.concept_id == concept
        self.desk: CardDesk = workspace.cards(only)
        self.item: CardItem | None = self.desk.next()
        self.revealed = False
        self._show_info = False
        self._typed = ""
        self._began = workspace.clock.monotonic()

    @property
    def heading(self) -> str:
        """What is left."""
        counts = self.desk.counts()
        left = self.text("cards.left", new=counts.new, learning=counts.learning, due=counts.due)
        if not self.concept:
            return f"{self.text('cards.title')} - {left}"
        title = self.of(self.workspace.catalog.concept(self.concept).title)
        return f"{self.text('cards.title')} - {title} - {left}"

    def body(self) -> ComposeResult:
        """The card, a line to type in, and what to press."""
        yield Static(id="card", markup=False)
        yield Input(id="answer", classes="hidden")
        yield Static(id="prompt", markup=False)

    def on_mount(self) -> None:
        """Show the first card."""
        super().on_mount()
        self._place_input()

    def show_words(self) -> None:
        """The card as it stands; its places keep their sizes, so nothing is laid out anew."""
        self.query_one("#card", Static).update(self._card(), layout=False)
        self.query_one("#prompt", Static).update(self._prompt(), layout=False)
        self.query_one("#answer", Input).placeholder = self.text("cards.type_here")

    def _width(self) -> int:
        return min(100, self.app.size.width - 6)

    def _card(self) -> Content:
        item = self.item
        if item is None:
            done = "cards.done_answered" if self.desk.answered else "cards.done"
            return Content.styled(self.text(done, n=self.desk.answered), "bold")
        concept = self.workspace.catalog.concept(item.concept_id)
        mark = "  *" if self.desk.card(item).flagged else ""
        unit = self.desk.unit(item)
        head = f"{self.of(concept.title)}  {self.text(f'phase.{unit.phase}')}{mark}"
        lines = [Content.styled(line, "$muted") for line in wrap(head, self._width())]
        lines.append(Content(""))
        lines += [Content.styled(line, "bold") for line in wrap(self.of(item.front), self._width())]
        if self.revealed:
            lines += self._back(item)
        if self._show_info:
            lines += self._info(item)
        return Content("\n").join(lines)

    def _back(self, item: CardItem) -> list[Content]:
        lines = [Content.styled("-" * min(40, self._width()), "$muted")]
        if item.typed:
            right = is_right(self._typed, item.accepted)
            style = "$correct" if right else "$wrong"
            said = self.text("cards.you_typed", text=self._typed or "-")
            lines.append(Content.styled(f"{'O' if right else 'X'} {said}", style))
        lines += [
            Content.styled(line, "bold $correct")
            for line in wrap(self.of(item.back), self._width())
        ]
        if item.note:
            lines.append(Content(""))
            lines += map(Content, wrap(self.of(item.note), self._width()))
        return lines

    def _info(self, item: CardItem) -> list[Content]:
        state = self.desk.unit(item)
        lines = [Content("")]
        if state.stability is not None:
            recall = self.desk.memory.recall(item.fact_id, self.desk.moment().day)
            facts = self.text(
                "cards.memory",
                stability=f"{state.stability:.1f}",
                recall=f"{recall:.0%}",
                reps=state.reps,
                lapses=state.lapses,
            )
            lines.append(Content.styled(facts, "$muted"))
        waits = self.desk.preview(item)
        shown = [
            f"{key} {self.text(f'cards.rate{rating.value}')}: {self._wait(waits[rating])}"
            for key, rating in self._buttons().items()
        ]
        lines.append(Content.styled("   ".join(shown), "$muted"))
        return lines

    def _wait(self, wait: timedelta) -> str:
        if wait.days:
            return self.text("cards.days", n=wait.days)
        return self.text("cards.minutes", n=max(1, round(wait.total_seconds() / 60)))

    def _buttons(self) -> dict[int, Rating]:
        return FOUR if self.workspace.settings.four_buttons else TWO

    def _prompt(self) -> Content:
        if self.item is None:
            return Content.styled(self.text("cards.done_hint"), "$muted")
        if not self.revealed:
            words = "cards.prompt_type" if self.item.typed else "cards.prompt_reveal"
            return Content.styled(self.text(words), "$muted")
        words = "cards.prompt_four" if self.workspace.settings.four_buttons else "cards.prompt_two"
        return Content.styled(self.text(words), "bold $accent")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        if action == "undo":
            return self.desk.can_undo
        if action in ("reveal", "info", "bury", "suspend", "flag", "concept"):
            ready = self.item is not None
            typing = self.item is not None and self.item.typed and not self.revealed
            if typing and action in ("bury", "suspend", "flag"):
                return False  # Their signs are typed into the answer.
            return ready and not (action == "reveal" and self.revealed)
        if action in ("pass", "rate"):
            return self.item is not None and self.revealed
        return True

    def action_reveal(self) -> None:
        """Show the answer."""
        self.revealed = True
        self.query_one("#answer", Input).add_class("hidden")
        self.set_focus(None)
        self.retranslate()

    @on(Input.Submitted, "#answer")
    def _take_typed(self, event: Input.Submitted) -> None:
        self._typed = event.value
        self.action_reveal()

    def action_pass(self) -> None:
        """Space goes on: what was typed wrongly counts as not known, everything else as known."""
        wrong = self.item is not None and self.item.typed and not self._typed_right()
        self._rate(Rating.AGAIN if wrong else Rating.GOOD)

    def _typed_right(self) -> bool:
        return self.item is not None and is_right(self._typed, self.item.accepted)

    def action_rate(self, number: int) -> None:
        """Say how well it was recalled."""
        if rating := self._buttons().get(number):
            self._rate(rating)

    def _rate(self, rating: Rating) -> None:
        assert self.item is not None  # noqa: S101 - rating is offered only with a card
        milliseconds = int((self.workspace.clock.monotonic() - self._began) * 1000)
        try:
            self.desk.rate(self.item, rating, milliseconds)
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._show(self.desk.next())

    def _show(self, item: CardItem | None, *, revealed: bool = False) -> None:
        self.item = item
        self.revealed = revealed
        self._typed = ""
        self._show_info = False
        self._began = self.workspace.clock.monotonic()
        self._place_input()
        self.retranslate()

    def _place_input(self) -> None:
        line = self.query_one("#answer", Input)
        wanted = self.item is not None and self.item.typed and not self.revealed
        line.set_class(not wanted, "hidden")
        line.value = ""
        if wanted:
            line.focus()
        else:
            self.set_focus(None)

    def action_undo(self) -> None:
        """Take back the last answer or mark."""
        if (item := self.desk.undo()) is not None:
            self._show(item)
            self.notify(self.text("cards.undone"), markup=False, timeout=2)

    def action_info(self) -> None:
        """Show or hide when the card would come back."""
        self._show_info = not self._show_info
        self.retranslate()

    def action_bury(self) -> None:
        """Put the card aside until tomorrow."""
        self._mark("bury")

    def action_suspend(self) -> None:
        """Put the card aside until it is taken back in the concept's page."""
        self._mark("suspend")

    def action_flag(self) -> None:
        """Flag the card, or take the flag off; it stays on screen."""
        if self.item is not None:
            flagged = self.desk.card(self.item).flagged
            self.desk.mark(self.item, "unflag" if flagged else "flag")
            self.retranslate()

    def _mark(self, kind: MarkKind) -> None:
        if self.item is not None:
            self.desk.mark(self.item, kind)
            self.notify(self.text(f"cards.did_{kind}"), markup=False, timeout=3)
            self._show(self.desk.next())

    def action_concept(self) -> None:
        """Read the concept the card is about."""
        if self.item is not None:
            self.app.push_screen(areas.open_concept(self.workspace, self.item.concept_id))
