"""One memory over facts: what was answered, by whatever kind of question, and what that leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from awsstudy.core.clock import Clock, study_day
from awsstudy.core.ids import event_id
from awsstudy.flashcards.replay import replay, reviewed
from awsstudy.flashcards.scheduling import Moment, Rating, Schedule
from awsstudy.store.cards import CardLog
from awsstudy.store.records import CardState, Review, ReviewKind, States, UnitState

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
        self.touched: list[str] = []
        """The units whose state changed, in order: a queue that was laid out catches up by it."""
        self.refresh()

    def refresh(self) -> None:
        """Read the states again: another program may have added to the log."""
        version = f"{RULES} {self.schedule.version}"
        if self.log.version() != version:
            self.rebuild()
        else:
            self.states = States(self.log.units(), self.log.cards())

    def rebuild(self) -> None:
        """Derive every state from the log anew."""
        self.states = replay(self.schedule, self.log.reviews(), self.log.marks())
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
        after = self.schedule.rate(before, rating, now, steps=asked.kind == "card")
        review = Review(
            id=event_id(now.at),
            kind=asked.kind,
            card_id=asked.item_id,
            fact_id=unit_id,
            at=now.at,
            study_day=now.day,
            delta_days=max(0, (now.day - before.last_day).days) if before.last_day else 0,
            rating=rating,
            phase=before.phase,
            interval=(after.due_day - now.day).days if after.due_day else 0,
            ms=asked.ms,
            algo=after.algo,
            content_hash=asked.content_hash,
        )
        return review, reviewed(self.schedule, before, review)

    def without(self, review: Review) -> UnitState:
        """A unit as the log leaves it without one review of it, which may not be the last."""
        rest = [one for one in self.log.reviews(unit_id=review.fact_id) if one.id != review.id]
        left = replay(self.schedule, rest, ()).units
        return left.get(review.fact_id) or UnitState(unit_id=review.fact_id)

    def keep(self, units: Iterable[UnitState]) -> None:
        """Take over states that are in the database by now."""
        for unit in units:
            self.touched.append(unit.unit_id)
            if unit.reps:
                self.states.units[unit.unit_id] = unit
            else:
                self.states.units.pop(unit.unit_id, None)

    def put(self, card: CardState) -> None:
        """Take over a card's state that is in the database by now."""
        if card == CardState(card_id=card.card_id):
            self.states.cards.pop(card.card_id, None)
        else:
            self.states.cards[card.card_id] = card
