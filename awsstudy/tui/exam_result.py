"""Asks how a real exam went: passed or not, when, and with which score."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.app import App

from awsstudy.catalog.models.reference import Exam
from awsstudy.core.clock import today
from awsstudy.core.errors import AwsStudyError
from awsstudy.store.records import ExamResult
from awsstudy.tui.dialogs import AskDialog, ChooseDialog
from awsstudy.workspace.results import day_of, result_of, score_of, told_result
from awsstudy.workspace.workspace import Workspace


async def ask_result(app: App[Any], workspace: Workspace, exam: Exam) -> bool:
    """Ask and keep; tells whether anything was kept."""
    words = workspace.messages
    choices = {one: words(f"result.{one}") for one in ("passed", "failed")}
    title = words("result.how", exam=exam.id.upper())
    how = await app.push_screen_wait(ChooseDialog(workspace, title, choices))
    if how is None:
        return False

    def told(day: str, score: str = "") -> ExamResult:
        day_told, score_told = day_of(workspace, day), score_of(workspace, score)
        passed = how == "passed"
        return result_of(workspace, exam.id, passed=passed, taken_on=day_told, score=score_told)

    first = str(today(workspace.clock))
    day = await app.push_screen_wait(AskDialog(workspace, words("result.when"), first, told))
    if day is None:
        return False
    ask = AskDialog(workspace, words("result.score"), "", partial(told, day))
    score = await app.push_screen_wait(ask)
    if score is None:
        return False
    return _kept(app, workspace, told(day, score))


def _kept(app: App[Any], workspace: Workspace, result: ExamResult) -> bool:
    try:
        workspace.store.exams.record_result(result)
    except AwsStudyError as error:
        app.notify(str(error), severity="error", markup=False)
        return False
    app.notify(told_result(workspace, result), markup=False)
    return True
