"""The exam part of the store: mock exams event by event, their clock, and how real exams went."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from awsstudy.store import tables
from awsstudy.store.dialect import table, upsert
from awsstudy.store.log import Log, record
from awsstudy.store.records import ExamEvent, ExamResult, ExamSitting


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
        values = asdict(event) | {"response": json.dumps(event.response)}
        with self.transaction() as connection:
            self.add(connection, tables.ExamEventRow, values)
            connection.execute(self._clock(event.sitting_id, event.elapsed_ms))

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
