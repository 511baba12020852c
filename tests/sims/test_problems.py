"""What every problem of every simulator keeps to; never edited when a model is added.

``make test`` draws a few questions of each, ``make fuzz`` a thousand (AWSSTUDY_SEEDS).
"""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest

from awsstudy.catalog.check.measure import wrapped_lines
from awsstudy.catalog.check.screen import FEEDBACK_LINES, OPTION_WIDTH, STEM_WIDTH
from awsstudy.core.errors import UnknownIdError
from awsstudy.core.i18n import LANGUAGES, Language
from awsstudy.quiz.generated import item_code, make_item, make_with_draw, parse_code
from awsstudy.quiz.item import Item
from awsstudy.sims.registry import load_model, model_ids

SEEDS = int(os.environ.get("AWSSTUDY_SEEDS", "60"))
EVERY = [(name, problem.id) for name in model_ids() for problem in load_model(name).problems]
every_problem = pytest.mark.parametrize(("model_id", "problem_id"), EVERY)
UNSAID = re.compile(r"because-|(?<!\$)\{[a-z_0-9]+\}")
"""Signs of a text whose words were not found."""


@every_problem
def test_a_problem_makes_questions_that_can_be_asked(
    catalog, rules, monkeypatch, model_id, problem_id
) -> None:
    monkeypatch.setattr("awsstudy.sims.problems.TRIES", 1)
    page, problem = catalog.sims[model_id], load_model(model_id).problem(problem_id)
    places: Counter[int] = Counter()
    used: Counter[str] = Counter()
    for seed in range(SEEDS):
        try:
            item, draw = make_with_draw(page, problem_id, seed, rules)
        except UnknownIdError:
            continue  # The first draw gave nothing to ask.
        places.update(item.keys)
        used.update(draw.distractors.keys())
        assert {rules[rule].evidence for rule in draw.rules} == {"documented"}
        assert len(item.choices) == 4
        for language in LANGUAGES:
            assert_can_be_read(item, language)
    made = places.total()
    assert made >= 0.95 * SEEDS
    assert all(used[name] >= 0.05 * SEEDS for name in problem.wrong), used
    even = made / 4
    # p = 0.0001 with 3 degrees of freedom: there are a hundred problems.
    assert sum((places[place] - even) ** 2 / even for place in range(4)) < 21.11, places


def assert_can_be_read(item: Item, language: Language) -> None:
    """It fits one screen with its feedback, its options differ and it is wholly written."""
    options = [choice.text[language] for choice in item.choices]
    reasons = [choice.why[language] for choice in item.choices]
    stem = item.stem[language]
    assert len(set(options)) == len(options), options
    lines = wrapped_lines(stem, STEM_WIDTH)
    lines += sum(wrapped_lines(text, OPTION_WIDTH) for text in (*options, *reasons))
    assert lines <= FEEDBACK_LINES, (stem, options, reasons)
    for text in (stem, *options, *reasons):
        assert text.strip()
        assert not UNSAID.search(text), text


@every_problem
def test_a_code_makes_the_same_item_again(catalog, rules, model_id, problem_id) -> None:
    item = make_item(catalog.sims[model_id], problem_id, 77, rules)
    assert item.id == item_code(model_id, problem_id, 77)
    assert parse_code(item.id) == (model_id, problem_id, 77)
    assert make_item(catalog.sims[model_id], problem_id, 77, rules) == item


@pytest.mark.parametrize("model_id", model_ids())
def test_problems_have_words_and_wrong_models_code(catalog, model_id) -> None:
    page, model = catalog.sims[model_id], load_model(model_id)
    assert {words.id for words in page.problems} == {problem.id for problem in model.problems}
    for words in page.problems:
        assert words.wrong.keys() == set(model.problem(words.id).wrong)
        assert words.wrong.keys() <= model.wrong.keys()
