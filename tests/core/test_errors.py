"""Errors tell a person what is wrong and where, and a script how it ended."""

import pytest

from awsstudy.core.errors import (
    AwsStudyError,
    ContentError,
    ExitCode,
    SettingsError,
    StoreError,
    UnknownIdError,
)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ContentError("a.yaml", "bad"), "a.yaml: bad"),
        (ContentError("a.yaml", "bad", line=3), "a.yaml:3: bad"),
        (ContentError("a.yaml", "bad", line=3, field="x.0"), "a.yaml:3: x.0: bad"),
        (ContentError("a.yaml", "bad", field="x.0"), "a.yaml: x.0: bad"),
        (SettingsError("bad"), "bad"),
        (StoreError("bad", hint="Do this."), "bad\nDo this."),
        (UnknownIdError("There is no 'x'.", hint="Close: y"), "There is no 'x'.\nClose: y"),
    ],
    ids=str,
)
def test_an_error_says_place_problem_and_hint(error: AwsStudyError, text: str) -> None:
    assert str(error) == text


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AwsStudyError("x"), ExitCode.CHECK_FAILED),
        (ContentError("a.yaml", "x"), ExitCode.CONTENT),
        (SettingsError("x"), ExitCode.USAGE),
        (StoreError("x"), ExitCode.STORE),
        (UnknownIdError("x"), ExitCode.USAGE),
    ],
    ids=repr,
)
def test_every_error_has_its_exit_code(error: AwsStudyError, code: ExitCode) -> None:
    assert error.exit_code is code


def test_exit_codes_are_a_contract_for_scripts() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "OK": 0,
        "CHECK_FAILED": 1,
        "USAGE": 2,
        "CONTENT": 3,
        "STORE": 4,
        "INTERRUPTED": 130,
    }
