"""The simulator part of the store: predictions and runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Engine

from awsstudy.store import tables
from awsstudy.store.cards import CardLog
from awsstudy.store.log import Log, record
from awsstudy.store.records import Prediction, Review, SimRun, UnitState


class SimLog(Log):
    """What the learner predicted and played."""

    def __init__(self, engine: Engine, learner: str) -> None:
        super().__init__(engine, learner)
        self._cards = CardLog(engine, learner)

    def record_prediction(
        self, prediction: Prediction, evidence: Iterable[tuple[Review, UnitState]] = ()
    ) -> None:
        """Add a prediction and whether the run agreed, with what is remembered from it."""
        with self.transaction() as connection:
            self.add(connection, tables.PredictionRow, asdict(prediction))
            for review, unit in evidence:
                self._cards.add_review(connection, review, unit)

    def record_run(self, run: SimRun) -> None:
        """Add a run that came to its end or reached its goal."""
        with self.transaction() as connection:
            self.add(connection, tables.SimRunRow, asdict(run))

    def predictions(self) -> list[Prediction]:
        """Every prediction, oldest first."""
        rows = self.read(self.valid(tables.PredictionRow))
        return [record(Prediction, row) for row in rows]

    def runs(self) -> list[SimRun]:
        """Every run, oldest first."""
        return [record(SimRun, row) for row in self.read(self.valid(tables.SimRunRow))]
