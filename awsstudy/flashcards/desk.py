"""The review desk: shows cards, takes answers, undoes; an answer is saved before the next card."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from awsstudy.core.clock import Clock, study_day
from awsstudy.core.ids import event_id
from awsstudy.core.settings import Settings
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.queue import Counts, Queue
from awsstudy.flashcards.scheduling import Moment, Rating, Schedule
from awsstudy.store.cards import CardLog
from awsstudy.store.records import CardState, Mark, MarkKind, Review

MAX_ANSWER_MS = 60_000
"""A card that was left open counts as a minute."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What one press did, so that one press can undo it."""

    item: CardItem
    event: Review | Mark
    before: CardState
    queue: Queue[CardItem]
    """The queue that was told."""


class CardDesk:
    """One sitting with the flashcards."""

    def __init__(
        self,
        items: Mapping[str, CardItem],
        log: CardLog,
        clock: Clock,
        settings: Settings,
        *,
        only: Callable[[CardItem], bool] | None = None,
    ) -> None:
        """Sit down.

        Args:
            items: every card there is.
            log: the learner's reviews.
            clock: the time.
            settings: retention and the limit of new cards.
            only: restricts the sitting to some cards, such as those of one concept.
        """
        self._log = log
        self._clock = clock
        self._new_per_day = settings.new_per_day
        self.schedule = Schedule(settings.retention)
        self._states = log.states()
        self._done: list[_Done] = []
        self._items = {key: item for key, item in items.items() if only is None or only(item)}
        self._others = {key: item for key, item in items.items() if key not in self._items}
        self._queue = self._lay_out(self.moment().day)

    def _lay_out(self, day: date) -> Queue[CardItem]:
        states = self._states
        return Queue(
            self._items,
            states,
            day=day,
            new_limit=self._new_per_day - self._log.introduced(day),
            recall=lambda state: self.schedule.recall(state, day),
            answered_today={
                item.fact_id
                for key, item in self._others.items()
                if key in states and states[key].last_day == day
            },
        )

    def _today(self) -> Queue[CardItem]:
        """The queue of this study day: one that was left open overnight is laid out anew."""
        day = self.moment().day
        if day != self._queue.day:
            self._queue = self._lay_out(day)
        return self._queue

    def moment(self) -> Moment:
        """Now, with its study day."""
        now = self._clock.now()
        return Moment(now, study_day(now, self._clock.zone))

    def counts(self) -> Counts:
        """What is left today."""
        return self._today().counts()

    def next(self) -> CardItem | None:
        """The card to show; None when nothing is left for now."""
        return self._today().next(self._clock.now())

    def state(self, item: CardItem) -> CardState:
        """Where a card stands."""
        return self._states.get(item.id) or CardState(card_id=item.id)

    def preview(self, item: CardItem) -> dict[Rating, timedelta]:
        """When the card would come back, by rating."""
        return self.schedule.preview(self.state(item), self.moment())

    @property
    def answered(self) -> int:
        """How many answers of this sitting count."""
        return sum(isinstance(done.event, Review) for done in self._done)

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to undo."""
        return bool(self._done)

    def rate(self, item: CardItem, rating: Rating, ms: int) -> CardState:
        """Take an answer; it is in the database when this returns.

        Raises:
            StoreError: it could not be saved; nothing has changed.
        """
        before, moment, queue = self.state(item), self.moment(), self._today()
        after = self.schedule.rate(before, rating, moment)
        review = Review(
            id=event_id(moment.at),
            card_id=item.id,
            fact_id=item.fact_id,
            at=moment.at,
            study_day=moment.day,
            delta_days=max(0, (moment.day - before.last_day).days) if before.last_day else 0,
            rating=rating,
            phase=before.phase,
            ms=min(ms, MAX_ANSWER_MS),
            algo=after.algo,
            content_hash=item.content_hash,
        )
        self._log.record_review(review, after)
        self._done.append(_Done(item, review, before, queue))
        self._states[item.id] = after
        queue.answer(item, after)
        return after

    def mark(self, item: CardItem, kind: MarkKind) -> CardState:
        """Suspend, bury or flag a card, or take that back."""
        before, moment, queue = self.state(item), self.moment(), self._today()
        after = marked(before, kind, moment)
        mark = Mark(
            id=event_id(moment.at),
            item_id=item.id,
            kind=kind,
            at=moment.at,
            study_day=moment.day,
        )
        self._log.record_mark(mark, after)
        self._done.append(_Done(item, mark, before, queue))
        self._states[item.id] = after
        queue.change(item, after)
        return after

    def undo(self) -> CardItem | None:
        """Take back the last answer or mark, with everything it did; returns its card."""
        if not self._done:
            return None
        done, now = self._done[-1], self._clock.now()
        if isinstance(done.event, Review):
            self._log.undo_review(done.event, done.before, event_id(now), now)
        else:
            self._log.undo_mark(done.event, done.before, event_id(now), now)
        self._done.pop()
        self._states[done.item.id] = done.before
        if done.queue is not self._today():
            # It was of another study day, whose queue is gone.
            self._queue = self._lay_out(self._queue.day)
        elif isinstance(done.event, Review):
            self._queue.take_back(done.item, done.before)
        else:
            self._queue.change(done.item, done.before)
        return done.item


def marked(state: CardState, kind: MarkKind, moment: Moment) -> CardState:
    """The state after a mark."""
    if kind in ("suspend", "unsuspend"):
        return replace(state, suspended=kind == "suspend")
    if kind in ("flag", "unflag"):
        return replace(state, flagged=kind == "flag")
    return replace(state, buried_on=moment.day if kind == "bury" else None)
