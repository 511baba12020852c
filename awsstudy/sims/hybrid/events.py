"""What happens while a route is chosen, data is carried, or options are sifted."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketRouted(Event):
    """A packet for an address reached the route table."""

    destination: str
    routes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteDropped(Event):
    """A route went out of the choice."""

    route: str
    kind: str
    prefix: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathChosen(Event):
    """A route is used."""

    route: str
    kind: str
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsShared(Event):
    """Equal routes share the flows."""

    paths: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRouteFound(Event):
    """Nothing leads to the address."""

    destination: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficBlackholed(Event):
    """The chosen route stays in the table although its target is gone."""

    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferStarted(Event):
    """Data began to flow."""

    mbps: float
    limit: str
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CipherSeen(Event):
    """It was settled whether a link encrypts."""

    route: str
    cipher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateChanged(Event):
    """The internet's part of the line became wider or narrower."""

    mbps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterPassed(Event):
    """Another quarter of the data has arrived."""

    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFinished(Event):
    """All data has arrived."""

    hours: float
    in_time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFailed(Event):
    """A link went down."""

    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkHealed(Event):
    """A link came back."""

    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionDropped(Event):
    """An option does not meet a need."""

    option: str
    need: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFitted(Event):
    """An option meets all needs."""

    option: str
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionChosen(Event):
    """The option with the fewest parts is taken."""

    option: str
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingFitted(Event):
    """No option meets all needs."""


ROUTING: tuple[type[Event], ...] = (
    PacketRouted,
    RouteDropped,
    PathChosen,
    PathsShared,
    NoRouteFound,
    TrafficBlackholed,
)
TRANSFER: tuple[type[Event], ...] = (
    TransferStarted,
    CipherSeen,
    RateChanged,
    QuarterPassed,
    TransferFinished,
    LinkFailed,
    LinkHealed,
)
CHOICE: tuple[type[Event], ...] = (OptionDropped, OptionFitted, OptionChosen, NothingFitted)
