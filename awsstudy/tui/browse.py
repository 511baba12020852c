"""The card browser: every card, filtered, sorted, and everything that can be done with it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.errors import AwsStudyError
from awsstudy.flashcards.filters import FilterError, card_filter
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.rows import ORDERS, CardRow, Order, ordered
from awsstudy.store.records import MarkKind, OwnCard
from awsstudy.tui import areas
from awsstudy.tui.card_screen import CARD_KEYS, LEECH, UNDO, CardScreen
from awsstudy.tui.dialogs import ChooseDialog
from awsstudy.tui.widgets.drawing import cut, pad, right
from awsstudy.workspace.workspace import Workspace

MARKS = (
    ("*", lambda row: row.card.flagged),
    ("@", lambda row: row.card.suspended),
    ("-", lambda row: row.buried),
    ("!", lambda row: row.leech),
    ("n", lambda row: bool(row.note)),
    ("+", lambda row: row.own),
)
"""What is said of a row by a sign; the first three are the keys that put them there."""
COLUMNS = (len(MARKS), 6, 10, 6)
"""Cells of marks, recall, due day and lapses."""


class BrowseScreen(CardScreen[None]):
    """A list to choose from, under a line that filters it."""

    TITLE_ID = "browse.title"
    AUTO_FOCUS = "#cards"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash,f3",
            "search",
            "browse.search",
            id="browse.search",
            tooltip="browse.search.help",
            key_display="/",
        ),
        Binding("1,s", "sort", "browse.sort", id="browse.sort", tooltip="browse.sort.help"),
        Binding("2,r", "review", "browse.review", id="browse.review", tooltip="browse.review.help"),
        Binding("3,c", "cram", "browse.cram", id="browse.cram", tooltip="browse.cram.help"),
        UNDO,
        *CARD_KEYS,
        LEECH,
        Binding(
            "delete,9",
            "remove",
            "browse.remove",
            id="browse.remove",
            tooltip="browse.remove.help",
            key_display="9",
        ),
    ]

    def __init__(self, workspace: Workspace, sought: str = "") -> None:
        """Prepare the list.

        Args:
            workspace: whose cards.
            sought: the filter to begin with.
        """
        super().__init__(workspace)
        self.desk = workspace.cards()
        self._sought = sought
        self._order: Order = "taught"
        self._rows: list[CardRow] = []
        self.shown: list[CardRow] = []
        """The rows of the list, in its order."""

    def body(self) -> ComposeResult:
        """The filter, what it finds, the list."""
        yield Input(self._sought, id="filter")
        yield Static(id="status", markup=False)
        yield OptionList(id="cards", markup=False)

    def on_mount(self) -> None:
        """Read the cards."""
        self._rows = self.workspace.notebook.rows()
        super().on_mount()

    def on_screen_resume(self) -> None:
        """Coming back: cards may have been answered, marked or written."""
        self._read()

    @property
    def at_hand(self) -> CardItem | None:
        """The card of the highlighted row."""
        row = self._row()
        return row.item if row else None

    def _row(self) -> CardRow | None:
        listed = self.query("#cards").results(OptionList)
        place = next((one.highlighted for one in listed), None)
        return self.shown[place] if place is not None and place < len(self.shown) else None

    def _read(self) -> None:
        """Read every card anew, with the place kept."""
        self.desk.renew(self.workspace.card_items)
        self._rows = self.workspace.notebook.rows()
        self.retranslate()

    def show_words(self) -> None:
        """The list, with the card at hand kept where it is still there."""
        self.query_one("#filter", Input).placeholder = self.text("browse.placeholder")
        self._fill()

    def _fill(self) -> None:
        here, problem = self.at_hand, ""
        try:
            fits = card_filter(self.query_one("#filter", Input).value)
            self.shown = ordered(filter(fits, self._rows), self._order)
        except FilterError as error:
            problem = error.said(self.words)
        listed = self.query_one("#cards", OptionList)
        before = listed.highlighted or 0
        width = self.app.size.width - 6
        listed.set_options([Option(self._line(row, width)) for row in self.shown])
        if self.shown:
            ids = [row.item.id for row in self.shown]
            kept = here is not None and here.id in ids
            place = ids.index(here.id) if here is not None and kept else before
            listed.highlighted = min(place, len(ids) - 1)
        self._say(problem)

    def _say(self, problem: str) -> None:
        """What is found, or what is wrong with the filter; under it the heads of the columns."""
        order = self.text(f"browse.by_{self._order}")
        found = self.text("browse.found", n=len(self.shown), of=len(self._rows), order=order)
        names = ("marks", "recall", "due", "lapses", "card")
        marks, *rest = (self.text(f"browse.{name}") for name in names)
        heads = "  ".join([pad(marks, COLUMNS[0]), *self._columns(*rest[:3]), rest[3]])
        said = Content.styled(problem, "$wrong") if problem else Content(found)
        self.query_one("#status", Static).update(
            Content("\n").join(
                [said, Content.styled(cut(heads, self.app.size.width - 4), "$muted")]
            )
        )

    @staticmethod
    def _columns(*texts: str) -> list[str]:
        return [right(text, size) for text, size in zip(texts, COLUMNS[1:], strict=True)]

    def _line(self, row: CardRow, width: int) -> Content:
        marks = "".join(sign if holds(row) else " " for sign, holds in MARKS)
        known = row.unit.stability is not None
        due = str(row.due_day) if row.due_day else self.text(f"phase.{row.unit.phase}")
        recall = f"{row.recall:.0%}" if known else "-"
        columns = self._columns(recall, due, str(row.unit.lapses) if known else "-")
        lead = "  ".join([marks, *columns, ""])
        front = cut(self.of(row.item.front).replace("\n", " "), max(10, width - sum(COLUMNS) - 8))
        style = "$muted" if row.card.suspended or row.buried else "$due" if row.due else ""
        return Content.assemble((lead, style or "$muted"), (front, style))

    @on(Input.Changed, "#filter")
    def _narrow(self) -> None:
        self._fill()
        self.refresh_bindings()

    @on(Input.Submitted, "#filter")
    def _to_list(self) -> None:
        self.query_one("#cards", OptionList).focus()

    @on(OptionList.OptionHighlighted, "#cards")
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#cards")
    def _open_card(self) -> None:
        self.action_info()

    def marked(self, kind: MarkKind) -> None:
        """Show the mark; a row that fits the filter no more leaves."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        if action == "undo":
            return self.desk.can_undo
        if action in ("review", "cram"):
            return bool(self.shown)
        return self.can("edit" if action == "remove" else action)

    def action_search(self) -> None:
        """Go to the filter."""
        self.query_one("#filter", Input).focus()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self.retranslate()

    def _chosen(self) -> frozenset[str]:
        return frozenset(row.item.id for row in self.shown)

    def action_review(self) -> None:
        """Review what is due or new among the cards shown."""
        self.app.push_screen(areas.open_cards(self.workspace, cards=self._chosen()))

    def action_cram(self) -> None:
        """Cram the cards shown."""
        self.app.push_screen(areas.open_cards(self.workspace, cards=self._chosen(), cram=True))

    def action_undo(self) -> None:
        """Take back the last answer or mark."""
        try:
            item = self.desk.undo()
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if item is not None:
            self._read()
            self.notify(self.text("cards.undone"), markup=False, timeout=2)

    def action_remove(self) -> None:
        """Remove a card of the learner's own, after asking."""
        item = self.at_hand
        card = self.workspace.notebook.own(item) if item else None
        if item is None or card is None:
            return
        choices = {"no": self.text("browse.keep"), "yes": self.text("browse.remove_it")}
        title = self.text("browse.really", text=self.of(item.front))
        dialog = ChooseDialog(self.workspace, title, choices)
        self.app.push_screen(dialog, partial(self._removed, card))

    def _removed(self, card: OwnCard, answer: str | None) -> None:
        if answer != "yes":
            return
        try:
            self.workspace.notebook.remove(card)
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
        self._read()

    def action_leave(self) -> None:
        """From the filter to the list, from a filtered list to all cards, then up."""
        line = self.query_one("#filter", Input)
        if line.has_focus:
            self.query_one("#cards", OptionList).focus()
        elif line.value:
            line.value = ""
        else:
            super().action_leave()
