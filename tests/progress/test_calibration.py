"""Forecasts of recall against what came: the figures by hand, and silence where there is little."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import log

import pytest
from rich.cells import cell_len

from awsstudy.core.i18n import Messages
from awsstudy.core.seeds import stream
from awsstudy.progress.calibration import ENOUGH, calibration
from awsstudy.progress.honesty import Honesty, MemoryModel, RecallForecast, Shift, passed, upcoming
from awsstudy.progress.share import Share
from awsstudy.progress.telling import plot, sections
from awsstudy.store.records import Forecast

DAY = date(2026, 1, 5)


@dataclass(frozen=True)
class Came:
    day: date
    chance: float
    recalled: bool


def block(chance: float, hits: int, of: int, day: date = DAY) -> list[Came]:
    return [Came(day, chance, number < hits) for number in range(of)]


def test_figures_are_those_of_the_bins() -> None:
    found = calibration([*block(0.92, 45, 60), *block(0.62, 16, 20)])
    assert found.reviews == 80
    assert [(one.low, one.high) for one in found.bins] == [(0.6, 0.65), (0.9, 0.95)]
    assert [one.observed for one in found.bins] == [Share(16, 20), Share(45, 60)]
    assert found.ece == pytest.approx((60 * 0.17 + 20 * 0.18) / 80)
    assert found.rmse == pytest.approx(((60 * 0.17**2 + 20 * 0.18**2) / 80) ** 0.5)
    loss = 45 * log(0.92) + 15 * log(0.08) + 16 * log(0.62) + 4 * log(0.38)
    assert found.log_loss == pytest.approx(-loss / 80)


@pytest.mark.parametrize("number", [0, ENOUGH - 1])
def test_with_few_reviews_nothing_is_claimed(number) -> None:
    found = calibration(block(0.9, number, number))
    assert not found.enough
    assert (found.log_loss, found.rmse, found.ece, found.bins) == (None, None, None, ())


def test_chances_that_come_true_are_calibrated_and_others_are_not() -> None:
    chance = stream(1, "calibration")
    true = [
        Came(DAY, p, chance.random() < p) for p in (chance.uniform(0.5, 1) for _ in range(4000))
    ]
    assert calibration(true).ece < 0.03
    assert calibration([Came(DAY, p.chance**3, p.recalled) for p in true]).ece > 0.1


def test_certainty_that_was_wrong_has_a_finite_loss() -> None:
    assert calibration(block(1.0, 59, 60)).log_loss < 1


def test_only_days_with_reviews_enough_are_told() -> None:
    other = DAY + timedelta(days=1)
    found = calibration([*block(0.9, 50, 60), *block(0.9, 1, 2, other)])
    assert [(one.day, one.observed.of) for one in found.days] == [(DAY, 60)]


def test_a_plot_shows_what_was_foretold_and_observed_in_its_place() -> None:
    found = calibration([*block(0.97, 40, 40), *block(0.72, 12, 40), *block(0.9, 36, 40)])
    low, middle, high, axis = plot(found.bins)
    assert low.index("o") < low.index("|")
    assert "*" in middle
    assert high.index("|") < high.index("o")
    assert all(line.endswith("n = 40") for line in (low, middle, high))
    assert all(line.isascii() and cell_len(line) <= 75 for line in (low, middle, high, axis))


def forecast(made: int, target: int) -> Forecast:
    at = DAY + timedelta(days=made)
    return Forecast(
        id=f"{made:03}",
        kind="recall",
        exam="saa-c03",
        at=datetime.combine(at, time(9), UTC),
        study_day=at,
        target_day=DAY + timedelta(days=target),
        mean=0.7,
        low=0.6,
        high=0.8,
        chance=None,
        evidence=40,
    )


def test_of_many_forecasts_some_are_scored_the_first_and_the_last_among_them() -> None:
    made = [forecast(n, 30) for n in range(30)] + [forecast(31, 60)]
    today = DAY + timedelta(days=40)
    assert [one.id for one in passed(made, today)] == ["000", "010", "019", "029"]
    assert upcoming(made, DAY + timedelta(days=60), today) == made[-1]
    assert upcoming(made, None, today) is None
    assert upcoming(made, DAY + timedelta(days=30), today) is None


@pytest.mark.parametrize("language", ["en", "ko"])
def test_everything_is_told_with_its_number(language) -> None:
    own = MemoryModel(
        "own", 300, 150, DAY, 0.5, 0.45, Shift(2, 1), Shift(11, 5), Shift(4, 3), Shift(0.79, 0.6)
    )
    past = RecallForecast(DAY, DAY + timedelta(days=3), 0.7, 0.6, 0.8, 44, came=0.81)
    honesty = Honesty(own, calibration(block(0.9, 50, 60)), past=(past,), on_exam_day=Share(9, 12))
    words = Messages(language)
    told = dict(sections(honesty, DAY, words))
    assert "300" in told["progress.model"][0]
    assert len(told["progress.model"]) == 6
    assert "n = 60" in told["progress.calibration"][0]
    assert words("examforecast.missed") in told["progress.exam_forecast"][0]
    assert "n = 12" in told["progress.exam_forecast"][1]
    later = dict(sections(honesty, DAY + timedelta(days=7), words))
    assert len(later["progress.model"]) == 1


@pytest.mark.parametrize("standing", ["average", "off", "reset", "worse"])
def test_whose_model_is_in_use_is_said_in_a_line(standing) -> None:
    few = Honesty(MemoryModel(standing, 20, 150, DAY, 0.4, 0.5), calibration([]))
    told = dict(sections(few, DAY, Messages("en")))
    assert len(told["progress.model"]) == 1
    assert told["progress.calibration"] == [f"Too few reviews yet to judge: 0 of {ENOUGH}."]
    assert told["progress.exam_forecast"] == [Messages("en")("examforecast.none")]
