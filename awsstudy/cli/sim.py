"""``awsstudy sim``: run simulators without the app, for teachers, scripts and checks."""

from __future__ import annotations

import json as jsonlib
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsstudy.core.errors import ExitCode

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace

sim = typer.Typer(
    help="Run simulators without the app.", rich_markup_mode=None, no_args_is_help=True
)

ModelId = Annotated[str, typer.Argument(help="The simulator, as `sim list` names it.")]
AsOf = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Follow the rules of that day.", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@sim.command("list", epilog="Example: awsstudy sim list --json")
def list_models(context: typer.Context, json: AsJson = False) -> int:
    """List the simulators with their scenarios and problems."""
    with context.obj.workspace() as workspace:
        words = workspace.messages
        rows = [
            {
                "id": page.id,
                "title": words.of(page.title),
                "service": page.service,
                "scenarios": [scenario.id for scenario in page.scenarios],
                "problems": [problem.id for problem in page.problems],
            }
            for page in workspace.catalog.sims.values()
        ]
    if json:
        print(jsonlib.dumps(rows, indent=2, ensure_ascii=False))
    for row in rows if not json else ():
        print(f"{row['id']:24} {row['title']}: {', '.join(row['scenarios'])}")
    return ExitCode.OK


@sim.command("run", epilog="Example: awsstudy sim run s3_lifecycle --set object_count=1000 --json")
def run_model(
    context: typer.Context,
    model: ModelId,
    scenario: Annotated[str, typer.Option(help="Begin with a scenario's parameters.")] = "",
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="A parameter as name=value; may be repeated.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The seed of chance.")] = 1,
    until: Annotated[
        float | None, typer.Option(help="The simulated time to stop at.", show_default=False)
    ] = None,
    json: AsJson = False,
    cases: Annotated[
        str, typer.Option(help="A file of cases, one JSON object a line; - for standard input.")
    ] = "",
    trace: Annotated[bool, typer.Option(help="With the trace of events.")] = True,
    events: Annotated[
        str, typer.Option(help="Also write the run's events to a file, one JSON object a line.")
    ] = "",
    as_of: AsOf = None,
) -> int:
    """Run a simulator once, or over a file of cases."""
    from awsstudy.cli import runs
    from awsstudy.sims.registry import load_model

    with context.obj.workspace(as_of.date() if as_of else None) as workspace:
        loaded = load_model(model)
        if cases:
            return _cases(workspace, loaded, cases, trace=trace)
        script = runs.script_of(workspace, loaded, scenario, changes or [], seed, until)
        if events:
            _write_events(workspace, loaded, script, events)
        result = runs.result(workspace, loaded, script, trace=True)
        print(
            jsonlib.dumps(result, indent=2, ensure_ascii=False)
            if json
            else runs.told(workspace, loaded, script)
        )
    return ExitCode.OK


def _write_events(workspace: Workspace, loaded: Any, script: Any, events: str) -> None:
    from awsstudy.cli import runs
    from awsstudy.core.errors import SettingsError

    try:
        with Path(events).open("w", encoding="utf-8") as out:
            runs.write_events(workspace, loaded, script, out)
    except OSError as error:
        raise SettingsError(f"--events: {events}: {error.strerror}") from error


def _cases(workspace: Workspace, loaded: Any, cases: str, *, trace: bool) -> int:
    from awsstudy.cli import runs
    from awsstudy.core.errors import SettingsError

    if cases == "-":
        failed = runs.answer_cases(workspace, loaded, sys.stdin, sys.stdout, trace=trace)
    else:
        try:
            with Path(cases).open(encoding="utf-8") as lines:
                failed = runs.answer_cases(workspace, loaded, lines, sys.stdout, trace=trace)
        except OSError as error:
            raise SettingsError(f"--cases: {cases}: {error.strerror}") from error
    return ExitCode.USAGE if failed else ExitCode.OK


@sim.command("ask", epilog="Example: awsstudy sim ask route53_routing --seed 7 --count 3 --json")
def ask(
    context: typer.Context,
    model: ModelId,
    problem: Annotated[str, typer.Option(help="Only one kind of problem.")] = "",
    seed: Annotated[int, typer.Option(help="The first seed.")] = 1,
    count: Annotated[int, typer.Option(min=1, max=10_000, help="How many questions.")] = 1,
    json: AsJson = False,
) -> int:
    """Print questions that a simulator makes, with key, reasons and wrong models."""
    from awsstudy.cli import runs
    from awsstudy.sims.registry import load_model

    with context.obj.workspace() as workspace:
        load_model(model)
        items = list(runs.questions(workspace, model, problem, range(seed, seed + count)))
        if json:
            print(jsonlib.dumps(items, indent=2, ensure_ascii=False))
        else:
            print("\n\n".join(runs.question_text(item) for item in items))
    return ExitCode.OK


@sim.command("schema", epilog="Example: awsstudy sim schema route53_routing")
def schema(model: ModelId) -> int:
    """Print the JSON Schema of a simulator's parameters."""
    from awsstudy.sims.registry import load_model

    parameters = load_model(model).simulation.PARAMS
    print(jsonlib.dumps(parameters.model_json_schema(), indent=2, ensure_ascii=False))
    return ExitCode.OK
