"""``awsstudy settings``: show and change the settings without the app."""

from __future__ import annotations

from typing import Annotated

import typer

settings = typer.Typer(
    help="Show and change settings.", rich_markup_mode=None, no_args_is_help=True
)


@settings.command("show", epilog="Example: awsstudy settings show --json")
def show(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Show every setting."""
    with context.obj.workspace() as workspace:
        values = workspace.settings
        if json:
            print(values.model_dump_json(indent=2))
            return 0
        for name, value in values.model_dump(mode="json").items():
            print(f"{name} = {'' if value is None else value}")
    return 0


@settings.command("set", epilog="Example: awsstudy settings set exam_date 2026-12-31")
def change(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The setting.")],
    value: Annotated[str, typer.Argument(help="Its new value; empty for none.")],
) -> int:
    """Change a setting."""
    with context.obj.workspace() as workspace:
        workspace.change(name, value or None)
    return 0
