"""Which lines of the notes and which facts have a concept, a card, a question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.currency import differs


@dataclass(frozen=True, slots=True)
class ConceptCoverage:
    """How far one concept is tested."""

    id: str
    facts: int
    with_card: int
    with_question: int
    covered: int
    """Facts with a card or a question."""
    cards: int
    questions: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the notes are taught."""

    lines: int
    blank: tuple[int, ...]
    accounted: int
    """Lines that a concept claims, and blank ones."""
    covered_lines: tuple[int, ...]
    uncovered_lines: tuple[int, ...]
    """Lines with text that no concept claims."""
    facts: int
    covered_facts: int
    uncovered_facts: tuple[str, ...]
    by_status: dict[str, int]
    statements: int
    """Statements of the notes that are not what holds today."""
    statements_asked: int
    """Those that a card or question sets against what holds today."""
    statements_not_asked: tuple[str, ...]
    cards: int
    questions: dict[str, int]
    """Questions of the bank by kind."""
    concepts: tuple[ConceptCoverage, ...]


def coverage(catalog: Catalog, notes: tuple[str, ...]) -> Coverage:
    """Measure the content against the notes."""
    in_cards = {fact for card in catalog.cards.values() for fact in card.facts}
    in_questions = {fact for question in catalog.questions.values() for fact in question.facts}
    claimed = {line for concept in catalog.concepts.values() for line in concept.note_lines}
    blank = {number for number, line in enumerate(notes, 1) if not line.strip()}
    every = set(range(1, len(notes) + 1))
    covered = in_cards | in_questions
    statements = {fact_id for fact_id, fact in catalog.facts.items() if differs(fact)}
    items = (*catalog.cards.values(), *catalog.questions.values())
    asked = {fact for item in items if item.currency for fact in item.facts} & statements
    return Coverage(
        lines=len(notes),
        blank=tuple(sorted(blank)),
        accounted=len((claimed & every) | blank),
        covered_lines=tuple(sorted(claimed & every)),
        uncovered_lines=tuple(sorted(every - claimed - blank)),
        facts=len(catalog.facts),
        covered_facts=len(covered & set(catalog.facts)),
        uncovered_facts=tuple(sorted(set(catalog.facts) - covered)),
        by_status=dict(Counter(fact.status for fact in catalog.facts.values())),
        statements=len(statements),
        statements_asked=len(asked),
        statements_not_asked=tuple(sorted(statements - asked)),
        cards=len(catalog.cards),
        questions=dict(Counter(question.kind for question in catalog.questions.values())),
        concepts=tuple(_concepts(catalog, in_cards, in_questions)),
    )


def _concepts(
    catalog: Catalog, in_cards: set[str], in_questions: set[str]
) -> list[ConceptCoverage]:
    rows = []
    for concept in catalog.concepts.values():
        ids = {concept.full_id(fact.id) for fact in concept.facts}
        rows.append(
            ConceptCoverage(
                id=concept.id,
                facts=len(ids),
                with_card=len(ids & in_cards),
                with_question=len(ids & in_questions),
                covered=len(ids & (in_cards | in_questions)),
                cards=len(concept.cards),
                questions=len(concept.questions),
            )
        )
    return rows
