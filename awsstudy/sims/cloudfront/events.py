"""What happens to requests on their way through the caches."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestArrived(Event):
    """A viewer's request arrived at an edge location."""

    number: int
    method: str
    url: str
    edge: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeLeftOut(Event):
    """The price class left out the edge of the viewer's own city."""

    city: str
    edge: str
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionRan(Event):
    """A function of yours ran at one of the four events."""

    hook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheHit(Event):
    """A layer answered from its cache."""

    layer: str
    age: float
    fresh_for: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCollapsed(Event):
    """A request waited for the answer to an earlier one with the same key."""

    layer: str
    wait_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheMissed(Event):
    """A layer had to ask the next one."""

    layer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPassed(Event):
    """A layer sent a request on without looking into its cache."""

    layer: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginAsked(Event):
    """A request reached the origin."""

    url: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginAnswered(Event):
    """The origin answered."""

    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectStored(Event):
    """A layer filed a response."""

    layer: str
    ttl: float
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRenewed(Event):
    """The origin confirmed an expired copy, and its time runs anew."""

    layer: str
    ttl: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectNotStored(Event):
    """A response was passed on and not kept."""

    layer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleServed(Event):
    """An expired copy was served all the same."""

    layer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseReturned(Event):
    """The viewer has the response."""

    number: int
    status: int
    body: str
    result: str
    by: str
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OldVersionServed(Event):
    """The viewer got a version that the origin no longer has."""

    url: str
    body: str
    current: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathInvalidated(Event):
    """An invalidation removed copies from all layers."""

    path: str
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectsPushed(Event):
    """Objects were copied to every edge before anyone asked."""

    objects: int
    edges: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginChanged(Event):
    """All objects changed at the origin."""

    release: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficCounted(Event):
    """What the requests of a stretch of time came to."""

    requests: int
    hits: int
    origin: int
    old: int


ALL: tuple[type[Event], ...] = (
    RequestArrived, EdgeLeftOut, FunctionRan, CacheHit, RequestCollapsed, CacheMissed,
    RequestPassed, OriginAsked, OriginAnswered, ObjectStored, ObjectRenewed, ObjectNotStored,
    StaleServed, ResponseReturned, OldVersionServed, PathInvalidated, ObjectsPushed,
    OriginChanged, TrafficCounted,
)  # fmt: skip
