"""An empty store, and records to put in it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from awsstudy.store.records import (
    Attempt,
    CardState,
    Mark,
    Prediction,
    QuizSession,
    Review,
    SimRun,
    UnitState,
)
from awsstudy.store.store import Store

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
DAY = date(2026, 1, 5)

REVIEW = Review(
    id="",
    card_id="object-store.largest",
    fact_id="object-store.largest-object",
    at=NOW,
    study_day=DAY,
    delta_days=0,
    rating=3,
    phase="new",
    ms=4000,
    algo="fsrs-6",
    content_hash="0123456789abcdef",
)
ATTEMPT = Attempt(
    id="",
    session_id="quiz",
    question_id="object-store.taken-name",
    fact_id="object-store.bucket-names",
    concept_id="object-store",
    at=NOW,
    study_day=DAY,
    chosen=(2,),
    correct=True,
    confidence="sure",
    misconceptions=(),
    first=True,
    generated=False,
    ms=9000,
    language="ko",
    content_hash="0123456789abcdef",
)
STATE = UnitState(
    unit_id="object-store.largest-object",
    phase="learning",
    step=1,
    stability=2.3065,
    difficulty=2.118103970459016,
    due_at=NOW + timedelta(minutes=10),
    last_day=DAY,
    reps=1,
    algo="fsrs-6",
)
CARD = CardState(card_id="object-store.largest", reps=1, flagged=True)
MARK = Mark(id="", item_id="object-store.largest", kind="flag", at=NOW, study_day=DAY)
QUIZ = QuizSession(
    id="",
    at=NOW,
    topics=("block-store", "object-store"),
    item_ids=("object-store.taken-name", "sim:coin_toss.heads:7"),
    seed=7,
)
PREDICTION = Prediction(
    id="",
    model="coin_toss",
    scenario="one-toss",
    fact_id="object-store.keeps-objects",
    at=NOW,
    study_day=DAY,
    chosen="two",
    correct=False,
    misconception="volume-spans-zones",
)
RUN = SimRun(
    id="",
    model="coin_toss",
    scenario="one-toss",
    at=NOW,
    study_day=DAY,
    script='{"seed": 1}',
    goal_reached=True,
)
Make = Callable[..., Any]


@pytest.fixture
def now() -> datetime:
    """The moment every store of these tests is opened."""
    return NOW


@pytest.fixture
def today() -> date:
    """Its study day."""
    return DAY


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    store = Store.open(None, NOW)
    yield store
    store.close()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file of ``tmp_path``."""
    store = Store.open(tmp_path, NOW)
    yield store
    store.close()


def _numbered(example: Any) -> Make:
    """Makes records like the example, with ids and times that rise with their numbers."""

    def make(number: int = 1, **changes: Any) -> Any:
        values = {name: getattr(example, name) for name in example.__slots__}
        values |= {"id": f"{number:032x}", "at": NOW + timedelta(minutes=number)}
        return type(example)(**(values | changes))

    return make


@pytest.fixture
def new_review() -> Make:
    """Makes reviews."""
    return _numbered(REVIEW)


@pytest.fixture
def new_attempt() -> Make:
    """Makes attempts."""
    return _numbered(ATTEMPT)


@pytest.fixture
def new_mark() -> Make:
    """Makes marks."""
    return _numbered(MARK)


@pytest.fixture
def new_quiz() -> Make:
    """Makes quizzes."""
    return _numbered(QUIZ)


@pytest.fixture
def new_prediction() -> Make:
    """Makes predictions."""
    return _numbered(PREDICTION)


@pytest.fixture
def new_run() -> Make:
    """Makes runs."""
    return _numbered(RUN)


@pytest.fixture
def learning() -> UnitState:
    """The state of a unit that was reviewed once."""
    return STATE


@pytest.fixture
def flagged() -> CardState:
    """The state of a card that was asked once and flagged."""
    return CARD
