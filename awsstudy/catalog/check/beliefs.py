"""Every misconception says why it tempts, and some answer shows it."""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.check.bundle import Bundle, Findings
from awsstudy.catalog.models.question import ChoiceQuestion, Question, answers_of
from awsstudy.catalog.models.reference import Misconceptions


def check(bundle: Bundle) -> Findings:
    """Report misconceptions that no answer shows, and those whose refutation is not named."""
    used, refuted = frozenset(_used(bundle.catalog)), _refuted(bundle.catalog)
    for entry in bundle.entries:
        rows = entry.model.root if isinstance(entry.model, Misconceptions) else ()
        for index, belief in enumerate(rows):
            if belief.id not in used:
                yield entry.document.error((index, "id"), f"no answer shows '{belief.id}'")
            known = refuted.get(belief.id, ())
            if (known or belief.scenario) and belief.scenario not in known:
                refuting = " or ".join(known) or "no scenario"
                yield entry.document.error((index, "scenario"), f"{refuting} refutes it")


def _refuted(catalog: Catalog) -> dict[str, list[str]]:
    """For each misconception the scenarios in which a prediction by it turns out wrong."""
    found: dict[str, list[str]] = {}
    for page in catalog.sims.values():
        for scenario in page.scenarios:
            for choice in scenario.predict.choices:
                if choice.misconception:
                    found.setdefault(choice.misconception, []).append(f"{page.id}.{scenario.id}")
    return found


def beliefs_of(question: Question) -> frozenset[str]:
    """The misconceptions that wrong answers to a question show."""
    whole = () if isinstance(question, ChoiceQuestion) else (question.misconception,)
    own = (answer.misconception for answer in answers_of(question))
    return frozenset(name for name in (*whole, *own) if name)


def _used(catalog: Catalog) -> Iterator[str]:
    for question in catalog.questions.values():
        yield from beliefs_of(question)
    for page in catalog.sims.values():
        for problem in page.problems:
            yield from (wrong.misconception for wrong in problem.wrong.values())
        for scenario in page.scenarios:
            choices = scenario.predict.choices
            yield from (choice.misconception for choice in choices if choice.misconception)
