"""The dates of HTTP: three formats to read, one to write."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_DAY_S = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CLOCK = r"(?P<h>\d\d):(?P<m>\d\d):(?P<s>\d\d)"
_FORMS = (
    re.compile(rf"\w{{3}}, (?P<day>\d\d) (?P<month>\w{{3}}) (?P<year>\d{{4}}) {_CLOCK} GMT"),
    re.compile(rf"\w{{6,9}}, (?P<day>\d\d)-(?P<month>\w{{3}})-(?P<year>\d\d) {_CLOCK} GMT"),
    re.compile(rf"\w{{3}} (?P<month>\w{{3}}) (?P<day>[ \d]\d) {_CLOCK} (?P<year>\d{{4}})"),
)


@lru_cache(maxsize=4096)
def http_date(text: str) -> float | None:
    """Seconds since 1970 of a date in one of HTTP's three formats; None for anything else."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _moment(found)
    return None


def _moment(found: re.Match[str]) -> float | None:
    year, month = int(found["year"]), found["month"]
    if year < 100:
        year += 2000 if year < 70 else 1900
    if month not in _MONTHS or not (int(found["h"]) < 24 and int(found["m"]) < 60):
        return None
    try:
        days = date(year, _MONTHS.index(month) + 1, int(found["day"])).toordinal() - _EPOCH
    except ValueError:
        return None
    clock = int(found["h"]) * 3600 + int(found["m"]) * 60 + min(int(found["s"]), 59)
    return float(days * _DAY_S + clock)


def written_date(moment: float) -> str:
    """A moment in the preferred format of HTTP."""
    days, rest = divmod(int(moment), _DAY_S)
    day = date.fromordinal(_EPOCH + days)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return (
        f"{_DAYS[day.weekday()]}, {day.day:02} {_MONTHS[day.month - 1]} {day.year:04} {clock} GMT"
    )
