"""What the store takes and gives: frozen values. Times are aware and in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

FILE_NAME = "awsstudy.db"
"""The database's file in the learner's folder."""
DEFAULT_LEARNER = "me"

Phase = Literal["new", "learning", "review", "relearning"]
Confidence = Literal["", "guess", "think", "sure"]
MarkKind = Literal["suspend", "unsuspend", "bury", "unbury", "flag", "unflag"]
EventKind = Literal["review", "attempt", "prediction", "sim_run", "mark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState:
    """Where a card stands; derived from its reviews and marks."""

    card_id: str
    phase: Phase = "new"
    step: int = 0
    """The learning step it is on, while learning or relearning."""
    stability: float | None = None
    difficulty: float | None = None
    due_at: datetime | None = None
    """When a card that is being learned comes back."""
    due_day: date | None = None
    """The study day a card in review comes back."""
    last_day: date | None = None
    """The study day of its last review."""
    reps: int = 0
    lapses: int = 0
    suspended: bool = False
    flagged: bool = False
    buried_on: date | None = None
    """The study day for which it is put aside."""
    algo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One answer to a flashcard."""

    id: str
    card_id: str
    fact_id: str
    at: datetime
    study_day: date
    delta_days: int
    """Whole study days since the review before; 0 for the first."""
    rating: int
    """1 again, 2 hard, 3 good, 4 easy."""
    phase: Phase
    """What the card was before."""
    ms: int
    algo: str
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One answer to a question."""

    id: str
    session_id: str
    question_id: str
    fact_id: str
    concept_id: str
    at: datetime
    study_day: date
    chosen: tuple[int, ...]
    """Places of the chosen options in the content file's order; empty for "I don't know"."""
    correct: bool
    confidence: Confidence
    misconceptions: tuple[str, ...]
    first: bool
    """Whether it is the first time this question was answered."""
    generated: bool
    ms: int
    language: str
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizSession:
    """A quiz that was begun: enough to make the same items again."""

    id: str
    at: datetime
    topics: tuple[str, ...]
    """The concepts that were chosen; none means all."""
    item_ids: tuple[str, ...]
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What the learner predicted before a simulator ran."""

    id: str
    model: str
    scenario: str
    fact_id: str
    at: datetime
    study_day: date
    chosen: str
    correct: bool | None
    """None when no choice was true of the run, as after parameters were changed."""
    misconception: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SimRun:
    """A run that was played to its end or whose goal was reached."""

    id: str
    model: str
    scenario: str
    at: datetime
    study_day: date
    script: str
    """The script as JSON."""
    goal_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A card or question was suspended, buried or flagged, or that was taken back."""

    id: str
    item_id: str
    kind: MarkKind
    at: datetime
    study_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How many reviews or attempts a study day saw."""

    study_day: date
    kind: Literal["review", "attempt"]
    phase: str
    """The card's phase before, or the learner's confidence."""
    rating: int
    """The rating, or for attempts 1 wrong and 3 right."""
    count: int
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How a question has gone so far."""

    question_id: str
    seen: int
    right: int
    last_right: bool
    last_at: datetime
    last_confidence: Confidence
