"""What happens while traffic runs."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCounted(Event):
    """A health check was counted."""

    target: str
    result: str
    streak: int
    threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTurned(Event):
    """A target changed its state."""

    target: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedOpen(Event):
    """No target was healthy, so all of them count."""

    targets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRemoved(Event):
    """A zone without a healthy target left the DNS."""

    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRouted(Event):
    """A request was sent to a target."""

    request: int
    client: int
    target: str
    reason: str
    outstanding: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnswered(Event):
    """A target answered."""

    request: int
    target: str
    ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFailed(Event):
    """A request was answered with an error."""

    request: int
    target: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrainBegan(Event):
    """A target was deregistered."""

    target: str
    outstanding: int
    delay_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowStartTurned(Event):
    """A target entered slow start or left it."""

    target: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRefused(Event):
    """A setting that this type does not offer; another one holds."""

    setting: str
    asked: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTurnedAway(Event):
    """A client from the internet could not reach an internal load balancer."""

    scheme: str
