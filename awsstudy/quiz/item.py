"""What a quiz asks: one item, whether it was written or generated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.question import (
    ChoiceQuestion,
    Difficulty,
    MatchingQuestion,
    Question,
    answers_of,
    slots,
)
from awsstudy.core.hashing import content_hash
from awsstudy.core.i18n import Localized
from awsstudy.quiz.form import Choosing, Form, Placing, Response

ItemKind = Literal["choice", "ordering", "matching"]

PREFIX = "sim:"
"""What the id of a generated item begins with."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of an item."""

    text: Localized
    why: Localized
    correct: bool
    """Whether it is a key, or has a slot of its own."""
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class OwnKey:
    """What a key of the learner's own replaces, and why."""

    written: frozenset[int]
    """The key as it was written or computed."""
    reason: str
    at: datetime


@dataclass(frozen=True)
class Item:
    """One question, ready to be asked."""

    id: str
    """``<concept>.<question>``, or ``sim:<model>.<problem>:<seed>`` for a generated one."""
    concept_id: str
    facts: tuple[str, ...]
    difficulty: Difficulty
    stem: Localized
    choices: tuple[Choice, ...]
    """In the content file's order; a session shuffles places, never this. Of an ordering item the
    steps in the right order, of a matching item the answer of each prompt and then the decoys."""
    kind: ItemKind = "choice"
    prompts: tuple[Localized, ...] = ()
    """What is matched, for a matching item."""
    origin: Literal["bank", "generated"] = "bank"
    proof: tuple[str, ...] = ()
    """For a generated item: ids of the rules that decided the key, in order."""
    own_key: OwnKey | None = None
    """Of an item that the learner judged otherwise: what its key was."""

    @property
    def keys(self) -> frozenset[int]:
        """The places of the correct choices."""
        return frozenset(i for i, choice in enumerate(self.choices) if choice.correct)

    @property
    def written_keys(self) -> frozenset[int]:
        """The key whatever the learner says."""
        return self.own_key.written if self.own_key else self.keys

    @property
    def choose(self) -> int:
        """How many answers a response needs."""
        return len(self.keys)

    @cached_property
    def form(self) -> Form:
        """How it is answered."""
        return Choosing(self.keys) if self.kind == "choice" else Placing(self.choose)

    @property
    def content_hash(self) -> str:
        """Changes when the wording or the key does; not by a key of the learner's own."""
        parts, keys = [self.stem.en, self.stem.ko], self.written_keys
        for place, choice in enumerate(self.choices):
            parts += [choice.text.en, choice.text.ko, str(place in keys)]
        for prompt in self.prompts:
            parts += [prompt.en, prompt.ko]
        return content_hash(*parts)

    def misconceptions(self, response: Response) -> tuple[str, ...]:
        """The misconceptions behind what is wrong in a response, each once."""
        if self.kind == "choice":
            wrong = (self.choices[place] for place in sorted(response))
            picked = (choice.misconception for choice in wrong if not choice.correct)
        else:
            missed = (slot for slot, place in enumerate(response) if slot != place)
            picked = (self.choices[slot].misconception for slot in missed)
        return tuple(dict.fromkeys(name for name in picked if name))


def bank_item(full_id: str, question: Question) -> Item:
    """The item of a question of the bank."""
    return Item(
        id=full_id,
        concept_id=full_id.partition(".")[0],
        facts=question.facts,
        difficulty=question.difficulty,
        stem=question.stem,
        choices=tuple(_choices(question)),
        kind=question.kind,
        prompts=tuple(pair.prompt for pair in question.pairs)
        if isinstance(question, MatchingQuestion)
        else (),
    )


def _choices(question: Question) -> Iterator[Choice]:
    """Every answer; one without a misconception of its own shows the whole question's."""
    answers = answers_of(question)
    if isinstance(question, ChoiceQuestion):
        for answer, option in zip(answers, question.options, strict=True):
            yield Choice(answer.text, answer.why, option.correct, answer.misconception)
        return
    taken = slots(question)
    for place, answer in enumerate(answers):
        belief = answer.misconception or question.misconception
        yield Choice(answer.text, answer.why, place < taken, belief)


def bank_items(catalog: Catalog) -> dict[str, Item]:
    """Every question of the bank as an item, by id."""
    return {full_id: bank_item(full_id, q) for full_id, q in catalog.questions.items()}
