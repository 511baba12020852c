# No "from __future__ import annotations" here: SQLModel reads annotations when a class is made.
"""The tables: the only module with ``table=True``, and every column of the database.

``review``, ``attempt``, ``quiz_session``, ``exam_sitting``, ``exam_event``, ``prediction``,
``sim_run``, ``mark``, ``override``, ``remedy``, ``forecast``, ``exam_result``, ``own_card``,
``note``, ``study_session``, ``study_event``, ``day_plan``, ``fit`` and ``void`` are the log, to
which rows are only ever added. ``unit_state``, ``card_state``, ``day_count`` and ``tally`` are
derived from it in the same transaction and can be rebuilt (``derived`` says by which rules they
were); ``exam_clock`` is how far a running exam's clock is.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Index, MetaData, Text
from sqlmodel import Field, SQLModel

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every constraint has a name, so that a later migration can drop it."""

_LEARNER = "learner.id"


class _Row(SQLModel):
    metadata = METADATA


class SchemaVersion(_Row, table=True):
    """Which migrations have been applied."""

    __tablename__ = "schema_version"
    version: int = Field(primary_key=True)
    app: str
    at: datetime


class LearnerRow(_Row, table=True):
    """A person who learns; one by default."""

    __tablename__ = "learner"
    id: str = Field(primary_key=True, max_length=64)
    at: datetime


class _Logged(_Row):
    """What every row of the log has."""

    id: str = Field(primary_key=True, max_length=32)
    learner_id: str = Field(foreign_key=_LEARNER, max_length=64)
    at: datetime
    app: str = Field(max_length=32)


class ReviewRow(_Logged, table=True):
    """An answer that told how well a fact was remembered."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("rating between 1 and 4", name="rating"),
        CheckConstraint("delta_days >= 0", name="delta_days"),
        Index(None, "learner_id", "card_id", "id"),
        Index(None, "learner_id", "fact_id", "id"),
        Index(None, "learner_id", "study_day"),
    )
    card_id: str = Field(max_length=200)
    fact_id: str = Field(max_length=200)
    study_day: date
    delta_days: int
    rating: int
    phase: str = Field(max_length=16)
    ms: int
    algo: str = Field(max_length=32)
    content_hash: str = Field(max_length=32)
    kind: str = Field(max_length=16, sa_column_kwargs={"server_default": "card"})
    interval: int = Field(sa_column_kwargs={"server_default": "0"})


class AttemptRow(_Logged, table=True):
    """An answer to a question."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index(None, "learner_id", "question_id"),
        Index(None, "learner_id", "session_id"),
        Index(None, "learner_id", "study_day"),
    )
    session_id: str = Field(max_length=32)
    question_id: str = Field(max_length=200)
    fact_id: str = Field(max_length=200)
    concept_id: str = Field(max_length=64)
    study_day: date
    chosen: str = Field(max_length=32)
    correct: bool
    confidence: str = Field(max_length=8)
    misconceptions: str = Field(max_length=400)
    first: bool
    generated: bool
    ms: int
    language: str = Field(max_length=8)
    content_hash: str = Field(max_length=32)
    hints: int = Field(sa_column_kwargs={"server_default": "0"})


class QuizSessionRow(_Logged, table=True):
    """A quiz that was begun."""

    __tablename__ = "quiz_session"
    topics: str = Field(sa_column=Column(Text, nullable=False))
    item_ids: str = Field(sa_column=Column(Text, nullable=False))
    seed: int
    kind: str = Field(max_length=16, sa_column_kwargs={"server_default": "quiz"})
    query: str = Field(sa_column=Column(Text, nullable=False, server_default=""))
    eased: str = Field(sa_column=Column(Text, nullable=False, server_default=""))


class ExamSittingRow(_Logged, table=True):
    """A mock exam that was begun."""

    __tablename__ = "exam_sitting"
    exam: str = Field(max_length=32)
    item_ids: str = Field(sa_column=Column(Text, nullable=False))
    unscored: str = Field(sa_column=Column(Text, nullable=False))
    seed: int
    minutes: int
    conditions: str = Field(max_length=200)


class ExamEventRow(_Logged, table=True):
    """Something done in a mock exam."""

    __tablename__ = "exam_event"
    __table_args__ = (Index(None, "learner_id", "sitting_id", "id"),)
    sitting_id: str = Field(max_length=32)
    kind: str = Field(max_length=16)
    place: int
    response: str = Field(max_length=64)
    elapsed_ms: int


class OverrideRow(_Logged, table=True):
    """A learner's own key for a question, or its withdrawal."""

    __tablename__ = "override"
    __table_args__ = (Index(None, "learner_id", "question_id", "id"),)
    question_id: str = Field(max_length=200)
    keys: str = Field(max_length=64)
    reason: str = Field(sa_column=Column(Text, nullable=False))
    content_hash: str = Field(max_length=32)


class RemedyRow(_Logged, table=True):
    """A step of the treatment of a misconception that leaves no other trace."""

    __tablename__ = "remedy"
    __table_args__ = (Index(None, "learner_id", "misconception", "id"),)
    misconception: str = Field(max_length=64)
    step: str = Field(max_length=16)
    study_day: date


class ForecastRow(_Logged, table=True):
    """What was forecast of an exam day, to be scored afterwards."""

    __tablename__ = "forecast"
    __table_args__ = (Index(None, "learner_id", "kind", "study_day"),)
    kind: str = Field(max_length=16)
    exam: str = Field(max_length=32)
    study_day: date
    target_day: date
    mean: float
    low: float
    high: float
    chance: float | None
    evidence: int


class ExamResultRow(_Logged, table=True):
    """How a real exam went, as the learner tells."""

    __tablename__ = "exam_result"
    exam: str = Field(max_length=32)
    taken_on: date
    passed: bool
    score: int | None


class OwnCardRow(_Logged, table=True):
    """A card of the learner's own, as it was written, rewritten or removed."""

    __tablename__ = "own_card"
    __table_args__ = (Index(None, "learner_id", "card_id", "id"),)
    card_id: str = Field(max_length=200)
    concept_id: str = Field(max_length=64)
    fact_id: str = Field(max_length=200)
    front: str = Field(sa_column=Column(Text, nullable=False))
    back: str = Field(sa_column=Column(Text, nullable=False))
    removed: bool


class NoteRow(_Logged, table=True):
    """What the learner noted on a card or question; the last one stands."""

    __tablename__ = "note"
    __table_args__ = (Index(None, "learner_id", "item_id", "id"),)
    item_id: str = Field(max_length=200)
    words: str = Field(sa_column=Column(Text, nullable=False))


class StudySessionRow(_Logged, table=True):
    """A session of study that was begun."""

    __tablename__ = "study_session"
    study_day: date
    minutes: int
    steps: str = Field(sa_column=Column(Text, nullable=False))


class StudyEventRow(_Logged, table=True):
    """A step of a session that was done or passed over, or its end."""

    __tablename__ = "study_event"
    __table_args__ = (Index(None, "learner_id", "session_id", "id"),)
    session_id: str = Field(max_length=32)
    kind: str = Field(max_length=16)
    place: int


class DayPlanRow(_Logged, table=True):
    """How many minutes some days have, where it is not what every day has."""

    __tablename__ = "day_plan"
    first_day: date
    last_day: date
    minutes: int | None


class FitRow(_Logged, table=True):
    """FSRS parameters fitted to the learner's own reviews."""

    __tablename__ = "fit"
    study_day: date
    reviews: int
    parameters: str = Field(sa_column=Column(Text, nullable=False))
    loss_before: float
    loss_after: float


class PredictionRow(_Logged, table=True):
    """A prediction before a simulator ran."""

    __tablename__ = "prediction"
    __table_args__ = (Index(None, "learner_id", "model"),)
    model: str = Field(max_length=64)
    scenario: str = Field(max_length=64)
    fact_id: str = Field(max_length=200)
    study_day: date
    chosen: str = Field(max_length=64)
    correct: bool | None
    misconception: str = Field(max_length=64)


class SimRunRow(_Logged, table=True):
    """A simulator's run."""

    __tablename__ = "sim_run"
    model: str = Field(max_length=64)
    scenario: str = Field(max_length=64)
    study_day: date
    script: str = Field(sa_column=Column(Text, nullable=False))
    goal_reached: bool


class MarkRow(_Logged, table=True):
    """A card or question was suspended, buried or flagged, or that was taken back."""

    __tablename__ = "mark"
    __table_args__ = (Index(None, "learner_id", "item_id", "id"),)
    item_id: str = Field(max_length=200)
    kind: str = Field(max_length=16)
    study_day: date


class VoidRow(_Logged, table=True):
    """An event was undone: it stays in the log and no longer counts."""

    __tablename__ = "void"
    __table_args__ = (Index(None, "learner_id", "event_id", unique=True),)
    event_id: str = Field(max_length=32)
    kind: str = Field(max_length=16)


class UnitStateRow(_Row, table=True):
    """Derived: how well a fact is remembered."""

    __tablename__ = "unit_state"
    __table_args__ = (Index(None, "learner_id", "phase", "due_day"),)
    learner_id: str = Field(foreign_key=_LEARNER, primary_key=True, max_length=64)
    unit_id: str = Field(primary_key=True, max_length=200)
    phase: str = Field(max_length=16)
    step: int
    stability: float | None
    difficulty: float | None
    due_at: datetime | None
    due_day: date | None
    last_day: date | None
    reps: int
    lapses: int
    last_item: str = Field(max_length=200)
    algo: str = Field(max_length=32)


class CardStateRow(_Row, table=True):
    """Derived: how often a card was asked, and whether it is put aside."""

    __tablename__ = "card_state"
    learner_id: str = Field(foreign_key=_LEARNER, primary_key=True, max_length=64)
    card_id: str = Field(primary_key=True, max_length=200)
    reps: int
    suspended: bool
    flagged: bool
    buried_on: date | None


class DerivedRow(_Row, table=True):
    """By which rules a derived part was made; another version means it must be made again."""

    __tablename__ = "derived"
    learner_id: str = Field(foreign_key=_LEARNER, primary_key=True, max_length=64)
    part: str = Field(primary_key=True, max_length=32)
    version: str = Field(max_length=64)


class DayCountRow(_Row, table=True):
    """Derived: reviews and attempts of a study day."""

    __tablename__ = "day_count"
    learner_id: str = Field(foreign_key=_LEARNER, primary_key=True, max_length=64)
    study_day: date = Field(primary_key=True)
    kind: str = Field(primary_key=True, max_length=16)
    phase: str = Field(primary_key=True, max_length=16)
    rating: int = Field(primary_key=True)
    count: int
    ms: int


class TallyRow(_Row, table=True):
    """Derived: how a question has gone so far."""

    __tablename__ = "tally"
    learner_id: str = Field(foreign_key=_LEARNER, primary_key=True, max_length=64)
    question_id: str = Field(primary_key=True, max_length=200)
    seen: int
    right: int
    last_right: bool
    last_at: datetime
    last_confidence: str = Field(max_length=8)
    last_hints: int = Field(sa_column_kwargs={"server_default": "0"})


class ExamClockRow(_Row, table=True):
    """Derived: how far the clock of a mock exam is, to the last few seconds."""

    __tablename__ = "exam_clock"
    learner_id: str = Field(foreign_key=_LEARNER, primary_key=True, max_length=64)
    sitting_id: str = Field(primary_key=True, max_length=32)
    elapsed_ms: int
