"""Progress as text, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.i18n import Messages
from awsstudy.progress import chance
from awsstudy.progress.chance import Prospect
from awsstudy.progress.statistics import Statistics
from awsstudy.progress.telling import sections, shown

Report = Callable[[Statistics, Catalog, Messages, Prospect | None], str]


def markdown(
    statistics: Statistics, catalog: Catalog, words: Messages, prospect: Prospect | None = None
) -> str:
    """The report as Markdown."""
    head = [f"# {words('progress.title')} {statistics.day}", "", _headline(statistics, words), ""]
    columns = [words(f"progress.{name}") for name in ("chapter", "known", "met", "first")]
    table = [f"| {' | '.join(columns)} |", "|---|---|---|---|"]
    table += [f"| {' | '.join(row)} |" for row in _groups(statistics, catalog, words)]
    memory = [f"- {label}: {share}" for label, share in _shares(statistics, words)]
    parts = [*head, *table, "", f"## {words('progress.memory')}", "", *memory]
    if prospect:
        parts += ["", f"## {_title(prospect, words)}", ""]
        parts += [f"- {line}" for line in chance.told(prospect, words)]
        names = ("domain", "weight", "answers", "right", "lacking")
        columns = [words(f"chance.{name}") for name in names]
        parts += ["", f"| {' | '.join(columns)} |", "|---|---|---|---|---|"]
        parts += [f"| {' | '.join(row)} |" for row in domain_rows(prospect, words)]
    for heading, lines in _honesty(statistics, words):
        parts += ["", f"## {words(heading)}", "", "```text", *lines, "```"]
    return "\n".join(parts)


def text(
    statistics: Statistics, catalog: Catalog, words: Messages, prospect: Prospect | None = None
) -> str:
    """The report as plain lines, one statement a line."""
    lines = [f"{words('progress.title')} {statistics.day}", _headline(statistics, words)]
    for title, known, met, first in _groups(statistics, catalog, words):
        lines.append(
            f"{title}: {words('progress.known')} {known}, {words('progress.met')} {met},"
            f" {words('progress.first')} {first}"
        )
    lines += [f"{label}: {share}" for label, share in _shares(statistics, words)]
    if prospect:
        lines += [_title(prospect, words), *chance.told(prospect, words)]
        for title, weight, count, right, lacking in domain_rows(prospect, words):
            lines.append(
                f"{title} ({weight}): n = {count}, {words('chance.right')} {right},"
                f" {words('chance.lacking')} {lacking}"
            )
    for heading, told in _honesty(statistics, words):
        lines += ["", words(heading), *told]
    return "\n".join(lines)


def _honesty(statistics: Statistics, words: Messages) -> list[tuple[str, list[str]]]:
    honesty = statistics.honesty
    return sections(honesty, statistics.day, words) if honesty else []


def as_json(
    statistics: Statistics, _catalog: Catalog, _words: Messages, prospect: Prospect | None = None
) -> str:
    """The report as JSON: everything that is measured, by id."""
    values = asdict(statistics)
    if prospect:
        values["readiness"] = chance.as_values(prospect)
    return json.dumps(values, indent=2, default=str, ensure_ascii=False)


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


def _title(prospect: Prospect, words: Messages) -> str:
    return words("chance.title", exam=words.of(prospect.exam.title))


def domain_rows(prospect: Prospect, words: Messages) -> Iterator[tuple[str, str, str, str, str]]:
    """Each domain: title, weight, answers, share right with its interval, answers that lack."""
    titles = {domain.id: words.of(domain.title) for domain in prospect.exam.domains}
    for one in prospect.readiness.domains:
        lacking = str(one.missing) if one.missing else "-"
        yield titles[one.id], f"{one.weight}%", str(one.answers.of), shown(one.answers), lacking


FORMATS: dict[str, Report] = {"text": text, "markdown": markdown, "json": as_json}
