"""How the learner's real exams went: understood, checked and told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from awsstudy.core.clock import today
from awsstudy.core.errors import SettingsError
from awsstudy.core.ids import event_id
from awsstudy.store.records import ExamResult
from awsstudy.workspace.prospects import exam_of

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace

SCALE = range(100, 1001)
"""AWS's scaled scores."""


def result_of(
    workspace: Workspace,
    code: str,
    *,
    passed: bool,
    taken_on: date | None = None,
    score: int | None = None,
) -> ExamResult:
    """How a real exam went, checked.

    Raises:
        AwsStudyError: there is no such exam, or the day or the score cannot be.
    """
    now = workspace.clock.now()
    result = ExamResult(
        id=event_id(now),
        exam=exam_of(workspace, code).id,
        at=now,
        taken_on=taken_on or today(workspace.clock),
        passed=passed,
        score=score,
    )
    _check(workspace, result)
    return result


def _check(workspace: Workspace, result: ExamResult) -> None:
    exam, words = workspace.catalog.exams[result.exam], workspace.messages
    if not exam.sources:
        raise SettingsError(words("result.ours", exam=exam.id))
    if result.taken_on > today(workspace.clock):
        raise SettingsError(words("result.ahead", day=result.taken_on))
    if result.score is None:
        return
    if result.score not in SCALE:
        raise SettingsError(words("result.scale", score=result.score))
    if (result.score >= exam.pass_mark) != result.passed:
        raise SettingsError(words("result.contradicts", score=result.score, mark=exam.pass_mark))


def day_of(workspace: Workspace, text: str) -> date | None:
    """A day as it was typed; None for nothing.

    Raises:
        SettingsError: it is no day.
    """
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise SettingsError(workspace.messages("result.no_day", text=text.strip())) from None


def score_of(workspace: Workspace, text: str) -> int | None:
    """A score as it was typed; None for nothing.

    Raises:
        SettingsError: it is no score.
    """
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) not in SCALE:
        raise SettingsError(workspace.messages("result.scale", score=text.strip()))
    return int(text)


def told_result(workspace: Workspace, result: ExamResult) -> str:
    """What was kept, in words."""
    message = "result.kept_passed" if result.passed else "result.kept_failed"
    return workspace.messages(message, exam=result.exam.upper(), day=result.taken_on)
