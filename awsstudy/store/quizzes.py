"""The quiz part of the store: sessions, attempts and tallies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, select

from awsstudy.store import tables
from awsstudy.store.cards import CardLog
from awsstudy.store.dialect import table, upsert
from awsstudy.store.log import Log, record
from awsstudy.store.records import (
    Attempt,
    DayCount,
    QuizKind,
    QuizSession,
    Review,
    Tally,
    UnitState,
)

Update = tuple[Review, UnitState]
"""A review that an answer counts as, and the unit after it."""


class QuizLog(Log):
    """Quizzes that were begun, and every answer."""

    def __init__(self, engine: Engine, learner: str) -> None:
        super().__init__(engine, learner)
        self.cards = CardLog(engine, learner)

    def begin(self, session: QuizSession) -> None:
        """Remember a quiz, so that it can be gone on with."""
        values = asdict(session) | {
            "topics": " ".join(session.topics),
            "item_ids": json.dumps(session.item_ids),
            "eased": " ".join(session.eased),
        }
        with self.transaction() as connection:
            self.add(connection, tables.QuizSessionRow, values)

    def record(self, attempt: Attempt, evidence: Iterable[Update] = ()) -> None:
        """Add an answer, in one transaction with what is counted and remembered from it."""
        with self.transaction() as connection:
            self.record_within(connection, attempt, evidence)

    def record_within(
        self, connection: Connection, attempt: Attempt, evidence: Iterable[Update] = ()
    ) -> None:
        """Add an answer and what follows from it to a transaction that is open."""
        values = asdict(attempt) | {
            "chosen": json.dumps(attempt.chosen),
            "misconceptions": " ".join(attempt.misconceptions),
        }
        self.add(connection, tables.AttemptRow, values)
        part = (attempt.confidence, 3 if attempt.correct else 1)
        self.count_day(connection, attempt.study_day, "attempt", part, by=1, ms=attempt.ms)
        connection.execute(self._tally(attempt))
        for review, unit in evidence:
            self.cards.add_review(connection, review, unit)

    def _tally(self, attempt: Attempt) -> Any:
        tallies = table(tables.TallyRow)
        last = {
            "last_right": attempt.correct,
            "last_at": attempt.at,
            "last_confidence": attempt.confidence,
            "last_hints": attempt.hints,
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

        An endless one can always be gone on with. An exam is none: it has its own log. Nor is a
        step of treatment, which is begun anew.
        """
        rows = table(tables.QuizSessionRow)
        quizzes = rows.c.kind.not_in(("exam", "remedy"))
        statement = self.valid(tables.QuizSessionRow).where(quizzes).order_by(None)
        found = self.read(statement.order_by(rows.c.id.desc()).limit(1))
        if not found:
            return None
        session = _session(found[0])
        return session if self._open(session) else None

    def _open(self, session: QuizSession) -> bool:
        return session.kind == "endless" or len(self.attempts(session.id)) < len(session.item_ids)

    def begun(self, kind: QuizKind, after: str) -> list[QuizSession]:
        """The quizzes of a kind that were begun after an event, oldest first."""
        rows = table(tables.QuizSessionRow)
        chosen = (rows.c.kind == kind) & (rows.c.id > after)
        return [_session(row) for row in self.read(self.valid(tables.QuizSessionRow).where(chosen))]

    def attempts(self, session_id: str | None = None, since: date | None = None) -> list[Attempt]:
        """The answers that count, oldest first, of one quiz or of all, from a study day on."""
        rows = table(tables.AttemptRow)
        statement = self.valid(tables.AttemptRow)
        if session_id is not None:
            statement = statement.where(rows.c.session_id == session_id)
        if since is not None:
            statement = statement.where(rows.c.study_day >= since)
        return [_attempt(row) for row in self.read(statement)]

    def treatments(self) -> list[QuizSession]:
        """The quizzes that are steps of treatment, oldest first."""
        rows = table(tables.QuizSessionRow)
        statement = self.valid(tables.QuizSessionRow).where(rows.c.kind == "remedy")
        return [_session(row) for row in self.read(statement)]

    def telling(self) -> list[Attempt]:
        """The answers that show a misconception or belong to a treatment, oldest first."""
        rows, quizzes = table(tables.AttemptRow), table(tables.QuizSessionRow)
        treated = select(quizzes.c.id).where(
            quizzes.c.learner_id == self.learner, quizzes.c.kind == "remedy"
        )
        tells = (rows.c.misconceptions != "") | rows.c.session_id.in_(treated)
        return [_attempt(row) for row in self.read(self.valid(tables.AttemptRow).where(tells))]

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
    values = {
        "topics": tuple(row["topics"].split()),
        "item_ids": tuple(json.loads(row["item_ids"])),
        "eased": tuple(row["eased"].split()),
    }
    return record(QuizSession, {**row, **values})


def _attempt(row: Mapping[str, Any]) -> Attempt:
    chosen = tuple(json.loads(row["chosen"]))
    misconceptions = tuple(row["misconceptions"].split())
    return record(Attempt, {**row, "chosen": chosen, "misconceptions": misconceptions})
