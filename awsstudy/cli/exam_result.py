"""``awsstudy exam-result``: how a real exam went, so that the forecasts can be scored."""

from __future__ import annotations

from typing import Annotated

import typer


def exam_result(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The exam's code, such as saa-c03.")],
    passed: Annotated[bool, typer.Option("--passed/--failed", help="How it went.")],
    score: Annotated[
        int | None, typer.Option(help="The scaled score AWS reported.", show_default=False)
    ] = None,
    date: Annotated[
        str, typer.Option(help="The day you sat it, as 2026-12-31; today otherwise.")
    ] = "",
) -> int:
    """Record how your real exam went; the forecasts are scored against it."""
    from awsstudy.workspace.results import day_of, result_of, told_result

    with context.obj.workspace() as workspace:
        day = day_of(workspace, date)
        result = result_of(workspace, code, passed=passed, taken_on=day, score=score)
        workspace.store.exams.record_result(result)
        print(told_result(workspace, result))
    return 0
