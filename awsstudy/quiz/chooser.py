"""Chooses the items of a quiz, written and generated, and says why each was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from awsstudy.core.errors import UnknownIdError
from awsstudy.core.seeds import stream
from awsstudy.quiz.evidence import Evidence
from awsstudy.quiz.facets import Facets, family
from awsstudy.quiz.generator import Generator
from awsstudy.quiz.item import Item
from awsstudy.quiz.pool import Pool
from awsstudy.quiz.reasons import Reason
from awsstudy.quiz.selection import Mode, Wish, arranged, ranked, reason, spread

GENERATED_SHARE = 4
"""One item in so many comes from a simulator, where one teaches what was chosen."""


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses for one learner, by the rules of one day."""

    pool: Pool
    generator: Generator
    item: Callable[[str], Item]
    """An item by its id."""

    def items(self, wish: Wish, seed: int, evidence: Evidence) -> tuple[Item, ...]:
        """The items of a quiz in their order: mostly written ones, some made by simulators.

        Simulators make more where the bank has too few; where nothing fits, there are none.
        """
        fitting, chance = self.pool.fitting(wish, evidence), stream(seed, "quiz:selection")
        few = max(wish.length // GENERATED_SHARE, wish.length - len(fitting.written))
        problems = ranked(fitting.generated, evidence, wish.mode, chance)
        made = list(islice(self._made(problems, seed, wish.mode, evidence), few))
        written = ranked(fitting.written, evidence, wish.mode, chance)
        chosen = spread(written, wish.length - len(made))
        items = [*(self.item(thing.id) for thing in chosen), *made]
        return tuple(arranged(items, lambda item: item.concept_id, self.pool.rivals))

    def _made(
        self, problems: Sequence[Facets], seed: int, mode: Mode, evidence: Evidence
    ) -> Iterator[Item]:
        """An item of each problem; where flagged ones are wanted, the very ones."""
        if mode != "flagged":
            yield from self.generator.some(problems, stream(seed, "quiz:problems"))
            return
        named = {family(code): code for code in sorted(evidence.flagged)}
        for problem in problems:
            with suppress(UnknownIdError):  # The simulator may have changed since.
                yield self.item(named[problem.id])

    def next(self, wish: Wish, seed: int, before: Sequence[Item], evidence: Evidence) -> Item:
        """The item of an endless quiz that comes after some others.

        Raises:
            UnknownIdError: the simulators have nothing (more) to ask.
        """
        things = self.pool.fitting(wish, evidence).generated
        return self.generator.endless(things, seed, before, self.pool.rivals)

    def reasons(
        self, items: Sequence[Item], evidence: Evidence, mode: Mode = "weak"
    ) -> Mapping[str, Reason]:
        """Why each item was chosen, by its id."""
        things = self.pool.things
        return {item.id: reason(things[family(item.id)], evidence, mode) for item in items}
