"""The state table: a row for each connection, found from both sides, forgotten when idle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from awsstudy.sims.firewall.world import Flow, Timeouts

Phase = Literal["new", "answered", "stream"]


@dataclass(slots=True)
class Row:
    """A remembered connection."""

    flow: Flow
    last: float
    """When its last packet passed."""
    phase: Phase = "new"
    replies: int = 0
    waiting: bool = field(default=True)
    """Whether the client sent after the last reply."""

    def sent(self) -> None:
        """Another packet of the client."""
        self.waiting = True

    def replied(self) -> None:
        """A packet of the server; with the second exchange a UDP flow becomes a stream."""
        self.replies += self.waiting
        self.waiting = False
        self.phase = "stream" if self.replies > 1 else "answered"


def lifetime(row: Row, timeouts: Timeouts) -> int:
    """How long a row lives without a packet, in seconds."""
    if row.flow.proto == "udp":
        return timeouts.udp_stream_s if row.phase == "stream" else timeouts.udp_s
    if row.flow.proto == "tcp" and row.phase != "new":
        return timeouts.tcp_established_s
    return timeouts.other_s
