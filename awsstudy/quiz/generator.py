"""Draws items from simulators: each problem once in a quiz, or without end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from random import Random

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.errors import UnknownIdError
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.quiz.facets import Facets, family
from awsstudy.quiz.generated import make_item
from awsstudy.quiz.item import PREFIX, Item
from awsstudy.quiz.selection import arranged

SEED_BITS = 20
TRIES = 8
"""So many seeds of a problem are tried: some give nothing to ask, small ones repeat themselves."""


class Generator:
    """The simulators' problems, by the rules of one day."""

    def __init__(self, catalog: Catalog, rules: RuleBook) -> None:
        self._catalog = catalog
        self._rules = rules

    def draw(self, problem: str, chance: Random, known: Collection[str] = ()) -> Item | None:
        """An item of a problem, other than some that are known; None where there is none.

        Args:
            problem: the problem, as ``sim:<model>.<problem>``.
            chance: draws the item's own seed.
            known: content hashes of the items it must differ from.
        """
        model, _, name = problem.removeprefix(PREFIX).partition(".")
        for _ in range(TRIES):
            try:
                item = make_item(
                    self._catalog.sims[model], name, chance.getrandbits(SEED_BITS), self._rules
                )
            except UnknownIdError:
                continue  # This seed gives nothing to ask; another one does.
            if item.content_hash not in known:
                return item
        return None

    def some(self, things: Sequence[Facets], chance: Random) -> Iterator[Item]:
        """One item of each problem: siblings never meet in a quiz."""
        for thing in things:
            if item := self.draw(thing.id, chance):
                yield item

    def endless(
        self,
        things: Sequence[Facets],
        seed: int,
        before: Sequence[Item],
        rivals: Mapping[str, frozenset[str]],
    ) -> Item:
        """The item that comes after some others, the same for the same seed and items before.

        Every problem is asked before any is asked again, each time in another order.

        Raises:
            UnknownIdError: none of the problems gives an item that is not known yet.
        """
        known = {item.content_hash for item in before}
        asked = Counter(family(item.id) for item in before)
        lap = _lap(things, seed, min((asked[thing.id] for thing in things), default=0), rivals)
        for thing in sorted(lap, key=lambda one: asked[one.id]):
            chance = stream(seed, f"endless:{len(before)}:{thing.id}")
            if item := self.draw(thing.id, chance, known):
                return item
        raise UnknownIdError("The simulators have nothing new to ask of this.")


def _lap(
    things: Sequence[Facets], seed: int, lap: int, rivals: Mapping[str, frozenset[str]]
) -> list[Facets]:
    chance = stream(seed, f"lap:{lap}")
    shuffled = sorted(things, key=lambda _: chance.random())
    return arranged(shuffled, lambda thing: thing.concept_id, rivals)
