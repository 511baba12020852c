"""What can be asked of each misconception, over the real content."""

from random import Random

import pytest

from awsstudy.catalog.cache import load_catalog
from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.places import Roots
from awsstudy.core import paths
from awsstudy.quiz.item import Item, bank_items
from awsstudy.study.contrast import KINS, Contrasts, Form, arranged, beliefs_of
from awsstudy.study.remedy import CONTRASTS, GAPS

NEEDED = CONTRASTS + len(GAPS)
"""Questions of a whole treatment."""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    roots = Roots(paths.content_root(), paths.data_root())
    return load_catalog(roots, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def bank(catalog: Catalog) -> dict[str, Item]:
    return bank_items(catalog)


@pytest.fixture(scope="module")
def contrasts(catalog: Catalog, bank: dict[str, Item]) -> Contrasts:
    return Contrasts(catalog, bank)


def test_every_misconception_can_be_treated_without_the_question_that_was_missed(
    catalog: Catalog, contrasts: Contrasts
) -> None:
    short = [name for name in catalog.misconceptions if len(contrasts.forms(name)) < NEEDED + 1]
    assert short == []


def test_most_misconceptions_are_contrasted_by_questions_that_bear_on_them(
    catalog: Catalog, contrasts: Contrasts
) -> None:
    """The rest falls back to the concept's other questions, and the screen says so."""
    near = 0
    for name in catalog.misconceptions:
        forms = contrasts.forms(name)
        missed = any(form.kin == "belief" for form in forms)
        near += sum(form.kin != "concept" for form in forms) - missed >= CONTRASTS
    assert near / len(catalog.misconceptions) > 0.7


def test_a_form_of_the_belief_offers_it(
    catalog: Catalog, bank: dict[str, Item], contrasts: Contrasts
) -> None:
    for name in catalog.misconceptions:
        for form in contrasts.forms(name):
            if form.generated:
                continue
            offered = name in beliefs_of(bank[form.id])
            assert offered is (form.kin == "belief"), (name, form)


def test_what_a_wrong_answer_shows_is_what_the_item_offers(bank: dict[str, Item]) -> None:
    for item in bank.values():
        if item.kind == "choice":
            wrong = [n for n, choice in enumerate(item.choices) if not choice.correct]
            shown = {name for place in wrong for name in item.misconceptions((place,))}
        else:
            shown = set(item.misconceptions((-1,) * item.choose))
        assert shown == beliefs_of(item), item.id


def test_two_things_taken_for_each_other_are_contrasted_by_their_pair(
    catalog: Catalog, contrasts: Contrasts
) -> None:
    pair = catalog.pairs["security-group-network-acl"]
    mixed = next(
        name
        for name, one in catalog.misconceptions.items()
        if set(pair.concepts) <= set(one.confusable)
    )
    kins = {form.id: form.kin for form in contrasts.forms(mixed)}
    assert {kins[one] for one in pair.questions} <= {"belief", "partner"}


def test_the_missed_question_is_never_asked_and_near_kin_not_met_before_comes_first() -> None:
    forms = [Form(f"c.{kin}{n}", kin) for kin in reversed(KINS) for n in (1, 2)]
    order = arranged(
        forms,
        missed={"c.belief1"},
        used={"c.partner2"},
        seen={"c.fact1"},
        chance=Random(1),
    )
    assert [form.id for form in order][:5] == [
        "c.belief2",
        "c.partner1",
        "c.fact2",
        "c.fact1",
        "c.partner2",
    ]
    assert {form.kin for form in order[5:]} == {"concept"}
