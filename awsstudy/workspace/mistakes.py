"""The error log in words: which question it was, what was chosen, what was believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.core.errors import AwsStudyError
from awsstudy.core.i18n import Localized
from awsstudy.quiz.generated import parse_code
from awsstudy.quiz.item import PREFIX, Item
from awsstudy.study.errors import Miss, error_log

if TYPE_CHECKING:
    from awsstudy.catalog.models.sim import Scenario
    from awsstudy.workspace.workspace import Workspace


def misses(workspace: Workspace) -> list[Miss]:
    """Every miss of the learner, the latest first."""
    store = workspace.store
    treatments = workspace.clinic.treatments()
    return error_log(store.quizzes.attempts(), store.simulations.predictions(), treatments)


def title_of(workspace: Workspace, miss: Miss) -> Localized | None:
    """What was asked, in a line; None where the content has it no more."""
    if miss.kind == "prediction":
        scenario = scenario_of(workspace, miss)
        return scenario.title if scenario else None
    if not miss.target.startswith(PREFIX):
        question = workspace.catalog.questions.get(miss.target)
        return question.stem if question else None
    # To make it again takes a simulator's run; the problem's title tells as much in a list.
    model, problem, _ = parse_code(miss.target)
    page = workspace.catalog.sims.get(model)
    problems = page.problems if page else ()
    return next((words.title for words in problems if words.id == problem), None)


def scenario_of(workspace: Workspace, miss: Miss) -> Scenario | None:
    """The scenario of a prediction; None where the content has it no more."""
    model, _, name = miss.target.partition(".")
    page = workspace.catalog.sims.get(model)
    return next((one for one in page.scenarios if one.id == name), None) if page else None


def item_of(workspace: Workspace, miss: Miss) -> Item | None:
    """The question as it was asked; None where the content has it no more."""
    try:
        item = workspace.quiz.item(miss.target, miss.day, miss.session)
    except (KeyError, AwsStudyError):
        return None
    return item if all(place < len(item.choices) for place in miss.chosen) else None


def chosen_of(workspace: Workspace, miss: Miss) -> list[Localized]:
    """The answers that were chosen; none for "I don't know"."""
    if miss.kind == "prediction":
        scenario = scenario_of(workspace, miss)
        choices = scenario.predict.choices if scenario else ()
        return [choice.text for choice in choices if choice.id == miss.choice]
    item = item_of(workspace, miss)
    return [item.choices[place].text for place in miss.chosen if place >= 0] if item else []
