"""Progress as text, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.i18n import Messages
from awsstudy.progress.statistics import Share, Statistics

Report = Callable[[Statistics, Catalog, Messages], str]


def markdown(statistics: Statistics, catalog: Catalog, words: Messages) -> str:
    """The report as Markdown."""
    head = [f"# {words('progress.title')} {statistics.day}", "", _headline(statistics, words), ""]
    columns = [words(f"progress.{name}") for name in ("chapter", "known", "met", "first")]
    table = [f"| {' | '.join(columns)} |", "|---|---|---|---|"]
    table += [f"| {' | '.join(row)} |" for row in _groups(statistics, catalog, words)]
    memory = [f"- {label}: {share}" for label, share in _shares(statistics, words)]
    return "\n".join([*head, *table, "", f"## {words('progress.memory')}", "", *memory])


def text(statistics: Statistics, catalog: Catalog, words: Messages) -> str:
    """The report as plain lines, one statement a line."""
    lines = [f"{words('progress.title')} {statistics.day}", _headline(statistics, words)]
    for title, known, met, first in _groups(statistics, catalog, words):
        lines.append(
            f"{title}: {words('progress.known')} {known}, {words('progress.met')} {met},"
            f" {words('progress.first')} {first}"
        )
    lines += [f"{label}: {share}" for label, share in _shares(statistics, words)]
    return "\n".join(lines)


def as_json(statistics: Statistics, _catalog: Catalog, _words: Messages) -> str:
    """The report as JSON: everything that is measured, by id."""
    return json.dumps(asdict(statistics), indent=2, default=str, ensure_ascii=False)


def _headline(statistics: Statistics, words: Messages) -> str:
    return words("progress.headline", days=statistics.days_studied, minutes=statistics.minutes)


def _groups(
    statistics: Statistics, catalog: Catalog, words: Messages
) -> Iterator[tuple[str, str, str, str]]:
    titles = {group.id: words.of(group.title) for group in catalog.groups}
    for group in statistics.groups:
        known, met = f"{group.known}/{group.facts}", f"{group.met}/{group.facts}"
        yield titles[group.group], known, met, shown(group.first_answers)


def _shares(statistics: Statistics, words: Messages) -> Iterator[tuple[str, str]]:
    for message, share in (
        ("progress.retention", statistics.retention),
        ("progress.answers", statistics.answers),
        ("progress.predictions", statistics.predictions),
        *((f"progress.{level}", part) for level, part in statistics.by_confidence.items()),
    ):
        yield words(message), f"{shown(share)}, n = {share.of}"


def shown(share: Share) -> str:
    """A share with its interval; a hyphen where nothing was measured."""
    if share.value is None or share.interval is None:
        return "-"
    low, high = share.interval
    return f"{share.value:.0%} ({low:.0%}-{high:.0%})"


FORMATS: dict[str, Report] = {"text": text, "markdown": markdown, "json": as_json}
