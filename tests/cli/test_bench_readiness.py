"""The forecasts on simulated learners: fewer than the bench has, so wider goals than its own."""

import pytest

from awsstudy.cli.bench_learners import DAYS, MOCK, SETTINGS, WEIGHTS, learners
from awsstudy.cli.bench_readiness import _exam, forecasts, forecasts_ahead, report, score

NUMBER = 120
SEED = 3


@pytest.fixture(scope="module")
def exam():
    return _exam()


@pytest.mark.parametrize("setting", SETTINGS, ids=[one.name for one in SETTINGS])
def test_forecasts_are_calibrated_and_better_than_raw_percentages(setting, exam) -> None:
    people = learners(setting, NUMBER, SEED)
    found = score(people, forecasts(exam, people))
    # The bench's goal is .85 to .95; three standard errors of so few learners are .08.
    assert found.coverage >= 0.77
    assert 0.05 < found.width < 0.35
    assert found.brier < min(found.last_mock, found.raw_share)
    assert found.ece < 0.15
    assert found.told == NUMBER


def test_the_forecast_of_the_exam_day_holds_two_weeks_ahead(exam) -> None:
    people = learners(SETTINGS[0], NUMBER, SEED)
    found = score(people, forecasts_ahead(exam, people))
    assert found.coverage >= 0.77
    assert found.brier < found.raw_share


def test_learners_are_equal_for_equal_seeds_and_answer_what_the_setting_says() -> None:
    one, again, other = (learners(SETTINGS[0], 2, seed)[0] for seed in (1, 1, 2))
    assert (one.share, one.passed, one.mocks) == (again.share, again.passed, again.mocks)
    assert one.share != other.share
    assert len(one.right) == 15 * DAYS + 3 * MOCK
    assert len(one.mocks) == 3
    assert sum(WEIGHTS) == pytest.approx(1)


def test_the_domains_are_those_of_the_content(exam) -> None:
    assert tuple(domain.weight / 100 for domain in exam.domains) == WEIGHTS


def test_the_report_has_a_row_for_each_setting(monkeypatch) -> None:
    monkeypatch.setattr("awsstudy.cli.bench_readiness.LEARNERS", 20)
    lines = report(5).splitlines()
    assert [line[:20].strip() for line in lines[1:5]] == [one.name for one in SETTINGS]
    assert "simulated learners only" in lines[-1]
