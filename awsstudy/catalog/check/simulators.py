"""What simulators' pages refer to exists."""

from __future__ import annotations

from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.models.sim import Prediction, ProblemWords, SimPage
from awsstudy.catalog.source import Document, FieldPath


def check(bundle: Bundle) -> Findings:
    """Report facts, concepts and misconceptions that simulators name but nobody wrote."""
    for entry in bundle.documents("sim"):
        if isinstance(entry.model, SimPage):
            yield from _page(entry.model, entry.document, bundle)


def _page(page: SimPage, document: Document, bundle: Bundle) -> Findings:
    for index, concept in enumerate(page.concepts):
        found = bundle.catalog.concepts.get(concept)
        if found is None:
            yield document.error(("concepts", index), f"there is no concept '{concept}'")
        elif page.id not in found.simulators:
            yield document.error(("concepts", index), f"'{concept}' does not name '{page.id}'")
    for index, scenario in enumerate(page.scenarios):
        path: FieldPath = ("scenarios", index)
        yield from _facts(scenario.facts, document, path, bundle)
        yield from _choices(scenario.predict, document, path, bundle)
    for index, problem in enumerate(page.problems):
        path = ("problems", index)
        yield from _facts(problem.facts, document, path, bundle)
        yield from _wrong_models(problem, document, path, bundle)
        for domain in sorted(set(problem.exams) - bundle.catalog.domain_names):
            yield document.error((*path, "exams"), f"there is no exam domain '{domain}'")


def _facts(ids: tuple[str, ...], document: Document, path: FieldPath, bundle: Bundle) -> Findings:
    for fact_id in ids:
        if fact_id not in bundle.catalog.facts:
            yield document.error((*path, "facts"), f"there is no fact '{fact_id}'")


def _choices(predict: Prediction, document: Document, path: FieldPath, bundle: Bundle) -> Findings:
    for index, choice in enumerate(predict.choices):
        name = choice.misconception
        if name and name not in bundle.catalog.misconceptions:
            where = (*path, "predict", "choices", index, "misconception")
            yield document.error(where, f"there is no misconception '{name}'")


def _wrong_models(
    problem: ProblemWords, document: Document, path: FieldPath, bundle: Bundle
) -> Findings:
    for name, wrong in problem.wrong.items():
        if wrong.misconception not in bundle.catalog.misconceptions:
            where = (*path, "wrong", name, "misconception")
            yield document.error(where, f"there is no misconception '{wrong.misconception}'")
