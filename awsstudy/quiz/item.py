"""What a quiz asks: one item, whether it was written or generated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.question import ChoiceQuestion, Difficulty
from awsstudy.core.hashing import content_hash
from awsstudy.core.i18n import Localized


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of an item."""

    text: Localized
    why: Localized
    correct: bool
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question, ready to be asked."""

    id: str
    """``<concept>.<question>``, or ``sim:<model>.<problem>:<seed>`` for a generated one."""
    concept_id: str
    facts: tuple[str, ...]
    difficulty: Difficulty
    stem: Localized
    choices: tuple[Choice, ...]
    """In the content file's order; a session shuffles places, never this."""
    choose: int = 1
    origin: Literal["bank", "generated"] = "bank"
    proof: tuple[str, ...] = ()
    """For a generated item: ids of the rules that decided the key, in order."""

    @property
    def keys(self) -> frozenset[int]:
        """The places of the correct choices."""
        return frozenset(i for i, choice in enumerate(self.choices) if choice.correct)

    @property
    def content_hash(self) -> str:
        """Changes when the wording or the key does."""
        parts = [self.stem.en, self.stem.ko]
        for choice in self.choices:
            parts += [choice.text.en, choice.text.ko, str(choice.correct)]
        return content_hash(*parts)

    def misconceptions(self, chosen: Iterable[int]) -> tuple[str, ...]:
        """The misconceptions behind the wrong choices that were made."""
        places = frozenset(chosen)
        picked = (choice for place, choice in enumerate(self.choices) if place in places)
        return tuple(c.misconception for c in picked if c.misconception and not c.correct)


def bank_item(full_id: str, question: ChoiceQuestion) -> Item:
    """The item of a question of the bank."""
    return Item(
        id=full_id,
        concept_id=full_id.partition(".")[0],
        facts=question.facts,
        difficulty=question.difficulty,
        stem=question.stem,
        choices=tuple(
            Choice(option.text, option.why, option.correct, option.misconception or "")
            for option in question.options
        ),
        choose=question.choose,
    )


def bank_items(catalog: Catalog) -> dict[str, Item]:
    """Every question of the bank as an item, by id."""
    return {
        full_id: bank_item(full_id, question)
        for full_id, question in catalog.questions.items()
        if isinstance(question, ChoiceQuestion)
    }
