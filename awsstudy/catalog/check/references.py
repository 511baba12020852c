"""Every id that is named exists, every id is unique and stands in the file it should."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePath

from pydantic import BaseModel

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.models.base import Row
from awsstudy.catalog.models.concept import Concept
from awsstudy.catalog.models.question import ChoiceQuestion, Question, answers_of
from awsstudy.catalog.models.reference import Exam, Groups, Misconceptions, Services
from awsstudy.catalog.models.rules import RuleRow, RuleRows
from awsstudy.catalog.models.sim import SimPage
from awsstudy.catalog.models.vocabulary import ConfusablePairs, Glossary
from awsstudy.catalog.source import Document, FieldPath

_LISTS = (Groups, Misconceptions, Glossary, ConfusablePairs)


def check(bundle: Bundle) -> Findings:
    """Report dangling references, doubled ids and misplaced files."""
    for concept, document in bundle.concepts():
        yield from _placement(concept, document, bundle)
        yield from _doubled(concept, document)
        yield from _sources(concept, document)
        yield from _tested_facts(concept, document, bundle)
        yield from _options(concept, document, bundle)
        yield from _neighbours(concept, document, bundle)
    for entry in bundle.entries:
        if isinstance(entry.model, Misconceptions):
            yield from _misconceptions(entry.model, entry.document, bundle)
        elif isinstance(entry.model, Services):
            yield from _services(entry.model, entry.document, bundle)
        elif isinstance(entry.model, Exam | SimPage):
            yield from _file_name(entry.model.id, entry.document)
    yield from _repeated(bundle)
    yield from _overlapping_rules(bundle)


def _file_name(model_id: str, document: Document) -> Findings:
    place = PurePath(document.name)
    if place.stem != model_id:
        yield document.error(("id",), f"the file is called {place.name}")


def _placement(concept: Concept, document: Document, bundle: Bundle) -> Findings:
    yield from _file_name(concept.id, document)
    folder = PurePath(document.name).parent.name
    if folder != concept.group:
        yield document.error(("group",), f"the file lies in the folder {folder}")
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
    for index, question in enumerate(concept.questions):
        path: FieldPath = ("questions", index)
        for domain in sorted(set(question.exams) - catalog.domain_names):
            yield document.error((*path, "exams"), f"there is no exam domain '{domain}'")
        for where, name in _beliefs(question):
            if name not in catalog.misconceptions:
                yield document.error((*path, *where), f"there is no misconception '{name}'")


def _beliefs(question: Question) -> Iterator[tuple[FieldPath, str]]:
    """Every misconception a question names, and where."""
    if not isinstance(question, ChoiceQuestion):
        yield ("misconception",), question.misconception
    for answer in answers_of(question):
        if answer.misconception:
            yield (*answer.path, "misconception"), answer.misconception


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
        for concept in item.confusable:
            if concept not in bundle.catalog.concepts:
                yield document.error((index, "confusable"), f"there is no concept '{concept}'")
        model, _, scenario = item.scenario.partition(".")
        page = bundle.catalog.sims.get(model)
        if item.scenario and (page is None or scenario not in {one.id for one in page.scenarios}):
            yield document.error((index, "scenario"), f"there is no scenario '{item.scenario}'")


def _services(file: Services, document: Document, bundle: Bundle) -> Findings:
    categories = {category.id for category in file.categories}
    for index, service in enumerate(file.services):
        path: FieldPath = ("services", index)
        if service.category not in categories:
            yield document.error((*path, "category"), f"there is no category '{service.category}'")
        if service.concept and service.concept not in bundle.catalog.concepts:
            yield document.error((*path, "concept"), f"there is no concept '{service.concept}'")


def _repeated(bundle: Bundle) -> Findings:
    """Ids that stand twice, in one file or in two."""
    seen: set[tuple[str, str]] = set()
    for entry in bundle.entries:
        for path, one in _ids(entry.model):
            if (entry.file.kind.name, one) in seen:
                yield entry.document.error((*path, "id"), f"'{one}' stands twice")
            seen.add((entry.file.kind.name, one))


def _ids(model: BaseModel) -> list[tuple[FieldPath, str]]:
    if isinstance(model, Concept | Exam | SimPage):
        return [((), model.id)]
    if isinstance(model, Services):
        return [(("services", index), one.id) for index, one in enumerate(model.services)]
    rows: tuple[Row, ...] = model.root if isinstance(model, _LISTS) else ()
    return [((index,), row.id) for index, row in enumerate(rows)]


def _overlapping_rules(bundle: Bundle) -> Findings:
    """On any day at most one rule of an id holds."""
    earlier: dict[str, list[RuleRow]] = defaultdict(list)
    for entry in bundle.entries:
        for index, row in enumerate(entry.model.root if isinstance(entry.model, RuleRows) else ()):
            if any(_both_hold(row, other) for other in earlier[row.id]):
                yield entry.document.error(
                    (index, "id"), f"two rules '{row.id}' hold on the same day"
                )
            earlier[row.id].append(row)


def _both_hold(first: RuleRow, second: RuleRow) -> bool:
    starts = max(first.valid_from or date.min, second.valid_from or date.min)
    return starts <= min(first.valid_to or date.max, second.valid_to or date.max)
