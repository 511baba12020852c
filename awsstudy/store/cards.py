"""The flashcard part of the store: reviews, marks and card states."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from awsstudy.store import tables
from awsstudy.store.dialect import table, upsert
from awsstudy.store.log import Log, record
from awsstudy.store.records import CardState, Mark, Review


class CardLog(Log):
    """Reviews and marks, and the card states derived from them."""

    def record_review(self, review: Review, state: CardState) -> None:
        """Add a review and the state it leads to, in one transaction."""
        with self.transaction() as connection:
            self.add(connection, tables.ReviewRow, asdict(review))
            self._put_state(connection, state)
            part = (review.phase, review.rating)
            self.count_day(connection, review.study_day, "review", part, by=1, ms=review.ms)

    def undo_review(self, review: Review, state: CardState, void_id: str, at: datetime) -> None:
        """Void a review and return its card to the state without it."""
        with self.transaction() as connection:
            self.void(connection, review.id, "review", void_id, at)
            self._put_state(connection, state)
            part = (review.phase, review.rating)
            self.count_day(connection, review.study_day, "review", part, by=-1, ms=review.ms)

    def record_mark(self, mark: Mark, state: CardState) -> None:
        """Suspend, bury or flag a card, or take that back."""
        with self.transaction() as connection:
            self.add(connection, tables.MarkRow, asdict(mark))
            self._put_state(connection, state)

    def undo_mark(self, mark: Mark, state: CardState, void_id: str, at: datetime) -> None:
        """Void a mark and return its card to the state without it."""
        with self.transaction() as connection:
            self.void(connection, mark.id, "mark", void_id, at)
            self._put_state(connection, state)

    def rewrite_states(self, states: list[CardState]) -> None:
        """Replace every card state: after the log was replayed."""
        with self.transaction() as connection:
            rows = table(tables.CardStateRow)
            connection.execute(rows.delete().where(rows.c.learner_id == self.learner))
            for state in states:
                self._put_state(connection, state)

    def states(self) -> dict[str, CardState]:
        """The state of every card that has one."""
        rows = table(tables.CardStateRow)
        statement = select(rows).where(rows.c.learner_id == self.learner)
        return {row["card_id"]: record(CardState, row) for row in self.read(statement)}

    def reviews(self, card_id: str | None = None, since: date | None = None) -> list[Review]:
        """The reviews that count, oldest first, of one card or of all, from a study day on."""
        rows = table(tables.ReviewRow)
        statement = self.valid(tables.ReviewRow)
        if card_id is not None:
            statement = statement.where(rows.c.card_id == card_id)
        if since is not None:
            statement = statement.where(rows.c.study_day >= since)
        return [record(Review, row) for row in self.read(statement)]

    def marks(self, item_id: str | None = None) -> list[Mark]:
        """The marks that count, oldest first, of one item or of all."""
        statement = self.valid(tables.MarkRow)
        if item_id is not None:
            statement = statement.where(table(tables.MarkRow).c.item_id == item_id)
        return [record(Mark, row) for row in self.read(statement)]

    def introduced(self, day: date) -> int:
        """How many new cards were introduced in a study day."""
        counts = table(tables.DayCountRow)
        statement = select(func.coalesce(func.sum(counts.c.count), 0).label("cards")).where(
            counts.c.learner_id == self.learner,
            counts.c.study_day == day,
            counts.c.kind == "review",
            counts.c.phase == "new",
        )
        return int(self.read(statement)[0]["cards"])

    def _put_state(self, connection: Connection, state: CardState) -> None:
        rows = table(tables.CardStateRow)
        if state == CardState(card_id=state.card_id):
            # Everything done to the card was undone: it has no state, as one never seen.
            mine = (rows.c.learner_id == self.learner) & (rows.c.card_id == state.card_id)
            connection.execute(rows.delete().where(mine))
            return
        values = {"learner_id": self.learner, **asdict(state)}
        connection.execute(upsert(self.engine, rows, values))
