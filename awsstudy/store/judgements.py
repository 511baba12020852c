"""What the learner, and the app, judged: keys of their own, steps of treatment, forecasts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from awsstudy.store import tables
from awsstudy.store.dialect import table
from awsstudy.store.log import Log, record
from awsstudy.store.records import Forecast, ForecastKind, Mark, Override, Remedy


class JudgementLog(Log):
    """Judgements of questions, of beliefs and of the exam day."""

    def record_override(self, override: Override) -> None:
        """Set a key of the learner's own for a question, or withdraw it."""
        values = asdict(override) | {"keys": json.dumps(override.keys)}
        with self.transaction() as connection:
            self.add(connection, tables.OverrideRow, values)

    def overrides(self) -> dict[str, Override]:
        """The keys that stand now, by question."""
        latest = {one.question_id: one for one in self.override_log()}
        return {question: one for question, one in latest.items() if one.keys}

    def override_log(self) -> list[Override]:
        """Every key of the learner's own and every withdrawal, oldest first."""
        return [_override(row) for row in self.read(self.valid(tables.OverrideRow))]

    def record_mark(self, mark: Mark) -> None:
        """Flag a question, or take that back."""
        with self.transaction() as connection:
            self.add(connection, tables.MarkRow, asdict(mark))

    def flagged(self) -> frozenset[str]:
        """The questions and cards that are flagged now."""
        rows = table(tables.MarkRow)
        flags = self.valid(tables.MarkRow).where(rows.c.kind.in_(("flag", "unflag")))
        last = {row["item_id"]: row["kind"] for row in self.read(flags)}
        return frozenset(item for item, kind in last.items() if kind == "flag")

    def record_remedy(self, remedy: Remedy) -> None:
        """Remember a step of treatment."""
        with self.transaction() as connection:
            self.add(connection, tables.RemedyRow, asdict(remedy))

    def remedies(self) -> list[Remedy]:
        """Every step of treatment, oldest first."""
        return [record(Remedy, row) for row in self.read(self.valid(tables.RemedyRow))]

    def record_forecast(self, forecast: Forecast) -> None:
        """Remember what was forecast."""
        with self.transaction() as connection:
            self.add(connection, tables.ForecastRow, asdict(forecast))

    def forecasts(self, kind: ForecastKind) -> list[Forecast]:
        """Every forecast of a kind, oldest first."""
        rows = table(tables.ForecastRow)
        statement = self.valid(tables.ForecastRow).where(rows.c.kind == kind)
        return [record(Forecast, row) for row in self.read(statement)]


def _override(row: Mapping[str, Any]) -> Override:
    return record(Override, {**row, "keys": tuple(json.loads(row["keys"]))})
