"""What one learner's log tells of one question: how hard it is, whether it tells apart. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import fmean, pstdev

from awsstudy.progress.share import Z90, Share
from awsstudy.store.records import Attempt

FEWEST_ANSWERS = 30
"""A discrimination of fewer answers says nothing: at 30 its 90 % interval is still 0.3 either way.
"""
FEWEST_OTHERS = 5
"""An answer is set against its session only where that has so many other first answers."""
SHOWN = 5
"""So many of the last answers are listed."""


@dataclass(frozen=True, slots=True)
class Discrimination:
    """Whether who knows the rest knows this too."""

    answers: int
    """First answers that could be set against the others of their session."""
    value: float | None
    """The point-biserial correlation; None where there are too few answers, or all are alike."""
    interval: tuple[float, float] | None
    """Its 90 % interval, by Fisher's transformation."""

    @property
    def enough(self) -> bool:
        """Whether there are enough answers to tell."""
        return self.answers >= FEWEST_ANSWERS


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """A question in numbers."""

    first: Share
    """First answers without a hint that were right: its facility."""
    all: Share
    """Every answer, whenever it was given."""
    discrimination: Discrimination
    picks: tuple[int, ...]
    """How often each option was chosen, by place, in answers to the present wording."""
    picked_of: int
    """How many answers these are, "I don't know" among them."""
    unknown: int
    """How many of them said "I don't know"."""
    last: tuple[Attempt, ...]
    """The last answers, the latest first."""


def item_statistics(
    attempts: Sequence[Attempt],
    item_id: str,
    content_hash: str,
    options: int,
    family: Callable[[str], str],
) -> ItemStatistics:
    """What the log tells of a question.

    Args:
        attempts: every answer of the learner, oldest first.
        item_id: the question. What simulators make is asked anew with another seed, so facility
            and discrimination are those of its problem.
        content_hash: of the question as it is worded now.
        options: how many it has.
        family: the problem of a generated question; of another one its own id.
    """
    kin = [one for one in attempts if family(one.question_id) == family(item_id)]
    own = [one for one in attempts if one.question_id == item_id]
    same = [one for one in own if one.content_hash == content_hash]
    counted = Counter(place for one in same for place in one.chosen)
    first = [one for one in kin if _is_telling(one)]
    return ItemStatistics(
        first=_share(first),
        all=_share(kin),
        discrimination=_discrimination(first, attempts),
        picks=tuple(counted[place] for place in range(options)),
        picked_of=len(same),
        unknown=sum(not one.chosen for one in same),
        last=tuple(reversed(own[-SHOWN:])),
    )


def _is_telling(one: Attempt) -> bool:
    """Whether an answer shows what was known before the question was ever seen."""
    return one.first and not one.hints


def _share(attempts: Iterable[Attempt]) -> Share:
    outcomes = [one.correct for one in attempts]
    return Share(sum(outcomes), len(outcomes))


def _discrimination(first: Sequence[Attempt], attempts: Sequence[Attempt]) -> Discrimination:
    """Right or wrong, against the share right of the other first answers of the same session."""
    asked, right = Counter[str](), Counter[str]()
    for one in attempts:
        if _is_telling(one):
            asked[one.session_id] += 1
            right[one.session_id] += one.correct
    pairs = [
        (one.correct, (right[one.session_id] - one.correct) / (asked[one.session_id] - 1))
        for one in first
        if asked[one.session_id] > FEWEST_OTHERS
    ]
    value = _point_biserial(pairs) if len(pairs) >= FEWEST_ANSWERS else None
    interval = None if value is None else _interval(value, len(pairs))
    return Discrimination(len(pairs), value, interval)


def _point_biserial(pairs: Sequence[tuple[bool, float]]) -> float | None:
    """The correlation of an outcome with a score; None where either is always the same."""
    hits = [score for right, score in pairs if right]
    misses = [score for right, score in pairs if not right]
    spread = pstdev(score for _, score in pairs)
    if not hits or not misses or not spread:
        return None
    share = len(hits) / len(pairs)
    return (fmean(hits) - fmean(misses)) / spread * sqrt(share * (1 - share))


def _interval(value: float, answers: int) -> tuple[float, float]:
    centre = atanh(max(-0.999, min(0.999, value)))
    half = Z90 / sqrt(answers - 3)
    return tanh(centre - half), tanh(centre + half)
