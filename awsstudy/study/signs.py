"""What the log says of misconceptions: one sign for each time one showed or was worked on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from awsstudy.store.records import Attempt, Prediction, QuizSession, Remedy

SignKind = Literal["believed", "predicted", "corrected", "refuted", "right", "missed"]
"""``believed``: an answer only this belief gives. ``predicted``: the same before a simulator ran.
``corrected``: the correction was read. ``refuted``: the run that refutes it was predicted rightly.
``right`` and ``missed``: a question of its treatment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing in the log that tells of a misconception."""

    id: str
    """The event's; ids tell the order of a log, whichever machine wrote it."""
    misconception: str
    kind: SignKind
    at: datetime
    day: date
    concept: str = ""
    question: str = ""
    form: str = ""
    """What the question looks like: itself, or for a generated one the problem it was made of."""
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The parts of the log in which misconceptions show; undone events are not among them."""

    attempts: Iterable[Attempt] = ()
    """At least those with a misconception, and those of treatments."""
    predictions: Iterable[Prediction] = ()
    remedies: Iterable[Remedy] = ()
    treatments: Iterable[QuizSession] = ()
    """The quizzes that were steps of treatment."""
    scenarios: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Which misconceptions a run refutes, by ``<model>.<scenario>``. Only what is shown of the
    simulator's step depends on it, never what is due."""


def form_of(question_id: str, *, generated: bool) -> str:
    """What a question looks like: two made of one problem differ in their numbers only."""
    return question_id.rpartition(":")[0] if generated else question_id


def signs(history: History) -> list[Sign]:
    """Every sign, oldest first, each once."""
    asked = {
        (quiz.id, item): name
        for quiz in history.treatments
        for item, name in zip(quiz.item_ids, quiz.topics, strict=False)
    }
    found = [sign for one in history.attempts for sign in _answered(one, asked)]
    found += [sign for one in history.predictions for sign in _predicted(one, history.scenarios)]
    found += [_read(one) for one in history.remedies]
    unique = {(sign.id, sign.misconception): sign for sign in found}
    return sorted(unique.values(), key=lambda sign: (sign.id, sign.misconception))


def _answered(attempt: Attempt, asked: Mapping[tuple[str, str], str]) -> Iterator[Sign]:
    treated = asked.get((attempt.session_id, attempt.question_id))
    kinds: dict[str, SignKind] = {}
    if treated:
        kinds[treated] = "right" if attempt.correct else "missed"
    if not attempt.correct:
        kinds |= dict.fromkeys(attempt.misconceptions, "believed")
    for name, kind in kinds.items():
        yield Sign(
            id=attempt.id,
            misconception=name,
            kind=kind,
            at=attempt.at,
            day=attempt.study_day,
            concept=attempt.concept_id,
            question=attempt.question_id,
            form=form_of(attempt.question_id, generated=attempt.generated),
            sure=attempt.confidence == "sure",
        )


def _predicted(prediction: Prediction, scenarios: Mapping[str, tuple[str, ...]]) -> Iterator[Sign]:
    run = f"{prediction.model}.{prediction.scenario}"
    kinds: dict[str, SignKind] = {}
    if prediction.correct:
        kinds = dict.fromkeys(scenarios.get(run, ()), "refuted")
    elif prediction.correct is False and prediction.misconception:
        kinds = {prediction.misconception: "predicted"}
    for name, kind in kinds.items():
        yield Sign(
            id=prediction.id,
            misconception=name,
            kind=kind,
            at=prediction.at,
            day=prediction.study_day,
            concept=prediction.fact_id.partition(".")[0],
            form=run,
        )


def _read(remedy: Remedy) -> Sign:
    return Sign(
        id=remedy.id,
        misconception=remedy.misconception,
        kind="corrected",
        at=remedy.at,
        day=remedy.study_day,
    )
