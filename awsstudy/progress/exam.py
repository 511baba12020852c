"""What a mock exam shows afterwards, beyond its score. Pure.

Only raw scores: AWS does not publish how a raw score becomes a scaled one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from awsstudy.progress.share import Share
from awsstudy.quiz.exam.sitting import Entry, Sitting

SLOWEST = 5
FEW = 5
"""A comparison of fewer answers a side says nothing."""


@dataclass(frozen=True, slots=True)
class DomainScore:
    """How a domain of the guide went, among the questions that count."""

    domain: str
    share: Share

    @property
    def lost(self) -> int:
        """How many points it cost."""
        return self.share.of - self.share.hits


@dataclass(frozen=True, slots=True)
class Slow:
    """A question that took long."""

    place: int
    """Its number, from 0."""
    ms: int
    right: bool


@dataclass(frozen=True, slots=True)
class Pacing:
    """Where the time went."""

    used_ms: int
    limit_ms: int
    target_ms: int
    """What each question may take on average."""
    slowest: tuple[Slow, ...]
    unreached: int
    """Questions that were never on screen."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Answers that were changed after they were complete, by direction: first against last."""

    to_right: int
    to_wrong: int
    wrong_to_wrong: int

    @property
    def total(self) -> int:
        """How many were changed."""
        return self.to_right + self.to_wrong + self.wrong_to_wrong


@dataclass(frozen=True, slots=True)
class ExamReport:
    """A submitted exam in numbers."""

    scored: Share
    unscored: Share
    domains: tuple[DomainScore, ...]
    """In the guide's order."""
    pacing: Pacing
    changes: Changes
    flagged: Share
    """Right answers among the questions that were ever flagged."""
    unflagged: Share
    early: Share
    """The first two thirds of the form."""
    late: Share
    """Its last third."""
    near_misses: tuple[int, ...]
    """Places of multiple response questions with all but one choice right."""
    multiple: int
    """How many multiple response questions there were."""
    blank: tuple[int, ...]
    """Places of questions without a whole answer."""
    peeked: tuple[int, ...]
    """Places of questions that were read in the other language, too."""
    reading: str
    """The concept with the most misses in the costliest domain; empty where nothing was missed."""

    @property
    def costliest(self) -> DomainScore | None:
        """The domain that cost the most points; None where none cost any."""
        return costliest(self.domains)


def costliest(domains: Iterable[DomainScore]) -> DomainScore | None:
    """The domain that cost the most points, of two the worse one; None where none cost any."""
    missed = [one for one in domains if one.share.hits < one.share.of]
    return max(missed, key=lambda one: (one.lost, one.lost / one.share.of), default=None)


def report(
    sitting: Sitting,
    unscored: Iterable[str],
    domain_of: Callable[[str], str],
    domains: Sequence[str],
) -> ExamReport:
    """The report of a submitted exam.

    Args:
        sitting: the exam.
        unscored: ids of the questions that do not count.
        domain_of: the domain of a question, by its id.
        domains: the guide's domains in order.
    """
    aside = frozenset(unscored)
    counts = [one for one in sitting.entries if one.item.id not in aside]
    cut = len(sitting.entries) - len(sitting.entries) // 3
    scores = tuple(
        DomainScore(domain, _share(one for one in counts if domain_of(one.item.id) == domain))
        for domain in domains
    )
    return ExamReport(
        scored=_share(counts),
        unscored=_share(one for one in sitting.entries if one.item.id in aside),
        domains=scores,
        pacing=_pacing(sitting),
        changes=_changes(sitting.entries),
        flagged=_share(one for one in sitting.entries if one.ever_flagged),
        unflagged=_share(one for one in sitting.entries if not one.ever_flagged),
        early=_share(sitting.entries[:cut]),
        late=_share(sitting.entries[cut:]),
        near_misses=sitting.where(_near),
        multiple=len(sitting.where(_multiple)),
        blank=sitting.where(lambda one: not one.complete),
        peeked=sitting.where(lambda one: one.peeks > 0),
        reading=_reading(sitting.entries, costliest(scores), domain_of),
    )


def _reading(
    entries: Iterable[Entry], worst: DomainScore | None, domain_of: Callable[[str], str]
) -> str:
    missed = [one.item for one in entries if not one.correct]
    there = [item for item in missed if worst and domain_of(item.id) == worst.domain]
    counted = Counter(item.concept_id for item in there or missed).most_common(1)
    return counted[0][0] if counted else ""


def _share(entries: Iterable[Entry]) -> Share:
    outcomes = [one.correct for one in entries]
    return Share(sum(outcomes), len(outcomes))


def _pacing(sitting: Sitting) -> Pacing:
    slow = [Slow(place, one.spent_ms, one.correct) for place, one in enumerate(sitting.entries)]
    slow.sort(key=lambda one: (-one.ms, one.place))
    return Pacing(
        used_ms=sitting.elapsed_ms,
        limit_ms=sitting.limit_ms,
        target_ms=sitting.limit_ms // len(sitting.entries),
        slowest=tuple(one for one in slow[:SLOWEST] if one.ms),
        unreached=len(sitting.where(lambda one: not one.spent_ms)),
    )


def _changes(entries: Iterable[Entry]) -> Changes:
    """First complete response against last, as erasure analyses count it."""
    to_right = to_wrong = between = 0
    for one in entries:
        if not one.first or one.first == one.response:
            continue
        before = one.item.form.right(one.first)
        to_right += one.correct and not before
        to_wrong += before and not one.correct
        between += not before and not one.correct
    return Changes(to_right, to_wrong, between)


def _multiple(entry: Entry) -> bool:
    return entry.item.kind == "choice" and entry.item.choose > 1


def _near(entry: Entry) -> bool:
    """Whether all keys but one are chosen."""
    if not _multiple(entry) or entry.correct:
        return False
    return len(frozenset(entry.response) & entry.item.keys) == entry.item.choose - 1
