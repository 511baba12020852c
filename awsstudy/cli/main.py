"""Where every run of awsstudy begins: what it is asked for decides what is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from awsstudy import __version__
from awsstudy.core.errors import AwsStudyError, ExitCode


def run(arguments: Sequence[str]) -> int:
    """Run awsstudy with the arguments of the command line; returns the exit code."""
    _speak_utf8()
    try:
        return _run(arguments)
    except AwsStudyError as error:
        print(f"awsstudy: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough; say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK


def _run(arguments: Sequence[str]) -> int:
    if list(arguments) in (["--version"], ["-V"]):
        print(f"awsstudy {__version__}")
        return ExitCode.OK
    if arguments:
        return _command(arguments)
    # The app needs no command-line library: this keeps the first frame early.
    from awsstudy.cli.app import open_app

    return open_app(None)


def _command(arguments: Sequence[str]) -> int:
    from typer.exceptions import TyperException

    from awsstudy.cli.commands import command

    try:
        result = command().main(list(arguments), prog_name="awsstudy", standalone_mode=False)
    except TyperException as error:
        show = getattr(error, "show", None)
        if show is None:
            return ExitCode.INTERRUPTED
        show(file=sys.stderr)
        return ExitCode.USAGE
    return result if isinstance(result, int) else ExitCode.OK


def _speak_utf8() -> None:
    """Korean must come out whatever the locale says."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
