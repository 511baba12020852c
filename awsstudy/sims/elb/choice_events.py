"""What is found when shares and the next target are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossZoneFound(Event):
    """Whether nodes use the targets of other zones."""

    kind: str
    cross_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeShared(Event):
    """A zone's node got its part of the traffic and shared it among targets."""

    zone: str
    part: Fraction
    targets: int
    each: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLeftOut(Event):
    """A target gets nothing."""

    target: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLost(Event):
    """A node had no target at all."""

    zone: str
    part: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetWeighed(Event):
    """One target was looked at for the next request."""

    target: str
    outstanding: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPicked(Event):
    """A target was picked for the next request."""

    target: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CookieRead(Event):
    """A stickiness cookie was read, and held or not."""

    target: str
    state: str
