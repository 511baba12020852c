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
ReviewKind = Literal["card", "question", "prediction", "cram"]
"""What a review came from; cramming leaves no trace in the memory."""
MarkKind = Literal["suspend", "unsuspend", "bury", "unbury", "flag", "unflag"]
EventKind = Literal["review", "attempt", "prediction", "sim_run", "mark"]
QuizKind = Literal["quiz", "exam", "remedy", "today", "endless"]
ExamEventKind = Literal[
    "visit",
    "answer",
    "flag",
    "unflag",
    "language",
    "pause",
    "resume",
    "submit",
    "timeout",
    "reviewed",
]
RemedyStep = Literal["correction"]
ForecastKind = Literal["pass", "recall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitState:
    """How well a fact is remembered; derived from every review of it, of whatever kind."""

    unit_id: str
    """The fact's id; a card of the learner's own that asks for no fact is a unit by itself."""
    phase: Phase = "new"
    step: int = 0
    """The learning step it is on, while learning or relearning."""
    stability: float | None = None
    difficulty: float | None = None
    due_at: datetime | None = None
    """When a unit that is being learned comes back."""
    due_day: date | None = None
    """The study day a unit in review comes back."""
    last_day: date | None = None
    """The study day of its last review."""
    reps: int = 0
    lapses: int = 0
    last_item: str = ""
    """What it was asked by last: a card, a question or a scenario."""
    algo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState:
    """What is known of a card besides its unit's memory; derived from its reviews and marks."""

    card_id: str
    reps: int = 0
    suspended: bool = False
    flagged: bool = False
    buried_on: date | None = None
    """The study day for which it is put aside."""


@dataclass(frozen=True, slots=True)
class States:
    """Everything that is derived from reviews and marks, by id."""

    units: dict[str, UnitState]
    cards: dict[str, CardState]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One answer that told how well a fact was remembered."""

    id: str
    kind: ReviewKind = "card"
    card_id: str
    """What asked: a card, a question, or ``<model>.<scenario>``."""
    fact_id: str
    """The unit it told of."""
    at: datetime
    study_day: date
    delta_days: int
    """Whole study days since the unit's review before; 0 for the first."""
    rating: int
    """1 again, 2 hard, 3 good, 4 easy."""
    phase: Phase
    """What the unit was before."""
    interval: int = 0
    """Days until the unit comes back, as they were chosen; 0 while it is being learned, and in logs
    of the first schema."""
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
    hints: int = 0
    """How many hints were shown before the answer; each lowers what it counts for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizSession:
    """A quiz that was begun: enough to make the same items again."""

    id: str
    at: datetime
    topics: tuple[str, ...]
    """The concepts that were chosen; none means all. Of a ``remedy``: for each item in turn the
    misconception it was asked for."""
    item_ids: tuple[str, ...]
    """Empty for an endless quiz, whose items follow from seed, query and what was answered."""
    seed: int
    kind: QuizKind = "quiz"
    query: str = ""
    """What the learner asked to be asked."""
    eased: tuple[str, ...] = ()
    """Concepts whose questions are shown with an option less, as to a beginner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamSitting:
    """A mock exam that was begun: enough to make the same form again."""

    id: str
    at: datetime
    exam: str
    """The blueprint's code."""
    item_ids: tuple[str, ...]
    unscored: tuple[str, ...]
    """Items that do not count, as on the real exam; the learner is not told which."""
    seed: int
    minutes: int
    conditions: tuple[str, ...]
    """What differs from the standard: ``esl`` for 30 minutes more, ``unscored``, ``short``,
    ``covers-87`` where the content fills only so many per cent of the guide; and the language it
    was begun in, as ``in-ko``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamEvent:
    """Something done in a mock exam."""

    id: str
    sitting_id: str
    at: datetime
    kind: ExamEventKind
    place: int
    """The number of the item, from 0."""
    response: tuple[int, ...]
    """For an answer: the whole response from now on; empty for blank. For ``language`` and
    ``resume``: the place of the language shown from now on among ours."""
    elapsed_ms: int
    """How far the exam's clock was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamStanding:
    """How far a mock exam is, as its list shows it."""

    sitting: ExamSitting
    submitted: bool
    """Whether it was submitted, by the learner or by its clock."""
    right: int
    """Right answers among those that count."""
    misses: int
    """Wrong and missing answers, whether they count or not."""
    reviewed: int
    """Misses that were gone through afterwards."""
    elapsed_ms: int = 0
    """How far its clock is."""

    @property
    def scored(self) -> int:
        """How many questions count."""
        return len(self.sitting.item_ids) - len(self.sitting.unscored)

    @property
    def left_ms(self) -> int:
        """What is left of its time."""
        return self.sitting.minutes * 60_000 - self.elapsed_ms

    @property
    def done(self) -> bool:
        """Whether nothing is left to do: submitted, and every miss gone through."""
        return self.submitted and self.reviewed >= self.misses


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A learner's own key for a question, or its withdrawal."""

    id: str
    question_id: str
    at: datetime
    keys: tuple[int, ...]
    """Places of the right options in the content file's order; none withdraws it."""
    reason: str
    content_hash: str
    """Of the question as it was when the learner judged it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A step of the treatment of a misconception that leaves no other trace."""

    id: str
    misconception: str
    step: RemedyStep
    at: datetime
    study_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What was forecast of an exam day."""

    id: str
    kind: ForecastKind
    """``pass``: the share of questions right and the chance of passing; ``recall``: the share of
    facts recalled."""
    exam: str
    at: datetime
    study_day: date
    target_day: date
    mean: float
    low: float
    """The 5 % quantile of the share."""
    high: float
    """The 95 % quantile of the share."""
    chance: float | None
    """The chance of passing; None where there was too little evidence."""
    evidence: int
    """How many answers it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamResult:
    """How a real exam went."""

    id: str
    exam: str
    at: datetime
    taken_on: date
    passed: bool
    score: int | None
    """The scaled score that AWS reported, where the learner tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCard:
    """A card of the learner's own."""

    id: str
    card_id: str
    """``own.<id>``, the same for every version of the card."""
    at: datetime
    concept_id: str
    """The concept it belongs to."""
    fact_id: str
    """The fact it asks for; empty where it is a unit by itself."""
    front: str
    back: str
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the learner noted on a card or question."""

    id: str
    item_id: str
    at: datetime
    words: str
    """Empty where the note was taken off."""


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
    """Right answers, with or without hints."""
    last_right: bool
    last_at: datetime
    last_confidence: Confidence
    last_hints: int = 0
    """How many hints were shown before the last answer."""

    @property
    def known(self) -> bool:
        """Whether the last answer was right without a hint: only then it shows knowledge."""
        return self.last_right and not self.last_hints
