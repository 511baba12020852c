"""What happens while resolvers forget an old answer."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CachesFilled(Event):
    """Resolvers held an answer from before."""

    resolvers: int
    longest_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TtlLowered(Event):
    """The record got a shorter TTL."""

    ttl_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChanged(Event):
    """The record got its new value, or came into being."""

    change: str
    old: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRenewed(Event):
    """A resolver's answer had expired, and it asked again for the old one."""

    resolver: str
    ttl_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolverMoved(Event):
    """A resolver's answer had expired, and it got the new one."""

    resolver: str
    after_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AllMoved(Event):
    """Every resolver gives the new answer."""

    after_s: int


CACHES: tuple[type[Event], ...] = (
    CachesFilled,
    TtlLowered,
    RecordChanged,
    AnswerRenewed,
    ResolverMoved,
    AllMoved,
)
