"""Puts an exam's form together: its questions by domain, no siblings, unseen ones first. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from awsstudy.catalog.models.reference import Exam
from awsstudy.core.seeds import stream
from awsstudy.quiz.exam.blueprint import quotas, unscored_of, wanted
from awsstudy.quiz.item import Item

GENERATED_SHARE = 4
"""One question in so many of a domain comes from a simulator, where one asks about the domain."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What a domain's questions can be taken from."""

    written: Sequence[Item]
    """Questions of the bank, the best first."""
    generated: Iterator[Item]
    """Questions of simulators, one a problem; each is made when it is taken."""


@dataclass(frozen=True, slots=True)
class DomainShare:
    """How far a domain is filled."""

    domain: str
    weight: int
    """Per cent of the guide."""
    wanted: int
    got: int


@dataclass(frozen=True, slots=True)
class ExamForm:
    """The questions of one exam, in order."""

    items: tuple[Item, ...]
    unscored: frozenset[str]
    """Ids of those that do not count."""
    shares: tuple[DomainShare, ...]

    @property
    def covered(self) -> int:
        """Per cent of the guide's weight that the form covers, rounded down: never too much."""
        return covered(self.shares)


def covered(shares: Sequence[DomainShare]) -> int:
    """Per cent of the guide's weight that some shares of its domains cover."""
    filled = (share.weight * share.got / share.wanted for share in shares if share.wanted)
    empty = sum(share.weight for share in shares if not share.wanted)
    return int(sum(filled) + empty + 1e-9)


@dataclass(slots=True)
class _Taken:
    """What is in the form, so that no sibling of it follows."""

    facts: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)

    def take(self, item: Item) -> bool:
        """Take a question, unless its main fact or its stem is asked already."""
        stems = {item.stem.en, item.stem.ko}
        if item.facts[0] in self.facts or stems & self.stems:
            return False
        self.facts.add(item.facts[0])
        self.stems |= stems
        return True


def assemble(
    exam: Exam, pools: Mapping[str, Pool], questions: int, seed: int, *, unscored: bool
) -> ExamForm:
    """An exam of so many questions, or of fewer where a domain has not enough.

    A domain that falls short is never filled up with another one's questions.

    Args:
        exam: the blueprint.
        pools: what each domain's questions can be taken from.
        questions: how many are asked for.
        seed: decides the order and which questions do not count.
        unscored: whether some do not.
    """
    counts = wanted(exam, questions)
    taken = _Taken()
    chosen: dict[str, list[Item]] = {}
    # The domain with the least to choose from chooses first: siblings may stand in two domains.
    by_choice = sorted(counts, key=lambda domain: len(pools[domain].written) - counts[domain])
    for domain in by_choice:
        chosen[domain] = list(_fill(pools[domain], counts[domain], taken))
    shares = tuple(
        DomainShare(one.id, one.weight, counts[one.id], len(chosen[one.id])) for one in exam.domains
    )
    items = [item for domain in exam.domains for item in chosen[domain.id]]
    order = stream(seed, "exam:order")
    items.sort(key=lambda _: order.random())
    left_out = _unscored(exam, chosen, seed) if unscored else frozenset()
    return ExamForm(tuple(items), left_out, shares)


def _fill(pool: Pool, count: int, taken: _Taken) -> Iterator[Item]:
    """Up to so many questions: a few of simulators, then of the bank, then more of simulators."""
    left = count
    for source, most in (
        (pool.generated, count // GENERATED_SHARE),
        (iter(pool.written), count),
        (pool.generated, count),
    ):
        room = min(most, left)
        while room and (item := next(source, None)) is not None:
            if taken.take(item):
                left -= 1
                room -= 1
                yield item


def _unscored(exam: Exam, chosen: Mapping[str, Sequence[Item]], seed: int) -> frozenset[str]:
    """Questions that do not count, from every domain in proportion."""
    sizes = {domain: len(items) for domain, items in chosen.items()}
    chance = stream(seed, "exam:unscored")
    found: set[str] = set()
    for domain, number in quotas(sizes, unscored_of(exam, sum(sizes.values()))).items():
        drawn = sorted(chosen[domain], key=lambda _: chance.random())
        found |= {item.id for item in drawn[:number]}
    return frozenset(found)
