"""A quiz from its first item to its last: a pure state machine.

choosing -> (confidence) -> feedback -> choosing ... -> finished

An endless quiz has no last item: it is extended before it goes on, and ends when the learner ends
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from awsstudy.core.seeds import stream
from awsstudy.quiz.form import FREE, Response
from awsstudy.quiz.hints import MOST_HINTS, Hint, credit
from awsstudy.quiz.item import Item
from awsstudy.quiz.reasons import Reason
from awsstudy.store.records import Confidence

Stage = Literal["choosing", "confidence", "feedback", "finished"]

EASED_FROM = 4
"""A single-choice item of so many options loses one where its concept is eased."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given."""

    item: Item
    chosen: Response
    """Places in the item's own order; empty for "I don't know"."""
    confidence: Confidence = ""
    hints: int = 0
    """How many hints were shown before it."""

    @property
    def correct(self) -> bool:
        """Whether the response is the key, wholly."""
        return self.item.form.right(self.chosen)

    @property
    def points(self) -> Fraction:
        """What it counts for: a right answer a point, and less after hints."""
        return credit(self.hints) if self.correct else Fraction(0)


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
    hints: tuple[Hint, ...] = ()
    """The hints shown for the item on screen."""
    query: str = ""
    """What the learner asked to be asked."""
    eased: frozenset[str] = frozenset()
    """Concepts of which the learner knows so little that their items are shown with an option
    less: the more lures, the more of them are believed."""
    endless: bool = False
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    """Why items were chosen, by their ids."""

    @property
    def index(self) -> int:
        """The number of the item on screen, from 0."""
        return len(self.answers) - (self.stage in ("feedback", "finished"))

    @property
    def item(self) -> Item:
        """The item on screen."""
        return self.items[self.index]

    @property
    def reason(self) -> Reason | None:
        """Why the item on screen was chosen, where that is known."""
        return self.reasons.get(self.item.id)

    @property
    def order(self) -> tuple[int, ...]:
        """The places of the item's choices as they are shown."""
        chance = stream(self.seed, f"order:{self.item.id}")
        places = sorted(range(len(self.item.choices)), key=lambda _: chance.random())
        dropped = dropped_place(self.item, self.seed) if self._is_eased else None
        shown = [place for place in places if place != dropped]
        if self.item.kind == "ordering" and shown == sorted(shown):
            shown.reverse()  # Steps that stand in order already would be no question.
        return tuple(shown)

    @property
    def _is_eased(self) -> bool:
        return self.item.concept_id in self.eased

    @property
    def struck(self) -> frozenset[int]:
        """The answers that hints struck out."""
        return frozenset(h.place for h in self.hints if h.kind == "strike" and h.place is not None)

    @property
    def placed(self) -> frozenset[int]:
        """The answers that hints put into their slots."""
        return frozenset(h.place for h in self.hints if h.kind == "place" and h.place is not None)

    @property
    def last(self) -> Given:
        """The answer given last."""
        return self.answers[-1]

    def toggle(self, place: int) -> Session:
        """Choose an answer (by its place in the item's own order) or take it back.

        The same session where the item's form, or a hint, refuses it.
        """
        if self.stage != "choosing" or place not in self.order:
            return self
        if place in self.struck or place in self.placed:
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

    def hinted(self, hint: Hint) -> Session:
        """Show one more hint; what it strikes out or puts into its slot changes the response."""
        if self.stage != "choosing" or hint in self.hints or len(self.hints) >= MOST_HINTS:
            return self
        response = self.selected
        if hint.place is not None:
            response = _without(response, hint.place, slots=self.item.kind != "choice")
        if hint.kind == "place" and hint.place is not None:
            slot = hint.place
            response = (*response[:slot], slot, *response[slot + 1 :])
        return replace(self, hints=(*self.hints, hint), response=response)

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
        given = Given(self.item, chosen, confidence, len(self.hints))
        return replace(
            self, answers=(*self.answers, given), response=(), hints=(), stage="feedback"
        )

    @property
    def exhausted(self) -> bool:
        """Whether every item has been answered."""
        return len(self.answers) == len(self.items)

    def extended(self, item: Item, reason: Reason) -> Session:
        """An endless quiz with one more item."""
        reasons = {**self.reasons, item.id: reason}
        return replace(self, items=(*self.items, item), reasons=reasons)

    def proceed(self) -> Session:
        """Go on from the feedback to the next item, or to the end.

        An endless quiz that was not extended stays where it is.
        """
        if self.stage != "feedback":
            return self
        if self.exhausted:
            return self if self.endless else replace(self, stage="finished")
        return replace(self, stage="choosing")

    def end(self) -> Session:
        """End an endless quiz: the item on screen is dropped if it has no answer."""
        if not self.endless or not self.answers:
            return self
        answered = self.items[: len(self.answers)]
        return replace(self, items=answered, response=(), hints=(), stage="finished")


def dropped_place(item: Item, seed: int) -> int | None:
    """The distractor an eased item is shown without; None where it has few enough options."""
    if item.kind != "choice" or item.choose != 1 or len(item.choices) < EASED_FROM:
        return None
    chance = stream(seed, f"eased:{item.id}")
    wrong = [place for place in range(len(item.choices)) if place not in item.keys]
    return min(wrong, key=lambda _: chance.random())


def _without(response: Response, place: int, *, slots: bool) -> Response:
    """A response without an answer, whose slot is empty then."""
    if slots:
        return tuple(FREE if one == place else one for one in response)
    return tuple(one for one in response if one != place)
