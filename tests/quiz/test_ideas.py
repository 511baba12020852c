"""Hints over the real content: they help, and none tells the answer."""

import re

import pytest

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.i18n import LANGUAGES, Localized
from awsstudy.quiz.hints import ladder
from awsstudy.quiz.ideas import GAP, fact_with_a_gap, gives_away, idea
from awsstudy.quiz.item import Choice, Item, bank_items
from awsstudy.workspace.workspace import Workspace


@pytest.fixture
def catalog(workspace: Workspace) -> Catalog:
    return workspace.catalog


def question(stem: str, key: str, *wrong: str) -> Item:
    choices = [Choice(Localized.same(key), Localized.same(""), correct=True)]
    choices += [Choice(Localized.same(one), Localized.same(""), correct=False) for one in wrong]
    return Item("c.q", "c", ("c.f",), "apply", Localized.same(stem), tuple(choices))


ITEM = question(
    "A reply is dropped at the edge of a subnet. What dropped it?",
    "The network ACL",
    "The security group",
    "The route table",
)
KOREAN = question("응답이 막혔다. 무엇이 막았는가?", "네트워크 ACL", "보안 그룹", "라우팅 테이블")


@pytest.mark.parametrize(
    ("text", "item", "told"),
    [
        ("A network ACL is stateless.", ITEM, True),
        ("Network ACLs are stateless.", ITEM, True),
        ("A security group remembers connections.", ITEM, False),
        ("What is dropped at the edge of a subnet?", ITEM, False),
        ("네트워크 ACL은 상태를 저장하지 않는다.", KOREAN, True),
        ("네트워크에서 상태를 저장하지 않는 것.", KOREAN, True),
        ("보안 그룹은 상태를 저장한다.", KOREAN, False),
        ("It takes 60 seconds.", question("How long?", "60 seconds", "30 seconds"), True),
        ("It takes 600 seconds.", question("How long?", "60 seconds", "30 seconds"), False),
        ("60초가 걸린다.", question("얼마나 걸리는가?", "60초", "30초"), True),
    ],
)
def test_a_text_gives_an_answer_away_by_its_own_words(text: str, item: Item, told: bool) -> None:
    assert any(gives_away(text, item, language) for language in LANGUAGES) is told


def test_no_question_of_the_bank_is_given_away_by_its_hints(catalog: Catalog) -> None:
    kinds: dict[str, int] = {}
    for item in bank_items(catalog).values():
        hints = [hint for hint in (idea(catalog, item), fact_with_a_gap(catalog, item)) if hint]
        for hint in hints:
            assert hint.text is not None
            kinds[hint.kind] = kinds.get(hint.kind, 0) + 1
            for language, text in hint.text.items():
                for key in (item.choices[place].text[language] for place in item.keys):
                    said = rf"(?<!\w){re.escape(key)}(?![a-z])"
                    assert not re.search(said, text, re.IGNORECASE), item.id
                assert (hint.kind == "fact") == (GAP in text)
        steps = ladder(item, range(len(item.choices)), 3, *_two(catalog, item))
        assert len(steps) >= 2
        assert all(h.place not in item.keys for h in steps if h.kind == "strike")
    assert kinds["idea"] > 400
    assert kinds["apart"] > 80
    assert kinds["fact"] > 300


def _two(catalog: Catalog, item: Item):
    return idea(catalog, item), fact_with_a_gap(catalog, item)


def test_a_contrast_question_is_helped_by_what_tells_the_pair_apart(catalog: Catalog) -> None:
    items = bank_items(catalog)
    pair = catalog.pairs["security-group-network-acl"]
    told = [idea(catalog, items[question]) for question in pair.questions]
    assert [hint.text for hint in told if hint and hint.kind == "apart"].count(pair.apart) >= 2
