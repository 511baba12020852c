"""The store: one learner's record in one database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from awsstudy.core.errors import StoreError
from awsstudy.store import tables
from awsstudy.store.cards import CardLog
from awsstudy.store.dialect import open_engine, sqlite_url, table
from awsstudy.store.exams import ExamLog
from awsstudy.store.judgements import JudgementLog
from awsstudy.store.log import store_error
from awsstudy.store.migrations import migrate
from awsstudy.store.own import OwnLog
from awsstudy.store.plans import PlanLog
from awsstudy.store.quizzes import QuizLog
from awsstudy.store.records import DEFAULT_LEARNER, FILE_NAME
from awsstudy.store.simulations import SimLog


class Store:
    """The parts of a learner's record; each verb of a part is one transaction."""

    def __init__(self, engine: Engine, now: datetime, learner: str = DEFAULT_LEARNER) -> None:
        self.engine = engine
        try:
            migrate(engine, now)
            self._enrol(learner, now)
        except DBAPIError as error:
            raise store_error(error) from error
        self.cards = CardLog(engine, learner)
        self.quizzes = QuizLog(engine, learner)
        self.exams = ExamLog(engine, learner)
        self.simulations = SimLog(engine, learner)
        self.judgements = JudgementLog(engine, learner)
        self.own = OwnLog(engine, learner)
        self.plans = PlanLog(engine, learner)

    def _enrol(self, learner: str, now: datetime) -> None:
        rows = table(tables.LearnerRow)
        with self.engine.begin() as connection:
            if not connection.execute(select(rows.c.id).where(rows.c.id == learner)).first():
                connection.execute(rows.insert().values(id=learner, at=now))

    @classmethod
    def open(cls, folder: Path | None, now: datetime, *, url: str = "") -> Store:
        """The store of a learner's folder, of a database URL, or (neither given) in memory.

        Raises:
            StoreError: the database cannot be opened, or is newer than this code.
        """
        if not url and folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise StoreError(f"{folder}: {error.strerror}", hint="Choose --home.") from error
            url = sqlite_url(folder / FILE_NAME)
        engine = open_engine(url or "sqlite://")
        try:
            return cls(engine, now)
        except StoreError:
            engine.dispose()
            raise

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
