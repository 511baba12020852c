"""The review desk: shows cards, takes answers, undoes; an answer is saved before the next card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from awsstudy.core.ids import event_id
from awsstudy.core.settings import Settings
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.queue import Counts, Queue
from awsstudy.flashcards.remembering import Asked, Memory
from awsstudy.flashcards.replay import asked, marked
from awsstudy.flashcards.scheduling import Moment, Rating
from awsstudy.store.records import CardState, Mark, MarkKind, Review, UnitState

MAX_ANSWER_MS = 60_000
"""A card that was left open counts as a minute."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What one press did, so that one press can undo it."""

    item: CardItem
    event: Review | Mark
    card: CardState
    """The card before."""
    queue: Queue[CardItem]
    """The queue that was told."""


class CardDesk:
    """One sitting with the flashcards."""

    def __init__(
        self,
        items: Mapping[str, CardItem],
        memory: Memory,
        settings: Settings,
        *,
        only: Callable[[CardItem], bool] | None = None,
        agenda: Sequence[str] | None = None,
    ) -> None:
        """Sit down.

        Args:
            items: every card there is.
            memory: how well every fact is remembered.
            settings: the limit of new cards.
            only: restricts the sitting to some cards, such as those of one concept.
            agenda: the facts to ask today in this order, where that was planned.
        """
        self.memory = memory
        self._new_per_day = settings.new_per_day
        self._done: list[_Done] = []
        self._items = {key: item for key, item in items.items() if only is None or only(item)}
        self._agenda = agenda
        self._queue = self._lay_out()

    def _lay_out(self) -> Queue[CardItem]:
        day = self.moment().day
        self._seen = len(self.memory.touched)
        return Queue(
            self._items,
            self.memory.states,
            day=day,
            new_limit=self._new_per_day - self.memory.log.introduced(day),
            recall=lambda unit: self.memory.schedule.recall(unit, day),
            agenda=self._agenda,
        )

    def _today(self) -> Queue[CardItem]:
        """The queue as things stand: one that was left open overnight is laid out anew."""
        if self.moment().day != self._queue.day:
            self._queue = self._lay_out()
        for unit in self.memory.touched[self._seen :]:
            self._queue.changed(unit)
        self._seen = len(self.memory.touched)
        return self._queue

    def moment(self) -> Moment:
        """Now, with its study day."""
        return self.memory.moment()

    def counts(self) -> Counts:
        """What is left today."""
        return self._today().counts()

    def next(self) -> CardItem | None:
        """The card to show; None when nothing is left for now."""
        return self._today().next(self.memory.clock.now())

    def unit(self, item: CardItem) -> UnitState:
        """How well the card's fact is remembered."""
        return self.memory.unit(item.fact_id)

    def card(self, item: CardItem) -> CardState:
        """Where the card stands."""
        return self.memory.card(item.id)

    def preview(self, item: CardItem) -> dict[Rating, timedelta]:
        """When the card would come back, by rating."""
        return self.memory.schedule.preview(self.unit(item), self.moment())

    @property
    def answered(self) -> int:
        """How many answers of this sitting count."""
        return sum(isinstance(done.event, Review) for done in self._done)

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to undo."""
        return bool(self._done)

    def rate(self, item: CardItem, rating: Rating, ms: int) -> UnitState:
        """Take an answer; it is in the database when this returns.

        Raises:
            StoreError: it could not be saved; nothing has changed.
        """
        unit, card, queue = self.unit(item), self.card(item), self._today()
        source = Asked("card", item.id, item.content_hash, min(ms, MAX_ANSWER_MS))
        review, after = self.memory.weigh(item.fact_id, rating, source)
        self.memory.log.record_review(review, after, asked(card))
        self._done.append(_Done(item, review, card, queue))
        self.memory.keep([after])
        self.memory.put(asked(card))
        queue.answered(new=unit.phase == "new")
        return after

    def mark(self, item: CardItem, kind: MarkKind) -> CardState:
        """Suspend, bury or flag a card, or take that back."""
        card, moment, queue = self.card(item), self.moment(), self._today()
        mark = Mark(
            id=event_id(moment.at),
            item_id=item.id,
            kind=kind,
            at=moment.at,
            study_day=moment.day,
        )
        after = marked(card, mark)
        self.memory.log.record_mark(mark, after)
        self._done.append(_Done(item, mark, card, queue))
        self.memory.put(after)
        queue.changed(item.fact_id)
        return after

    def undo(self) -> CardItem | None:
        """Take back the last answer or mark, with everything it did; returns its card."""
        if not self._done:
            return None
        done, now = self._done[-1], self.memory.clock.now()
        if isinstance(done.event, Review):
            unit = self.memory.without(done.event)
            self.memory.log.undo_review(done.event, unit, event_id(now), now, done.card)
            self.memory.keep([unit])
        else:
            self.memory.log.undo_mark(done.event, done.card, event_id(now), now)
        self._done.pop()
        self.memory.put(done.card)
        if done.queue is not self._today():
            self._queue = self._lay_out()  # It was of another study day, whose queue is gone.
            return done.item
        if isinstance(done.event, Review):
            self._queue.taken_back()
        self._queue.changed(done.item.fact_id)
        return done.item
