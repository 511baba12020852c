"""From the cards of the content to what is asked: one item for each direction and each deletion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.card import CLOZE, Card, ClozeCard, ReverseCard, TypedCard
from awsstudy.core.hashing import content_hash
from awsstudy.core.i18n import Localized
from awsstudy.flashcards.typed import folded
from awsstudy.store.records import OwnCard

GAP = "[...]"


@dataclass(frozen=True, slots=True)
class CardItem:
    """One thing to recall."""

    id: str
    """``<concept>.<card>``, with ``#back`` for a reverse direction or ``#n`` for a deletion."""
    card_id: str
    concept_id: str
    fact_id: str
    """The main fact it asks for; items of one fact are siblings."""
    front: Localized
    back: Localized
    note: Localized | None
    accepted: tuple[str, ...] = ()
    """For a typed card: the spellings that are right."""

    @property
    def typed(self) -> bool:
        """Whether the answer is typed."""
        return bool(self.accepted)

    @property
    def content_hash(self) -> str:
        """Changes when the wording does."""
        return content_hash(self.front.en, self.front.ko, self.back.en, self.back.ko)


def card_items(catalog: Catalog) -> dict[str, CardItem]:
    """Everything that can be asked, by id, in the order it is taught."""
    synonyms = _synonyms(catalog)
    return {
        item.id: item
        for card_id, card in catalog.cards.items()
        for item in _items(card_id, card, synonyms)
    }


def own_items(cards: Iterable[OwnCard]) -> dict[str, CardItem]:
    """The learner's own cards, by id; one that asks for no fact is a unit by itself."""
    return {
        card.card_id: CardItem(
            id=card.card_id,
            card_id=card.card_id,
            concept_id=card.concept_id,
            fact_id=card.fact_id or card.card_id,
            front=Localized.same(card.front),
            back=Localized.same(card.back),
            note=None,
        )
        for card in cards
    }


def _synonyms(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """For each spelling of the glossary all spellings of its term."""
    return {folded(one): term.spellings for term in catalog.glossary for one in term.spellings}


def _items(card_id: str, card: Card, synonyms: Mapping[str, tuple[str, ...]]) -> Iterator[CardItem]:
    if isinstance(card, ClozeCard):
        deletions = len(CLOZE.findall(card.text.en))
        for number in range(1, deletions + 1):
            suffix = f"#{number}" if deletions > 1 else ""
            front = Localized(*(_with_gap(text, number) for _, text in card.text.items()))
            back = Localized(*(_answer(text, number) for _, text in card.text.items()))
            yield _item(card_id + suffix, card_id, card, front, back)
    elif isinstance(card, TypedCard):
        written = (card.answer.en, card.answer.ko, *card.accept)
        known = (one for text in written for one in synonyms.get(folded(text), ()))
        accepted = tuple(dict.fromkeys((*written, *known)))
        yield _item(card_id, card_id, card, card.front, card.answer, accepted)
    else:
        yield _item(card_id, card_id, card, card.front, card.back)
        if isinstance(card, ReverseCard):
            yield _item(f"{card_id}#back", card_id, card, card.back, card.front)


def _item(
    item_id: str,
    card_id: str,
    card: Card,
    front: Localized,
    back: Localized,
    accepted: tuple[str, ...] = (),
) -> CardItem:
    concept = card_id.partition(".")[0]
    return CardItem(item_id, card_id, concept, card.facts[0], front, back, card.note, accepted)


def _with_gap(text: str, number: int) -> str:
    """The sentence with one deletion hidden and the others filled in."""
    parts, last = [], 0
    for place, match in enumerate(CLOZE.finditer(text), 1):
        hint = match["hint"]
        gap = f"[{hint}]" if hint else GAP
        parts += [text[last : match.start()], gap if place == number else match["answer"]]
        last = match.end()
    return "".join([*parts, text[last:]])


def _answer(text: str, number: int) -> str:
    return str(list(CLOZE.finditer(text))[number - 1]["answer"])
