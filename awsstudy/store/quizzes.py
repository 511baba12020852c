"""The quiz part of the store: sessions, attempts and tallies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from awsstudy.store import tables
from awsstudy.store.cards import CardLog
from awsstudy.store.dialect import table, upsert
from awsstudy.store.log import Log, record
from awsstudy.store.records import Attempt, DayCount, QuizSession, Review, Tally, UnitState


class QuizLog(Log):
    """Quizzes that were begun, and every answer."""

    def __init__(self, engine: Engine, learner: str) -> None:
        super().__init__(engine, learner)
        self._cards = CardLog(engine, learner)

    def begin(self, session: QuizSession) -> None:
        """Remember a quiz, so that it can be gone on with."""
        values = asdict(session) | {
            "topics": " ".join(session.topics),
            "item_ids": json.dumps(session.item_ids),
        }
        with self.transaction() as connection:
            self.add(connection, tables.QuizSessionRow, values)

    def record(self, attempt: Attempt, evidence: Iterable[tuple[Review, UnitState]] = ()) -> None:
        """Add an answer, in one transaction with what is counted and remembered from it."""
        values = asdict(attempt) | {
            "chosen": json.dumps(attempt.chosen),
            "misconceptions": " ".join(attempt.misconceptions),
        }
        with self.transaction() as connection:
            self.add(connection, tables.AttemptRow, values)
            part = (attempt.confidence, 3 if attempt.correct else 1)
            self.count_day(connection, attempt.study_day, "attempt", part, by=1, ms=attempt.ms)
            connection.execute(self._tally(attempt))
            for review, unit in evidence:
                self._cards.add_review(connection, review, unit)

    def _tally(self, attempt: Attempt) -> Any:
        tallies = table(tables.TallyRow)
        last = {
            "last_right": attempt.correct,
            "last_at": attempt.at,
            "last_confidence": attempt.confidence,
        }
        first = {
            "learner_id": self.learner,
            "question_id": attempt.question_id,
            "seen": 1,
            "right": int(attempt.correct),
            **last,
        }
        more = {"seen": tallies.c.seen + 1, "right": tallies.c.right + int(attempt.correct), **last}
        return upsert(self.engine, tallies, first, more)

    def unfinished(self) -> QuizSession | None:
        """The last quiz that was begun, where some of its items are unanswered.

        An exam is none: it has its own log.
        """
        rows = table(tables.QuizSessionRow)
        statement = self.valid(tables.QuizSessionRow).where(rows.c.kind != "exam").order_by(None)
        found = self.read(statement.order_by(rows.c.id.desc()).limit(1))
        if not found:
            return None
        session = _session(found[0])
        return session if len(self.attempts(session.id)) < len(session.item_ids) else None

    def attempts(self, session_id: str | None = None, since: date | None = None) -> list[Attempt]:
        """The answers that count, oldest first, of one quiz or of all, from a study day on."""
        rows = table(tables.AttemptRow)
        statement = self.valid(tables.AttemptRow)
        if session_id is not None:
            statement = statement.where(rows.c.session_id == session_id)
        if since is not None:
            statement = statement.where(rows.c.study_day >= since)
        return [_attempt(row) for row in self.read(statement)]

    def tallies(self) -> dict[str, Tally]:
        """How every question that was asked has gone."""
        rows = table(tables.TallyRow)
        statement = select(rows).where(rows.c.learner_id == self.learner)
        return {row["question_id"]: record(Tally, row) for row in self.read(statement)}

    def tally(self, question_id: str) -> Tally | None:
        """How one question has gone; None when it was never asked."""
        rows = table(tables.TallyRow)
        statement = select(rows).where(
            rows.c.learner_id == self.learner, rows.c.question_id == question_id
        )
        found = self.read(statement)
        return record(Tally, found[0]) if found else None

    def day_counts(self, since: date | None = None) -> list[DayCount]:
        """Reviews and attempts counted by study day, oldest first."""
        rows = table(tables.DayCountRow)
        statement = (
            select(rows)
            .where(rows.c.learner_id == self.learner, rows.c["count"] > 0)
            .order_by(rows.c.study_day)
        )
        if since is not None:
            statement = statement.where(rows.c.study_day >= since)
        return [record(DayCount, row) for row in self.read(statement)]


def _session(row: Mapping[str, Any]) -> QuizSession:
    topics, item_ids = tuple(row["topics"].split()), tuple(json.loads(row["item_ids"]))
    return record(QuizSession, {**row, "topics": topics, "item_ids": item_ids})


def _attempt(row: Mapping[str, Any]) -> Attempt:
    chosen = tuple(json.loads(row["chosen"]))
    misconceptions = tuple(row["misconceptions"].split())
    return record(Attempt, {**row, "chosen": chosen, "misconceptions": misconceptions})
