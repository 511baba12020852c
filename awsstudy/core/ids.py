"""Ids of events: unique everywhere and sorted by time, so that two logs merge without conflict."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from threading import Lock
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 74


class EventIds:
    """Makes ids that rise: a process has one source, and its ids tell the order of its log."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0

    def __call__(self, moment: datetime) -> str:
        """A UUID version 7 (RFC 9562, 5.7) for a moment, as 32 hexadecimal digits.

        A later id is larger even within a millisecond, and even when the clock was set back in
        between: then it keeps the milliseconds of the id before it.
        """
        milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1)
        fresh = milliseconds << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS - 1)
        with self._lock:
            self._last = max(fresh, self._last + 1)
            value = self._last
        time, high, low = value >> _RANDOM_BITS, value >> 62 & 0xFFF, value & (1 << 62) - 1
        return UUID(int=time << 80 | 7 << 76 | high << 64 | 2 << 62 | low).hex


event_id = EventIds()
"""The process's source of ids."""
