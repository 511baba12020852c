"""The flashcard part of the store: reviews, marks, and what is derived from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select

from awsstudy import __version__
from awsstudy.store import tables
from awsstudy.store.dialect import table, upsert
from awsstudy.store.log import Log, record
from awsstudy.store.records import CardState, Mark, Review, States, UnitState

MEMORY = "memory"
"""The derived part that units and cards are."""


class CardLog(Log):
    """Reviews and marks, and the states of units and cards derived from them."""

    def record_review(
        self, review: Review, unit: UnitState | None, card: CardState | None = None
    ) -> None:
        """Add a review and the states it leads to, in one transaction.

        Args:
            review: what was answered.
            unit: the unit afterwards; None where the memory is not touched, as in cramming.
            card: the card afterwards; None for what is no card.
        """
        with self.transaction() as connection:
            self.add_review(connection, review, unit, card)

    def add_review(
        self,
        connection: Connection,
        review: Review,
        unit: UnitState | None,
        card: CardState | None = None,
    ) -> None:
        """The same within a transaction that does more."""
        self.add(connection, tables.ReviewRow, asdict(review))
        self._put_states(connection, unit, card)
        self._count(connection, review, by=1)

    def add_reviews(self, reviews: Sequence[Review]) -> None:
        """Add many reviews at once, all or none; the states have to be derived anew afterwards."""
        rows = [{"learner_id": self.learner, "app": __version__, **asdict(one)} for one in reviews]
        derived = table(tables.DerivedRow)
        mine = (derived.c.learner_id == self.learner) & (derived.c.part == MEMORY)
        with self.transaction() as connection:
            if rows:
                connection.execute(table(tables.ReviewRow).insert(), rows)
            connection.execute(derived.delete().where(mine))
            for (day, kind, phase, rating), (count, ms) in _counted(reviews).items():
                self.count_day(connection, day, kind, (phase, rating), by=count, ms=ms)

    def undo_review(
        self,
        review: Review,
        unit: UnitState | None,
        void_id: str,
        at: datetime,
        card: CardState | None = None,
    ) -> None:
        """Void a review and return its unit and card to the states without it."""
        with self.transaction() as connection:
            self.void(connection, review.id, "review", void_id, at)
            self._put_states(connection, unit, card)
            self._count(connection, review, by=-1)

    def _count(self, connection: Connection, review: Review, *, by: int) -> None:
        for (day, kind, phase, rating), (count, ms) in _counted([review]).items():
            self.count_day(connection, day, kind, (phase, rating), by=by * count, ms=by * ms)

    def record_mark(self, mark: Mark, card: CardState) -> None:
        """Suspend, bury or flag a card, or take that back."""
        with self.transaction() as connection:
            self.add(connection, tables.MarkRow, asdict(mark))
            self._put_states(connection, None, card)

    def undo_mark(self, mark: Mark, card: CardState, void_id: str, at: datetime) -> None:
        """Void a mark and return its card to the state without it."""
        with self.transaction() as connection:
            self.void(connection, mark.id, "mark", void_id, at)
            self._put_states(connection, None, card)

    def rewrite(self, states: States, version: str) -> None:
        """Replace every derived state, after the log was replayed by rules of this version."""
        with self.transaction() as connection:
            for rows in (table(tables.UnitStateRow), table(tables.CardStateRow)):
                connection.execute(rows.delete().where(rows.c.learner_id == self.learner))
            for unit in states.units.values():
                self._put_states(connection, unit, None)
            for card in states.cards.values():
                self._put_states(connection, None, card)
            derived = {"learner_id": self.learner, "part": MEMORY, "version": version}
            connection.execute(upsert(self.engine, table(tables.DerivedRow), derived))

    def version(self) -> str:
        """By which rules the states were derived; empty when they never were."""
        rows = table(tables.DerivedRow)
        mine = (rows.c.learner_id == self.learner) & (rows.c.part == MEMORY)
        found = self.read(select(rows).where(mine))
        return str(found[0]["version"]) if found else ""

    def units(self) -> dict[str, UnitState]:
        """The state of every unit that was reviewed."""
        rows = self._mine(table(tables.UnitStateRow))
        return {row["unit_id"]: record(UnitState, row) for row in rows}

    def cards(self) -> dict[str, CardState]:
        """The state of every card that was asked or marked."""
        rows = self._mine(table(tables.CardStateRow))
        return {row["card_id"]: record(CardState, row) for row in rows}

    def _mine(self, rows: Table) -> list[dict[str, Any]]:
        return self.read(select(rows).where(rows.c.learner_id == self.learner))

    def reviews(
        self,
        card_id: str | None = None,
        since: date | None = None,
        unit_id: str | None = None,
    ) -> list[Review]:
        """The reviews that count, oldest first: all, or of a card, a unit, from a study day on."""
        rows = table(tables.ReviewRow)
        statement = self.valid(tables.ReviewRow)
        if card_id is not None:
            statement = statement.where(rows.c.card_id == card_id)
        if unit_id is not None:
            statement = statement.where(rows.c.fact_id == unit_id)
        if since is not None:
            statement = statement.where(rows.c.study_day >= since)
        return [record(Review, row) for row in self.read(statement)]

    def long_term(self) -> int:
        """How many reviews of the memory came on a later study day than the one before."""
        rows = table(tables.ReviewRow)
        later = (rows.c.delta_days > 0) & (rows.c.kind != "cram")
        statement = self.valid(tables.ReviewRow).where(later).order_by(None).subquery()
        return int(
            self.read(select(func.count().label("reviews")).select_from(statement))[0]["reviews"]
        )

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

    def _put_states(
        self, connection: Connection, unit: UnitState | None, card: CardState | None
    ) -> None:
        if unit is not None:
            blank = UnitState(unit_id=unit.unit_id)
            self._put(connection, table(tables.UnitStateRow), asdict(unit), asdict(blank))
        if card is not None:
            none = CardState(card_id=card.card_id)
            self._put(connection, table(tables.CardStateRow), asdict(card), asdict(none))

    def _put(
        self,
        connection: Connection,
        rows: Table,
        values: Mapping[str, Any],
        blank: Mapping[str, Any],
    ) -> None:
        """Write a state; where everything was undone there is none, as of what was never seen."""
        if values == blank:
            key = next(iter(values))
            mine = (rows.c.learner_id == self.learner) & (rows.c[key] == values[key])
            connection.execute(rows.delete().where(mine))
        else:
            connection.execute(upsert(self.engine, rows, {"learner_id": self.learner, **values}))


def _counted(reviews: Iterable[Review]) -> dict[tuple[date, str, str, int], tuple[int, int]]:
    """How many reviews of each day, kind, phase and rating there are, and their milliseconds.

    Cards count as a day's reviews; an answer to a question is counted as an attempt already.
    """
    counts: Counter[tuple[date, str, str, int]] = Counter()
    spent: Counter[tuple[date, str, str, int]] = Counter()
    for review in reviews:
        if review.kind in ("card", "cram"):
            kind = "review" if review.kind == "card" else "cram"
            key = (review.study_day, kind, review.phase, review.rating)
            counts[key] += 1
            spent[key] += review.ms
    return {key: (count, spent[key]) for key, count in counts.items()}
