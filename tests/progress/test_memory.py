"""What the flashcards promise of an exam."""

import pytest

from awsstudy.flashcards.items import card_items
from awsstudy.progress.memory import (
    SLIP,
    guessing,
    memory_of,
    recall_as_planned,
)


@pytest.fixture(scope="module")
def items(sample_catalog):
    return card_items(sample_catalog)


def promised(catalog, items, known):
    return memory_of(catalog, catalog.exams["sample-exam"], items.values(), known)


def test_nothing_met_promises_guesses(sample_catalog, items) -> None:
    memory = promised(sample_catalog, items, {})
    assert 0.1 <= memory.expected <= 0.34
    assert (memory.recalled, memory.met) == (0, 0)


def test_everything_known_promises_all_but_the_slips(sample_catalog, items) -> None:
    memory = promised(sample_catalog, items, dict.fromkeys(sample_catalog.facts, 1.0))
    assert memory.expected == pytest.approx(1 - SLIP)
    assert (memory.recalled, memory.met) == pytest.approx((1, 1))


def test_a_better_known_fact_never_promises_less(sample_catalog, items) -> None:
    known = dict.fromkeys(sample_catalog.facts, 0.5)
    before = promised(sample_catalog, items, known)
    for fact in known:
        after = promised(sample_catalog, items, known | {fact: 0.9})
        assert after.expected >= before.expected
        assert after.recalled >= before.recalled


def test_a_single_choice_is_guessed_by_its_options(sample_catalog) -> None:
    for question in sample_catalog.questions.values():
        if question.kind == "choice" and question.choose == 1:
            assert guessing(question) == 1 / len(question.options)
        else:
            assert guessing(question) == 0.1


def test_the_plan_keeps_what_is_learned_and_teaches_what_comes_next() -> None:
    alone = {"low": 0.3, "high": 0.95, "put-aside": 0.3}
    asked = ("low", "new", "high", "later")
    known = recall_as_planned(asked, alone, retention=0.9, new=1)
    assert known == {"low": 0.9, "high": 0.95, "put-aside": 0.3, "new": 0.9}
