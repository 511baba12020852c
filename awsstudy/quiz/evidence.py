"""What is known of what the learner knows: answers so far, recall by cards, flags. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from awsstudy.quiz.facets import Facets, family
from awsstudy.store.records import Tally

HALF_LIFE = timedelta(days=14)
"""An answer tells half as much after so long: what it showed may have been forgotten."""
FRESH_AGAIN = timedelta(days=1)
"""After so long, half of what the wording of a question gives away has been forgotten."""
PRIOR = 2.0
"""So many answers, half of them right, are supposed before there are any."""
WEAK = 0.7
"""A fact that is known with less than this chance is weak: it is asked before what is new, and what
is known better after that."""
LUCKY = 0.5
"""What a right answer shows that was a guess."""
BEGINNER_SEEN = 4
BEGINNER_SHARE = 0.5
"""With so many answers and less than this share right, a learner is a beginner at a concept."""


def by_family(tallies: Mapping[str, Tally]) -> dict[str, Tally]:
    """Tallies by what questions are siblings of; the last answer to any of them is the last."""
    found: dict[str, Tally] = {}
    for item_id, tally in tallies.items():
        name = family(item_id)
        other = found.get(name)
        if other is None:
            found[name] = replace(tally, question_id=name)
            continue
        last = max(tally, other, key=lambda one: one.last_at)
        seen, right = tally.seen + other.seen, tally.right + other.right
        found[name] = replace(last, question_id=name, seen=seen, right=right)
    return found


@dataclass(frozen=True)
class Evidence:
    """Where the learner stands, at a moment."""

    at: datetime
    tallies: Mapping[str, Tally]
    """How each question, or each problem of a simulator, has gone."""
    recall: Mapping[str, float]
    """The chance of recalling each fact whose cards were reviewed."""
    flagged: frozenset[str]
    """Ids of flagged items."""
    things: Mapping[str, Facets]
    """Everything that can be asked."""

    @cached_property
    def flagged_families(self) -> frozenset[str]:
        """What the flagged items are siblings of."""
        return frozenset(map(family, self.flagged))

    @cached_property
    def _sums(self) -> Mapping[str, tuple[float, float]]:
        """Right answers and all answers, aged, by fact and by concept."""
        sums: defaultdict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))

        def add(fact: str, right: float, weight: float) -> None:
            for name in (fact, fact.partition(".")[0]):
                before = sums[name]
                sums[name] = before[0] + right * weight, before[1] + weight

        for name, tally in self.tallies.items():
            if thing := self.things.get(name):
                weight = 0.5 ** (self.age(tally) / HALF_LIFE)
                add(thing.facts[0], _shown(tally), weight)
        for fact, chance in self.recall.items():
            add(fact, chance, 1.0)
        return dict(sums)

    def age(self, tally: Tally) -> timedelta:
        """How long ago a question was answered; never negative, though clocks are set back."""
        return max(timedelta(), self.at - tally.last_at)

    def met(self, concept: str) -> bool:
        """Whether anything is known of a concept."""
        return concept in self._sums

    def known(self, fact: str) -> float:
        """The chance that a fact is known: its own answers and cards, leaning on its concept's."""
        concept = self._mean(fact.partition(".")[0], 0.5)
        return self._mean(fact, concept)

    def _mean(self, name: str, prior: float) -> float:
        right, total = self._sums.get(name, (0.0, 0.0))
        return (PRIOR * prior + right) / (PRIOR + total)

    def gain(self, thing: Facets) -> float:
        """What asking can gain: the chance that its fact is not known.

        Less where the same question was answered lately: its wording is remembered then, and the
        fact is better asked for in other words.
        """
        tally = self.tallies.get(thing.id)
        fresh = 1.0 if tally is None else 1.0 - 0.5 ** (self.age(tally) / FRESH_AGAIN)
        known = self.known(thing.facts[0]) if self.met(thing.concept_id) else WEAK
        return (1.0 - known) * fresh

    def beginner(self) -> frozenset[str]:
        """The concepts of which less than half was right, in enough answers to tell."""
        asked: defaultdict[str, list[Tally]] = defaultdict(list)
        for name, tally in self.tallies.items():
            if thing := self.things.get(name):
                asked[thing.concept_id].append(tally)
        return frozenset(concept for concept, tallies in asked.items() if _is_beginner(tallies))


def _shown(tally: Tally) -> float:
    if not tally.known:
        return 0.0
    return LUCKY if tally.last_confidence == "guess" else 1.0


def _is_beginner(tallies: Iterable[Tally]) -> bool:
    seen = right = 0
    for tally in tallies:
        seen, right = seen + tally.seen, right + tally.right
    return seen >= BEGINNER_SEEN and right < BEGINNER_SHARE * seen
