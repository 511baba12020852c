"""A workspace over the real content, with a record in memory and a clock that stands."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest

from awsstudy.core.clock import FixedClock, today
from awsstudy.core.ids import EventIds
from awsstudy.flashcards.memory import History
from awsstudy.store.records import Review
from awsstudy.workspace.workspace import Workspace


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def learner(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("AWSSTUDY_CACHE_DIR", str(compiled))
    monkeypatch.delenv("AWSSTUDY_DATABASE_URL", raising=False)
    made = Workspace(compiled, clock=FixedClock(), language="en", seed=1, in_memory=True)
    yield made
    made.close()


@pytest.fixture
def lived(learner: Workspace):
    """Writes histories into a learner's log so that they end yesterday; days are counted from 0."""

    def write(histories: list[History], days: int) -> None:
        start = today(learner.clock) - timedelta(days=days)
        facts = list(learner.exam_domains("saa-c03"))
        rows = [
            (answer.day, number, fact, history[: place + 1])
            for fact, history in zip(facts, histories, strict=False)
            for number, (place, answer) in zip(count(), enumerate(history), strict=False)
        ]
        ids = EventIds()
        reviews = []
        for day, _, fact, history in sorted(rows, key=lambda row: row[:3]):
            at = datetime.combine(start + timedelta(days=day), time(9), UTC)
            before = history[-2].day if len(history) > 1 else day
            reviews.append(
                Review(
                    id=ids(at),
                    card_id=f"{fact}-card",
                    fact_id=fact,
                    at=at,
                    study_day=at.date(),
                    delta_days=day - before,
                    rating=history[-1].rating,
                    phase="review" if len(history) > 1 else "new",
                    ms=12_000,
                    algo="fsrs-6",
                    content_hash="",
                )
            )
        learner.store.cards.add_reviews(reviews)

    return write
