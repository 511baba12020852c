"""Which card is next: what is being learned, what is due, what is new. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from awsstudy.store.records import CardState

LEARN_AHEAD = timedelta(minutes=20)
"""How far ahead a card that is being learned is shown when nothing else is left."""
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
        """The fact it asks for; cards of one fact are siblings."""


AskableT = TypeVar("AskableT", bound=Askable)


class Queue(Generic[AskableT]):
    """Today's cards, built once for a session and kept up to date answer by answer."""

    def __init__(
        self,
        items: Mapping[str, AskableT],
        states: Mapping[str, CardState],
        *,
        day: date,
        new_limit: int,
        recall: Callable[[CardState], float],
        answered_today: Iterable[str] = (),
    ) -> None:
        """Build the queue.

        Args:
            items: what may be asked, in the order it is taught.
            states: where each card stands; a card without one is new.
            day: the study day.
            new_limit: how many new cards may still be introduced today.
            recall: the chance of recalling a card today; the least likely comes first.
            answered_today: facts that cards other than ``items`` have asked for today; what was
                answered of ``items`` themselves their states tell.
        """
        self._items = items
        self.day = day
        self._new_limit = new_limit
        self._recall = recall
        self._recalls: dict[str, float] = {}
        self._states = dict(states)
        self._asked_elsewhere = frozenset(answered_today)
        self._introduced: list[bool] = []
        self._rebuild()

    def _rebuild(self) -> None:
        open_items = [item for item in self._items.values() if self._open(item)]
        learning = [item for item in open_items if self._phase(item) in ("learning", "relearning")]
        self._learning = sorted(learning, key=lambda item: self._due_at(item.id))
        due = [item for item in open_items if self._is_due(item)]
        taken = self._asked() | {item.fact_id for item in learning}
        self._due = _one_per_fact(sorted(due, key=self._recall_of), taken)
        taken |= {item.fact_id for item in self._due}
        new = [item for item in open_items if self._phase(item) == "new"]
        self._new = _one_per_fact(new, taken)[: max(0, self._new_limit - sum(self._introduced))]

    def _asked(self) -> set[str]:
        """The facts that were asked for today; their siblings wait."""
        here = (item.fact_id for item in self._items.values() if self._was_answered(item))
        return {*self._asked_elsewhere, *here}

    def _was_answered(self, item: AskableT) -> bool:
        state = self._states.get(item.id)
        return state is not None and state.last_day == self.day

    def _open(self, item: AskableT) -> bool:
        state = self._states.get(item.id)
        return state is None or not (state.suspended or state.buried_on == self.day)

    def _phase(self, item: AskableT) -> str:
        state = self._states.get(item.id)
        return state.phase if state else "new"

    def _is_due(self, item: AskableT) -> bool:
        state = self._states.get(item.id)
        return bool(
            state and state.phase == "review" and state.due_day and state.due_day <= self.day
        )

    def _recall_of(self, item: AskableT) -> float:
        """The chance of recalling a card today, worked out once: hundreds are sorted by it."""
        if item.id not in self._recalls:
            self._recalls[item.id] = self._recall(self._states[item.id])
        return self._recalls[item.id]

    def _due_at(self, card_id: str) -> datetime:
        due_at = self._states[card_id].due_at
        assert due_at is not None  # noqa: S101 - a card that is being learned has one
        return due_at

    def counts(self) -> Counts:
        """What is left, by kind."""
        return Counts(len(self._new), len(self._learning), len(self._due))

    def next(self, now: datetime) -> AskableT | None:
        """The card to show now; None when today is done."""
        if self._learning and self._due_at(self._learning[0].id) <= now:
            return self._learning[0]
        if self._new and (not self._due or self._since_new() >= NEW_EVERY):
            return self._new[0]
        if self._due:
            return self._due[0]
        if self._learning and self._due_at(self._learning[0].id) <= now + LEARN_AHEAD:
            return self._learning[0]
        return None

    def _since_new(self) -> int:
        """How many answers ago a new card was introduced."""
        answers = reversed(self._introduced)
        return next((ago for ago, new in enumerate(answers) if new), len(self._introduced))

    def answer(self, item: AskableT, state: CardState) -> None:
        """Take over a card's state after an answer."""
        self._introduced.append(self._phase(item) == "new")
        self.change(item, state)

    def take_back(self, item: AskableT, state: CardState) -> None:
        """Take over a card's state after the last answer was undone."""
        self._introduced.pop()
        self.change(item, state)

    def change(self, item: AskableT, state: CardState) -> None:
        """Take over a card's state after a mark, or after one was undone."""
        self._states[item.id] = state
        self._recalls.pop(item.id, None)
        self._rebuild()


def _one_per_fact(items: Iterable[AskableT], taken: set[str]) -> list[AskableT]:
    """The first item of each fact that nothing else asks for today."""
    seen = set(taken)
    kept = []
    for item in items:
        if item.fact_id not in seen:
            seen.add(item.fact_id)
            kept.append(item)
    return kept
