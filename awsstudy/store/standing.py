"""How far mock exams are, from their rows: for the store and for a glance at its file. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from awsstudy.store.records import ExamSitting, ExamStanding

ENDS = ("submit", "timeout")
"""The events that submit an exam."""
TELLING = (*ENDS, "reviewed")
"""The events that standings are made from."""


def standings(
    sittings: Iterable[ExamSitting],
    events: Iterable[tuple[str, str, int]],
    answers: Iterable[tuple[str, str, bool]],
    clocks: Mapping[str, int],
) -> list[ExamStanding]:
    """The standing of every exam, in the order of the exams.

    Args:
        sittings: the exams.
        events: of each telling event the exam, the kind and the place.
        answers: of each answer the exam, the question and whether it was right.
        clocks: how far the clock of each exam is, where it has begun to go.
    """
    ended: set[str] = set()
    reviewed: dict[str, set[int]] = defaultdict(set)
    for sitting_id, kind, place in events:
        if kind in ENDS:
            ended.add(sitting_id)
        elif kind == "reviewed":
            reviewed[sitting_id].add(place)
    marked: dict[str, dict[str, bool]] = defaultdict(dict)
    for sitting_id, question_id, correct in answers:
        marked[sitting_id][question_id] = correct
    return [
        ExamStanding(
            sitting=one,
            submitted=one.id in ended,
            right=sum(right for item, right in marked[one.id].items() if item not in one.unscored),
            misses=sum(not right for right in marked[one.id].values()),
            reviewed=len(reviewed[one.id]),
            elapsed_ms=clocks.get(one.id, 0),
        )
        for one in sittings
    ]
