"""One memory over facts: what was answered, by whatever kind of question, and what that leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from awsstudy.core.clock import Clock, study_day
from awsstudy.core.ids import event_id
from awsstudy.flashcards.fuzz import fuzzed, seed_key
from awsstudy.flashcards.replay import replay, reviewed
from awsstudy.flashcards.scheduling import Moment, Rating, Schedule
from awsstudy.store.cards import CardLog
from awsstudy.store.records import CardState, Mark, Review, ReviewKind, States, UnitState

RULES = "1"
"""Changes when a replay of the same log would give other states."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What asked for a fact."""

    kind: ReviewKind
    item_id: str
    """A card, a question, or ``<model>.<scenario>``."""
    content_hash: str
    ms: int


class Memory:
    """Every unit's state, kept in step with the log."""

    def __init__(self, log: CardLog, clock: Clock, schedule: Schedule) -> None:
        """Read the states; where they were derived by other rules, derive them anew."""
        self.log = log
        self.clock = clock
        self.schedule = schedule
        self.states = States({}, {})
        self._due: Counter[date] = Counter()
        self.touched: list[str] = []
        """The units whose state, or a card of whose, changed, in order: a queue that was laid out
        catches up by it."""
        self.refresh()

    def refresh(self) -> None:
        """Read the states again: another program may have added to the log."""
        version = f"{RULES} {self.schedule.version}"
        if self.log.version() != version:
            self.rebuild()
        else:
            self.states = States(self.log.units(), self.log.cards())
        self._due = _due_days(self.states)

    def rebuild(self) -> None:
        """Derive every state from the log anew."""
        self.states = replay(self.schedule, self.log.reviews(), self.log.marks())
        self._due = _due_days(self.states)
        self.log.rewrite(self.states, f"{RULES} {self.schedule.version}")

    def moment(self) -> Moment:
        """Now, with its study day."""
        now = self.clock.now()
        return Moment(now, study_day(now, self.clock.zone))

    def unit(self, unit_id: str) -> UnitState:
        """How well a fact is remembered."""
        return self.states.units.get(unit_id) or UnitState(unit_id=unit_id)

    def card(self, card_id: str) -> CardState:
        """Where a card stands."""
        return self.states.cards.get(card_id) or CardState(card_id=card_id)

    def recall(self, unit_id: str, day: date) -> float:
        """The chance of recalling a fact on a study day; 0 for one never met."""
        return self.schedule.recall(self.unit(unit_id), day)

    def failed(self, day: date) -> frozenset[str]:
        """The facts that went wrong on a study day, or after a clock that was set back."""
        return frozenset(one.fact_id for one in self.log.reviews(since=day) if one.rating == 1)

    def weigh(
        self, unit_id: str, rating: Rating, asked: Asked, before: UnitState | None = None
    ) -> tuple[Review, UnitState]:
        """What an answer comes to: the review to log and the unit after it; nothing changes yet.

        Args:
            unit_id: the fact.
            rating: how well it was recalled.
            asked: what asked for it.
            before: the unit before, where other answers were weighed and are not saved yet.
        """
        before, now = before or self.unit(unit_id), self.moment()
        after = self._outcomes(before, now, steps=asked.kind == "card", until=rating)[rating]
        review = replace(
            self.answer(unit_id, rating, asked, before),
            interval=(after.due_day - now.day).days if after.due_day else 0,
            algo=after.algo,
        )
        return review, reviewed(self.schedule, before, review)

    def answer(
        self, unit_id: str, rating: Rating, asked: Asked, before: UnitState | None = None
    ) -> Review:
        """An answer as it is logged, without what it leads to: all there is of one in cramming."""
        before, now = before or self.unit(unit_id), self.moment()
        return Review(
            id=event_id(now.at),
            kind=asked.kind,
            card_id=asked.item_id,
            fact_id=unit_id,
            at=now.at,
            study_day=now.day,
            delta_days=max(0, (now.day - before.last_day).days) if before.last_day else 0,
            rating=rating,
            phase=before.phase,
            ms=asked.ms,
            algo="",
            content_hash=asked.content_hash,
        )

    def undo(self, event: Review | Mark, card_id: str, unit_id: str) -> None:
        """Make an answer to a card, or a mark of it, not count any more.

        Raises:
            StoreError: it could not be saved; nothing has changed.
        """
        now, card = self.clock.now(), self._card_without(event, card_id)
        if isinstance(event, Mark):
            self.log.undo_mark(event, card, event_id(now), now)
        elif event.kind == "cram":
            self.log.undo_review(event, None, event_id(now), now)
        else:
            unit = self.without(event)
            self.log.undo_review(event, unit, event_id(now), now, card)
            self.keep([unit])
        self.put(card, unit_id)

    def _card_without(self, event: Review | Mark, card_id: str) -> CardState:
        """A card as the log leaves it without one event of it, which may not be the last."""
        reviews = [one for one in self.log.reviews(card_id=card_id) if one.id != event.id]
        marks = [one for one in self.log.marks(card_id) if one.id != event.id]
        left = replay(self.schedule, reviews, marks).cards
        return left.get(card_id) or CardState(card_id=card_id)

    def preview(self, unit_id: str) -> dict[Rating, timedelta]:
        """How long until a card of a fact would come back, for each rating: what ``weigh`` logs."""
        now = self.moment()
        outcomes = self._outcomes(self.unit(unit_id), now, steps=True)
        return {rating: self.schedule.wait(after, now) for rating, after in outcomes.items()}

    def _outcomes(
        self, before: UnitState, now: Moment, *, steps: bool, until: Rating = Rating.EASY
    ) -> dict[Rating, UnitState]:
        """The unit after each rating up to one, on the least loaded day that suits it."""
        loads = self._loads(before.unit_id, now.day)
        found: dict[Rating, UnitState] = {}
        last = chosen = 0
        for rating in Rating:
            if rating > until:
                break
            after = self.schedule.rate(before, rating, now, steps=steps)
            if after.due_day is not None:
                days = (after.due_day - now.day).days
                # A better rating must not come back earlier because another day has less to do.
                earliest = chosen + (days > last) if chosen else 0
                chosen = fuzzed(days, seed_key(before.unit_id, after.reps), loads, earliest)
                last = days
                after = self.schedule.rate(before, rating, now, steps=steps, interval=chosen)
            found[rating] = after
        return found

    def _loads(self, unit_id: str, day: date) -> Counter[int]:
        """How many other facts come back so many days from now."""
        loads = Counter({(due - day).days: number for due, number in self._due.items()})
        own = self.unit(unit_id).due_day
        if own is not None:
            loads[(own - day).days] -= 1
        return loads

    def _count(self, unit: UnitState, *, by: int) -> None:
        if unit.due_day is not None:
            self._due[unit.due_day] += by

    def without(self, review: Review) -> UnitState:
        """A unit as the log leaves it without one review of it, which may not be the last."""
        rest = [one for one in self.log.reviews(unit_id=review.fact_id) if one.id != review.id]
        left = replay(self.schedule, rest, ()).units
        return left.get(review.fact_id) or UnitState(unit_id=review.fact_id)

    def keep(self, units: Iterable[UnitState]) -> None:
        """Take over states that are in the database by now."""
        for unit in units:
            self.touched.append(unit.unit_id)
            self._count(self.unit(unit.unit_id), by=-1)
            self._count(unit, by=1)
            if unit.reps:
                self.states.units[unit.unit_id] = unit
            else:
                self.states.units.pop(unit.unit_id, None)

    def put(self, card: CardState, unit_id: str) -> None:
        """Take over the state of a unit's card that is in the database by now."""
        self.touched.append(unit_id)
        if card == CardState(card_id=card.card_id):
            self.states.cards.pop(card.card_id, None)
        else:
            self.states.cards[card.card_id] = card


def _due_days(states: States) -> Counter[date]:
    """How many units come back on each study day."""
    return Counter(unit.due_day for unit in states.units.values() if unit.due_day is not None)
