"""Numbers of progress, and the reports made of them."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from awsstudy.core.i18n import Messages
from awsstudy.progress.report import FORMATS
from awsstudy.progress.share import Share
from awsstudy.progress.statistics import Material, statistics
from awsstudy.store.records import Attempt, DayCount, UnitState

DAY = date(2026, 1, 7)


def attempt(question: str, fact: str, *, correct: bool, confidence: str = "sure") -> Attempt:
    return Attempt(
        id=question,
        session_id="s",
        question_id=question,
        fact_id=fact,
        concept_id=fact.partition(".")[0],
        at=datetime(2026, 1, 7, tzinfo=UTC),
        study_day=DAY,
        chosen=(0,),
        correct=correct,
        confidence=confidence,  # type: ignore[arg-type]
        misconceptions=() if correct else ("belief",),
        first=True,
        generated=False,
        ms=60_000,
        language="en",
        content_hash="",
    )


def count(kind: str, phase: str, rating: int, number: int, day: date = DAY) -> DayCount:
    return DayCount(study_day=day, kind=kind, phase=phase, rating=rating, count=number, ms=60_000)  # type: ignore[arg-type]


@pytest.fixture
def numbers(sample_catalog):
    facts = list(sample_catalog.facts)
    unit = UnitState(
        unit_id=facts[0], phase="review", reps=1, due_day=DAY - timedelta(days=2), last_day=DAY
    )
    material = Material(
        askable={facts[0]},
        units={facts[0]: unit},
        attempts=[
            attempt("q1", facts[0], correct=True),
            attempt("q2", facts[1], correct=False),
        ],
        predictions=[],
        days=[count("review", "review", 3, 9), count("review", "review", 1, 1)],
        recall=lambda _: 0.95,
    )
    return statistics(sample_catalog, material, DAY)


def test_retention_counts_reviews_of_learned_cards(numbers) -> None:
    assert (numbers.retention.hits, numbers.retention.of) == (9, 10)


def test_a_fact_is_known_while_it_would_be_recalled(numbers, sample_catalog) -> None:
    assert sum(group.known for group in numbers.groups) == 1
    assert sum(group.facts for group in numbers.groups) == len(sample_catalog.facts)


def test_answers_are_told_apart_by_confidence(numbers) -> None:
    assert numbers.by_confidence["sure"] == Share(1, 2)
    assert numbers.by_confidence["guess"].value is None


def test_overdue_cards_come_back_today(numbers) -> None:
    assert numbers.forecast[0] == (DAY, 1)
    assert len(numbers.forecast) == 14


def test_the_calendar_holds_whole_weeks_up_to_today(numbers) -> None:
    assert numbers.calendar[0][0].weekday() == 0
    assert numbers.calendar[-1] == (DAY, 10)


@pytest.mark.parametrize(
    ("share", "low", "high"), [(Share(0, 10), 0.0, 0.22), (Share(10, 10), 0.78, 1.0)]
)
def test_the_interval_is_wilsons(share, low, high) -> None:
    assert share.interval == pytest.approx((low, high), abs=0.01)


def test_nothing_measured_is_said_as_nothing() -> None:
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("form", list(FORMATS))
def test_every_report_tells_retention_with_its_number(
    numbers, sample_catalog, form, language
) -> None:
    report = FORMATS[form](numbers, sample_catalog, Messages(language))
    if form == "json":
        assert json.loads(report)["retention"] == {"hits": 9, "of": 10}
    else:
        assert "90%" in report
        assert "n = 10" in report
