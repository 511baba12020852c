"""Keys of the learner's own: laid over questions as they are made, never written into content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from awsstudy.quiz.item import Item, OwnKey
from awsstudy.store.records import Override

Standing = Literal["none", "applied", "outdated"]
"""``outdated``: the question has been reworded since it was judged; its key stands again."""


def can_judge(item: Item) -> bool:
    """Whether a key of one's own can be set: where answers are chosen, not put into places."""
    return item.kind == "choice"


def fits(item: Item, override: Override) -> bool:
    """Whether an override speaks of the question as it is worded now."""
    places = range(len(item.choices))
    return item.content_hash == override.content_hash and set(override.keys) <= set(places)


def judged(item: Item, override: Override) -> Item:
    """An item with the learner's key in place of its own."""
    keys = frozenset(override.keys)
    choices = (replace(choice, correct=place in keys) for place, choice in enumerate(item.choices))
    own = OwnKey(written=item.written_keys, reason=override.reason, at=override.at)
    return replace(item, choices=tuple(choices), own_key=own)


class Overrides:
    """Everything the learner judged, and what of it stands at some moment."""

    def __init__(self, read: Callable[[], Sequence[Override]]) -> None:
        """Prepare.

        Args:
            read: gives every override, withdrawals among them, oldest first.
        """
        self._read = read
        self._log: Sequence[Override] | None = None

    def refresh(self) -> None:
        """Read them anew: one was added."""
        self._log = None

    def standing(self, before: str = "") -> dict[str, Override]:
        """The overrides that stand, by question.

        Args:
            before: the id of an event, such as a quiz's beginning: what stood before it. Empty
                for now.
        """
        if self._log is None:
            self._log = self._read()
        heard = (one for one in self._log if not before or one.id < before)
        last = {one.question_id: one for one in heard}
        return {question: one for question, one in last.items() if one.keys}

    def over(self, item: Item, before: str = "") -> Item:
        """The item with the learner's key, where one stands for this wording."""
        override = self.standing(before).get(item.id)
        return judged(item, override) if override and fits(item, override) else item

    def about(self, item: Item) -> tuple[Standing, Override | None]:
        """How things stand with a question, and the override it is about."""
        override = self.standing().get(item.id)
        if override is None:
            return "none", None
        return ("applied" if fits(item, override) else "outdated"), override


class Bank(Mapping[str, Item]):
    """Every question of the bank as an item, with the learner's keys as they stand now."""

    def __init__(self, written: Mapping[str, Item], overrides: Overrides) -> None:
        self.written = written
        """The questions as the content has them."""
        self._overrides = overrides

    def __getitem__(self, item_id: str) -> Item:
        return self._overrides.over(self.written[item_id])

    def __iter__(self) -> Iterator[str]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)
