"""What the learner wrote: cards of their own, and notes on cards and questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from awsstudy.store import tables
from awsstudy.store.log import Log, record
from awsstudy.store.records import Note, OwnCard


class OwnLog(Log):
    """The learner's own cards and notes, every version of them."""

    def write_cards(self, cards: Iterable[OwnCard]) -> None:
        """Add cards, or new versions of them, or their removal: all or none."""
        with self.transaction() as connection:
            for card in cards:
                self.add(connection, tables.OwnCardRow, asdict(card))

    def cards(self) -> dict[str, OwnCard]:
        """The cards as they stand, by card id, in the order they were first written."""
        latest: dict[str, OwnCard] = {}
        for row in self.read(self.valid(tables.OwnCardRow)):
            latest[row["card_id"]] = record(OwnCard, row)
        return {key: card for key, card in latest.items() if not card.removed}

    def write_note(self, note: Note) -> None:
        """Note something on an item, or take the note off."""
        with self.transaction() as connection:
            self.add(connection, tables.NoteRow, asdict(note))

    def notes(self) -> dict[str, Note]:
        """The notes that stand, by item."""
        latest = {
            row["item_id"]: record(Note, row) for row in self.read(self.valid(tables.NoteRow))
        }
        return {item: note for item, note in latest.items() if note.words}
