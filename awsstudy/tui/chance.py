"""The chance of passing on the progress screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from awsstudy.core.i18n import Messages
from awsstudy.progress import chance
from awsstudy.progress.chance import Prospect
from awsstudy.progress.report import domain_rows
from awsstudy.tui.widgets import drawing

WIDTH = 74
COLUMNS = (36, 6, 4, 17, 7)
BAR = 16


def chance_lines(prospect: Prospect, words: Messages, *, plain: bool) -> Iterator[Content]:
    """The section's lines.

    Args:
        prospect: what is shown.
        words: in the language now chosen.
        plain: whether to keep to ASCII.
    """
    exam, ready = prospect.exam, prospect.readiness
    yield Content("")
    for line in drawing.wrap(words("chance.title", exam=words.of(exam.title)), WIDTH):
        yield Content.styled(line, "bold $accent")
    if ready.today.chance is None:
        yield from _wrapped(chance.missing(exam, ready, words), "bold $mark")
        yield from _wrapped(words("chance.fill"), "")
    else:
        yield from _chances(prospect, words, plain=plain)
    names = ("domain", "weight", "answers", "right", "lacking")
    yield Content.styled(_row([words(f"chance.{name}") for name in names]), "$muted")
    for row in domain_rows(prospect, words):
        yield Content(_row(row))
    yield from _notes(prospect, words)


def _chances(prospect: Prospect, words: Messages, *, plain: bool) -> Iterator[Content]:
    ready = prospect.readiness
    for label, outlook in (("today", ready.today), ("then", ready.on_exam_day)):
        if outlook is not None and outlook.chance is not None:
            name = drawing.pad(words(f"chance.{label}"), 10)
            drawn = drawing.pad(drawing.bar(outlook.chance, BAR, plain=plain), BAR)
            told = drawing.right(chance.percent(outlook.chance), 4)
            shares = chance.spread(outlook, words)
            yield Content.assemble(name, (told, "bold"), f" {drawn} ", shares)
    if ready.on_exam_day:
        yield from _wrapped(words("chance.if_kept", day=ready.on_exam_day.day), "$muted")


def _notes(prospect: Prospect, words: Messages) -> Iterator[Content]:
    ready, verification = prospect.readiness, prospect.verification
    if ready.answers.of:
        yield from _wrapped(chance.basis(ready, words), "$muted")
    yield from _wrapped(chance.cut(ready, words), "$muted")
    yield from _wrapped(words("chance.simulated"), "$muted")
    yield from _wrapped(chance.verdict(verification, words), "")
    for one in verification.bins:
        yield Content("  " + chance.calibration(one, words))


def _wrapped(text: str, style: str) -> Iterator[Content]:
    return (Content.styled(line, style) for line in drawing.wrap(text, WIDTH))


def _row(cells: Sequence[str]) -> str:
    return " ".join(
        drawing.pad(cell, size) for cell, size in zip(cells, COLUMNS, strict=True)
    ).rstrip()
