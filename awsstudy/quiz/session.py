"""A quiz from its first item to its last: a pure state machine.

choosing -> (confidence) -> feedback -> choosing ... -> finished
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from awsstudy.core.seeds import stream
from awsstudy.quiz.item import Item
from awsstudy.store.records import Confidence

Stage = Literal["choosing", "confidence", "feedback", "finished"]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given."""

    item: Item
    chosen: frozenset[int]
    """Places in the item's own order; empty for "I don't know"."""
    confidence: Confidence = ""

    @property
    def correct(self) -> bool:
        """Whether exactly the keys were chosen."""
        return self.chosen == self.item.keys


@dataclass(frozen=True, slots=True)
class Session:
    """Where a quiz stands."""

    id: str
    topics: tuple[str, ...]
    """The concepts that were chosen; none means all."""
    items: tuple[Item, ...]
    seed: int
    ask_confidence: bool = True
    answers: tuple[Given, ...] = ()
    selected: frozenset[int] = frozenset()
    """Places in the item's own order."""
    stage: Stage = "choosing"
    _pending: frozenset[int] = field(default=frozenset(), repr=False)

    @property
    def index(self) -> int:
        """The number of the item on screen, from 0."""
        return len(self.answers) - (self.stage in ("feedback", "finished"))

    @property
    def item(self) -> Item:
        """The item on screen."""
        return self.items[self.index]

    @property
    def order(self) -> tuple[int, ...]:
        """The places of the item's choices as they are shown."""
        chance = stream(self.seed, f"order:{self.item.id}")
        return tuple(sorted(range(len(self.item.choices)), key=lambda _: chance.random()))

    @property
    def last(self) -> Given:
        """The answer given last."""
        return self.answers[-1]

    def toggle(self, place: int) -> Session:
        """Select or unselect a choice (by its place in the item's own order).

        With one key a new choice replaces the old; with several, more than asked for are refused.
        """
        if self.stage != "choosing" or not 0 <= place < len(self.item.choices):
            return self
        if place in self.selected:
            return replace(self, selected=self.selected - {place})
        if self.item.choose == 1:
            return replace(self, selected=frozenset({place}))
        if len(self.selected) >= self.item.choose:
            return self
        return replace(self, selected=self.selected | {place})

    @property
    def complete(self) -> bool:
        """Whether as many choices are selected as the item asks for."""
        return len(self.selected) == self.item.choose

    def submit(self) -> Session:
        """Commit to the selection; asks how sure the learner is, where that is wanted."""
        if self.stage != "choosing" or not self.complete:
            return self
        if self.ask_confidence:
            return replace(self, stage="confidence", _pending=self.selected)
        return self._answered(self.selected, "")

    def reconsider(self) -> Session:
        """Go back from the question of confidence to the choices."""
        return replace(self, stage="choosing") if self.stage == "confidence" else self

    def confide(self, confidence: Confidence) -> Session:
        """Say how sure; the answer is given."""
        return self._answered(self._pending, confidence) if self.stage == "confidence" else self

    def give_up(self) -> Session:
        """Say "I don't know": wrong, and no sign of a misconception."""
        return self._answered(frozenset(), "") if self.stage == "choosing" else self

    def _answered(self, chosen: frozenset[int], confidence: Confidence) -> Session:
        given = Given(self.item, chosen, confidence)
        return replace(
            self,
            answers=(*self.answers, given),
            selected=frozenset(),
            stage="feedback",
            _pending=frozenset(),
        )

    def proceed(self) -> Session:
        """Go on from the feedback to the next item, or to the end."""
        if self.stage != "feedback":
            return self
        done = len(self.answers) == len(self.items)
        return replace(self, stage="finished" if done else "choosing")
