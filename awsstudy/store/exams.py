"""The exam part of the store: mock exams event by event, their clock, and how real exams went."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from awsstudy.store import tables
from awsstudy.store.dialect import table, upsert
from awsstudy.store.log import Log, record
from awsstudy.store.quizzes import QuizLog, Update
from awsstudy.store.records import Attempt, ExamEvent, ExamResult, ExamSitting, ExamStanding
from awsstudy.store.standing import ENDS, TELLING, standings


class ExamLog(Log):
    """Mock exams that were begun, and everything done in them."""

    def begin(self, sitting: ExamSitting) -> None:
        """Remember a mock exam, so that it can be gone on with."""
        values = asdict(sitting) | {
            "item_ids": json.dumps(sitting.item_ids),
            "unscored": json.dumps(sitting.unscored),
            "conditions": " ".join(sitting.conditions),
        }
        with self.transaction() as connection:
            self.add(connection, tables.ExamSittingRow, values)

    def record(self, event: ExamEvent) -> None:
        """Add what was done, and set the clock to it."""
        with self.transaction() as connection:
            connection.execute(self._clock(event.sitting_id, event.elapsed_ms))
            self._add_event(connection, event)

    def _add_event(self, connection: Connection, event: ExamEvent) -> None:
        values = asdict(event) | {"response": json.dumps(event.response)}
        self.add(connection, tables.ExamEventRow, values)

    def finish(
        self, event: ExamEvent, attempts: Sequence[Attempt], evidence: Sequence[Update] = ()
    ) -> bool:
        """Submit an exam: its last event and every answer, all or nothing, and only once.

        Args:
            event: the submission.
            attempts: every answer.
            evidence: what the answers tell of the memory.

        Returns:
            Whether it was submitted now; False where it had been already.
        """
        quizzes = QuizLog(self.engine, self.learner)
        with self.transaction() as connection:
            # The clock's row is written first: it is the lock on which a second process waits.
            connection.execute(self._clock(event.sitting_id, event.elapsed_ms))
            if self._ended(connection, event.sitting_id):
                return False
            self._add_event(connection, event)
            for attempt in attempts:
                quizzes.record_within(connection, attempt)
            for review, unit in evidence:
                quizzes.cards.add_review(connection, review, unit)
        return True

    def _ended(self, connection: Connection, sitting_id: str) -> bool:
        rows = table(tables.ExamEventRow)
        ends = (rows.c.sitting_id == sitting_id) & rows.c.kind.in_(ENDS)
        mine = select(rows.c.id).where(rows.c.learner_id == self.learner, ends)
        return connection.execute(mine).first() is not None

    def discard(self, sitting_id: str, mark: str, at: datetime) -> None:
        """Take an exam that was not submitted off the list; its rows stay in the log."""
        with self.transaction() as connection:
            self.void(connection, sitting_id, "exam_sitting", mark, at)

    def tick(self, sitting_id: str, elapsed_ms: int) -> None:
        """Set the clock, so that little of it is lost when the machine fails."""
        with self.transaction() as connection:
            connection.execute(self._clock(sitting_id, elapsed_ms))

    def _clock(self, sitting_id: str, elapsed_ms: int) -> Any:
        values = {
            "learner_id": self.learner,
            "sitting_id": sitting_id,
            "elapsed_ms": elapsed_ms,
        }
        return upsert(self.engine, table(tables.ExamClockRow), values)

    def elapsed_ms(self, sitting_id: str) -> int:
        """How far the clock of a mock exam is; 0 before anything was done."""
        rows = table(tables.ExamClockRow)
        mine = (rows.c.learner_id == self.learner) & (rows.c.sitting_id == sitting_id)
        found = self.read(select(rows).where(mine))
        return int(found[0]["elapsed_ms"]) if found else 0

    def sittings(self) -> list[ExamSitting]:
        """Every mock exam that was begun, oldest first."""
        return [_sitting(row) for row in self.read(self.valid(tables.ExamSittingRow))]

    def events(self, sitting_id: str) -> list[ExamEvent]:
        """Everything done in a mock exam, oldest first."""
        rows = table(tables.ExamEventRow)
        statement = self.valid(tables.ExamEventRow).where(rows.c.sitting_id == sitting_id)
        return [_event(row) for row in self.read(statement)]

    def standings(self) -> list[ExamStanding]:
        """How far every mock exam is, oldest first."""
        events, attempts = table(tables.ExamEventRow), table(tables.AttemptRow)
        sittings = self.sittings()
        telling = self.valid(tables.ExamEventRow).where(events.c.kind.in_(TELLING))
        ids = [one.id for one in sittings]
        answers = self.valid(tables.AttemptRow).where(attempts.c.session_id.in_(ids))
        return standings(
            sittings,
            [(row["sitting_id"], row["kind"], row["place"]) for row in self.read(telling)],
            [(row["session_id"], row["question_id"], row["correct"]) for row in self.read(answers)],
            self._clocks(),
        )

    def _clocks(self) -> dict[str, int]:
        rows = table(tables.ExamClockRow)
        mine = self.read(select(rows).where(rows.c.learner_id == self.learner))
        return {row["sitting_id"]: row["elapsed_ms"] for row in mine}

    def record_result(self, result: ExamResult) -> None:
        """Remember how a real exam went."""
        with self.transaction() as connection:
            self.add(connection, tables.ExamResultRow, asdict(result))

    def results(self) -> list[ExamResult]:
        """How real exams went, oldest first."""
        return [record(ExamResult, row) for row in self.read(self.valid(tables.ExamResultRow))]


def _sitting(row: Mapping[str, Any]) -> ExamSitting:
    values = {
        "item_ids": tuple(json.loads(row["item_ids"])),
        "unscored": tuple(json.loads(row["unscored"])),
        "conditions": tuple(row["conditions"].split()),
    }
    return record(ExamSitting, {**row, **values})


def _event(row: Mapping[str, Any]) -> ExamEvent:
    return record(ExamEvent, {**row, "response": tuple(json.loads(row["response"]))})
