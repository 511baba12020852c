"""The commands. Each imports what it needs when it runs, so that ``--help`` stays light."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsstudy.cli.cards import FILTER_HELP, cards, review
from awsstudy.cli.content import content
from awsstudy.cli.exam import exam
from awsstudy.cli.exam_result import exam_result
from awsstudy.cli.judging import overrides, question
from awsstudy.cli.options import Options
from awsstudy.cli.planning import fit, plan
from awsstudy.cli.queries import HELP as QUERY_HELP
from awsstudy.cli.queries import QueryCommand
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
app.command(cls=QueryCommand, epilog=f"Example: awsstudy cards leech:yes --plain\n\n{FILTER_HELP}")(
    cards
)
app.command(epilog="Example: awsstudy review --concept s3-standard-ia --cram")(review)
app.command(epilog="Example: awsstudy exam saa-c03 --questions 20")(exam)
app.command("exam-result", epilog="Example: awsstudy exam-result saa-c03 --passed --score 782")(
    exam_result
)
app.command(epilog="Example: awsstudy question sim:route53_routing.failover:7 --proof")(question)
app.command(epilog="Example: awsstudy overrides --export my-keys.yaml")(overrides)
app.command(epilog="Example: awsstudy plan --off 2026-12-24..2026-12-26 --dry-run")(plan)
app.command(epilog="Example: awsstudy fit --json")(fit)


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


@app.command(cls=QueryCommand, epilog=f"Example: awsstudy study --json\n\n{QUERY_HELP}")
def study(
    context: typer.Context,
    query: Annotated[
        list[str] | None, typer.Argument(help="Begin a quiz on what a query says.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the plan, or what fits the query, as JSON.")
    ] = False,
    plain: Annotated[bool, typer.Option(help="Print the plan as lines.")] = False,
    minutes: Annotated[
        int | None, typer.Option(min=5, max=600, help="A session of so many minutes.")
    ] = None,
) -> int:
    """What to study today; opens the app at today's session, or at a quiz on a query."""
    from awsstudy.cli.plain import plan_json, print_plan

    if query:
        return _study_query(context, query, json=json)
    if not (json or plain):
        return _options(context).open_app(partial(_session, minutes=minutes))
    with _options(context).workspace() as workspace:
        if json:
            print(plan_json(workspace, minutes))
        else:
            print_plan(workspace, minutes)
    return 0


def _session(workspace: Any, minutes: int | None) -> Any:
    from awsstudy.tui.areas import open_session_of_today

    return open_session_of_today(workspace, minutes)


def _study_query(
    context: typer.Context,
    words: list[str],
    *,
    json: bool = False,
    length: int = 10,
    mode: str = "weak",
) -> int:
    """Open a quiz on what a query says; what is wrong with it is said before the app opens."""
    from awsstudy.cli.queries import fitting_json, wish_of
    from awsstudy.core.errors import SettingsError

    options = _options(context)
    with options.workspace() as workspace:
        wish = wish_of(workspace, words, length, mode)
        if json:
            print(fitting_json(workspace, wish))
            return 0
        if not workspace.quiz.fitting(wish).total:
            raise SettingsError(workspace.messages("setup.nothing"))

    def first(workspace: Any) -> Any:
        from awsstudy.tui.areas import open_wish

        return open_wish(workspace, wish)

    return options.open_app(first)


@app.command(
    cls=QueryCommand,
    epilog=f"Example: awsstudy quiz ec2-spot-instances --length 5\n\n{QUERY_HELP}",
)
def quiz(
    context: typer.Context,
    query: Annotated[
        list[str] | None, typer.Argument(help="What to be asked; nothing means all.")
    ] = None,
    length: Annotated[int, typer.Option(min=1, max=200, help="How many questions.")] = 10,
    mode: Annotated[str, typer.Option(help="weak, unseen, wrong, flagged or endless.")] = "weak",
    resume: Annotated[bool, typer.Option(help="Go on with the quiz you left.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="As lines: for a screen reader or a pipe.")
    ] = False,
) -> int:
    """Answer questions; opens the app at a quiz."""
    if plain:
        from awsstudy.cli.lines.start import plain_quiz, plain_resume

        with _options(context).workspace() as workspace:
            if resume:
                return plain_resume(workspace, length)
            return plain_quiz(workspace, query or [], length, mode)
    if not resume and (query or mode != "weak"):
        return _study_query(context, query or [], length=length, mode=mode)

    def first(workspace: Any) -> Any:
        from awsstudy.tui.areas import open_quiz

        return open_quiz(workspace, frozenset(), length=length, resume=resume)

    return _open(context, first, [])


@app.command(epilog="Example: awsstudy errors --held --json")
def errors(
    context: typer.Context,
    held: Annotated[
        bool, typer.Option("--held", help="The misconceptions not cleared, not every miss.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    plain: Annotated[bool, typer.Option(help="Print as lines.")] = False,
) -> int:
    """What you got wrong, and what you believe wrongly; opens the app at it."""
    from awsstudy.cli.app import has_terminal
    from awsstudy.cli.errors import error_lines, errors_json, held_json, held_lines

    if json or plain or not has_terminal():
        with _options(context).workspace() as workspace:
            if json:
                print(held_json(workspace) if held else errors_json(workspace))
            else:
                print("\n".join(held_lines(workspace) if held else error_lines(workspace)))
        return 0

    def first(workspace: Any) -> Any:
        from awsstudy.tui.areas import open_area

        return open_area("beliefs" if held else "errors", workspace)

    return _open(context, first, [])


@app.command(epilog="Example: awsstudy report --format markdown > progress.md")
def report(
    context: typer.Context,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option(help="text, markdown or json.")
    ] = "text",
    exam: Annotated[
        str, typer.Option(help="Code of the exam to forecast; the one of the settings otherwise.")
    ] = "",
) -> int:
    """How far you are, and how an exam would go."""
    from awsstudy.core.errors import SettingsError
    from awsstudy.progress.report import FORMATS
    from awsstudy.workspace.prospects import prospect_of

    if format not in FORMATS:
        raise SettingsError(f"--format: '{format}' is none of {', '.join(FORMATS)}.")
    with _options(context).workspace() as workspace:
        words, catalog = workspace.messages, workspace.catalog
        prospect = prospect_of(workspace, exam)
        print(FORMATS[format](workspace.statistics(), catalog, words, prospect))
    return 0


@app.command(epilog="Example: awsstudy bench startup")
def bench(
    what: Annotated[
        str, typer.Argument(help="startup, review, sims, policy, forecast, readiness, widths.")
    ] = "startup",
    rounds: Annotated[int, typer.Option(min=1, max=50, help="How often each is measured.")] = 5,
    learners: Annotated[
        int, typer.Option(min=2, max=1000, help="How many are simulated (policy, forecast).")
    ] = 96,
    parameters: Annotated[
        Path | None, typer.Option(help="File of the simulated learners' FSRS-6 parameters.")
    ] = None,
) -> int:
    """Measure awsstudy: speed on this machine, plans and forecasts on simulated learners."""
    from awsstudy.cli.bench import BENCHES, Setup
    from awsstudy.core.errors import SettingsError

    if what not in BENCHES:
        raise SettingsError(f"There is no bench '{what}'.", hint=f"Benches: {', '.join(BENCHES)}")
    print(BENCHES[what](Setup(rounds, learners, parameters)))
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
