"""``awsstudy exam``: begin a mock exam, go on with one, list them."""

from __future__ import annotations

import json as jsonlib
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsstudy.cli.options import Options

if TYPE_CHECKING:
    from awsstudy.store.records import ExamStanding
    from awsstudy.workspace.workspace import Workspace


def exam(
    context: typer.Context,
    code: Annotated[
        str, typer.Argument(help="saa-c03, clf-c02 or notes; none lets you choose.")
    ] = "",
    list_: Annotated[
        bool, typer.Option("--list", help="List the exams, and those of before.")
    ] = False,
    questions: Annotated[
        int, typer.Option(min=0, max=65, help="Fewer questions, in time in proportion; 0 is all.")
    ] = 0,
    esl: Annotated[bool, typer.Option(help="30 minutes more, as for a second language.")] = False,
    unscored: Annotated[
        bool, typer.Option(help="15 of 65 questions do not count, as on the real exam.")
    ] = False,
    resume: Annotated[bool, typer.Option(help="Go on with the exam you left.")] = False,
    json: Annotated[bool, typer.Option("--json", help="With --list: as JSON.")] = False,
) -> int:
    """Sit a mock exam; opens the app at it."""
    options = context.obj
    assert isinstance(options, Options)  # noqa: S101 - set by the callback
    if list_ or json:
        with options.workspace() as workspace:
            print(_json(workspace) if json else _lines(workspace))
        return 0
    running = _checked(options, code, resume=resume)

    def first(workspace: Any) -> Any:
        from awsstudy.quiz.exam.blueprint import ExamWish
        from awsstudy.tui import areas

        if running:
            return areas.open_running_exam(workspace, running)
        if not code:
            return areas.open_exams(workspace)
        wish = ExamWish(code, questions, esl=esl, unscored=unscored)
        return areas.open_new_exam(workspace, wish)

    return options.open_app(first)


def _checked(options: Options, code: str, *, resume: bool) -> str:
    """The id of the exam to go on with, or nothing; what is asked for must exist.

    Raises:
        UnknownIdError: there is no such exam.
        AwsStudyError: no exam is running.
    """
    from awsstudy.core.errors import AwsStudyError

    with options.workspace() as workspace:
        if code:
            workspace.exams.exam(code)
        if not resume:
            return ""
        running = [
            one.sitting
            for one in workspace.exams.standings()
            if not one.submitted and code in ("", one.sitting.exam)
        ]
    if not running:
        raise AwsStudyError("No mock exam is running.", hint="awsstudy exam begins one.")
    return running[-1].id


def _lines(workspace: Workspace) -> str:
    words = workspace.messages
    lines = [words("examsetup.new")]
    for blueprint in workspace.catalog.exams.values():
        size = words("examsetup.size", n=blueprint.questions, minutes=blueprint.minutes)
        lines.append(f"- {blueprint.id}: {words.of(blueprint.title)} ({size})")
    standings = workspace.exams.standings()
    for message, wanted in (("examsetup.running", False), ("examsetup.past", True)):
        chosen = [one for one in reversed(standings) if one.submitted is wanted]
        lines += [words(message)] if chosen else []
        lines += [f"- {_line(workspace, one)}" for one in chosen]
    return "\n".join(lines)


def _line(workspace: Workspace, standing: ExamStanding) -> str:
    words = workspace.messages
    moment = standing.sitting.at.astimezone(workspace.clock.zone)
    parts = [f"{standing.sitting.exam}, {moment:%Y-%m-%d %H:%M}"]
    if standing.submitted:
        parts.append(words("examsetup.score", right=standing.right, of=standing.scored))
        left = standing.misses - standing.reviewed
        if not standing.done:
            parts.append(words("examsetup.not_reviewed", n=left))
    else:
        parts.append(words("examsetup.left", minutes=max(0, standing.left_ms) // 60_000))
    return ", ".join(parts)


def _json(workspace: Workspace) -> str:
    exams = [
        {
            "code": one.id,
            "title": one.title[workspace.language],
            "questions": one.questions,
            "scored": one.scored,
            "minutes": one.minutes,
            "pass_mark": one.pass_mark,
            "guide": one.guide[workspace.language] if one.guide else None,
            "domains": {domain.id: domain.weight for domain in one.domains},
        }
        for one in workspace.catalog.exams.values()
    ]
    sittings = [_sitting(one) for one in workspace.exams.standings()]
    return jsonlib.dumps({"exams": exams, "sittings": sittings}, indent=2, ensure_ascii=False)


def _sitting(standing: ExamStanding) -> dict[str, Any]:
    sitting = standing.sitting
    return {
        "id": sitting.id,
        "exam": sitting.exam,
        "began": sitting.at.isoformat(),
        "questions": len(sitting.item_ids),
        "unscored": len(sitting.unscored),
        "minutes": sitting.minutes,
        "conditions": list(sitting.conditions),
        "seed": sitting.seed,
        "elapsed_seconds": standing.elapsed_ms // 1000,
        "submitted": standing.submitted,
        "right": standing.right if standing.submitted else None,
        "scored": standing.scored,
        "misses": standing.misses if standing.submitted else None,
        "reviewed": standing.reviewed,
        "done": standing.done,
    }
