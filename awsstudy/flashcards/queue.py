"""Which card is next: what is being learned, what is due, what is new. Pure.

The queue is of units (facts); cards of one fact are siblings, of which one at a time is asked.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from awsstudy.store.records import States, UnitState

LEARN_AHEAD = timedelta(minutes=20)
"""How far ahead what is being learned is shown when nothing else is left."""
NEW_EVERY = 4
"""After so many reviews a new card is mixed in."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is left of today."""

    new: int
    learning: int
    due: int

    @property
    def total(self) -> int:
        """Everything that is left."""
        return self.new + self.learning + self.due


class Askable(Protocol):
    """A card as the queue sees it."""

    @property
    def id(self) -> str:
        """The card's id."""

    @property
    def fact_id(self) -> str:
        """The unit it asks for; cards of one unit are siblings."""


AskableT = TypeVar("AskableT", bound=Askable)
Place = tuple[str, tuple[Any, ...]]
"""The line a unit stands in, and its place there."""


class Queue(Generic[AskableT]):
    """Today's units, laid out once for a sitting and kept up to date answer by answer."""

    def __init__(
        self,
        items: Mapping[str, AskableT],
        states: States,
        *,
        day: date,
        new_limit: int,
        recall: Callable[[UnitState], float],
        agenda: Sequence[str] | None = None,
    ) -> None:
        """Lay it out.

        Args:
            items: what may be asked, in the order it is taught.
            states: how well each unit is remembered, where each card stands; what has no state is
                new.
            day: the study day.
            new_limit: how many units may still be introduced today.
            recall: the chance of recalling a unit today; the least likely comes first.
            agenda: the units to ask today in this order, where that was planned; then neither due
                days nor the limit of new ones decide.
        """
        self.day = day
        self._units, self._cards = states.units, states.cards
        self._new_limit, self._recall = new_limit, recall
        self._agenda = None if agenda is None else {unit: n for n, unit in enumerate(agenda)}
        self._siblings: dict[str, list[AskableT]] = {}
        for item in items.values():
            self._siblings.setdefault(item.fact_id, []).append(item)
        self._order = {unit: n for n, unit in enumerate(self._siblings)}
        self._introduced: list[bool] = []
        self._lines: dict[str, list[tuple[Any, ...]]] = {"learning": [], "due": [], "new": []}
        self._places: dict[str, Place] = {}
        for unit in self._siblings:
            if place := self._place(unit):
                self._places[unit] = place
                self._lines[place[0]].append(place[1])
        for line in self._lines.values():
            line.sort()

    def _place(self, unit: str) -> Place | None:
        """Where a unit stands; None when it is not asked today."""
        state = self._units.get(unit)
        if self._card(unit) is None:
            return None
        if state is not None and state.due_at is not None:
            return "learning", (state.due_at, self._order[unit], unit)
        return self._due(unit, state) if self._agenda is None else self._planned(unit, state)

    def _due(self, unit: str, state: UnitState | None) -> Place | None:
        if state is None:
            return "new", (self._order[unit], unit)
        if state.due_day is not None and state.due_day <= self.day:
            return "due", (self._recall(state), self._order[unit], unit)
        return None

    def _planned(self, unit: str, state: UnitState | None) -> Place | None:
        assert self._agenda is not None  # noqa: S101 - asked only where there is one
        if unit not in self._agenda or (state is not None and state.last_day == self.day):
            return None
        return "due", (self._agenda[unit], unit)

    def _card(self, unit: str) -> AskableT | None:
        """What asks for a unit: while it is learned the card that failed, else the least asked."""
        state = self._units.get(unit)
        open_cards = [item for item in self._siblings[unit] if self._open(item)]
        if state is not None and state.due_at is not None:
            again = next((item for item in open_cards if item.id == state.last_item), None)
            if again is not None:
                return again
        return min(open_cards, key=self._reps, default=None)

    def _reps(self, item: AskableT) -> int:
        card = self._cards.get(item.id)
        return card.reps if card else 0

    def _open(self, item: AskableT) -> bool:
        card = self._cards.get(item.id)
        return card is None or not (card.suspended or card.buried_on == self.day)

    def counts(self) -> Counts:
        """What is left, by kind."""
        due, learning = self._lines["due"], len(self._lines["learning"])
        if self._agenda is None:
            return Counts(self._new_left(), learning, len(due))
        new = sum(place[-1] not in self._units for place in due)
        return Counts(new, learning, len(due) - new)

    def _new_left(self) -> int:
        return max(0, min(len(self._lines["new"]), self._new_limit - sum(self._introduced)))

    def next(self, now: datetime) -> AskableT | None:
        """The card to show now; None when today is done."""
        unit = self._next(now)
        return None if unit is None else self._card(unit)

    def _next(self, now: datetime) -> str | None:
        learning, due, new = (self._lines[name] for name in ("learning", "due", "new"))
        if learning and learning[0][0] <= now:
            return str(learning[0][-1])
        if self._new_left() and (not due or self._since_new() >= NEW_EVERY):
            return str(new[0][-1])
        if due:
            return str(due[0][-1])
        if learning and learning[0][0] <= now + LEARN_AHEAD:
            return str(learning[0][-1])
        return None

    def _since_new(self) -> int:
        """How many answers ago a new unit was introduced."""
        answers = reversed(self._introduced)
        return next((ago for ago, new in enumerate(answers) if new), len(self._introduced))

    def answered(self, *, new: bool) -> None:
        """Remember whether an answer introduced a unit."""
        self._introduced.append(new)

    def taken_back(self) -> None:
        """Forget the last answer."""
        self._introduced.pop()

    def changed(self, unit: str) -> None:
        """Put a unit where its states say by now."""
        if old := self._places.pop(unit, None):
            line = self._lines[old[0]]
            del line[bisect_left(line, old[1])]
        if unit in self._siblings and (place := self._place(unit)):
            self._places[unit] = place
            insort(self._lines[place[0]], place[1])
