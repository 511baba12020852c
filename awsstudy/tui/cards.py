"""The flashcards screen: recall, reveal, rate, undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.flashcards.desk import CardDesk
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.leeches import became_leech
from awsstudy.flashcards.scheduling import Rating
from awsstudy.flashcards.spelling import is_close
from awsstudy.flashcards.typed import is_right
from awsstudy.store.records import MarkKind
from awsstudy.tui import areas, card_areas
from awsstudy.tui.card_face import CardFace
from awsstudy.tui.card_screen import CARD_KEYS, LEECH, UNDO, CardScreen
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.workspace.workspace import Workspace

FOUR = {1: Rating.AGAIN, 2: Rating.HARD, 3: Rating.GOOD, 4: Rating.EASY}
TWO = {1: Rating.AGAIN, 2: Rating.GOOD}
SIGNS = ("bury", "suspend", "flag")
"""What has signs for keys, which are typed into an answer."""


class CardsScreen(CardScreen[None]):
    """One card at a time until today is done, or in cramming until each was recalled once."""

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
        Binding("5,c", "cram", "cards.cram", id="cards.cram", tooltip="cards.cram.help"),
        UNDO,
        LEECH,
        *CARD_KEYS,
        Binding(
            "b,f3",
            "browse",
            "cards.browse",
            id="cards.browse",
            tooltip="cards.browse.help",
            key_display="b",
        ),
        Binding(
            "pagedown,down",
            "turn(1)",
            "cards.down",
            id="cards.down",
            tooltip="cards.down.help",
        ),
        Binding(
            "pageup,up",
            "turn(-1)",
            "cards.up",
            id="cards.up",
            tooltip="cards.up.help",
            show=False,
        ),
    ]

    def __init__(
        self,
        workspace: Workspace,
        concept: str = "",
        agenda: Sequence[str] | None = None,
        *,
        cards: frozenset[str] | None = None,
        cram: bool = False,
    ) -> None:
        """Sit down.

        Args:
            workspace: whose cards.
            concept: only the cards of one concept.
            agenda: the facts to ask, in this order.
            cards: only these.
            cram: whether all of them are asked, with no effect on when they come back.
        """
        super().__init__(workspace)
        self.concept = concept
        self.cram = cram
        everything = not concept and cards is None

        def asked(item: CardItem) -> bool:
            return concept in ("", item.concept_id) and (cards is None or item.id in cards)

        self.desk: CardDesk = workspace.cards(None if everything else asked, agenda, cram=cram)
        self.item: CardItem | None = self.desk.next()
        self.revealed = False
        self._typed = ""
        self._page = 0
        self._pages = 1
        self._began = workspace.clock.monotonic()

    @property
    def at_hand(self) -> CardItem | None:
        """The card on screen."""
        return self.item

    @property
    def back_shown(self) -> bool:
        """Whether it was revealed."""
        return self.revealed

    @property
    def heading(self) -> str:
        """What is left."""
        counts = self.desk.counts()
        if self.cram:
            left = self.text("cards.cram_left", n=counts.total, again=counts.learning)
        else:
            values = {"new": counts.new, "learning": counts.learning, "due": counts.due}
            left = self.text("cards.left", **values)
        name = self.text("cards.cram_title" if self.cram else "cards.title")
        if not self.concept:
            return f"{name} - {left}"
        return f"{name} - {self.of(self.workspace.catalog.concept(self.concept).title)} - {left}"

    def body(self) -> ComposeResult:
        """The card, a line to type in, and what to press."""
        yield Static(id="card", markup=False)
        yield Input(id="answer", classes="hidden")
        yield Static(id="prompt", markup=False)

    def on_mount(self) -> None:
        """Show the first card."""
        super().on_mount()
        self._place_input()

    def on_screen_resume(self) -> None:
        """Coming back: a card may have been written, reworded, removed or put aside."""
        self.desk.renew(self.workspace.card_items)
        now = self.desk.current(self.item) if self.item else None
        if now is None:
            now = self.desk.next()
        if now == self.item:
            self.retranslate()
        elif now and self.item and now.id == self.item.id:
            self.item = now
            self.retranslate()
        else:
            self._show(now)

    def show_words(self) -> None:
        """The card as it stands; its places keep their sizes, so nothing is laid out anew."""
        self.query_one("#card", Static).update(self._card(), layout=False)
        self.query_one("#prompt", Static).update(self._prompt(), layout=False)
        self.query_one("#answer", Input).placeholder = self.text("cards.type_here")

    def _card(self) -> Content:
        """As much of the card as the screen holds."""
        lines = self._lines()
        room = max(5, self.app.size.height - 5 - self.query_one("#answer", Input).display)
        self._pages = 1
        if len(lines) > room:
            size = room - 1
            self._pages = -(-len(lines) // size)
            self._page = min(self._page, self._pages - 1)
            lines = lines[self._page * size :][:size]
            page = self.text("cards.page", n=self._page + 1, of=self._pages)
            lines.append(Content.styled(page, "$accent"))
        return Content("\n").join(lines)

    def _lines(self) -> list[Content]:
        face = CardFace(self.workspace, min(100, self.app.size.width - 6))
        if self.item is None:
            return [Content.styled(line, "bold") for line in wrap(self._done(), face.width)]
        lines = face.front(self.item)
        return [*lines, *face.back(self.item, self._typed)] if self.revealed else lines

    def _done(self) -> str:
        if self.cram:
            return self.text("cards.cram_done", n=self.desk.answered)
        done = "cards.done_answered" if self.desk.answered else "cards.done"
        return self.text(done, n=self.desk.answered)

    def _buttons(self) -> dict[int, Rating]:
        return FOUR if self.workspace.settings.four_buttons and not self.cram else TWO

    def _prompt(self) -> Content:
        if self.item is None:
            return Content.styled(self.text("cards.done_hint"), "$muted")
        if not self.revealed:
            words = "cards.prompt_type" if self.item.typed else "cards.prompt_reveal"
            return Content.styled(self.text(words), "$muted")
        if self._close():
            words = "cards.judge_four" if self._buttons() is FOUR else "cards.judge_two"
        else:
            words = "cards.prompt_four" if self._buttons() is FOUR else "cards.prompt_two"
        return Content.styled(self.text(words), "bold $accent")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        item = self.item
        typing = item is not None and item.typed and not self.revealed
        if action in SIGNS and typing:
            return False
        ready = {
            "undo": lambda: self.desk.can_undo,
            "turn": lambda: self._pages > 1,
            "cram": lambda: (
                item is None and not self.cram and bool(self.workspace.notebook.failed_today())
            ),
            "reveal": lambda: item is not None and not self.revealed,
            "rate": lambda: item is not None and self.revealed,
            "pass": lambda: item is not None and self.revealed and not self._close(),
        }
        return ready[action]() if action in ready else self.can(action)

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
        wrong = self.item is not None and self.item.typed and not self._right()
        self._rate(Rating.AGAIN if wrong else Rating.GOOD)

    def _right(self) -> bool:
        return self.item is not None and is_right(self._typed, self.item.accepted)

    def _close(self) -> bool:
        """Whether the typed answer has one slip, which only the learner can judge."""
        return (
            self.item is not None and self.item.typed and is_close(self._typed, self.item.accepted)
        )

    def action_rate(self, number: int) -> None:
        """Say how well it was recalled."""
        if rating := self._buttons().get(number):
            self._rate(rating)

    def _rate(self, rating: Rating) -> None:
        item = self.item
        assert item is not None  # noqa: S101 - rating is offered only with a card
        milliseconds = int((self.workspace.clock.monotonic() - self._began) * 1000)
        before = self.desk.unit(item)
        try:
            after = self.desk.rate(item, rating, milliseconds)
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._show(self.desk.next())
        if became_leech(before, after):
            self.offer_help(item)

    def _show(self, item: CardItem | None) -> None:
        self.item = item
        self.revealed = False
        self._typed = ""
        self._page = 0
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
        """Take back the last answer or mark, of this sitting or of one before."""
        try:
            item = self.desk.undo()
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if item is not None:
            self._show(self.desk.current(item) or self.desk.next())
            self.notify(self.text("cards.undone"), markup=False, timeout=2)

    def action_turn(self, by: int) -> None:
        """Turn to another part of a long card."""
        self._page = max(0, min(self._pages - 1, self._page + by))
        self.retranslate()

    def marked(self, kind: MarkKind) -> None:
        """A flagged card stays on screen; one that was put aside makes room for the next."""
        if kind in ("bury", "suspend"):
            self._show(self.desk.next())
        else:
            self.retranslate()

    def own_concept(self) -> str:
        """The concept of the sitting, or of the card."""
        return self.concept or super().own_concept()

    def action_browse(self) -> None:
        """Browse all cards, or those of the sitting's concept."""
        sought = f"concept:{self.concept}" if self.concept else ""
        self.app.push_screen(card_areas.open_browser(self.workspace, sought))

    def action_cram(self) -> None:
        """Cram what went wrong today."""
        failed = self.workspace.notebook.failed_today()
        screen = areas.open_cards(self.workspace, cards=failed, cram=True)
        self.app.push_screen(screen)
