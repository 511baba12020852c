"""The review desk: shows cards, takes answers, undoes; an answer is saved before the next card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

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


class Line(Protocol):
    """The cards of a sitting in the order they are asked."""

    @property
    def day(self) -> date:
        """The study day it was laid out for."""

    def counts(self) -> Counts:
        """What is left."""

    def next(self, now: datetime) -> CardItem | None:
        """The card to show now; None when nothing is left."""

    def changed(self, unit: str) -> None:
        """Put a unit where its states say by now."""


@dataclass(frozen=True, slots=True)
class Done:
    """What one press did, so that one press can undo it."""

    item: CardItem
    event: Review | Mark
    line: Line
    """The line that was told."""
    desk: CardDesk


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
        done: MutableSequence[Done] | None = None,
    ) -> None:
        """Sit down.

        Args:
            items: every card there is.
            memory: how well every fact is remembered.
            settings: the limit of new cards.
            only: restricts the sitting to some cards, such as those of one concept.
            agenda: the facts to ask today in this order, where that was planned.
            done: the presses that can be undone, of the sittings before; this one adds to them.
        """
        self.memory = memory
        self._new_per_day = settings.new_per_day
        self._done: MutableSequence[Done] = [] if done is None else done
        self._only = only
        self._agenda = agenda
        self.renew(items)

    def renew(self, items: Mapping[str, CardItem]) -> None:
        """Go on with the cards there are by now: some may be new, rewritten or removed."""
        chosen = self._only
        self._items = {key: one for key, one in items.items() if chosen is None or chosen(one)}
        self._line = self._lay_out()

    def _lay_out(self) -> Line:
        self._note_states()
        day = self.moment().day
        self._queue = Queue(
            self._items,
            self.memory.states,
            day=day,
            new_limit=self._new_per_day - self.memory.log.introduced(day),
            recall=lambda unit: self.memory.schedule.recall(unit, day),
            agenda=self._agenda,
        )
        return self._queue

    def _note_states(self) -> None:
        self._states, self._seen = self.memory.states, len(self.memory.touched)

    def _today(self) -> Line:
        """The line as things stand: laid out anew after a night, or when the log was read again."""
        if self.moment().day != self._line.day or self.memory.states is not self._states:
            self._line = self._lay_out()
        for unit in self.memory.touched[self._seen :]:
            self._line.changed(unit)
        self._seen = len(self.memory.touched)
        return self._line

    def moment(self) -> Moment:
        """Now, with its study day."""
        return self.memory.moment()

    def counts(self) -> Counts:
        """What is left today."""
        return self._today().counts()

    def next(self) -> CardItem | None:
        """The card to show; None when nothing is left for now."""
        return self._today().next(self.memory.clock.now())

    def current(self, item: CardItem) -> CardItem | None:
        """A card as it is worded now; None where it is not of this sitting or is put aside."""
        card = self.card(item)
        aside = card.suspended or card.buried_on == self.moment().day
        return None if aside else self._items.get(item.id)

    def unit(self, item: CardItem) -> UnitState:
        """How well the card's fact is remembered."""
        return self.memory.unit(item.fact_id)

    def card(self, item: CardItem) -> CardState:
        """Where the card stands."""
        return self.memory.card(item.id)

    @property
    def answered(self) -> int:
        """How many answers of this sitting count."""
        return sum(one.desk is self and isinstance(one.event, Review) for one in self._done)

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to undo."""
        return bool(self._done)

    def rate(self, item: CardItem, rating: Rating, ms: int) -> UnitState:
        """Take an answer; it is in the database when this returns.

        Raises:
            StoreError: it could not be saved; nothing has changed.
        """
        unit, card, line = self.unit(item), self.card(item), self._today()
        source = Asked("card", item.id, item.content_hash, min(ms, MAX_ANSWER_MS))
        review, after = self.memory.weigh(item.fact_id, rating, source)
        self.memory.log.record_review(review, after, asked(card))
        self._done.append(Done(item, review, line, self))
        self.memory.keep([after])
        self.memory.put(asked(card), item.fact_id)
        self._queue.answered(new=unit.phase == "new")
        return after

    def mark(self, item: CardItem, kind: MarkKind) -> CardState:
        """Suspend, bury or flag a card, or take that back."""
        card, moment, line = self.card(item), self.moment(), self._today()
        mark = Mark(
            id=event_id(moment.at),
            item_id=item.id,
            kind=kind,
            at=moment.at,
            study_day=moment.day,
        )
        after = marked(card, mark)
        self.memory.log.record_mark(mark, after)
        self._done.append(Done(item, mark, line, self))
        self.memory.put(after, item.fact_id)
        return after

    def undo(self) -> CardItem | None:
        """Take back the last answer or mark, with everything it did; returns its card."""
        if not self._done:
            return None
        done = self._done[-1]
        self.memory.undo(done.event, done.item.id, done.item.fact_id)
        self._done.pop()
        done.desk.take_back(done)
        if done.desk is not self:
            self._line = self._lay_out()  # The limit of new cards may have changed.
        return done.item

    def take_back(self, done: Done) -> None:
        """Forget what was just undone."""
        if done.line is not self._today():
            self._line = self._lay_out()  # It told the line of another day, which is gone.
        elif isinstance(done.event, Review):
            self._queue.taken_back()
