"""Today's plan as plain lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from awsstudy.workspace.wording import days_left, reason

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace


def print_plan(workspace: Workspace, minutes: int | None = None) -> None:
    """Print what to study in the minutes left today, or in so many, each entry with its reason."""
    workspace.open()
    plan, words = workspace.plan(minutes), workspace.messages
    planned = max(1, round(plan.seconds / 60))
    count = len(plan.session)
    if count:
        message = "plain.today_one" if count == 1 else "plain.today"
        print(words(message, count=count, minutes=planned))
    else:
        print(words("home.done"))
    if plan.days_to_exam is not None:
        print(days_left(plan.days_to_exam, words))
    if plan.gain:
        print(words("home.gain", minutes=planned, points=f"{100 * plan.gain:+.1f}"))
    if plan.covered_on:
        print(words("home.covered", day=plan.covered_on))
    for entry in plan.entries:
        title = words(f"entry.{entry.kind}")
        spent = words("home.minutes", minutes=entry.minutes)
        print(f"- {title} ({spent}): {reason(entry, workspace.outline, words)}")


def plan_json(workspace: Workspace, minutes: int | None = None) -> str:
    """Today's plan as JSON."""
    workspace.open()
    plan = workspace.plan(minutes)
    entries = [
        {
            "kind": entry.kind,
            "reason": reason(entry, workspace.outline, workspace.messages),
            "minutes": entry.minutes,
            "concepts": list(entry.concepts),
            "target": entry.target,
        }
        for entry in plan.entries
    ]
    return json.dumps(
        {
            "days_to_exam": plan.days_to_exam,
            "minutes": plan.minutes,
            "seconds": round(plan.seconds),
            "gain": plan.gain,
            "covered_on": plan.covered_on.isoformat() if plan.covered_on else None,
            "entries": entries,
        },
        indent=2,
        ensure_ascii=False,
    )


def due_json(workspace: Workspace) -> str:
    """What is left of today's cards as JSON."""
    workspace.open()
    counts = workspace.cards().counts()
    return json.dumps({"new": counts.new, "learning": counts.learning, "due": counts.due})
