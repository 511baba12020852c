"""Queries on the command line: understood, refused with the place, documented."""

import json
from pathlib import Path

import pytest

from awsstudy.cli.main import run
from awsstudy.core.errors import ExitCode


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWSSTUDY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("AWSSTUDY_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("AWSSTUDY_DATABASE_URL", raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


def fitting(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, list[str]]:
    assert run(["study", "--json", *words]) == ExitCode.OK
    found = json.loads(capsys.readouterr().out)
    return found["query"], found["questions"]


def test_what_fits_a_query_is_printed_as_json(capsys) -> None:
    query, ids = fitting(capsys, "network-acls", "security-groups", "source:bank")
    assert query == "concept:network-acls,security-groups source:bank"
    assert ids
    assert {one.partition(".")[0] for one in ids} == {"network-acls", "security-groups"}
    _, single = fitting(capsys, "network-acls", "security-groups", "source:bank kind:single")
    _, others = fitting(capsys, "network-acls", "security-groups", "source:bank", "-kind:single")
    assert single
    assert others
    assert sorted(single + others) == sorted(ids)
    assert fitting(capsys, "wrong:>1")[1] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("study", "grop:storage"), "column 1: there is no 'grop:'"),
        (("quiz", "seen:no", "conf:high"), "column 9: conf has no 'high'"),
        (("quiz", "no-such-concept"), "column 1"),
        (("quiz", "wrong:>1"), "No question fits"),
        (("quiz", "--mode", "hard"), "--mode: 'hard'"),
        (("--lang", "ko", "study", "wrong:x"), "1번째"),
    ],
)
def test_what_is_not_understood_is_said_with_its_place(capsys, arguments, said) -> None:
    assert run(arguments) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("command", ["study", "quiz"])
def test_the_help_names_every_field_of_the_query_language(capsys, command) -> None:
    from awsstudy.quiz.conditions import CHOICES, FIELDS
    from awsstudy.quiz.selection import MODES

    assert run([command, "--help"]) == ExitCode.OK
    words = set(capsys.readouterr().out.replace(",", " ").replace(".", " ").split())
    assert words >= set(FIELDS)
    assert words >= {value for values in CHOICES.values() for value in values} - {"sure"}
    assert command == "study" or words >= set(MODES)


def test_every_example_of_the_help_is_understood(capsys) -> None:
    import shlex

    from awsstudy.cli.queries import HELP
    from awsstudy.workspace.workspace import Workspace

    examples = [line for line in HELP.splitlines() if line.startswith("awsstudy ")]
    space = Workspace(None, in_memory=True)
    for example in examples:
        words = shlex.split(example)[2:]
        line = " ".join(word for word in words if not word.startswith("--")).split(" endless")[0]
        query = space.quiz.query(line.removesuffix(" 5"))
        assert query.terms
    assert len(examples) >= 3
    space.close()
