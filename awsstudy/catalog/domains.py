"""Which domain of an exam a fact belongs to: that of the questions that ask for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from awsstudy.catalog.catalog import Catalog


def fact_domains(catalog: Catalog, exam: str) -> dict[str, str]:
    """The domain's id of every fact the exam may ask for.

    A fact's domain is the one most of its questions name, counting those that test it first twice;
    a fact no such question tests goes with its concept. Facts of concepts the exam does not touch
    have none.
    """
    by_fact: dict[str, Counter[str]] = {}
    by_concept: dict[str, Counter[str]] = {}
    for full_id, question in catalog.questions.items():
        for domain in _domains(catalog, full_id, exam):
            concept = full_id.partition(".")[0]
            by_concept.setdefault(concept, Counter())[domain] += 1
            for place, fact in enumerate(question.facts):
                by_fact.setdefault(fact, Counter())[domain] += 2 if place == 0 else 1
    return {
        fact: found
        for fact in catalog.facts
        if (found := _most(by_fact.get(fact) or by_concept.get(fact.partition(".")[0])))
    }


def concept_domains(found: Mapping[str, str]) -> dict[str, str]:
    """The domain of each concept: that of most of its facts, whose domains are given."""
    counts: dict[str, Counter[str]] = {}
    for fact, domain in found.items():
        counts.setdefault(fact.partition(".")[0], Counter())[domain] += 1
    return {concept: _most(domains) for concept, domains in counts.items()}


def _domains(catalog: Catalog, question: str, exam: str) -> list[str]:
    """The domains of one exam that a question names, without the exam's code."""
    named = (one.partition(".") for one in catalog.domains_of(question))
    return [domain for code, _, domain in named if code == exam]


def _most(counts: Mapping[str, int] | None) -> str:
    """The most frequent; of equals the first by id, so that it is always the same."""
    if not counts:
        return ""
    return min(counts, key=lambda domain: (-counts[domain], domain))
