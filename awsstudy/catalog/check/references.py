"""Every id that is named exists, every id is unique and stands in the file it should."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.models.concept import Concept
from awsstudy.catalog.models.reference import Misconceptions
from awsstudy.catalog.source import Document, FieldPath


def check(bundle: Bundle) -> Findings:
    """Report dangling references, doubled ids and misplaced files."""
    for concept, document in bundle.concepts():
        yield from _placement(concept, document, bundle)
        yield from _doubled(concept, document)
        yield from _sources(concept, document)
        yield from _tested_facts(concept, document, bundle)
        yield from _options(concept, document, bundle)
        yield from _neighbours(concept, document, bundle)
    seen: set[str] = set()
    for entry in bundle.documents("misconceptions"):
        if isinstance(entry.model, Misconceptions):
            for index, item in enumerate(entry.model.root):
                if item.id in seen:
                    yield entry.document.error((index, "id"), f"'{item.id}' stands twice")
                seen.add(item.id)
            yield from _misconceptions(entry.model, entry.document, bundle)


def _placement(concept: Concept, document: Document, bundle: Bundle) -> Findings:
    place = PurePath(document.name)
    if place.stem != concept.id:
        yield document.error(("id",), f"the file is called {place.name}")
    if place.parent.name != concept.group:
        yield document.error(("group",), f"the file lies in the folder {place.parent.name}")
    if concept.group not in {group.id for group in bundle.catalog.groups}:
        yield document.error(("group",), f"there is no group '{concept.group}'")


def _doubled(concept: Concept, document: Document) -> Findings:
    parts: dict[str, Iterable[str]] = {
        "facts": [one.id for one in concept.facts],
        "cards": [one.id for one in concept.cards],
        "questions": [one.id for one in concept.questions],
    }
    for part, slugs in parts.items():
        seen: set[str] = set()
        for index, slug in enumerate(slugs):
            if slug in seen:
                yield document.error((part, index, "id"), f"'{slug}' stands twice")
            seen.add(slug)


def _sources(concept: Concept, document: Document) -> Findings:
    for index, fact in enumerate(concept.facts):
        for name in sorted(set(fact.sources) - set(concept.sources)):
            yield document.error(("facts", index, "sources"), f"there is no source '{name}'")


def _tested_facts(concept: Concept, document: Document, bundle: Bundle) -> Findings:
    for part, index, facts in _fact_lists(concept):
        for fact_id in facts:
            if fact_id not in bundle.catalog.facts:
                yield document.error((part, index, "facts"), f"there is no fact '{fact_id}'")


def _fact_lists(concept: Concept) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    for index, card in enumerate(concept.cards):
        yield "cards", index, card.facts
    for index, question in enumerate(concept.questions):
        yield "questions", index, question.facts


def _options(concept: Concept, document: Document, bundle: Bundle) -> Findings:
    catalog = bundle.catalog
    domains = {f"{exam.id}.{one.id}" for exam in catalog.exams.values() for one in exam.domains}
    for index, question in enumerate(concept.questions):
        path: FieldPath = ("questions", index)
        for domain in sorted(set(question.exams) - domains):
            yield document.error((*path, "exams"), f"there is no exam domain '{domain}'")
        for place, option in enumerate(question.options):
            name = option.misconception
            if name and name not in catalog.misconceptions:
                where = (*path, "options", place, "misconception")
                yield document.error(where, f"there is no misconception '{name}'")


def _neighbours(concept: Concept, document: Document, bundle: Bundle) -> Findings:
    catalog = bundle.catalog
    for name, ids, known in (
        ("related", concept.related, set(catalog.concepts) - {concept.id}),
        ("confusable_with", concept.confusable_with, set(catalog.concepts) - {concept.id}),
        ("simulators", concept.simulators, set(catalog.sims)),
    ):
        for index, one in enumerate(ids):
            if one not in known:
                yield document.error((name, index), f"there is no '{one}' to refer to")


def _misconceptions(file: Misconceptions, document: Document, bundle: Bundle) -> Findings:
    for index, item in enumerate(file.root):
        for fact_id in item.facts:
            if fact_id not in bundle.catalog.facts:
                yield document.error((index, "facts"), f"there is no fact '{fact_id}'")
        model, _, scenario = item.scenario.partition(".")
        page = bundle.catalog.sims.get(model)
        if item.scenario and (page is None or scenario not in {one.id for one in page.scenarios}):
            yield document.error((index, "scenario"), f"there is no scenario '{item.scenario}'")
