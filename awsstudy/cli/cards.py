"""The flashcards on the command line: reviewing, cramming, browsing."""

from __future__ import annotations

import json as jsonlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsstudy.cli.options import Options

if TYPE_CHECKING:
    from awsstudy.flashcards.rows import CardRow
    from awsstudy.workspace.workspace import Workspace

FILTER_HELP = """Cards are found by a filter: terms that must all hold. Quote < and > for the shell.

\b
field:value        any of: field:value,value   none of: -field:value
concept group      ids; * stands for any signs
phase              new learning review relearning
due flagged suspended buried leech own note typed    yes no
failed             yes no: whether its fact went wrong today
recall             the chance of recalling it today: 'recall:<.8'
lapses seen        how often: 'lapses:>3'
word "two words"   what a card or a note on it says"""
FAILED = "failed:yes"
"""What is crammed unless something else is chosen."""


def cards(
    context: typer.Context,
    query: Annotated[
        list[str] | None, typer.Argument(help="Which cards; nothing means all.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the cards as JSON.")] = False,
    plain: Annotated[bool, typer.Option(help="Print the cards as lines.")] = False,
) -> int:
    """Every card, the content's and your own; opens the app at the browser."""
    from awsstudy.cli.app import has_terminal

    options, sought = _options(context), " ".join(query or [])
    with options.workspace() as workspace:
        found = _found(workspace, sought)
        if json:
            print(jsonlib.dumps([_told(row) for row in found], indent=2, ensure_ascii=False))
        elif plain or not has_terminal():
            print("\n".join(_lines(workspace, found)))
    if json or plain or not has_terminal():
        return 0

    def first(workspace: Any) -> Any:
        from awsstudy.tui.card_areas import open_browser

        return open_browser(workspace, sought)

    return options.open_app(first)


def review(
    context: typer.Context,
    concept: Annotated[str, typer.Option(help="Only the cards of one concept.")] = "",
    only: Annotated[
        str, typer.Option("--filter", help="Only the cards a filter finds: see 'cards --help'.")
    ] = "",
    cram: Annotated[
        bool,
        typer.Option(
            "--cram",
            help="Ask all of them and reschedule nothing; by default what went wrong today.",
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what is due as JSON.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="As lines: for a screen reader or a pipe.")
    ] = False,
) -> int:
    """Review flashcards; opens the app at the cards."""
    from awsstudy.cli.plain import due_json
    from awsstudy.core.errors import SettingsError

    options = _options(context)
    sought = only or (FAILED if cram and not concept else "")
    with options.workspace() as workspace:
        if concept:
            workspace.catalog.concept(concept)
        if json:
            print(due_json(workspace))
            return 0
        if plain:
            from awsstudy.cli.lines.start import plain_review

            return plain_review(workspace, concept)
        if sought and not _found(workspace, sought):
            raise SettingsError(workspace.messages("browse.none", filter=sought))

    def first(workspace: Any) -> Any:
        from awsstudy.tui.areas import open_cards

        chosen = {row.item.id for row in _found(workspace, sought)} if sought else None
        cards = None if chosen is None else frozenset(chosen)
        return open_cards(workspace, concept, cards=cards, cram=cram)

    return options.open_app(first)


def _options(context: typer.Context) -> Options:
    options = context.obj
    assert isinstance(options, Options)  # noqa: S101 - set by the callback
    return options


def _found(workspace: Workspace, sought: str) -> list[CardRow]:
    """The cards a filter finds.

    Raises:
        SettingsError: it is not understood; says where.
    """
    from awsstudy.core.errors import SettingsError
    from awsstudy.flashcards.filters import FilterError, card_filter

    try:
        fits = card_filter(sought)
    except FilterError as error:
        raise SettingsError(error.said(workspace.messages)) from error
    return [row for row in workspace.notebook.rows() if fits(row)]


def _told(row: CardRow) -> dict[str, Any]:
    known = row.unit.stability is not None
    return {
        "id": row.item.id,
        "concept": row.item.concept_id,
        "fact": row.item.fact_id,
        "front": {"en": row.item.front.en, "ko": row.item.front.ko},
        "back": {"en": row.item.back.en, "ko": row.item.back.ko},
        "phase": row.unit.phase,
        "recall": round(row.recall, 4) if known else None,
        "due": row.due_day.isoformat() if row.due_day else None,
        "reviews": row.unit.reps,
        "lapses": row.unit.lapses,
        "flagged": row.card.flagged,
        "suspended": row.card.suspended,
        "buried": row.buried,
        "leech": row.leech,
        "own": row.own,
        "note": row.note,
    }


def _lines(workspace: Workspace, found: list[CardRow]) -> Iterator[str]:
    words = workspace.messages
    for row in found:
        parts = [words(f"phase.{row.unit.phase}")]
        if row.due_day:
            parts.append(words("cardinfo.due", day=row.due_day))
        if row.unit.stability is not None:
            parts.append(words("cards.why", today=f"{row.recall:.0%}"))
        marks = {
            "flagged": row.card.flagged,
            "suspended": row.card.suspended,
            "buried": row.buried,
            "leech": row.leech,
        }
        parts += [words(f"cardinfo.{name}") for name, holds in marks.items() if holds]
        yield f"{row.item.id}: {words.of(row.item.front)}".replace("\n", " ")
        yield f"  {', '.join(parts)}"
        if row.note:
            yield "  " + words("cards.noted", text=row.note).replace("\n", " ")
    yield words(
        "browse.found", n=len(found), of=len(workspace.card_items), order=words("browse.by_taught")
    )
