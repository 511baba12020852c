"""Which answers tell how an exam would go: first meetings, unaided, by the exam's domains. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.errors import UnknownIdError
from awsstudy.quiz.generated import parse_code
from awsstudy.quiz.item import PREFIX
from awsstudy.store.records import Attempt


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that counts for an exam."""

    day: date
    domains: tuple[str, ...]
    """Ids of the exam's domains it belongs to; of several it counts for each in equal parts."""
    right: bool


def evidence(catalog: Catalog, exam_id: str, attempts: Sequence[Attempt]) -> tuple[Answer, ...]:
    """The answers that count, oldest first.

    A question counts the first time it is met, and only without a hint. Every generated question is
    new, but two of one problem on one study day are siblings, and the second is answered from the
    first one's feedback: of a problem the day's first counts. Content that is gone does not count.
    """
    return tuple(_counting(catalog, exam_id, attempts))


def _counting(catalog: Catalog, exam_id: str, attempts: Sequence[Attempt]) -> Iterator[Answer]:
    met: set[tuple[date, str]] = set()
    for attempt in attempts:
        if attempt.generated:
            sibling = (attempt.study_day, attempt.question_id.rpartition(":")[0])
            new = attempt.first and sibling not in met
            met.add(sibling)
        else:
            new = attempt.first
        if new and not attempt.hints:
            domains = domains_in(catalog, exam_id, attempt.question_id)
            if domains:
                yield Answer(attempt.study_day, domains, attempt.correct)


def domains_in(catalog: Catalog, exam_id: str, question_id: str) -> tuple[str, ...]:
    """The domains of one exam that a question, written or generated, belongs to."""
    try:
        if question_id.startswith(PREFIX):
            model, problem, _ = parse_code(question_id)
            every = catalog.domains_of_problem(model, problem)
        else:
            every = catalog.domains_of(question_id)
    except (KeyError, UnknownIdError):
        return ()
    names = (name.partition(".") for name in every)
    return tuple(domain for exam, _, domain in names if exam == exam_id)
