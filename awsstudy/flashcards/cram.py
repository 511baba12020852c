"""Cramming: chosen cards until each was recalled once; logged, and nothing is rescheduled."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence
from datetime import date, datetime
from functools import cached_property

from awsstudy.flashcards.desk import MAX_ANSWER_MS, CardDesk, Done, Line
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.queue import Counts
from awsstudy.flashcards.remembering import Asked
from awsstudy.flashcards.scheduling import Rating
from awsstudy.store.records import CardState, Review, UnitState


class Round:
    """The cards of one cram: those not recalled yet, the ones that failed at the end of the line.

    It follows from what was answered and where the cards stand alone, so that nothing is left
    behind when an answer or a mark is undone.
    """

    def __init__(
        self,
        items: Mapping[str, CardItem],
        cards: Mapping[str, CardState],
        day: date,
        told: MutableSequence[tuple[str, bool]],
    ) -> None:
        """Lay it out.

        Args:
            items: what is crammed.
            cards: where each card stands.
            day: the study day.
            told: the cards that were asked, each with whether it was recalled.
        """
        self.day = day
        self._items = items
        self._cards = cards
        self._told = told

    def changed(self, unit: str) -> None:
        """Nothing: where cards stand is looked up when one is asked for."""

    def _left(self) -> list[CardItem]:
        recalled = {item for item, known in self._told if known}
        return [one for key, one in self._items.items() if key not in recalled and self._open(key)]

    def _open(self, item_id: str) -> bool:
        card = self._cards.get(item_id)
        return card is None or not (card.suspended or card.buried_on == self.day)

    def next(self, now: datetime) -> CardItem | None:
        """The card that was asked the longest ago, or never; None when all were recalled."""
        last = {item: place for place, (item, _) in enumerate(self._told)}
        return min(self._left(), key=lambda item: last.get(item.id, -1), default=None)

    def counts(self) -> Counts:
        """What is left: cards not asked yet as due, those that failed as being learned."""
        asked = {item for item, _ in self._told}
        left = [item.id in asked for item in self._left()]
        return Counts(new=0, learning=sum(left), due=len(left) - sum(left))


class CramDesk(CardDesk):
    """A sitting that leaves no trace in the memory."""

    def _lay_out(self) -> Line:
        """The round as it is; another study day begins no new one."""
        self._note_states()
        self._round = Round(self._items, self.memory.states.cards, self.moment().day, self._told)
        return self._round

    @cached_property
    def _told(self) -> list[tuple[str, bool]]:
        return []

    def rate(self, item: CardItem, rating: Rating, ms: int) -> UnitState:
        """Take an answer; it is in the log when this returns, and nowhere else.

        Raises:
            StoreError: it could not be saved; nothing has changed.
        """
        line = self._today()
        source = Asked("cram", item.id, item.content_hash, min(ms, MAX_ANSWER_MS))
        review = self.memory.answer(item.fact_id, rating, source)
        self.memory.log.record_review(review, None)
        self._done.append(Done(item, review, line, self))
        self._told.append((item.id, rating is not Rating.AGAIN))
        return self.unit(item)

    def take_back(self, done: Done) -> None:
        """Forget what was just undone."""
        if isinstance(done.event, Review):
            self._told.pop()
