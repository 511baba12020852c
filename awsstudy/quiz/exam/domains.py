"""Which domain of an exam a question counts for."""

from __future__ import annotations

from collections.abc import Iterable

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import ProblemWords
from awsstudy.quiz.generated import parse_code
from awsstudy.quiz.item import PREFIX


def domain_of(catalog: Catalog, exam: str, item_id: str) -> str:
    """The domain of an exam a question counts for; empty where it is no part of that exam.

    A question that names several counts for the first, so that a form and its report agree.
    """
    if item_id.startswith(PREFIX):
        model, problem, _ = parse_code(item_id)
        page = catalog.sims[model]
        words = next(one for one in page.problems if one.id == problem)
        return problem_domain(catalog, exam, words)
    return _first(exam, catalog.domains_of(item_id))


def problem_domain(catalog: Catalog, exam: str, problem: ProblemWords) -> str:
    """The domain of an exam that a simulator's problem counts for, or nothing."""
    return _first(exam, (*problem.exams, *catalog.chapters_of(problem.facts[0])))


def _first(exam: str, domains: Iterable[str]) -> str:
    parts = (name.rpartition(".") for name in domains)
    return next((domain for code, _, domain in parts if code == exam), "")
