"""What is asked of each kind of card."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.card import Card
from awsstudy.core.i18n import Localized
from awsstudy.flashcards.items import GAP, CardItem, card_items

CARD: TypeAdapter[Card] = TypeAdapter(Card)
FACTS = ["object-store.bucket-names", "object-store.largest-object"]


@pytest.fixture
def items_of(sample_catalog: Catalog) -> Any:
    """Makes the items of one card, written as in a content file."""
    concept = sample_catalog.concepts["object-store"]

    def make(kind: str, **values: Any) -> list[CardItem]:
        card = CARD.validate_python({"id": "card", "kind": kind, "facts": FACTS, **values})
        catalog = Catalog(
            (concept.model_copy(update={"cards": (card,), "facts": concept.facts[:1]}),)
        )
        items = card_items(catalog)
        assert [item.id for item in items.values()] == list(items)
        return list(items.values())

    return make


def test_a_basic_card_is_asked_in_one_direction(items_of: Any) -> None:
    (item,) = items_of("basic", front={"en": "Q", "ko": "물음"}, back={"en": "A", "ko": "답"})
    assert (item.id, item.card_id) == ("object-store.card", "object-store.card")
    assert (item.front, item.back) == (Localized("Q", "물음"), Localized("A", "답"))
    assert item.concept_id == "object-store"
    assert item.fact_id == "object-store.bucket-names"
    assert item.note is None


def test_a_reverse_card_is_asked_in_both_directions(items_of: Any) -> None:
    there, back = items_of("reverse", front={"en": "Term", "ko": "말"}, back="Meaning")
    assert (there.id, back.id) == ("object-store.card", "object-store.card#back")
    assert (there.front, there.back) == (back.back, back.front)
    assert there.front == Localized("Term", "말")


def test_a_note_is_shown_with_every_item_of_its_card(items_of: Any) -> None:
    items = items_of("cloze", text="[[one]] and [[two]]", note={"en": "Why", "ko": "까닭"})
    assert [item.note for item in items] == [Localized("Why", "까닭")] * 2


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("An object has [[50 TB]].", [("An object has [...].", "50 TB")]),
        ("[[All]]", [("[...]", "All")]),
        ("Kept [[30 days|how long]].", [("Kept [how long].", "30 days")]),
        (
            "[[One|number]] and [[two]], not [[three|the last]].",
            [
                ("[number] and two, not three.", "One"),
                ("One and [...], not three.", "two"),
                ("One and two, not [the last].", "three"),
            ],
        ),
        ("[[same]] then [[same]]", [("[...] then same", "same"), ("same then [...]", "same")]),
        ("Put a[[0]] in x[1] | y: {z}", [("Put a[...] in x[1] | y: {z}", "0")]),
    ],
)
def test_each_deletion_is_asked_by_itself_with_the_others_filled_in(
    items_of: Any, text: str, asked: list[tuple[str, str]]
) -> None:
    items = items_of("cloze", text=text)
    assert [(item.front.en, item.back.en) for item in items] == asked
    assert [(item.front.ko, item.back.ko) for item in items] == asked


def test_only_cards_with_several_deletions_number_them(items_of: Any) -> None:
    assert [item.id for item in items_of("cloze", text="[[one]]")] == ["object-store.card"]
    assert [item.id for item in items_of("cloze", text="[[one]] [[two]]")] == [
        "object-store.card#1",
        "object-store.card#2",
    ]


def test_deletions_keep_to_their_language(items_of: Any) -> None:
    text = {
        "en": "At most [[50 TB|size]] in a [[bucket]].",
        "ko": "[[버킷]]에 최대 [[50 TB|크기]].",
    }
    first, second = items_of("cloze", text=text)
    assert first.front == Localized("At most [size] in a bucket.", "[...]에 최대 50 TB.")
    assert second.front == Localized("At most 50 TB in a [...].", "버킷에 최대 [크기].")
    assert (first.back, second.back) == (Localized("50 TB", "버킷"), Localized("bucket", "50 TB"))


def test_a_typed_card_accepts_both_languages_and_other_spellings(items_of: Any) -> None:
    answer = {"en": "time to live", "ko": "유효 기간"}
    (item,) = items_of("typed", front="?", answer=answer, accept=["TTL", "time to live"])
    assert item.typed
    assert item.accepted == ("time to live", "유효 기간", "TTL")
    assert item.back == Localized("time to live", "유효 기간")


def test_an_answer_of_both_languages_is_accepted_once(items_of: Any) -> None:
    (item,) = items_of("typed", front="?", answer="50 TB", accept=["50 테라바이트"])
    assert item.accepted == ("50 TB", "50 테라바이트")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("basic", {"front": "Q", "back": "A"}),
        ("reverse", {"front": "Q", "back": "A"}),
        ("cloze", {"text": "[[A]]"}),
    ],
)
def test_only_typed_cards_are_typed(items_of: Any, kind: str, values: dict[str, str]) -> None:
    assert not any(item.typed for item in items_of(kind, **values))


def test_items_of_one_card_are_siblings(items_of: Any) -> None:
    items = items_of("cloze", text="[[a]] [[b]] [[c]]")
    assert {item.fact_id for item in items} == {"object-store.bucket-names"}
    assert len({item.id for item in items}) == 3


def test_the_hash_changes_with_the_wording_only(items_of: Any) -> None:
    (before,) = items_of("basic", front="Q", back="A")
    (noted,) = items_of("basic", front="Q", back="A", note="why")
    hashes = {before.content_hash}
    for front, back in [("Q", "B"), ("P", "A"), ({"en": "Q", "ko": "큐"}, "A"), ("QA", "A")]:
        (after,) = items_of("basic", front=front, back=back)
        hashes.add(after.content_hash)
    assert len(hashes) == 5
    assert noted.content_hash == before.content_hash


def test_every_sample_card_is_asked_in_the_order_it_is_taught(sample_catalog: Catalog) -> None:
    items = card_items(sample_catalog)
    cards = list(dict.fromkeys(item.card_id for item in items.values()))
    assert cards == list(sample_catalog.cards)
    assert list(items)[:5] == [
        "name-service.what-it-does",
        "name-service.what-it-does#back",
        "name-service.ttl-long",
        "name-service.ttl-word",
        "object-store.where-objects-live",
    ] or next(iter(items)).startswith("object-store")


def test_no_sample_item_shows_brackets_of_the_content_file(sample_catalog: Catalog) -> None:
    for item in card_items(sample_catalog).values():
        for text in (item.front.en, item.front.ko, item.back.en, item.back.ko):
            assert text
            assert "[[" not in text
            assert "]]" not in text
            assert unicodedata.is_normalized("NFC", text)


plain = st.text(st.characters(exclude_characters="[]|", exclude_categories=["Cs"]), max_size=12)
deleted = plain.filter(lambda text: text.strip())


@given(st.lists(st.tuples(plain, deleted), min_size=1, max_size=5), plain)
def test_a_gap_filled_with_its_answer_gives_the_sentence_back(
    sample_catalog: Catalog, parts: list[tuple[str, str]], end: str
) -> None:
    text = "".join(f"{before}[[{answer}]]" for before, answer in parts) + end
    card = CARD.validate_python({"id": "card", "kind": "cloze", "facts": FACTS, "text": text})
    whole = sample_catalog.concepts["object-store"]
    concept = whole.model_copy(update={"cards": (card,), "facts": whole.facts[:1]})
    items = card_items(Catalog((concept,)))
    sentence = ("".join(before + answer for before, answer in parts) + end).strip()
    assert len(items) == len(parts)
    for item, (_, answer) in zip(items.values(), parts, strict=True):
        assert item.back.en == answer
        assert item.front.en.replace(GAP, answer).strip() == sentence


def test_a_typed_card_accepts_every_spelling_of_its_term(sample_catalog: Catalog) -> None:
    item = card_items(sample_catalog)["block-store.place"]
    assert item.accepted == ("Availability Zone", "가용 영역", "AZ", "가용영역", "가용성 영역")
