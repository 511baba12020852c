"""Every fact is asked for, and every line a concept claims is used by it."""

from __future__ import annotations

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.models.concept import Concept

MIN_CARDS = 3
MIN_QUESTIONS = 3


def check(bundle: Bundle) -> Findings:
    """Report facts without an item, thin concepts, and lines of the notes that nothing uses."""
    tested = tested_facts(bundle)
    for concept, document in bundle.concepts():
        for index, fact in enumerate(concept.facts):
            if concept.full_id(fact.id) not in tested:
                yield document.error(
                    ("facts", index, "id"), f"no card or question asks '{fact.id}'"
                )
        if len(concept.cards) < MIN_CARDS:
            yield document.error(("cards",), f"fewer than {MIN_CARDS} cards")
        if len(concept.questions) < MIN_QUESTIONS:
            yield document.error(("questions",), f"fewer than {MIN_QUESTIONS} questions")
        for message in _line_problems(concept, len(bundle.notes)):
            yield document.error(("notes",), message)


def tested_facts(bundle: Bundle) -> set[str]:
    """The full ids of all facts that some card or question asks for."""
    return {
        fact_id
        for concept in bundle.catalog.concepts.values()
        for item in (*concept.cards, *concept.questions)
        for fact_id in item.facts
    }


def _line_problems(concept: Concept, last: int) -> list[str]:
    claimed = set(concept.note_lines)
    used = {line for fact in concept.facts for line in fact.lines} | set(concept.headings)
    problems = []
    if unused := sorted(claimed - used):
        problems.append(f"no fact or heading uses lines {unused}")
    if foreign := sorted(used - claimed):
        problems.append(f"facts or headings use lines {foreign}, which the concept does not claim")
    if beyond := sorted(line for line in claimed if line > last):
        problems.append(f"the notes have {last} lines, not {beyond}")
    return problems
