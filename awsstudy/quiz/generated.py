"""Turns a simulator's problem into a quiz item: same code, same item, on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awsstudy.catalog.models.sim import ProblemWords, SimPage
from awsstudy.core.errors import UnknownIdError
from awsstudy.core.i18n import LANGUAGES, Language, Localized
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.core.template import fill
from awsstudy.quiz.item import PREFIX, Choice, Item
from awsstudy.sims.problems import DISTRACTORS, Answer, Draw, Model, draws
from awsstudy.sims.registry import load_model


def item_code(model: str, problem: str, seed: int) -> str:
    """The id of a generated item, from which it can be made again."""
    return f"{PREFIX}{model}.{problem}:{seed}"


def parse_code(code: str) -> tuple[str, str, int]:
    """Model, problem and seed of a generated item's id.

    Raises:
        UnknownIdError: it is no such id.
    """
    name, _, seed = code.removeprefix(PREFIX).rpartition(":")
    model, _, problem = name.partition(".")
    if not (code.startswith(PREFIX) and problem and seed.isdigit()):
        raise UnknownIdError(f"'{code}' is no code of a generated question.")
    return model, problem, int(seed)


def make_item(page: SimPage, problem_id: str, seed: int, rules: RuleBook) -> Item:
    """The item of a problem and a seed.

    Raises:
        UnknownIdError: the simulator has no such problem, or the seed gives no usable situation.
    """
    made, _ = make_with_draw(page, problem_id, seed, rules)
    return made


def make_with_draw(
    page: SimPage, problem_id: str, seed: int, rules: RuleBook
) -> tuple[Item, Draw[Any]]:
    """The item of a problem and a seed, and the situation behind it.

    Raises:
        UnknownIdError: the simulator has no such problem, or the seed gives no usable situation.
    """
    model: Model[Any] = load_model(page.id)
    words = next((words for words in page.problems if words.id == problem_id), None)
    problem = next((problem for problem in model.problems if problem.id == problem_id), None)
    if words is None or problem is None:
        raise UnknownIdError(f"The simulator '{page.id}' has no problem '{problem_id}'.")
    for draw in draws(model, problem, seed, rules):
        choices = _choices(page, words, draw)
        if len(choices) == DISTRACTORS + 1:
            return _item(page, words, draw, choices), draw
    raise UnknownIdError(f"Seed {seed} gives no usable situation of '{page.id}.{problem_id}'.")


def _item(page: SimPage, words: ProblemWords, draw: Draw[Any], choices: tuple[Choice, ...]) -> Item:
    return Item(
        id=item_code(page.id, words.id, draw.seed),
        concept_id=words.facts[0].partition(".")[0],
        facts=words.facts,
        difficulty=words.difficulty,
        stem=_written(words.stem, page, words, draw.values),
        choices=choices,
        origin="generated",
        proof=draw.rules,
    )


def _choices(page: SimPage, words: ProblemWords, draw: Draw[Any]) -> tuple[Choice, ...]:
    """The key and three distractors whose written texts all differ, in a seeded order."""
    chosen = [
        Choice(_option(page, words, draw.key), _why(page, words, draw, draw.key), correct=True)
    ]
    for name, answer in draw.distractors.items():
        text = _option(page, words, answer)
        if name in words.wrong and not any(_coincide(text, other.text) for other in chosen):
            wrong = words.wrong[name]
            values = {**draw.values, "answer": answer, "key": draw.key}
            why = _written(wrong.why, page, words, values)
            chosen.append(Choice(text, why, correct=False, misconception=wrong.misconception))
    chance = stream(draw.seed, f"{page.id}.{words.id}:order")
    return tuple(sorted(chosen[: DISTRACTORS + 1], key=lambda _: chance.random()))


def _coincide(first: Localized, second: Localized) -> bool:
    return any(first[language] == second[language] for language in LANGUAGES)


def _option(page: SimPage, words: ProblemWords, answer: Answer) -> Localized:
    if answer is None and "none" in words.answers:
        return words.answers["none"]  # "never", and no unit or preposition around it
    return _written(words.option, page, words, {"answer": answer})


def _why(page: SimPage, words: ProblemWords, draw: Draw[Any], answer: Answer) -> Localized:
    return _written(words.why, page, words, {**draw.values, "answer": answer, "key": draw.key})


def _written(
    template: Localized, page: SimPage, words: ProblemWords, values: Mapping[str, object]
) -> Localized:
    terms = {**page.terms, **words.answers}

    def filled(language: Language) -> str:
        return fill(template, values, language, terms)

    return Localized(filled("en"), filled("ko"))
