"""The benches of exam mode print what was measured and which goals are met."""

import re

import pytest

from awsstudy.cli.bench_policy import forecast, policy
from awsstudy.study.simulation import comparison
from awsstudy.study.simulation.course import Scenario

pytest.importorskip("fsrs_rs_python")


@pytest.fixture
def small(monkeypatch) -> None:
    scenarios = [
        Scenario(f"S{number}", cards=60, days=8, minutes=5, truth=truth)
        for number, truth in enumerate(("fsrs", "fsrs", "fsrs", "act-r"), start=1)
    ]
    monkeypatch.setattr(comparison, "SCENARIOS", tuple(scenarios))


def test_policy_prints_every_policy_and_every_goal(small) -> None:
    text = policy(3, None)
    assert text.startswith("3 simulated learners, parameters drawn")
    assert len(re.findall(r"0\.\d{3} \+- 0\.\d{3} +\d\.\d\d +\d+\.\d%", text)) == 4 * 8
    assert len(re.findall(r"goal (<=|>=) [\d.]+: (met|MISSED)", text)) == 9
    assert re.search(r"plan of 2,000 units: \d+\.\d ms", text)


def test_forecast_prints_its_bias(small, tmp_path) -> None:
    from awsstudy.flashcards.scheduling import DEFAULTS

    file = tmp_path / "own.txt"
    file.write_text(" ".join(map(str, DEFAULTS)) + "\n")
    text = forecast(3, file)
    assert "parameters from own.txt" in text
    assert len(re.findall(r"foretold [+-]0\.\d{3}", text)) == 4
    assert len(re.findall(r"goal <= 0.04: (met|MISSED)", text)) == 2
