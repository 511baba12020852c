"""Leeches: facts that are forgotten again and again, so that asking more often does not help."""

from __future__ import annotations

from awsstudy.store.records import UnitState

THRESHOLD = 8
"""So many lapses make a fact a leech, as in Anki."""
EVERY = 4
"""After so many more it is said again."""


def is_leech(unit: UnitState) -> bool:
    """Whether a fact has been forgotten too often."""
    return unit.lapses >= THRESHOLD


def became_leech(before: UnitState, after: UnitState) -> bool:
    """Whether an answer is to be followed by an offer of help."""
    more = after.lapses - THRESHOLD
    return after.lapses > before.lapses and more >= 0 and more % EVERY == 0
