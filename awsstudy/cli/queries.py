"""The query language on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from awsstudy.quiz.selection import Wish
    from awsstudy.workspace.workspace import Workspace

HELP = """Questions are chosen by a query: terms that must all hold. Quote < and > for the shell.

\b
field:value        any of: field:value,value   none of: -field:value
concept group domain misconception pair    ids; * stands for any signs
service            a word of its name: service:vpc
kind               single multiple ordering matching
difficulty         recall understand apply
source             bank sim
seen flagged       yes no
conf               guess think sure: how sure you were last time
wrong right        how often: wrong:0 or 'wrong:>1'
recall             by your cards: 'recall:<.8'
word "two words"   what a question says; the id of a concept means the concept

\b
awsstudy study 'group:networking wrong:>1 conf:sure seen:yes'
awsstudy study 'domain:saa-c03.1 -kind:ordering "route table"'
awsstudy quiz pair:security-group-network-acl --length 5
awsstudy quiz source:sim service:vpc --mode endless"""

_NEGATED = re.compile(r"-(?=[a-z]+:)")
MINUS = "\u2212"
"""The query language takes it for a hyphen; it begins no option."""


class QueryCommand(TyperCommand):
    """A command whose arguments are a query: ``-kind:ordering`` is no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep negated terms from being taken for options."""
        return super().parse_args(ctx, [_NEGATED.sub(MINUS, one, count=1) for one in args])


def wish_of(workspace: Workspace, words: Sequence[str], length: int, mode: str = "") -> Wish:
    """What is wished for by arguments.

    Raises:
        SettingsError: query or mode are not understood; says where.
    """
    from awsstudy.core.errors import SettingsError
    from awsstudy.quiz.query import QueryError
    from awsstudy.quiz.selection import MODES, Wish

    known = next((one for one in MODES if one == (mode or "weak")), None)
    if known is None:
        raise SettingsError(f"--mode: '{mode}' is none of {', '.join(MODES)}.")
    try:
        query = workspace.quiz.query(" ".join(words))
    except QueryError as error:
        raise SettingsError(error.said(workspace.messages)) from error
    return Wish(length=length, mode=known, query=query)


def fitting_json(workspace: Workspace, wish: Wish) -> str:
    """What fits a wish as JSON."""
    found = workspace.quiz.fitting(wish)
    things = (*found.written, *found.generated)
    return json.dumps(
        {"query": str(wish.query), "questions": [thing.id for thing in things]},
        indent=2,
        ensure_ascii=False,
    )
