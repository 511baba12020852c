"""A quiz from its first item to its last: a pure state machine.

choosing -> (confidence) -> feedback -> choosing ... -> finished
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from awsstudy.core.seeds import stream
from awsstudy.quiz.form import Response
from awsstudy.quiz.item import Item
from awsstudy.store.records import Confidence

Stage = Literal["choosing", "confidence", "feedback", "finished"]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given."""

    item: Item
    chosen: Response
    """Places in the item's own order; empty for "I don't know"."""
    confidence: Confidence = ""

    @property
    def correct(self) -> bool:
        """Whether the response is the key, wholly."""
        return self.item.form.right(self.chosen)


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
    response: Response = ()
    """What is chosen so far; empty for nothing."""
    stage: Stage = "choosing"

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
        shown = sorted(range(len(self.item.choices)), key=lambda _: chance.random())
        if self.item.kind == "ordering" and shown == sorted(shown):
            shown.reverse()  # Steps that stand in order already would be no question.
        return tuple(shown)

    @property
    def last(self) -> Given:
        """The answer given last."""
        return self.answers[-1]

    def toggle(self, place: int) -> Session:
        """Choose an answer (by its place in the item's own order) or take it back.

        The same session where the item's form refuses it.
        """
        if self.stage != "choosing" or not 0 <= place < len(self.item.choices):
            return self
        changed = self.item.form.toggle(self.selected, place)
        return self if changed == self.selected else replace(self, response=changed)

    @property
    def selected(self) -> Response:
        """The response as it stands, with its empty slots."""
        return self.response or self.item.form.blank

    @property
    def complete(self) -> bool:
        """Whether the response can be submitted."""
        return self.item.form.complete(self.selected)

    def submit(self) -> Session:
        """Commit to the selection; asks how sure the learner is, where that is wanted."""
        if self.stage != "choosing" or not self.complete:
            return self
        if self.ask_confidence:
            return replace(self, stage="confidence")
        return self._answered(self.selected, "")

    def reconsider(self) -> Session:
        """Go back from the question of confidence to the choices."""
        return replace(self, stage="choosing") if self.stage == "confidence" else self

    def confide(self, confidence: Confidence) -> Session:
        """Say how sure; the answer is given."""
        return self._answered(self.selected, confidence) if self.stage == "confidence" else self

    def give_up(self) -> Session:
        """Say "I don't know": wrong, and no sign of a misconception."""
        return self._answered((), "") if self.stage == "choosing" else self

    def _answered(self, chosen: Response, confidence: Confidence) -> Session:
        given = Given(self.item, chosen, confidence)
        return replace(
            self,
            answers=(*self.answers, given),
            response=(),
            stage="feedback",
        )

    def proceed(self) -> Session:
        """Go on from the feedback to the next item, or to the end."""
        if self.stage != "feedback":
            return self
        done = len(self.answers) == len(self.items)
        return replace(self, stage="finished" if done else "choosing")
