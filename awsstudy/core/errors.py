"""The errors awsstudy raises on purpose, and the exit codes they become.

AwsStudyError
├── ContentError    a content or data file is not as it should be
├── SettingsError   the settings file or an option is not as it should be
├── StoreError      the learner's database cannot be used
└── UnknownIdError  something was asked for that does not exist
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process says to the shell: a contract for scripts."""

    OK = 0
    CHECK_FAILED = 1
    USAGE = 2
    CONTENT = 3
    STORE = 4
    INTERRUPTED = 130


class AwsStudyError(Exception):
    """A problem to be told to the person at the keyboard."""

    exit_code = ExitCode.CHECK_FAILED

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class ContentError(AwsStudyError):
    """A content or data file is broken: names file, line and field."""

    exit_code = ExitCode.CONTENT

    def __init__(self, file: str, message: str, *, line: int = 0, field: str = "") -> None:
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {field}: {message}" if field else f"{place}: {message}")
        self.file, self.line, self.field, self.reason = file, line, field, message


class SettingsError(AwsStudyError):
    """The settings file or an option is broken."""

    exit_code = ExitCode.USAGE


class StoreError(AwsStudyError):
    """The learner's database cannot be read or written."""

    exit_code = ExitCode.STORE


class UnknownIdError(AwsStudyError, KeyError):
    """There is no such concept, question, card, simulator or setting.

    A ``KeyError`` too, so that ``in`` and ``get`` work on mappings that raise it.
    """

    exit_code = ExitCode.USAGE
