"""The command line: what it prints, where, and with which exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from awsstudy.cli.main import run
from awsstudy.core.errors import ExitCode
from awsstudy.quiz.exam.blueprint import ExamWish
from awsstudy.workspace.overrides import set_key
from awsstudy.workspace.workspace import Workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWSSTUDY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AWSSTUDY_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("AWSSTUDY_DATABASE_URL", raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = ExitCode.OK) -> str:
    assert run(arguments) == code
    return capsys.readouterr().out


def test_the_plan_as_lines_and_as_json(capsys) -> None:
    assert "Flashcards" in said(capsys, "study", "--plain")
    plan = json.loads(said(capsys, "--lang", "ko", "study", "--json"))
    assert [entry["kind"] for entry in plan["entries"]] == ["cards", "quiz", "simulator"]
    assert "새 카드" in plan["entries"][0]["reason"]


def test_what_is_due_as_json(capsys) -> None:
    assert json.loads(said(capsys, "review", "--json")) == {"new": 15, "learning": 0, "due": 0}


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_report_in_every_form(capsys, form) -> None:
    report = said(capsys, "report", "--format", form)
    assert json.loads(report)["groups"] if form == "json" else "Progress" in report


def test_the_report_forecasts_the_exam_that_is_asked_for(capsys) -> None:
    assert "missing" in said(capsys, "report", "--exam", "clf-c02")
    told = json.loads(said(capsys, "report", "--format", "json", "--exam", "clf-c02"))["readiness"]
    assert told["exam"] == "clf-c02"
    assert told["today"]["chance"] is None
    assert told["missing"] == sum(domain["missing"] for domain in told["domains"]) == 41
    assert "| 영역 |" in said(capsys, "--lang", "ko", "report", "--format", "markdown")
    assert run(["report", "--exam", "clf"]) == ExitCode.USAGE
    assert "saa-c03" in capsys.readouterr().err


def test_a_real_result_is_kept_or_refused(capsys) -> None:
    told = said(
        capsys, "exam-result", "saa-c03", "--failed", "--score", "650", "--date", "2026-01-05"
    )
    assert "SAA-C03 of 2026-01-05: not passed" in told
    assert run(["exam-result", "saa-c03", "--passed", "--score", "650"]) == ExitCode.USAGE
    assert "contradicts" in capsys.readouterr().err
    assert run(["exam-result", "saa-c03"]) == ExitCode.USAGE
    workspace = Workspace()
    (result,) = workspace.store.exams.results()
    workspace.close()
    assert (result.passed, result.score) == (False, 650)


def test_an_exam_that_is_not_there_is_refused_by_name(capsys) -> None:
    said(capsys, "settings", "set", "exam", "saa-c03")
    assert run(["settings", "set", "exam", "saa-c99"]) == ExitCode.USAGE
    assert "saa-c03" in capsys.readouterr().err
    assert "exam = saa-c03" in said(capsys, "settings", "show")
    said(capsys, "settings", "set", "exam", "")
    assert "exam = \n" in said(capsys, "settings", "show")


def test_settings_are_kept_and_refused_by_name(capsys, tmp_path) -> None:
    said(capsys, "settings", "set", "exam_date", "2026-12-31")
    assert "exam_date = 2026-12-31" in said(capsys, "settings", "show")
    before = (tmp_path / "home" / "settings.toml").read_text()
    assert run(["settings", "set", "retention", "2"]) == ExitCode.USAGE
    assert "retention" in capsys.readouterr().err
    assert run(["settings", "set", "colour", "red"]) == ExitCode.USAGE
    assert (tmp_path / "home" / "settings.toml").read_text() == before


def test_a_broken_settings_file_is_named_with_its_field(capsys, tmp_path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "settings.toml").write_text("minutes_per_day = 1\n")
    assert run(["settings", "show"]) == ExitCode.USAGE
    assert "minutes_per_day" in capsys.readouterr().err


def test_the_content_is_clean_and_wholly_covered(capsys) -> None:
    said(capsys, "content", "check")
    found = json.loads(said(capsys, "content", "coverage", "--json"))
    assert found["covered_facts"] == found["facts"] > 200
    assert found["uncovered_facts"] == []


def test_schemas_are_json(capsys) -> None:
    assert json.loads(said(capsys, "content", "schema", "concept"))["title"] == "Concept"
    assert json.loads(said(capsys, "sim", "schema", "route53_routing"))["type"] == "object"


@pytest.mark.parametrize(
    "arguments",
    [
        ("quiz", "no-such-concept"),
        ("quiz", "--length", "x"),
        ("report", "--format", "pdf"),
        ("--lang", "fr", "study"),
        ("sim", "run", "no_such_model"),
        ("sim", "run", "s3_lifecycle", "--scenario", "none"),
        ("sim", "run", "s3_lifecycle", "--set", "object_count"),
        ("sim", "run", "s3_lifecycle", "--set", "no_such=1"),
        ("content", "schema", "poem"),
        ("bench", "nothing"),
        ("exam", "dva-c02"),
        ("exam", "saa-c03", "--questions", "66"),
        ("no-such-command",),
    ],
)
def test_what_is_not_understood_is_said_with_exit_code_two(capsys, arguments) -> None:
    assert run(arguments) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert captured.err.strip()
    assert "Traceback" not in captured.err


def test_a_simulator_runs_headless(capsys) -> None:
    listed = json.loads(said(capsys, "sim", "list", "--json"))
    for model in listed:
        scenario = model["scenarios"][0]
        result = json.loads(
            said(capsys, "sim", "run", model["id"], "--scenario", scenario, "--json")
        )
        assert result["trace"]
        assert all(step["rule"] for step in result["trace"])


def test_cases_are_answered_line_by_line(capsys, tmp_path) -> None:
    group = {
        "policy": "weighted",
        "records": [
            {"id": "a", "w": 1, "healthy": True},
            {"id": "b", "w": 3, "healthy": True},
            {"id": "c", "w": 4, "healthy": False},
        ],
    }
    cases = tmp_path / "cases.jsonl"
    good = {"id": "one", "params": {"group": group, "client": {}}}
    bad = {"id": "two", "params": {"group": {"policy": "none"}}}
    cases.write_text(f"{json.dumps(good)}\n{json.dumps(bad)}\nnot json\n")
    out = said(capsys, "sim", "run", "route53_routing", "--cases", str(cases), "--no-trace", code=2)
    first, second, third = map(json.loads, out.splitlines())
    assert first["outcome"] == {"answer": [["a", 1, 4], ["b", 3, 4]]}
    assert "trace" not in first
    assert second["error"]["field"].startswith("group")
    assert third["error"]["message"]


def test_the_lifecycle_matrix_answers_its_fixed_shape(capsys, tmp_path) -> None:
    cases = tmp_path / "cases.jsonl"
    edges = [("STANDARD_IA", "ONEZONE_IA", True), ("GLACIER", "STANDARD", False)]
    lines = [{"params": {"check": "transition", "from": a, "to": b}} for a, b, _ in edges]
    cases.write_text("\n".join(map(json.dumps, lines)))
    out = said(capsys, "sim", "run", "s3_lifecycle", "--cases", str(cases))
    answers = [json.loads(line)["outcome"]["allowed"] for line in out.splitlines()]
    assert answers == [allowed for _, _, allowed in edges]


def test_a_run_is_written_as_events(capsys, tmp_path) -> None:
    for model, first in (("auto_scaling", "config"), ("route53_routing", "QueryReceived")):
        file = tmp_path / f"{model}.jsonl"
        said(capsys, "sim", "run", model, "--events", str(file))
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        assert rows[0]["ev"] == first
    said(capsys, "sim", "run", "auto_scaling", "--events", str(tmp_path), code=2)


def test_questions_of_a_simulator_repeat_by_seed(capsys) -> None:
    ask = ("sim", "ask", "ec2_purchase_options", "--seed", "7", "--count", "3", "--json")
    assert said(capsys, *ask) == said(capsys, *ask)


def test_exams_are_listed_with_those_of_before(capsys, tmp_path) -> None:
    listed = said(capsys, "exam", "--list")
    assert "saa-c03: AWS Certified Solutions Architect" in listed
    assert "Running" not in listed
    workspace = Workspace(tmp_path / "home", seed=1)
    wish = ExamWish("clf-c02", 10, esl=True, unscored=True)
    workspace.exams.begin(wish, 7, "ko")
    workspace.exams.begin(wish, 8, "en").submit()
    workspace.close()
    assert "not reviewed, misses left: 10" in said(capsys, "exam", "--list")
    told = json.loads(said(capsys, "exam", "--list", "--json"))
    assert {exam["code"]: exam["minutes"] for exam in told["exams"]} == {
        "clf-c02": 90,
        "saa-c03": 130,
        "notes": 90,
    }
    running, past = told["sittings"]
    assert (running["submitted"], running["right"], running["seed"]) == (False, None, 7)
    assert running["conditions"] == ["esl", "unscored", "short", "in-ko"]
    assert (past["right"], past["scored"], past["misses"], past["done"]) == (0, 8, 10, False)


def test_there_must_be_an_exam_to_go_on_with(capsys) -> None:
    assert run(["exam", "--resume"]) == ExitCode.CHECK_FAILED
    assert "No mock exam is running" in capsys.readouterr().err


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "awsstudy", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("environment", [{}, {"TERM": "dumb"}, {"PYTHONUTF8": "0", "LC_ALL": "C"}])
def test_without_a_terminal_the_plan_is_printed(environment) -> None:
    done = process(**environment)
    assert done.returncode == 0, done.stderr
    assert "things to do" in done.stdout


def test_a_database_of_a_newer_version_is_refused_untouched(tmp_path) -> None:
    import sqlite3

    assert process("review", "--json").returncode == 0
    file = tmp_path / "home" / "awsstudy.db"
    with sqlite3.connect(file) as database:
        database.execute("INSERT INTO schema_version VALUES (99, 'x', '2026-01-01 00:00:00')")
    database.close()
    before = file.read_bytes()
    done = process("review", "--json")
    assert done.returncode == ExitCode.STORE
    assert "newer" in done.stderr
    assert file.read_bytes() == before


def test_every_command_has_help_with_an_example(capsys) -> None:
    for command in ("study", "review", "quiz", "exam", "report", "bench"):
        assert "Example:" in said(capsys, command, "--help")
    for group, names in {
        "sim": ("list", "run", "ask", "schema"),
        "content": ("check", "coverage", "schema"),
        "settings": ("show", "set"),
    }.items():
        for name in names:
            assert "Example:" in said(capsys, group, name, "--help"), (group, name)


def test_a_simulator_follows_the_rules_of_the_day_that_is_asked_for(capsys) -> None:
    """Since 16 July 2026 a transition to an IA class may name any day."""
    before = said(capsys, "sim", "run", "s3_lifecycle", "--as-of", "2026-07-01", "--json")
    after = said(capsys, "sim", "run", "s3_lifecycle", "--as-of", "2026-11-24", "--json")
    assert "s3.lifecycle.ia-any-day" not in before
    assert "s3.lifecycle.ia-any-day" in after


def test_errors_and_what_is_held_as_lines_and_as_json(capsys, tmp_path) -> None:
    assert said(capsys, "errors").strip() == "No miss so far."
    workspace = Workspace(tmp_path / "home")
    item, place = next(
        (item, place)
        for item in workspace.quiz.bank.values()
        if item.choose == 1 and item.kind == "choice"
        for place, choice in enumerate(item.choices)
        if choice.misconception
    )
    session = workspace.quiz.begin([item, item], 1).toggle(place).submit().confide("sure")
    workspace.quiz.save(session, 1000, "en")
    workspace.quiz.save(session.proceed().give_up(), 1000, "en")
    workspace.close()
    chosen = item.choices[place]
    belief = workspace.catalog.misconceptions[chosen.misconception]
    unknown, sure = json.loads(said(capsys, "errors", "--json"))
    assert (sure["chosen"], sure["confidence"]) == ([chosen.text.en], "sure")
    assert (sure["believed"], sure["cleared"]) == ([belief.believed.en], False)
    assert (unknown["chosen"], unknown["misconceptions"]) == ([], [])
    (held,) = json.loads(said(capsys, "--lang", "ko", "errors", "--held", "--json"))
    assert (held["standing"], held["step"], held["urgent"]) == ("held", "correction", True)
    assert held["truth"] == belief.truth.ko
    lines = said(capsys, "errors", "--plain")
    assert chosen.text.en in lines
    assert "not known" in lines
    assert belief.truth.en in said(capsys, "errors", "--held", "--plain")


def test_keys_of_ones_own_are_listed_exported_and_withdrawn(capsys, tmp_path) -> None:
    workspace = Workspace(tmp_path / "home")
    item = next(one for one in workspace.quiz.bank.values() if one.choose == 1)
    mine = next(place for place in range(len(item.choices)) if place not in item.keys)
    set_key(workspace, item, [mine], "근거: the guide")
    workspace.close()
    assert item.id in said(capsys, "overrides")
    (entry,) = json.loads(said(capsys, "overrides", "--json"))["overrides"]
    file = tmp_path / "keys.yaml"
    said(capsys, "overrides", "--export", str(file))
    assert yaml.safe_load(file.read_text("utf-8"))["overrides"] == [entry]
    assert "근거" in file.read_text("utf-8")
    assert (entry["old_keys"], entry["new_keys"]) == (sorted(item.keys), [mine])
    assert (entry["content_hash"], entry["state"]) == (item.content_hash, "applied")
    assert entry["new_texts"] == [item.choices[mine].text.en]
    printed = json.loads(said(capsys, "question", item.id, "--json"))
    assert printed["key"] == [mine]
    assert printed["own_key"] == {"written": sorted(item.keys), "reason": "근거: the guide"}
    said(capsys, "overrides", "--withdraw", item.id)
    assert json.loads(said(capsys, "overrides", "--json")) == {"overrides": []}
    assert run(["overrides", "--withdraw", item.id]) == ExitCode.USAGE
    assert run(["overrides", "--export", str(tmp_path / "no" / "file")]) == ExitCode.USAGE


def test_a_code_prints_the_very_question(capsys) -> None:
    code = "sim:vpc_packet.ephemeral-range:7"
    asked = said(capsys, "sim", "ask", "vpc_packet", "--problem", "ephemeral-range", "--seed", "7")
    assert said(capsys, "question", code) == asked
    assert "network ACL" in said(capsys, "question", code, "--proof").removeprefix(asked)
    for unknown in ("no.such", "sim:no.such:1", "sim:vpc_packet.no:1", "sim:vpc_packet"):
        assert run(["question", unknown]) == ExitCode.USAGE
