"""Days ahead and the fit on the command line."""

import json
from datetime import date, timedelta

import pytest

from awsstudy.cli.main import run
from awsstudy.core.errors import ExitCode
from tests.cli.test_commands import _own_home, said

__all__ = ["_own_home"]


def today(capsys) -> str:
    return json.loads(said(capsys, "plan", "--json"))["days"][0]["day"]


def test_a_day_off_is_said_kept_and_cleared(capsys) -> None:
    day = today(capsys)
    assert f"{day}: off" in said(capsys, "plan", "--off", day, "--dry-run")
    assert json.loads(said(capsys, "plan", "--json"))["days"][0]["minutes"] == 20
    said(capsys, "plan", "--off", f"{day}..{day}")
    assert json.loads(said(capsys, "plan", "--json"))["days"][0]["minutes"] == 0
    assert json.loads(said(capsys, "study", "--json"))["minutes"] == 0
    said(capsys, "plan", "--minutes", "60", "--on", day)
    assert json.loads(said(capsys, "plan", "--json"))["days"][0]["minutes"] == 60
    assert "20분" in said(capsys, "--lang", "ko", "plan", "--clear", day)


def test_a_change_says_what_it_costs_in_the_exam(capsys) -> None:
    day = today(capsys)
    exam = date.fromisoformat(day) + timedelta(days=12)
    said(capsys, "settings", "set", "exam_date", exam.isoformat())
    found = json.loads(
        said(capsys, "plan", "--minutes", "5", "--on", f"{day}..2099-01-01", "--json")
    )
    assert found["difference"]["points"] < 0
    assert found["changes"] == [{"first": day, "last": "2099-01-01", "minutes": 5}]
    assert 0 < found["expected"] < 1
    assert len(found["days"]) == found["days_to_exam"]


@pytest.mark.parametrize(
    "arguments",
    [("--off", "tomorrow"), ("--minutes", "60"), ("--on", "2099-01-01"), ("--off", "2020-01-01")],
)
def test_what_makes_no_sense_is_refused(capsys, arguments) -> None:
    assert run(["plan", *arguments]) == ExitCode.USAGE
    assert capsys.readouterr().err.startswith("awsstudy: ")


def test_a_fit_says_why_there_is_none_and_a_reset_is_kept(capsys) -> None:
    assert "it needs 150 reviews" in said(capsys, "fit")
    found = json.loads(said(capsys, "fit", "--json"))
    assert (found["standing"], found["refusal"], found["reviews"]) == ("average", "few_reviews", 0)
    assert len(found["parameters"]) == 21
    assert json.loads(said(capsys, "fit", "--reset", "--json"))["standing"] == "reset"
    assert "average learner since" in said(capsys, "report")
    assert json.loads(said(capsys, "report", "--format", "json"))["honesty"]["memory"]
