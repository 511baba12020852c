"""Which questions a quiz asks, and in which order. Pure.

Concepts that are taken for each other are interleaved, so that they are told apart; all others come
in blocks, so that one idea is met from several sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from random import Random
from typing import Literal, TypeVar, get_args

from awsstudy.quiz.evidence import WEAK, Evidence
from awsstudy.quiz.facets import Facets
from awsstudy.quiz.query import Query
from awsstudy.quiz.reasons import Reason
from awsstudy.store.records import Tally

Mode = Literal["weak", "unseen", "wrong", "flagged", "endless"]
MODES: tuple[Mode, ...] = get_args(Mode)

ThingT = TypeVar("ThingT")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the learner wants to be asked."""

    concepts: frozenset[str] = frozenset()
    """Concept ids; empty means all."""
    length: int = 10
    """How many questions; an endless quiz takes no notice of it."""
    mode: Mode = "weak"
    generated: bool = True
    """Whether simulators may add items of their own."""
    query: Query = field(default_factory=Query)
    """What must hold of each question besides."""


def admitted(thing: Facets, evidence: Evidence, mode: Mode) -> bool:
    """Whether a mode may ask something at all."""
    if mode == "wrong":
        return _went_wrong(evidence.tallies.get(thing.id))
    if mode == "flagged":
        return thing.id in evidence.flagged_families
    return mode != "endless" or thing.source == "sim"


def _went_wrong(tally: Tally | None) -> bool:
    """Wrong last time; right with a hint is not known yet, either."""
    return tally is not None and not tally.known


def ranked(
    things: Iterable[Facets], evidence: Evidence, mode: Mode, chance: Random
) -> list[Facets]:
    """What is asked first comes first; chance decides between equals."""

    def rank(thing: Facets) -> tuple[float, ...]:
        if mode == "unseen":
            return (*_novelty(evidence.tallies.get(thing.id)), chance.random())
        return -evidence.gain(thing), chance.random()

    return sorted(things, key=rank)


def _novelty(tally: Tally | None) -> tuple[float, float]:
    """Unseen, then wrong last time, then right: the longest ago first."""
    if tally is None:
        return 0, 0.0
    return (2 if tally.known else 1), tally.last_at.timestamp()


def spread(things: Sequence[Facets], length: int) -> list[Facets]:
    """The first of them, a fact at a time before any fact is asked twice."""
    chosen: list[Facets] = []
    rest = list(things)
    while rest and len(chosen) < length:
        facts: set[str] = set()
        later = []
        for thing in rest:
            if thing.facts[0] in facts or len(chosen) >= length:
                later.append(thing)
            else:
                facts.add(thing.facts[0])
                chosen.append(thing)
        rest = later
    return chosen


def reason(thing: Facets, evidence: Evidence, mode: Mode) -> Reason:
    """Why something is asked, said in the words that matter most to the learner."""
    concept, tally = thing.concept_id, evidence.tallies.get(thing.id)
    if mode == "flagged":
        return Reason("flagged", concept)
    if tally is not None and not tally.known:
        return _missed(tally, concept)
    known = evidence.known(thing.facts[0])
    if known < WEAK and evidence.met(concept):
        return Reason("weak", concept, chance=known)
    if tally is None:
        return Reason("new", concept)
    return Reason("again", concept, times=evidence.age(tally).days)


def _missed(tally: Tally, concept: str) -> Reason:
    wrong = tally.seen - tally.right
    if tally.last_right:
        return Reason("hinted", concept)
    if tally.last_confidence == "sure":
        return Reason("sure_wrong", concept, times=wrong)
    return Reason("wrong", concept, times=wrong)


def arranged(
    things: Sequence[ThingT], concept: Callable[[ThingT], str], rivals: Mapping[str, frozenset[str]]
) -> list[ThingT]:
    """Things in the order they are asked: blocked by concept, confusable concepts interleaved.

    Args:
        things: what is asked, the most wanted first.
        concept: the concept of a thing.
        rivals: for each concept those it is taken for.
    """
    blocks: dict[str, list[ThingT]] = {}
    for thing in things:
        blocks.setdefault(concept(thing), []).append(thing)
    order: list[ThingT] = []
    while blocks:
        together = _confusable(list(blocks), rivals)
        rows = zip_longest(*(blocks.pop(name) for name in together))
        order += [thing for row in rows for thing in row if thing is not None]
    return order


def _confusable(concepts: Sequence[str], rivals: Mapping[str, frozenset[str]]) -> list[str]:
    """The first concept, and those after it that are all taken for each other and for it."""
    together = [concepts[0]]
    for one in concepts[1:]:
        if all(one in rivals.get(other, frozenset()) for other in together):
            together.append(one)
    return together


def rivals_of(pairs: Iterable[Sequence[str]]) -> dict[str, frozenset[str]]:
    """For each concept those it stands in a confusable pair with."""
    found: dict[str, frozenset[str]] = {}
    for concepts in pairs:
        for one in concepts:
            found[one] = found.get(one, frozenset()) | (frozenset(concepts) - {one})
    return found
