"""Today's plan as plain lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from awsstudy.workspace.wording import reason

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace


def print_plan(workspace: Workspace) -> None:
    """Print what to study today, each entry with its reason."""
    workspace.open()
    plan, words = workspace.plan(), workspace.messages
    minutes = sum(entry.minutes for entry in plan.entries)
    if plan.entries:
        print(words("plain.today", count=len(plan.entries), minutes=minutes))
    else:
        print(words("home.done"))
    if plan.days_to_exam is not None and plan.days_to_exam > 0:
        print(words("home.exam", days=plan.days_to_exam))
    for entry in plan.entries:
        title = words(f"entry.{entry.kind}")
        spent = words("home.minutes", minutes=entry.minutes)
        print(f"- {title} ({spent}): {reason(entry, workspace.outline, words)}")


def plan_json(workspace: Workspace) -> str:
    """Today's plan as JSON."""
    workspace.open()
    plan = workspace.plan()
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
        {"days_to_exam": plan.days_to_exam, "entries": entries}, indent=2, ensure_ascii=False
    )


def due_json(workspace: Workspace) -> str:
    """What is left of today's cards as JSON."""
    workspace.open()
    counts = workspace.cards().counts()
    return json.dumps({"new": counts.new, "learning": counts.learning, "due": counts.due})
