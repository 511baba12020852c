"""Requests, responses, and responses in store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from awsstudy.sims.cloudfront.dates import http_date
from awsstudy.sims.cloudfront.fields import Headers, listed, seconds

UNREACHABLE = 0
"""The status that stands for an origin that does not answer."""
HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization",
     "proxy-authentication-info", "te", "trailer", "transfer-encoding", "upgrade"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """A request as a cache sees it."""

    method: str
    url: str
    """Path with query."""
    headers: Headers = field(default_factory=dict)

    def with_headers(self, extra: Mapping[str, str]) -> Request:
        """The request with more fields."""
        return Request(self.method, self.url, {**self.headers, **extra})


@dataclass(frozen=True, slots=True)
class Response:
    """A response from the next server."""

    status: int
    headers: Headers = field(default_factory=dict)
    body: str | bytes = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """A response in a cache."""

    request: Request
    response: Response
    asked: float
    """When the request was sent, in seconds since 1970."""
    received: float
    lifetime: float
    """Seconds it is fresh, from its date on."""
    why: tuple[str, ...] = ()
    """Rules that decided the lifetime."""
    always_validate: bool = False

    def age(self, now: float) -> float:
        """Seconds since the origin made or confirmed it (RFC 9111, section 4.2.3)."""
        headers = self.response.headers
        date = http_date(headers.get("date", ""))
        apparent = max(0.0, self.received - date) if date is not None else 0.0
        corrected = given_age(headers) + (self.received - self.asked)
        return max(apparent, corrected) + (now - self.received)

    def fresh_for(self, now: float) -> float:
        """Seconds it is still fresh; not above 0 when it is stale."""
        return 0.0 if self.always_validate else self.lifetime - self.age(now)


def given_age(headers: Headers) -> int:
    """The value of the Age field; of several the first, 0 for what cannot be read."""
    members = listed(headers.get("age", ""))
    return (seconds(members[0]) or 0) if members else 0


def end_to_end(headers: Headers) -> dict[str, str]:
    """The fields that are not meant for one connection only."""
    named = {name.lower() for name in listed(headers.get("connection", ""))}
    drop = HOP_BY_HOP | named
    return {name: value for name, value in headers.items() if name not in drop}
