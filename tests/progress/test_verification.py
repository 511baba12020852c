"""Forecasts scored against the exams that followed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from awsstudy.progress.verification import Outcome, mock_passed, real_outcomes, verify
from awsstudy.quiz.item import bank_items
from awsstudy.store.records import ExamEvent, ExamResult, ExamSitting, Forecast

DAY = date(2026, 1, 7)
NOON = datetime(2026, 1, 7, 12, tzinfo=UTC)


def forecast(chance: float | None, *, day: int = 0, target: int | None = None, exam: str = "saa"):
    return Forecast(
        id=f"{day}",
        kind="pass",
        exam=exam,
        at=NOON + timedelta(days=day),
        study_day=DAY + timedelta(days=day),
        target_day=DAY + timedelta(days=day if target is None else target),
        mean=0.7,
        low=0.6,
        high=0.8,
        chance=chance,
        evidence=50,
    )


def mock(*, day: int, passed: bool, hour: int = 13) -> Outcome:
    at = NOON + timedelta(days=day, hours=hour - 12)
    return Outcome("saa", DAY + timedelta(days=day), passed, real=False, at=at)


def test_brier_is_the_mean_squared_error() -> None:
    found = verify(
        [forecast(0.8), forecast(0.4, day=20)],
        [mock(day=1, passed=True), mock(day=21, passed=True)],
    )
    assert found.brier == pytest.approx((0.2**2 + 0.6**2) / 2)
    assert (found.forecasts, found.exams) == (2, 2)


def test_a_forecast_is_scored_against_the_next_exam_only() -> None:
    found = verify([forecast(0.9)], [mock(day=5, passed=False), mock(day=2, passed=True)])
    assert found.brier == pytest.approx(0.01)
    assert found.forecasts == 1


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (forecast(None), mock(day=1, passed=True)),
        (forecast(0.5, exam="clf"), mock(day=1, passed=True)),
        (forecast(0.5), mock(day=15, passed=True)),
        (forecast(0.5, day=2), mock(day=1, passed=True)),
        (forecast(0.5), mock(day=0, passed=True, hour=11)),
        (forecast(0.5, target=30), mock(day=1, passed=True)),
        (forecast(0.5, target=30), Outcome("saa", DAY + timedelta(days=29), True, real=True)),
    ],
    ids=[
        "untold",
        "other exam",
        "too late",
        "before",
        "begun before",
        "for the exam day",
        "other day",
    ],
)
def test_what_a_forecast_does_not_speak_of_does_not_score_it(given, outcome) -> None:
    assert verify([given], [outcome]).brier is None


def test_the_real_exam_scores_the_forecasts_of_its_day_and_of_the_days_before() -> None:
    real = Outcome("saa", DAY + timedelta(days=10), True, real=True)
    given = [forecast(0.7, target=10), forecast(0.8), forecast(0.9, day=10)]
    found = verify(given, [real])
    assert (found.forecasts, found.exams) == (3, 1)


def test_the_calibration_has_a_row_for_each_fifth_with_its_number() -> None:
    given = [forecast(chance) for chance in (0.0, 0.1, 0.79, 0.8, 1.0)]
    found = verify(given, [mock(day=1, passed=True)])
    assert [(one.low, one.forecasts) for one in found.bins] == [(0.0, 2), (0.6, 1), (0.8, 2)]
    assert found.bins[2].forecast == pytest.approx(0.9)
    assert {one.passed for one in found.bins} == {1.0}


def test_what_was_told_last_of_a_day_corrects_what_was_before() -> None:
    told = [
        ExamResult(id=str(n), exam=exam, at=NOON, taken_on=DAY, passed=passed, score=None)
        for n, (exam, passed) in enumerate([("saa", True), ("saa", False), ("clf", True)])
    ]
    assert [one.passed for one in real_outcomes(told, "saa")] == [False]


@pytest.fixture(scope="module")
def bank(sample_catalog):
    items = bank_items(sample_catalog)
    return {key: item for key, item in items.items() if item.kind == "choice"}


def sitting(ids, *, unscored=()) -> ExamSitting:
    return ExamSitting(
        id="x",
        at=NOON,
        exam="saa",
        item_ids=tuple(ids),
        unscored=tuple(unscored),
        seed=1,
        minutes=90,
        conditions=(),
    )


def event(kind, place=0, response=()) -> ExamEvent:
    return ExamEvent(
        id="e",
        sitting_id="x",
        at=NOON,
        kind=kind,
        place=place,
        response=tuple(response),
        elapsed_ms=0,
    )


def right(bank, ids, places) -> list[ExamEvent]:
    return [event("answer", place, sorted(bank[ids[place]].keys)) for place in places]


def test_a_mock_is_passed_by_the_share_of_what_counts(bank) -> None:
    ids = list(bank)[:4]
    three = right(bank, ids, [0, 1, 2])
    assert mock_passed(sitting(ids), [*three, event("submit")], bank, 0.75) is True
    assert mock_passed(sitting(ids), [*three, event("submit")], bank, 0.76) is False
    unscored = sitting(ids, unscored=[ids[0]])
    assert mock_passed(unscored, [*three, event("timeout")], bank, 0.70) is False


def test_the_last_response_counts_and_a_blank_is_wrong(bank) -> None:
    ids = list(bank)[:1]
    undone = [*right(bank, ids, [0]), event("answer", 0), event("submit")]
    assert mock_passed(sitting(ids), undone, bank, 0.7) is False
    after = [event("submit"), *right(bank, ids, [0])]
    assert mock_passed(sitting(ids), after, bank, 0.7) is False


def test_a_mock_that_was_left_has_no_outcome(bank) -> None:
    ids = list(bank)[:1]
    assert mock_passed(sitting(ids), right(bank, ids, [0]), bank, 0.7) is None
