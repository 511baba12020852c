"""Which questions contrast a misconception with the truth, the most telling first. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Literal

from awsstudy.catalog.catalog import Catalog
from awsstudy.quiz.item import PREFIX, Item

Kin = Literal["belief", "partner", "fact", "concept"]
"""How a question bears on a misconception: it offers the belief itself; it contrasts what is taken
for each other there; it asks for a fact that refutes it or that it was offered for; it only belongs
to the same concept."""
KINS: tuple[Kin, ...] = ("belief", "partner", "fact", "concept")


@dataclass(frozen=True, slots=True)
class Form:
    """A question of the bank, or a problem of which a simulator makes questions."""

    id: str
    """The question's, or a generated one's without its seed."""
    kin: Kin

    @property
    def generated(self) -> bool:
        """Whether a simulator makes it."""
        return self.id.startswith(PREFIX)


class Contrasts:
    """What can be asked of each misconception."""

    def __init__(self, catalog: Catalog, bank: Mapping[str, Item]) -> None:
        """Prepare.

        Args:
            catalog: all content.
            bank: every question of the bank as an item.
        """
        self._catalog = catalog
        self._bank = bank

    @cached_property
    def _offers(self) -> Mapping[str, list[str]]:
        """By misconception the forms that offer it."""
        found: dict[str, list[str]] = defaultdict(list)
        for item in self._bank.values():
            for belief in beliefs_of(item):
                found[belief].append(item.id)
        for form, beliefs, _ in self._problems:
            for belief in beliefs:
                found[belief].append(form)
        return found

    @cached_property
    def _problems(self) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Each problem as a form, with the misconceptions it may offer and its facts."""
        return [
            (
                f"{PREFIX}{page.id}.{problem.id}",
                tuple(dict.fromkeys(wrong.misconception for wrong in problem.wrong.values())),
                problem.facts,
            )
            for page in self._catalog.sims.values()
            for problem in page.problems
        ]

    @cached_property
    def _asks(self) -> Mapping[str, list[str]]:
        """By fact, and by concept, the forms that ask for it."""
        found: dict[str, list[str]] = defaultdict(list)
        written = ((item.id, item.facts) for item in self._bank.values())
        for form, facts in (*written, *((form, facts) for form, _, facts in self._problems)):
            for key in dict.fromkeys((*facts, *(fact.partition(".")[0] for fact in facts))):
                found[key].append(form)
        return found

    def forms(self, name: str) -> tuple[Form, ...]:
        """Everything that can be asked of a misconception, each form once, nearest kin first."""
        found: dict[str, Kin] = {}
        for kin in KINS:
            for form in self._of_kin(name, kin):
                found.setdefault(form, kin)
        return tuple(Form(form, kin) for form, kin in found.items())

    def _of_kin(self, name: str, kin: Kin) -> Iterable[str]:
        facts = self._catalog.misconceptions[name].facts
        match kin:
            case "belief":
                return self._offers.get(name, ())
            case "partner":
                return self._partners(name)
            case "fact":
                mine = [self._bank[one] for one in self._offers.get(name, ()) if one in self._bank]
                tested = dict.fromkeys((*facts, *(fact for item in mine for fact in item.facts)))
                return (form for fact in tested for form in self._asks.get(fact, ()))
            case _:
                concepts = dict.fromkeys(fact.partition(".")[0] for fact in facts)
                return (form for one in concepts for form in self._asks.get(one, ()))

    def _partners(self, name: str) -> Iterator[str]:
        """Forms that offer what the same concepts are mistaken for, and those that set them apart.

        Two concepts at least must be shared: one alone is mistaken for many others.
        """
        mixed = frozenset(self._catalog.misconceptions[name].confusable)
        if len(mixed) < 2:
            return
        for other, belief in self._catalog.misconceptions.items():
            if other != name and len(mixed & set(belief.confusable)) > 1:
                yield from self._offers.get(other, ())
        for pair in self._catalog.pairs.values():
            if len(mixed & set(pair.concepts)) > 1:
                yield from pair.questions


def beliefs_of(item: Item) -> frozenset[str]:
    """The misconceptions a wrong answer to an item can show."""
    placed = item.kind != "choice"
    return frozenset(
        choice.misconception
        for choice in item.choices
        if choice.misconception and choice.correct is placed
    )


def arranged(
    forms: Iterable[Form],
    *,
    missed: Collection[str],
    used: Collection[str],
    seen: Collection[str],
    chance: Random,
) -> list[Form]:
    """The forms to ask, best first: never one that was missed, near kin, one not met before.

    Args:
        forms: what can be asked.
        missed: the looks of questions the belief showed in.
        used: those of questions asked in this treatment.
        seen: those of questions ever answered.
        chance: decides between equals.
    """
    pool = [form for form in forms if form.id not in missed]
    return sorted(
        pool,
        key=lambda form: (
            form.kin == "concept",  # Better the same question twice than another subject.
            form.id in used,
            KINS.index(form.kin),
            form.id in seen,
            chance.random(),
        ),
    )
