"""What a shared HTTP cache may store and reuse: RFC 9111, one method a rule."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.cloudfront.dates import http_date
from awsstudy.sims.cloudfront.fields import (
    LONGEST,
    Directives,
    Headers,
    cache_control,
    listed,
    seconds,
    targeted,
)
from awsstudy.sims.cloudfront.messages import UNREACHABLE, Request, Response, Stored

HEURISTIC = frozenset({200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501})
"""Statuses that may be stored without being told to (RFC 9110, section 15.1); 206 is left out."""
UNDERSTOOD = HEURISTIC | {302, 303, 307, 400, 403, 500, 502, 503, 504}
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
PART_OF_AGE = 0.1
"""The part of the time since the last change that a heuristic lifetime takes."""
MUST_VALIDATE = frozenset({"must-revalidate", "proxy-revalidate", "no-cache", "s-maxage"})


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a response is fresh, and by which rules."""

    seconds: float
    why: tuple[str, ...] = ()


class RfcPolicy:
    """A shared cache by RFC 9111."""

    # What the origin says.

    def told(self, headers: Headers) -> Directives:
        """The directives that count: those for CDNs before those for all caches (RFC 9213)."""
        special = targeted(headers)
        return self.plain_directives(headers) if special is None else special

    def plain_directives(self, headers: Headers) -> Directives:
        """The directives of Cache-Control."""
        return cache_control(headers)

    def expires(self, headers: Headers) -> str | None:
        """The Expires field, unless directives for CDNs stand above it."""
        return headers.get("expires") if targeted(headers) is None else None

    # Storing.

    def cached_methods(self) -> frozenset[str]:
        """The methods that can be answered from the cache."""
        return frozenset({"GET", "HEAD"})

    def key(self, request: Request) -> str:
        """What a stored response is filed under."""
        return request.url

    def stores(self, request: Request, response: Response) -> bool:
        """Whether a response may be stored at all (RFC 9111, section 3)."""
        told = self.told(response.headers)
        if request.method != "GET" or "range" in request.headers or response.status in {206, 304}:
            return False
        if self.forbids_storing(request, response, told):
            return False
        if "authorization" in request.headers and not self.allows_authorized(told):
            return False
        explicit = told.keys() & {"max-age", "s-maxage", "public"} or self.expires(response.headers)
        return response.status in HEURISTIC or bool(explicit)

    def forbids_storing(self, request: Request, response: Response, told: Directives) -> bool:
        """Whether a directive, or ``Vary: *``, keeps the response out of a shared cache."""
        understood = "must-understand" in told
        if understood and response.status not in UNDERSTOOD:
            return True
        return (
            ("no-store" in told and not understood)
            or told.get("private", "-") is None
            or "no-store" in cache_control(request.headers)
            or "*" in listed(response.headers.get("vary", ""))
        )

    def allows_authorized(self, told: Directives) -> bool:
        """Whether an answer to a request with Authorization may be shared (section 3.5)."""
        return bool(told.keys() & {"public", "s-maxage", "must-revalidate"})

    def lifetime(self, response: Response, now: float) -> Lifetime:
        """Freshness lifetime in seconds (section 4.2.1)."""
        told = self.told(response.headers)
        for name in ("s-maxage", "max-age"):
            if name in told:
                return Lifetime(seconds(told[name]) or 0)
        date = http_date(response.headers.get("date", ""))
        if (text := self.expires(response.headers)) is not None:
            expires = http_date(text)
            begun = now if date is None else date
            return Lifetime(0 if expires is None else max(0.0, expires - begun))
        return Lifetime(self.heuristic(response, now if date is None else date, told))

    def heuristic(self, response: Response, date: float, told: Directives) -> float:
        """A tenth of the time since the last change (section 4.2.2)."""
        changed = http_date(response.headers.get("last-modified", ""))
        usable = response.status in HEURISTIC or "public" in told
        return max(0.0, (date - changed) * PART_OF_AGE) if usable and changed is not None else 0.0

    def always_validates(self, response: Response) -> bool:
        """Whether the response may be reused only after the origin has confirmed it."""
        return self.told(response.headers).get("no-cache", "-") is None

    # Reusing.

    def varies(self, stored: Stored, request: Request) -> bool:
        """Whether a request differs in a field that the stored response varies by (section 4.1)."""
        return any(
            _spelled(stored.request.headers, name.lower())
            != _spelled(request.headers, name.lower())
            for name in listed(stored.response.headers.get("vary", ""))
        )

    def satisfies(self, stored: Stored, request: Request, now: float) -> bool:
        """Whether a stored response may answer without asking the origin."""
        asked = cache_control(request.headers)
        fresh = stored.fresh_for(now)
        if "no-cache" in asked or (
            "cache-control" not in request.headers
            and "no-cache" in listed(request.headers.get("pragma", ""))
        ):
            return False
        if "max-age" in asked and stored.age(now) > (seconds(asked["max-age"]) or 0):
            return False
        return fresh > (seconds(asked.get("min-fresh")) or 0) or self.accepts_stale(
            stored, asked, fresh
        )

    def accepts_stale(self, stored: Stored, asked: Directives, fresh: float) -> bool:
        """Whether the client said that it takes a stale response (``max-stale``)."""
        if "max-stale" not in asked or not self.may_be_stale(stored):
            return False
        limit = seconds(asked["max-stale"])
        return -fresh <= (LONGEST if limit is None else limit)

    def only_cached(self, request: Request) -> bool:
        """Whether the client wants an answer from the cache or none."""
        return "only-if-cached" in cache_control(request.headers)

    def may_be_stale(self, stored: Stored) -> bool:
        """Whether nothing forbids to serve it stale (section 4.2.4)."""
        told = self.told(stored.response.headers)
        return not (told.keys() & MUST_VALIDATE)

    def stale_while_revalidating(self, stored: Stored, now: float) -> bool:
        """Whether it may be served while the origin is asked in the background (RFC 5861)."""
        told = self.told(stored.response.headers)
        limit = seconds(told.get("stale-while-revalidate"))
        return limit is not None and self.may_be_stale(stored) and -stored.fresh_for(now) <= limit

    def stale_on_error(self, stored: Stored, response: Response, now: float) -> bool:
        """Whether it stands in for an answer that is an error (RFC 5861)."""
        if response.status != UNREACHABLE and response.status < 500:
            return False
        told = self.told(stored.response.headers)
        if response.status == UNREACHABLE and "stale-if-error" not in told:
            return self.may_be_stale(stored)
        limit = seconds(told.get("stale-if-error"))
        return limit is not None and self.may_be_stale(stored) and -stored.fresh_for(now) <= limit

    # Changing what is stored.

    def invalidates(self, request: Request, response: Response) -> bool:
        """Whether a request with an unsafe method throws the stored response out (section 4.4)."""
        return request.method not in SAFE and 200 <= response.status < 400

    def retry_after(self) -> float:
        """Seconds for which an origin that failed is not asked again."""
        return 0.0

    def conditions(self, stored: Stored) -> dict[str, str]:
        """The fields that ask the origin whether the stored response still holds."""
        headers = stored.response.headers
        found = {}
        if "etag" in headers:
            found["if-none-match"] = headers["etag"]
        if "last-modified" in headers:
            found["if-modified-since"] = headers["last-modified"]
        return found


def _spelled(headers: Headers, name: str) -> tuple[str, ...] | None:
    """A field in a form that spacing does not change."""
    return listed(headers[name]) if name in headers else None
