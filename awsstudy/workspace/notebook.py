"""What the learner wrote: notes on cards and cards of their own; and every card to browse."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from awsstudy.core.errors import SettingsError
from awsstudy.core.ids import event_id
from awsstudy.core.text import clean
from awsstudy.store.records import Note, OwnCard

if TYPE_CHECKING:
    from awsstudy.flashcards.desk import Done
    from awsstudy.flashcards.items import CardItem
    from awsstudy.flashcards.rows import CardRow
    from awsstudy.workspace.workspace import Workspace

LONGEST = 1000
"""Signs of a note, or of a side of a card."""
OWN = "own."
"""What the ids of the learner's own cards begin with."""


class Notebook:
    """One learner's notes and cards."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.presses: list[Done] = []
        """What was done to cards since the app was opened, to be undone in whatever sitting."""

    @cached_property
    def cards(self) -> dict[str, OwnCard]:
        """The learner's own cards by id, in the order they were first written."""
        return self._workspace.store.own.cards()

    @cached_property
    def notes(self) -> dict[str, str]:
        """The notes by card."""
        return {key: note.words for key, note in self._workspace.store.own.notes().items()}

    def note_on(self, item: CardItem) -> str:
        """What is noted on a card; every side and gap of it has the same note."""
        return self.notes.get(item.card_id, "")

    def write_note(self, item: CardItem, text: str) -> None:
        """Note something on a card; nothing takes the note off.

        Raises:
            SettingsError: it is too long.
            StoreError: it could not be saved.
        """
        words = self._fitting(text)
        if words == self.note_on(item):
            return
        now = self._workspace.clock.now()
        self._workspace.store.own.write_note(
            Note(id=event_id(now), item_id=item.card_id, at=now, words=words)
        )
        self.__dict__.pop("notes", None)

    def own(self, item: CardItem) -> OwnCard | None:
        """The learner's own card that an item is of; None for one of the content."""
        return self.cards.get(item.card_id)

    def add(self, concept: str, fact: str, front: str, back: str) -> OwnCard:
        """Write a new card.

        Args:
            concept: the concept it belongs to.
            fact: the fact it asks for, whose memory it then shares; empty for one of its own.
            front: what is asked.
            back: what is to be recalled.

        Raises:
            UnknownIdError: there is no such concept.
            SettingsError: a side is empty or too long, or the fact is another concept's.
            StoreError: it could not be saved.
        """
        known = self._workspace.catalog.concept(concept)
        if fact and fact not in {known.full_id(one.id) for one in known.facts}:
            raise SettingsError(self._workspace.messages("own.no_fact", fact=fact))
        now = self._workspace.clock.now()
        name = event_id(now)
        return self._write(
            OwnCard(
                id=name,
                card_id=f"{OWN}{name}",
                at=now,
                concept_id=concept,
                fact_id=fact,
                front=self._side(front),
                back=self._side(back),
            )
        )

    def rewrite(self, card: OwnCard, front: str, back: str) -> OwnCard:
        """Word a card otherwise; what was learned of it stays.

        Raises:
            SettingsError: a side is empty or too long.
            StoreError: it could not be saved.
        """
        return self._version(card, self._side(front), self._side(back), removed=False)

    def remove(self, card: OwnCard) -> None:
        """Take a card away; its reviews stay in the log.

        Raises:
            StoreError: it could not be saved.
        """
        self._version(card, card.front, card.back, removed=True)

    def _version(self, card: OwnCard, front: str, back: str, *, removed: bool) -> OwnCard:
        now = self._workspace.clock.now()
        return self._write(
            OwnCard(
                id=event_id(now),
                card_id=card.card_id,
                at=now,
                concept_id=card.concept_id,
                fact_id=card.fact_id,
                front=front,
                back=back,
                removed=removed,
            )
        )

    def _write(self, card: OwnCard) -> OwnCard:
        self._workspace.store.own.write_cards([card])
        self.__dict__.pop("cards", None)
        return card

    def _side(self, text: str) -> str:
        words = self._fitting(text)
        if not words:
            raise SettingsError(self._workspace.messages("own.empty"))
        return words

    def _fitting(self, text: str) -> str:
        words = clean(text).strip()
        if len(words) > LONGEST:
            raise SettingsError(self._workspace.messages("own.long", n=LONGEST, now=len(words)))
        return words

    def rows(self) -> list[CardRow]:
        """Every card there is, in the order they are taught, the learner's own at the end."""
        from awsstudy.flashcards.rows import rows

        workspace = self._workspace
        items = workspace.card_items.values()
        own = frozenset(self.cards)
        return list(rows(items, workspace.catalog, workspace.memory, self.notes, own))

    def failed_today(self) -> frozenset[str]:
        """The cards of every fact that went wrong today, whatever asked for it."""
        memory = self._workspace.memory
        items = self._workspace.card_items.values()
        failed = memory.failed(memory.moment().day)
        return frozenset(item.id for item in items if item.fact_id in failed)
