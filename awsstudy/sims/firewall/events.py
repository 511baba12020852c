"""What happens at the filter."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketPassed(Event):
    """A packet went through."""

    number: int
    flow: str
    packet: str
    direction: str
    port: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketDropped(Event):
    """A packet was thrown away."""

    number: int
    flow: str
    packet: str
    direction: str
    port: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAdded(Event):
    """The state table remembers a connection."""

    flow: str
    timeout_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPromoted(Event):
    """A connection now lives longer when idle."""

    flow: str
    timeout_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowUntracked(Event):
    """A flow passed without a row, for both directions are open anyway."""

    flow: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowExpired(Event):
    """A connection was idle too long and is forgotten."""

    flow: str
    idle_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowClosed(Event):
    """A connection was reset and is forgotten."""

    flow: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRemoved(Event):
    """A rule was deleted while connections may live."""

    rule: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyMissing(Event):
    """The server had nothing to reply to, for no request had arrived."""

    flow: str


EVENTS: tuple[type[Event], ...] = (
    PacketPassed,
    PacketDropped,
    RowAdded,
    RowPromoted,
    FlowUntracked,
    RowExpired,
    RowClosed,
    RuleRemoved,
    ReplyMissing,
)
