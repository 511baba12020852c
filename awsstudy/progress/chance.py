"""The chance of passing in words, the same on the screen and in the reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from awsstudy.core.i18n import Messages

if TYPE_CHECKING:
    from awsstudy.catalog.models.reference import Exam
    from awsstudy.progress.readiness import DomainEvidence, Outlook, Readiness
    from awsstudy.progress.verification import Bin, Verification

NAMED = 2
"""Domains that lack answers are named up to so many; more are counted."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """How an exam would go, and how good such forecasts have been."""

    exam: Exam
    readiness: Readiness
    verification: Verification


def name_of(exam: Exam, words: Messages) -> str:
    """An exam in a word or two: its code, or the title of an exam of our own."""
    return exam.id.upper() if exam.sources else words.of(exam.title)


def percent(share: float) -> str:
    """A share in whole per cent; what is not certain is never said to be."""
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{share:.0%}"


def in_a_line(exam: Exam, ready: Readiness, words: Messages) -> str:
    """The chance in one line."""
    name, today, later = name_of(exam, words), ready.today.chance, ready.on_exam_day
    if today is None:
        return words("chance.line_missing", exam=name, count=ready.missing)
    if later is None or later.chance is None:
        return words("chance.line", exam=name, today=percent(today))
    values = {"exam": name, "today": percent(today), "later": percent(later.chance)}
    return words("chance.line_both", **values)


def spread(outlook: Outlook, words: Messages) -> str:
    """The share of questions right with its interval."""
    shares = (outlook.mean, outlook.low, outlook.high)
    mean, low, high = (percent(share) for share in shares)
    return words("chance.spread", mean=mean, low=low, high=high)


def missing(exam: Exam, ready: Readiness, words: Messages) -> str:
    """What is missing before a chance is told, by domain where few lack it."""
    titles = {domain.id: words.of(domain.title) for domain in exam.domains}
    short = [domain for domain in ready.domains if domain.missing]
    count = sum(domain.missing for domain in short)
    parts = [_more(one, titles[one.id], words) for one in short]
    if len(short) > NAMED:
        parts = [words("chance.more_in_some", count=count, domains=len(short))]
    if ready.missing > count:
        parts.append(words("chance.more_in_all", count=ready.missing))
    return words("chance.missing", parts=", ".join(parts))


def _more(domain: DomainEvidence, title: str, words: Messages) -> str:
    message = "chance.more_one" if domain.missing == 1 else "chance.more_in"
    return words(message, count=domain.missing, domain=title)


def basis(ready: Readiness, words: Messages) -> str:
    """What the forecast rests on."""
    memory = ready.memory
    if not memory.met:
        return words("chance.basis_answers", count=ready.answers.of)
    values = {"count": ready.answers.of, "met": percent(memory.met)}
    return words("chance.basis", **values, promised=percent(memory.expected))


def cut(ready: Readiness, words: Messages) -> str:
    """Which share is taken to pass."""
    message = "chance.cut_unknown" if ready.cut_spread else "chance.cut_known"
    return words(message, cut=percent(ready.cut), spread=f"{100 * ready.cut_spread:g}")


def verdict(verification: Verification, words: Messages) -> str:
    """How good the forecasts have been, in a line."""
    one = verification
    if one.brier is None:
        return words("chance.unverified")
    values = {"forecasts": one.forecasts, "exams": one.exams, "brier": f"{one.brier:.2f}"}
    return words("chance.verified", **values)


def calibration(one: Bin, words: Messages) -> str:
    """Forecasts of about the same chance, and how often the exam was passed."""
    shares = {"low": one.low, "high": one.high, "forecast": one.forecast, "passed": one.passed}
    told = {name: percent(share) for name, share in shares.items()}
    return words("chance.bin", count=one.forecasts, **told)


def told(prospect: Prospect, words: Messages) -> Iterator[str]:
    """Everything in plain lines, one statement a line, but the domains."""
    exam, ready = prospect.exam, prospect.readiness
    if ready.today.chance is None:
        yield missing(exam, ready, words)
    else:
        yield f"{words('chance.today')}: {_chance(ready.today, words)}"
        if ready.on_exam_day:
            when = words("chance.on_day", day=ready.on_exam_day.day)
            yield f"{when}: {_chance(ready.on_exam_day, words)}"
    yield basis(ready, words)
    yield cut(ready, words)
    yield words("chance.simulated")
    yield verdict(prospect.verification, words)
    yield from (calibration(one, words) for one in prospect.verification.bins)


def _chance(outlook: Outlook, words: Messages) -> str:
    return f"{percent(outlook.chance or 0.0)}, {spread(outlook, words)}"


def as_values(prospect: Prospect) -> dict[str, Any]:
    """Everything as plain values, for JSON."""
    ready = prospect.readiness
    return asdict(ready) | {
        "missing": ready.missing,
        "verification": asdict(prospect.verification),
        "calibrated_on": "simulated learners",
    }
