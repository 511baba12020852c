"""What the store takes and gives of plans: sessions of study, days that differ, fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

StudyEventKind = Literal["done", "skip", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySession:
    """A session of study that was begun."""

    id: str
    at: datetime
    study_day: date
    minutes: int
    steps: tuple[str, ...]
    """What to do in order, each as ``<kind>:<id>``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyEvent:
    """A step of a session that was done or passed over, or its end."""

    id: str
    session_id: str
    at: datetime
    kind: StudyEventKind
    place: int
    """The number of the step, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """How many minutes some days have; the last one said of a day stands."""

    id: str
    at: datetime
    first_day: date
    last_day: date
    minutes: int | None
    """0 for a day off; None for what every day has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """FSRS parameters fitted to the learner's own reviews, and what that gained."""

    id: str
    at: datetime
    study_day: date
    reviews: int
    """Long-term reviews it rests on."""
    parameters: tuple[float, ...]
    """As they are used: already shrunk towards the defaults."""
    loss_before: float
    """Log-loss of the parameters before on reviews that were held out."""
    loss_after: float
