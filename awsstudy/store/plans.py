"""The planning part of the store: sessions of study, days that differ, fitted parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from awsstudy.store import tables
from awsstudy.store.dialect import table
from awsstudy.store.log import Log, record
from awsstudy.store.plan_records import DayPlan, Fit, StudyEvent, StudySession


class PlanLog(Log):
    """What was planned, and how far it was done."""

    def begin(self, session: StudySession) -> None:
        """Remember a session, so that it can be gone on with."""
        values = asdict(session) | {"steps": json.dumps(session.steps)}
        with self.transaction() as connection:
            self.add(connection, tables.StudySessionRow, values)

    def record_event(self, event: StudyEvent) -> None:
        """Remember that a step was done or passed over, or that the session ended."""
        with self.transaction() as connection:
            self.add(connection, tables.StudyEventRow, asdict(event))

    def session(self, day: date) -> StudySession | None:
        """The last session begun on a study day; None when there is none."""
        rows = table(tables.StudySessionRow)
        mine = self.valid(tables.StudySessionRow).where(rows.c.study_day == day).order_by(None)
        found = self.read(mine.order_by(rows.c.id.desc()).limit(1))
        return _session(found[0]) if found else None

    def events(self, session_id: str) -> list[StudyEvent]:
        """What was done in a session, oldest first."""
        rows = table(tables.StudyEventRow)
        mine = self.valid(tables.StudyEventRow).where(rows.c.session_id == session_id)
        return [record(StudyEvent, row) for row in self.read(mine)]

    def plan_days(self, plan: DayPlan) -> None:
        """Say how many minutes some days have."""
        with self.transaction() as connection:
            self.add(connection, tables.DayPlanRow, asdict(plan))

    def day_plans(self) -> list[DayPlan]:
        """Everything that was said of days, oldest first."""
        return [record(DayPlan, row) for row in self.read(self.valid(tables.DayPlanRow))]

    def record_fit(self, fit: Fit) -> None:
        """Remember fitted parameters."""
        values = asdict(fit) | {"parameters": json.dumps(fit.parameters)}
        with self.transaction() as connection:
            self.add(connection, tables.FitRow, values)

    def fits(self) -> list[Fit]:
        """Every fit, oldest first; the last one is in use."""
        return [_fit(row) for row in self.read(self.valid(tables.FitRow))]


def _session(row: Mapping[str, Any]) -> StudySession:
    return record(StudySession, {**row, "steps": tuple(json.loads(row["steps"]))})


def _fit(row: Mapping[str, Any]) -> Fit:
    return record(Fit, {**row, "parameters": tuple(json.loads(row["parameters"]))})
