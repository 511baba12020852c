"""Spreads what was learned together over several days, towards the days with the least to do.

The ranges are Anki's. Which day it is depends on the unit, its reviews and the load alone, so a
log that is replayed leads to the same days.
"""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.core.seeds import stream

SHORTEST = 2.5
"""Days below which an interval stays as it is."""
BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""From, to, and by how much of each of its days a band widens the range."""
LONGEST = 36_500


def fuzz_range(interval: float, longest: int = LONGEST) -> tuple[int, int]:
    """The earliest and the latest day an interval may become, both included."""
    if interval < SHORTEST:
        day = min(longest, max(1, _nearest(interval)))
        return day, day
    spread = 1.0 + sum(share * max(0.0, min(interval, end) - start) for start, end, share in BANDS)
    latest = min(longest, _nearest(interval + spread))
    return min(latest, max(2, _nearest(interval - spread))), latest


def fuzzed(interval: float, seed_key: str, loads: Mapping[int, int], earliest: int = 0) -> int:
    """The day on which to come back: the least loaded of the range, by seed among equals.

    Args:
        interval: days, as the memory model gives them.
        seed_key: of ``seed_key``.
        loads: how many reviews are due so many days from now; days that are missing have none.
        earliest: no day before it, wherever the range ends.
    """
    first, last = fuzz_range(interval)
    first, last = max(first, earliest), max(last, earliest)
    days = range(first, last + 1)
    least = min(loads.get(day, 0) for day in days)
    free = [day for day in days if loads.get(day, 0) == least]
    # Rounding down gives every day the same share; py-fsrs rounds and overshoots its own range.
    return free[int(stream(seed_key, "fuzz").random() * len(free))]


def seed_key(unit_id: str, reps: int) -> str:
    """What decides a unit's day after so many reviews."""
    return f"{unit_id}|{reps}"


def _nearest(days: float) -> int:
    """The nearest whole day, halves upwards, as Anki rounds."""
    return int(days + 0.5)
