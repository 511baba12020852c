"""The error log and the misconceptions on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from awsstudy.workspace import mistakes

if TYPE_CHECKING:
    from awsstudy.study.errors import Miss
    from awsstudy.study.remedy import Treatment
    from awsstudy.workspace.workspace import Workspace


def errors_json(workspace: Workspace) -> str:
    """Every miss as JSON, the latest first."""
    return _dump([_miss(workspace, miss) for miss in mistakes.misses(workspace)])


def held_json(workspace: Workspace) -> str:
    """Every misconception that is not cleared as JSON, what is best done first at its head."""
    return _dump([_belief(workspace, one) for one in _open(workspace)])


def error_lines(workspace: Workspace) -> Iterator[str]:
    """Every miss as lines, the latest first."""
    words, found = workspace.messages, mistakes.misses(workspace)
    if not found:
        yield words("plain.no_errors")
    for miss in found:
        told = _miss(workspace, miss)
        marks = [words("treatment.sure")] if miss.confidence == "sure" else []
        marks += [words("standing.cleared")] if miss.cleared else []
        end = f" ({', '.join(marks)})" if marks else ""
        yield f"{miss.day}  {told['question'] or words('errors.gone')}{end}"
        chosen = " / ".join(told["chosen"]) or words("errors.not_known")
        yield "  " + words("plain.chosen", text=chosen)
        yield from ("  " + words("plain.believed", text=text) for text in told["believed"])


def held_lines(workspace: Workspace) -> Iterator[str]:
    """Every misconception that is not cleared as lines, what is best done first at its head."""
    words, found = workspace.messages, _open(workspace)
    if not found:
        yield words("beliefs.none")
    for one in found:
        told = _belief(workspace, one)
        mark = f", {words('treatment.sure')}" if one.urgent else ""
        due = words("treatment.from", day=one.due) if one.step == "check" else ""
        state = due or words(f"beliefs.{one.step}")
        yield f"{words(f'standing.{one.standing}')}{mark}: {state}"
        yield "  " + words("plain.believed", text=told["believed"])
        yield "  " + words("plain.truth", text=told["truth"])


def _open(workspace: Workspace) -> list[Treatment]:
    return [one for one in workspace.clinic.ranked() if one.standing != "cleared"]


def _miss(workspace: Workspace, miss: Miss) -> dict[str, Any]:
    known, words = workspace.catalog.misconceptions, workspace.messages
    title = mistakes.title_of(workspace, miss)
    return {
        "id": miss.id,
        "kind": miss.kind,
        "target": miss.target,
        "question": words.of(title) if title else "",
        "concept": miss.concept,
        "at": miss.at.isoformat(),
        "day": miss.day.isoformat(),
        "chosen": [words.of(text) for text in mistakes.chosen_of(workspace, miss)],
        "misconceptions": list(miss.misconceptions),
        "believed": [words.of(known[one].believed) for one in miss.misconceptions if one in known],
        "confidence": miss.confidence,
        "cleared": miss.cleared,
    }


def _belief(workspace: Workspace, one: Treatment) -> dict[str, Any]:
    belief, words = workspace.catalog.misconceptions[one.misconception], workspace.messages
    return {
        "misconception": one.misconception,
        "standing": one.standing,
        "step": one.step,
        "due": one.due.isoformat(),
        "urgent": one.urgent,
        "times": one.times,
        "concept": one.concept,
        "believed": words.of(belief.believed),
        "truth": words.of(belief.truth),
    }


def _dump(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, indent=2, ensure_ascii=False)
