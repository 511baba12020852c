"""``awsstudy plan`` and ``awsstudy fit``: the days ahead and the memory model without the app."""

from __future__ import annotations

import json as jsons
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from awsstudy.store.plan_records import DayPlan
    from awsstudy.study.calendar import Change
    from awsstudy.workspace.ahead import Ahead, Difference
    from awsstudy.workspace.workspace import Workspace

Texts = list[str] | None


def plan(
    context: typer.Context,
    off: Annotated[
        Texts, typer.Option(help="A day off, or a range: 2026-12-24..2026-12-26.")
    ] = None,
    minutes: Annotated[
        int | None, typer.Option(min=1, max=600, help="Other minutes for the days of --on.")
    ] = None,
    on: Annotated[Texts, typer.Option(help="The day or range that --minutes is about.")] = None,
    clear: Annotated[Texts, typer.Option(help="A day or range as usual again.")] = None,
    catch_up: Annotated[
        int | None, typer.Option(min=1, max=60, help="Spread what was missed over so many days.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what a change costs; keep nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """The days to the exam: their minutes, days off, and what a change costs in expected score."""
    from awsstudy.core.errors import SettingsError
    from awsstudy.workspace.ahead import Ahead

    if (minutes is None) != (not on):
        raise SettingsError("--minutes and --on go together.")
    with context.obj.workspace() as workspace:
        workspace.open()
        ahead = Ahead(workspace)
        changes = _changes(off, minutes, on, clear)
        changes += ahead.catch_up(catch_up) if catch_up else []
        plans = ahead.plans(changes)
        difference = ahead.difference(plans) if plans else None
        if plans and not dry_run:
            ahead.save(plans)
        told = _plan_json if json else _plan_lines
        print(told(workspace, ahead, plans, difference))
    return 0


def _changes(off: Texts, minutes: int | None, on: Texts, clear: Texts) -> list[Change]:
    from awsstudy.study.calendar import Change, read_days

    wanted: list[tuple[Texts, int | None]] = [(clear, None), (on, minutes), (off, 0)]
    return [Change(*read_days(text), said) for texts, said in wanted for text in texts or ()]


def _plan_json(
    _: Workspace, ahead: Ahead, plans: list[DayPlan], difference: Difference | None
) -> str:
    days = [{**asdict(one), "day": one.day.isoformat()} for one in ahead.days()]
    found: dict[str, Any] = {
        "days_to_exam": ahead.planner.days_to_exam,
        "expected": ahead.score if ahead.has_exam else None,
        "backlog_minutes": ahead.backlog(),
        "days": days,
    }
    if plans:
        found["changes"] = [
            {
                "first": one.first_day.isoformat(),
                "last": one.last_day.isoformat(),
                "minutes": one.minutes,
            }
            for one in plans
        ]
        found["difference"] = asdict(difference) if difference else None
    return jsons.dumps(found, indent=2)


def _plan_lines(
    workspace: Workspace, ahead: Ahead, plans: list[DayPlan], difference: Difference | None
) -> str:
    from awsstudy.workspace.planning_words import cost, said

    words = workspace.messages
    lines = [said(plans, words), cost(difference, words), ""] if plans else []
    days = ahead.days()
    if ahead.has_exam:
        score = f"{ahead.score:.0%}"
        lines.append(words("days.exam", days=ahead.planner.days_to_exam, score=score))
    else:
        lines.append(words("days.no_exam"))
    weekdays = words("progress.weekdays").split()
    load = "days.load" if ahead.has_exam else "days.due"
    for one in days:
        time = words("days.minutes", minutes=one.minutes) if one.minutes else words("days.off")
        told = words(load, new=one.new, again=one.again)
        lines.append(f"{_weekday(one.day, weekdays)}: {time}, {told}")
    return "\n".join(lines)


def _weekday(day: date, names: list[str]) -> str:
    return f"{day} {names[day.weekday()]}"


def fit(
    context: typer.Context,
    reset: Annotated[
        bool, typer.Option("--reset", help="Go back to the average learner's model.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Fit the memory model to your reviews now; it is used where it foretells them no worse."""
    from awsstudy.core.clock import today
    from awsstudy.progress.telling import model_lines
    from awsstudy.store.plan_records import Fit
    from awsstudy.workspace.tuning import fit_now, memory_model
    from awsstudy.workspace.tuning import reset as go_back

    with context.obj.workspace() as workspace:
        done = go_back(workspace) if reset else fit_now(workspace)
        refusal = None if isinstance(done, Fit) else done
        model, words = memory_model(workspace), workspace.messages
        if json:
            found = {"refusal": refusal, "parameters": workspace.memory.schedule.weights}
            print(jsons.dumps({**asdict(model), **found}, indent=2, default=str))
            return 0
        if refusal:
            print(words(f"fit.{refusal}", reviews=model.reviews, needed=model.needed))
        print("\n".join(model_lines(model, today(workspace.clock), words)))
    return 0
