"""Ids of events: unique everywhere and sorted by time, so that two logs merge without conflict."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID


def event_id(moment: datetime) -> str:
    """A UUID version 7 (RFC 9562, 5.7) for a moment, as 32 hexadecimal digits."""
    milliseconds = int(moment.timestamp() * 1000) & (1 << 48) - 1
    high, low = secrets.randbits(12), secrets.randbits(62)
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low).hex
