"""What the cards screen and the browser have in common: what can be done with one card."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TypeVar

from textual.binding import Binding

from awsstudy.core.errors import AwsStudyError
from awsstudy.flashcards.desk import CardDesk
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.leeches import is_leech
from awsstudy.store.records import MarkKind
from awsstudy.tui import areas, card_areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.dialogs import ChooseDialog
from awsstudy.workspace.leech_help import Help, ways_to_help

ResultT = TypeVar("ResultT")

UNDO = Binding(
    "u,ctrl+z,f9", "undo", "cards.undo", id="cards.undo", tooltip="cards.undo.help", key_display="u"
)
CARD_KEYS = [
    Binding(
        "i,f6", "info", "cards.info", id="cards.info", tooltip="cards.info.help", key_display="i"
    ),
    Binding(
        "minus", "bury", "cards.bury", id="cards.bury", tooltip="cards.bury.help", key_display="-"
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
    Binding(
        "n,f4", "note", "cards.note", id="cards.note", tooltip="cards.note.help", key_display="n"
    ),
    Binding(
        "e,f8", "edit", "cards.edit", id="cards.edit", tooltip="cards.edit.help", key_display="e"
    ),
    Binding("a,f5", "add", "cards.add", id="cards.add", tooltip="cards.add.help", key_display="a"),
]
LEECH = Binding(
    "0,l", "leech", "cards.leech_help", id="cards.leech_help", tooltip="cards.leech_help.help"
)


ABOUT_ONE = ("info", "bury", "suspend", "flag", "concept", "note", "edit", "leech")
"""What can be done only where a card is at hand."""


class CardScreen(StudyScreen[ResultT]):
    """A screen on which one card at a time is at hand."""

    desk: CardDesk

    @property
    def at_hand(self) -> CardItem | None:
        """The card that keys are about."""
        raise NotImplementedError

    @property
    def back_shown(self) -> bool:
        """Whether its back may be shown."""
        return True

    def marked(self, kind: MarkKind) -> None:
        """Show what a mark changed."""

    def own_concept(self) -> str:
        """The concept a new card most likely belongs to."""
        item = self.at_hand
        concepts = self.workspace.catalog.concepts
        return item.concept_id if item and item.concept_id in concepts else next(iter(concepts))

    def can(self, action: str) -> bool:
        """Whether something can be done with the card at hand, where it is about one."""
        item = self.at_hand
        if action not in ABOUT_ONE:
            return True
        if item is None or action == "edit":
            return item is not None and self.workspace.notebook.own(item) is not None
        if action == "concept":
            return item.concept_id in self.workspace.catalog.concepts
        return action != "leech" or (self.back_shown and is_leech(self.desk.unit(item)))

    def attempt(self, item: CardItem, kind: MarkKind) -> bool:
        """Mark a card; tells whether that could be saved."""
        try:
            self.desk.mark(item, kind)
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        return True

    def _mark(self, kind: MarkKind) -> None:
        if self.at_hand is not None and self.attempt(self.at_hand, kind):
            self.notify(self.text(f"cards.did_{kind}"), markup=False, timeout=3)
            self.marked(kind)

    def action_bury(self) -> None:
        """Put the card aside until tomorrow, or take it back."""
        if (item := self.at_hand) is not None:
            buried = self.desk.card(item).buried_on == self.desk.moment().day
            self._mark("unbury" if buried else "bury")

    def action_suspend(self) -> None:
        """Put the card aside, or take it back."""
        if (item := self.at_hand) is not None:
            self._mark("unsuspend" if self.desk.card(item).suspended else "suspend")

    def action_flag(self) -> None:
        """Flag the card, or take the flag off."""
        if (item := self.at_hand) is not None:
            self._mark("unflag" if self.desk.card(item).flagged else "flag")

    def action_info(self) -> None:
        """Show what is known of the card."""
        if (item := self.at_hand) is not None:
            self.app.push_screen(
                card_areas.open_card(self.workspace, item, revealed=self.back_shown)
            )

    def action_concept(self) -> None:
        """Read the concept the card is about."""
        if (item := self.at_hand) is not None:
            self.app.push_screen(areas.open_concept(self.workspace, item.concept_id))

    def action_note(self) -> None:
        """Note something on the card."""
        if (item := self.at_hand) is not None:
            self.app.push_screen(card_areas.open_note(self.workspace, item))

    def action_edit(self) -> None:
        """Word an own card otherwise."""
        if (item := self.at_hand) is not None and (card := self.workspace.notebook.own(item)):
            self.app.push_screen(card_areas.open_own_card(self.workspace, card.concept_id, card))

    def action_add(self) -> None:
        """Write a new card."""
        self.app.push_screen(card_areas.open_own_card(self.workspace, self.own_concept()))

    def action_leech(self) -> None:
        """Help with the card at hand."""
        if (item := self.at_hand) is not None:
            self.offer_help(item)

    def offer_help(self, item: CardItem) -> None:
        """Offer what may help with a fact that is forgotten again and again."""
        ways = {str(n): way for n, way in enumerate(ways_to_help(self.workspace, item))}
        choices = {
            **{name: self._offer(way) for name, way in ways.items()},
            "note": self.text("leech.note"),
            "suspend": self.text("leech.suspend"),
            "on": self.text("leech.on"),
        }
        title = self.text("leech.title", n=self.desk.unit(item).lapses, text=self.of(item.front))
        dialog = ChooseDialog(self.workspace, title, choices)
        self.app.push_screen(dialog, partial(self._helped, item, ways))

    def _helped(self, item: CardItem, ways: Mapping[str, Help], chosen: str | None) -> None:
        if chosen == "note":
            self.app.push_screen(card_areas.open_note(self.workspace, item))
        elif chosen == "suspend":
            if self.attempt(item, "suspend"):
                self.marked("suspend")
        elif chosen is not None and chosen in ways:
            self._open(ways[chosen])

    def _offer(self, way: Help) -> str:
        return self.text(f"leech.{way.kind}", title=self.of(way.title))

    def _open(self, way: Help) -> None:
        try:
            self.app.push_screen(card_areas.open_help_with(self.workspace, way))
        except AwsStudyError as error:
            self.notify(str(error), severity="warning", markup=False)
