"""Turns what the command-line library raises into words and an exit code."""

from __future__ import annotations

import sys

from awsstudy.core.errors import AwsStudyError, ExitCode


def usage_error(error: Exception) -> int:
    """Tell a usage error; anything else is raised again.

    Typer brings a copy of click of its own, so its errors are known by what they offer.
    """
    if isinstance(error, AwsStudyError):
        raise error
    name = type(error).__name__
    if name in ("Exit", "Abort"):
        return int(getattr(error, "exit_code", ExitCode.INTERRUPTED))
    show = getattr(error, "show", None)
    if show is None:
        raise error
    show(file=sys.stderr)
    return ExitCode.USAGE
