"""Ids of events: unique everywhere and sorted by time, so that two logs merge without conflict."""

from __future__ import annotations

import secrets
from datetime import datetime
from threading import Lock
from uuid import UUID

_lock = Lock()
_last = 0


def event_id(moment: datetime) -> str:
    """A UUID version 7 (RFC 9562, 5.7) for a moment, as 32 hexadecimal digits.

    Ids made one after the other by a process rise, even within a millisecond and even when the
    clock was set back in between: the order of the log is the order in which things happened.
    """
    global _last  # noqa: PLW0603 - the last id is what makes the next one larger
    milliseconds = int(moment.timestamp() * 1000) & (1 << 48) - 1
    fresh = milliseconds << 74 | secrets.randbits(73)
    with _lock:
        _last = max(fresh, _last + 1)
        value = _last
    high, low = value >> 62 & 0xFFF, value & (1 << 62) - 1
    return UUID(int=value >> 74 << 80 | 7 << 76 | high << 64 | 2 << 62 | low).hex
