"""Fuzz: Anki's ranges, the least loaded day, and the same day again for the same reviews."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.flashcards.fuzz import fuzz_range, fuzzed, seed_key

KEYS = [seed_key(f"fact-{number}", number % 7) for number in range(3000)]


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (0.2, (1, 1)),
        (1, (1, 1)),
        (2.4, (2, 2)),
        (2.5, (2, 4)),
        (3, (2, 4)),
        (7, (5, 9)),  # 1 + 0.15 * 4.5 = 1.675
        (10, (8, 12)),  # + 0.10 * 3 = 1.975
        (20, (17, 23)),  # + 0.10 * 13 = 2.975
        (100, (93, 107)),  # + 0.05 * 80 = 6.975
        (36_500, (34_673, 36_500)),
    ],
)
def test_ranges_are_ankis(interval, expected) -> None:
    assert fuzz_range(interval) == expected


def test_every_day_of_the_range_comes_and_none_beyond() -> None:
    days = Counter(fuzzed(10, key, {}) for key in KEYS)
    assert sorted(days) == [8, 9, 10, 11, 12]
    # Five days share 3000 draws: 600 each with a deviation of 22.
    assert all(abs(count - 600) < 110 for count in days.values())


@given(
    st.floats(0, 400), st.text(max_size=4), st.dictionaries(st.integers(1, 60), st.integers(0, 9))
)
def test_the_day_is_in_range_and_no_other_there_has_less_to_do(interval, unit, loads) -> None:
    first, last = fuzz_range(interval)
    day = fuzzed(interval, seed_key(unit, 3), loads)
    assert 1 <= first <= day <= last <= 36_500
    assert loads.get(day, 0) == min(loads.get(other, 0) for other in range(first, last + 1))
    assert day == fuzzed(interval, seed_key(unit, 3), dict(reversed(loads.items())))


@given(st.floats(1, 36_499), st.floats(0, 10))
def test_a_longer_interval_never_has_an_earlier_range(interval, more) -> None:
    one, two = fuzz_range(interval), fuzz_range(min(36_500, interval + more))
    assert one[0] <= two[0]
    assert one[1] <= two[1]


def test_what_was_learned_together_comes_back_spread_evenly() -> None:
    loads: Counter[int] = Counter()
    for key in KEYS[:500]:
        loads[fuzzed(10, key, loads)] += 1
    assert set(loads.values()) == {100}


def test_the_day_depends_on_the_unit_and_on_its_reviews() -> None:
    assert len({fuzzed(60, seed_key("a", reps), {}) for reps in range(40)}) > 5
    assert len({fuzzed(60, seed_key(f"unit-{one}", 1), {}) for one in range(40)}) > 5
