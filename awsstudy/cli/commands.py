"""The commands. Each imports what it needs when it runs, so that ``--help`` stays light."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsstudy.cli.content import content
from awsstudy.cli.options import Options
from awsstudy.cli.settings import settings
from awsstudy.cli.sim import sim

if TYPE_CHECKING:
    from awsstudy.tui.home import Opener

app = typer.Typer(
    name="awsstudy",
    help="Study AWS in the terminal. Without a command the app opens.",
    epilog="awsstudy is not affiliated with Amazon Web Services.",
    rich_markup_mode=None,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(sim, name="sim")
app.add_typer(content, name="content")
app.add_typer(settings, name="settings")


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(help="The folder of your record and settings.", show_default=False),
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help="Language for this run: en or ko.", show_default=False)
    ] = None,
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version.")] = False,
) -> int:
    """Study AWS in the terminal. Without a command the app opens."""
    from awsstudy import __version__

    options = Options.checked(home, lang)
    context.obj = options
    if version:
        print(f"awsstudy {__version__}")
    elif context.invoked_subcommand is None:
        return options.open_app(None)
    return 0


@app.command(epilog="Example: awsstudy study --json")
def study(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False,
    plain: Annotated[bool, typer.Option(help="Print the plan as lines.")] = False,
) -> int:
    """What to study today; opens the app at its plan."""
    from awsstudy.cli.plain import plan_json, print_plan

    if not (json or plain):
        return _options(context).open_app(None)
    with _options(context).workspace() as workspace:
        if json:
            print(plan_json(workspace))
        else:
            print_plan(workspace)
    return 0


@app.command(epilog="Example: awsstudy review --concept s3-standard-ia")
def review(
    context: typer.Context,
    concept: Annotated[str, typer.Option(help="Only the cards of one concept.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print what is due as JSON.")] = False,
) -> int:
    """Review flashcards; opens the app at the cards."""
    from awsstudy.cli.plain import due_json

    if json:
        with _options(context).workspace() as workspace:
            print(due_json(workspace))
        return 0

    def first(workspace: Any) -> Any:
        from awsstudy.tui.areas import open_cards

        return open_cards(workspace, concept)

    return _open(context, first, [concept] if concept else [])


@app.command(epilog="Example: awsstudy quiz ec2-spot-instances --length 5")
def quiz(
    context: typer.Context,
    concepts: Annotated[
        list[str] | None, typer.Argument(help="Concepts to be asked about; none means all.")
    ] = None,
    length: Annotated[int, typer.Option(min=1, max=200, help="How many questions.")] = 10,
    resume: Annotated[bool, typer.Option(help="Go on with the quiz you left.")] = False,
) -> int:
    """Answer questions; opens the app at a quiz."""

    def first(workspace: Any) -> Any:
        from awsstudy.tui.areas import open_quiz

        return open_quiz(workspace, frozenset(concepts or ()), length=length, resume=resume)

    return _open(context, first, concepts or [])


@app.command(epilog="Example: awsstudy report --format markdown > progress.md")
def report(
    context: typer.Context,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option(help="text, markdown or json.")
    ] = "text",
) -> int:
    """How far you are."""
    from awsstudy.core.errors import SettingsError
    from awsstudy.progress.report import FORMATS

    if format not in FORMATS:
        raise SettingsError(f"--format: '{format}' is none of {', '.join(FORMATS)}.")
    with _options(context).workspace() as workspace:
        words, catalog = workspace.messages, workspace.catalog
        print(FORMATS[format](workspace.statistics(), catalog, words))
    return 0


@app.command(epilog="Example: awsstudy bench startup")
def bench(
    what: Annotated[str, typer.Argument(help="startup, review or sims.")] = "startup",
    rounds: Annotated[int, typer.Option(min=1, max=50, help="How often each is measured.")] = 5,
) -> int:
    """Measure awsstudy on this machine, as ratios to an empty app or to SimPy."""
    from awsstudy.cli.bench import BENCHES
    from awsstudy.core.errors import SettingsError

    if what not in BENCHES:
        raise SettingsError(f"There is no bench '{what}'.", hint=f"Benches: {', '.join(BENCHES)}")
    print(BENCHES[what](rounds))
    return 0


def _options(context: typer.Context) -> Options:
    options = context.obj
    assert isinstance(options, Options)  # noqa: S101 - set by the callback
    return options


def _open(context: typer.Context, first: Opener, concepts: list[str]) -> int:
    options = _options(context)
    if concepts:
        with options.workspace() as workspace:
            for concept in concepts:
                workspace.catalog.concept(concept)
    return options.open_app(partial(first))


def command() -> Any:
    """The command line as a command that can be called."""
    return typer.main.get_command(app)
