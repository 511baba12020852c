"""How many minutes the days have: as every day, unless something else was said of them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from awsstudy.core.errors import SettingsError
from awsstudy.store.plan_records import DayPlan


class Usual(Protocol):
    """Settings, read in full or early."""

    @property
    def minutes_per_day(self) -> int:
        """What a day has of which nothing else was said."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is said of some days."""

    first: date
    last: date
    minutes: int | None
    """0 for days off; None for what every day has."""

    @property
    def days(self) -> int:
        """How many days it is about."""
        return (self.last - self.first).days + 1


def said_of(day: date, day_plans: Sequence[DayPlan]) -> int | None:
    """The minutes that were said of a day, the last word first; None where nothing stands."""
    for one in reversed(day_plans):
        if one.first_day <= day <= one.last_day:
            return one.minutes
    return None


def minutes_on(day: date, settings: Usual, day_plans: Sequence[DayPlan]) -> int:
    """The minutes a study day has.

    Args:
        day: the study day.
        settings: what every day has.
        day_plans: everything that was said of days, oldest first.
    """
    minutes = said_of(day, day_plans)
    return settings.minutes_per_day if minutes is None else minutes


def days_from(first: date, number: int) -> list[date]:
    """So many days in a row."""
    return [first + timedelta(days=n) for n in range(number)]


def missed(days: Iterable[tuple[int, float]]) -> int:
    """The minutes that were planned and not studied.

    Args:
        days: of each day the minutes planned and studied.
    """
    return round(sum(max(0.0, planned - studied) for planned, studied in days))


def caught_up(
    backlog: int, days: Sequence[date], settings: Usual, day_plans: Sequence[DayPlan], most: int
) -> list[Change]:
    """What spreads missed minutes over some days, on top of what they have; days off stay off.

    Args:
        backlog: minutes to catch up with.
        days: the days, in a row.
        settings: what every day has.
        day_plans: what was said of days before.
        most: the most minutes a day may have.
    """
    now = {day: minutes_on(day, settings, day_plans) for day in days}
    rooms = {day: most - minutes for day, minutes in now.items() if 0 < minutes < most}
    more = shared(backlog, rooms)
    return list(_joined([(day, now[day] + more[day]) for day in more if more[day]]))


def shared(total: int, rooms: dict[date, int]) -> dict[date, int]:
    """A number of minutes shared evenly among days, none getting more than it has room for."""
    got = dict.fromkeys(rooms, 0)
    left = min(total, sum(rooms.values()))
    # Who has little room comes first: what it cannot take is shared among the others.
    for place, day in enumerate(sorted(rooms, key=lambda day: rooms[day])):
        got[day] = min(rooms[day], -(-left // (len(rooms) - place)))
        left -= got[day]
    return got


def _joined(days: Sequence[tuple[date, int]]) -> Iterator[Change]:
    """Neighbouring days with like minutes as one change."""
    numbered = enumerate(days)
    for (_, minutes), run in groupby(numbered, lambda one: (_line(one), one[1][1])):
        found = [day for _, (day, _) in run]
        yield Change(found[0], found[-1], minutes)


def _line(one: tuple[int, tuple[date, int]]) -> int:
    """The same number for days in a row."""
    place, (day, _) = one
    return day.toordinal() - place


def kept_and_past(
    studied: Collection[date], day: date, settings: Usual, day_plans: Sequence[DayPlan]
) -> tuple[int, int]:
    """On how many past days was studied, and how many passed since the first; days off aside."""
    before = [one for one in studied if one < day]
    if not before:
        return 0, 0
    since = days_from(min(before), (day - min(before)).days)
    off = sum(not minutes_on(one, settings, day_plans) and one not in before for one in since)
    return len(before), len(since) - off


def read_days(text: str) -> tuple[date, date]:
    """Days as they are typed: ``2026-12-24`` or ``2026-12-24..2026-12-26``.

    Raises:
        SettingsError: that is no day or range.
    """
    first, mark, last = text.strip().partition("..")
    try:
        found = date.fromisoformat(first), date.fromisoformat(last if mark else first)
    except ValueError:
        found = date.max, date.min
    if found[0] > found[1]:
        raise SettingsError(f"'{text}' is neither 2026-12-24 nor 2026-12-24..2026-12-26.")
    return found


def read_minutes(text: str, most: int) -> int:
    """Minutes as they are typed.

    Raises:
        SettingsError: that is no number, or too many.
    """
    if not text.strip().isascii() or not text.strip().isdigit() or int(text) > most:
        raise SettingsError(f"'{text}' is not a number of minutes from 0 to {most}.")
    return int(text)
