"""``awsstudy content``: check the content, measure its coverage, print its schemas."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from awsstudy.core import paths
from awsstudy.core.errors import ExitCode

content = typer.Typer(
    help="Check and measure the content.", rich_markup_mode=None, no_args_is_help=True
)

ContentDir = Annotated[
    Path | None, typer.Option("--content", help="Another content folder.", show_default=False)
]


@content.command("check", epilog="Example: awsstudy content check --content my-content")
def check(folder: ContentDir = None) -> int:
    """Report everything that is wrong with the content."""
    from awsstudy.catalog.check.run import check_content
    from awsstudy.catalog.files import Roots

    findings = check_content(Roots(folder or paths.content_root(), paths.data_root()))
    for finding in findings:
        print(finding)
    print(f"{len(findings)} problems" if findings else "The content is clean.", file=sys.stderr)
    return ExitCode.CHECK_FAILED if findings else ExitCode.OK


@content.command("coverage", epilog="Example: awsstudy content coverage --json")
def coverage(
    folder: ContentDir = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Show which lines and facts of the notes have a concept, a card, a question."""
    from dataclasses import asdict
    from json import dumps

    from awsstudy.catalog.cache import load_catalog
    from awsstudy.catalog.check.run import note_lines
    from awsstudy.catalog.coverage import coverage as measure
    from awsstudy.catalog.files import Roots

    roots = Roots(folder or paths.content_root(), paths.data_root())
    found = measure(load_catalog(roots, None), note_lines(roots))
    if json:
        print(dumps(asdict(found), indent=2, ensure_ascii=False))
        return ExitCode.OK
    covered = len(found.covered_lines)
    print(
        f"lines of the notes: {found.lines}, with a concept: {covered}, blank: {len(found.blank)}"
    )
    print(
        f"statements that hold no more: {found.statements}, set against today:"
        f" {found.statements_asked}"
    )
    kinds = ", ".join(f"{name} {n}" for name, n in sorted(found.questions.items()))
    print(f"cards: {found.cards}, questions: {sum(found.questions.values())} ({kinds})")
    print(f"facts: {found.facts}, asked for by a card or question: {found.covered_facts}")
    print("statuses: " + ", ".join(f"{name} {n}" for name, n in sorted(found.by_status.items())))
    for row in found.concepts:
        tested = f"facts {row.covered}/{row.facts}"
        print(f"{row.id:30} {tested}  cards {row.cards}  questions {row.questions}")
    return ExitCode.OK


@content.command("currency", epilog="Example: awsstudy content currency --older-than 180")
def currency(
    folder: ContentDir = None,
    older_than: Annotated[int, typer.Option(min=0, help="Age of the last check, in days.")] = 180,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """List the facts that are due to be checked against AWS again."""
    from dataclasses import asdict
    from datetime import timedelta
    from json import dumps

    from awsstudy.catalog.cache import load_catalog
    from awsstudy.catalog.currency import stale_facts
    from awsstudy.catalog.files import Roots
    from awsstudy.core.clock import SystemClock, today

    catalog = load_catalog(Roots(folder or paths.content_root(), paths.data_root()), None)
    found = stale_facts(catalog, today(SystemClock()) - timedelta(days=older_than))
    if json:
        print(dumps([asdict(one) for one in found], indent=2, default=str, ensure_ascii=False))
        return ExitCode.OK
    for one in found:
        print(f"{one.checked}  {one.status:9} {one.fact_id}  {one.urls[0]}")
    print(f"{len(found)} of {len(catalog.facts)} facts are due.", file=sys.stderr)
    return ExitCode.OK


@content.command("schema", epilog="Example: awsstudy content schema concept > concept.schema.json")
def schema(
    kind: Annotated[str, typer.Argument(help="concept, sim, misconceptions, services, ...")],
) -> int:
    """Print the JSON Schema of a kind of content file, for editors."""
    from json import dumps

    from awsstudy.catalog.files import KINDS
    from awsstudy.core.errors import UnknownIdError

    if kind not in KINDS:
        raise UnknownIdError(f"There is no kind '{kind}'.", hint=f"Kinds: {', '.join(KINDS)}")
    print(dumps(KINDS[kind].model.model_json_schema(), indent=2, ensure_ascii=False))
    return ExitCode.OK
