"""The error log: every miss with what was chosen, why, how surely, whether it is mended. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from awsstudy.store.records import Attempt, Confidence, Prediction
from awsstudy.study.remedy import Treatment


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A wrong answer to a question, or a prediction that a simulator's run refuted."""

    id: str
    """The event's."""
    kind: Literal["question", "prediction"]
    target: str
    """The question, or ``<model>.<scenario>``."""
    concept: str
    at: datetime
    day: date
    session: str = ""
    """The quiz or exam a question was answered in."""
    chosen: tuple[int, ...] = ()
    """Places of the answers chosen; empty for "I don't know"."""
    choice: str = ""
    """Of a prediction: the choice's id."""
    misconceptions: tuple[str, ...]
    """What the answer shows to be believed; none where it shows nothing."""
    confidence: Confidence = ""
    cleared: bool
    """Whether every belief behind it is cleared; where there is none, whether a question on the
    same fact was answered rightly on a later day."""


def error_log(
    attempts: Iterable[Attempt],
    predictions: Iterable[Prediction],
    treatments: Mapping[str, Treatment],
) -> list[Miss]:
    """Every miss, the latest first."""
    answered = list(attempts)
    right: dict[str, date] = {}
    for one in answered:
        if one.correct:
            right[one.fact_id] = max(one.study_day, right.get(one.fact_id, one.study_day))
    cleared = {name for name, one in treatments.items() if one.standing == "cleared"}
    misses = [_answer(one, cleared, right) for one in answered if not one.correct]
    misses += [_prediction(one, cleared, right) for one in predictions if one.correct is False]
    return sorted(misses, key=lambda miss: miss.id, reverse=True)


def _answer(one: Attempt, cleared: set[str], right: Mapping[str, date]) -> Miss:
    return Miss(
        id=one.id,
        kind="question",
        target=one.question_id,
        concept=one.concept_id,
        at=one.at,
        day=one.study_day,
        session=one.session_id,
        chosen=one.chosen,
        misconceptions=one.misconceptions,
        confidence=one.confidence,
        cleared=_mended(one, one.misconceptions, cleared, right),
    )


def _prediction(one: Prediction, cleared: set[str], right: Mapping[str, date]) -> Miss:
    beliefs = (one.misconception,) if one.misconception else ()
    return Miss(
        id=one.id,
        kind="prediction",
        target=f"{one.model}.{one.scenario}",
        concept=one.fact_id.partition(".")[0],
        at=one.at,
        day=one.study_day,
        choice=one.chosen,
        misconceptions=beliefs,
        cleared=_mended(one, beliefs, cleared, right),
    )


def _mended(
    one: Attempt | Prediction,
    beliefs: tuple[str, ...],
    cleared: set[str],
    right: Mapping[str, date],
) -> bool:
    if beliefs:
        return cleared.issuperset(beliefs)
    return right.get(one.fact_id, one.study_day) > one.study_day
