"""What CloudFront caches and for how long: the developer guide's rules over those of HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import SimpleCookie

from awsstudy.sims.cloudfront.dates import http_date
from awsstudy.sims.cloudfront.fields import Directives, Headers, listed, seconds
from awsstudy.sims.cloudfront.messages import UNREACHABLE, Request, Response, Stored
from awsstudy.sims.cloudfront.policy import Lifetime, RfcPolicy
from awsstudy.sims.cloudfront.world import Behavior, Names

FORBIDDING = ("no-store", "no-cache", "private")
ALWAYS_CACHED = frozenset({404, 414, 500, 501, 502, 503, 504})
"""Errors that are cached whatever their header fields say."""
CACHED_IF_TOLD = frozenset({400, 403, 405, 412, 415})
"""Errors that are cached only with max-age or s-maxage."""

_AGES = {"s-maxage": "cloudfront.ttl.s-maxage", "max-age": "cloudfront.ttl.max-age"}


class CloudFrontPolicy(RfcPolicy):
    """One cache behavior of a distribution."""

    def __init__(self, behavior: Behavior) -> None:
        self.behavior = behavior

    def told(self, headers: Headers) -> Directives:
        """Cache-Control alone; directives aimed at CDNs are left to other CDNs."""
        return self.plain_directives(headers)

    def expires(self, headers: Headers) -> str | None:
        """The Expires field."""
        return headers.get("expires")

    # The cache key.

    def key(self, request: Request) -> str:
        """Path, and the query strings, headers and cookies that the cache policy names."""
        path, _, query = request.url.partition("?")
        rule = self.behavior.key
        kept = self.kept_query(query)
        parts = [path + (f"?{kept}" if kept else "")]
        parts += [
            f"{name.lower()}={request.headers.get(name.lower(), '')}" for name in rule.headers
        ]
        if cookies := self.kept_cookies(request.headers):
            parts.append(f"cookie={cookies}")
        return "|".join(parts)

    def kept_query(self, query: str) -> str:
        """The part of a query string that belongs to the key."""
        names = self.behavior.key.query
        if names == "none" or not query:
            return ""
        return query if names == "all" else "&".join(_named(query.split("&"), names))

    def kept_cookies(self, headers: Headers) -> str:
        """The cookies that belong to the key."""
        names = self.behavior.key.cookies
        if names == "none" or "cookie" not in headers:
            return ""
        pairs = [
            f"{name}={morsel.value}" for name, morsel in SimpleCookie(headers["cookie"]).items()
        ]
        return "; ".join(pairs if names == "all" else _named(pairs, names))

    def varies(self, stored: Stored, request: Request) -> bool:
        """Never: what a response varies by counts only where the key holds it."""
        return False

    # Storing.

    def stores(self, request: Request, response: Response) -> bool:
        """Whether an answer is kept at all."""
        if request.method != "GET" or response.status in {UNREACHABLE, 206, 304}:
            return False
        told = self.told(response.headers)
        if response.status >= 400:
            return response.status in ALWAYS_CACHED or (
                response.status in CACHED_IF_TOLD and bool(told.keys() & _AGES.keys())
            )
        hidden = "no-store" in told or "private" in told
        return not (hidden and self.respects(told))

    def respects(self, told: Directives) -> bool:
        """Whether ``no-store``, ``no-cache`` and ``private`` count: at a minimum TTL of 0."""
        return self.behavior.min_ttl == 0 and any(name in told for name in FORBIDDING)

    def lifetime(self, response: Response, now: float) -> Lifetime:
        """The developer guide's table of Cache-Control and Expires against the three TTLs."""
        told = self.told(response.headers)
        if response.status >= 400:
            return self.error_lifetime(told)
        if any(name in told for name in FORBIDDING):
            return self.forbidden_lifetime()
        for name in self.ages():
            if name in told:
                return self.clamped(seconds(told[name]) or 0, _AGES[name])
        if (text := self.expires(response.headers)) is not None:
            return self.clamped(self.until(text, response, now), "cloudfront.ttl.expires")
        return self.unsaid_lifetime()

    def ages(self) -> Iterable[str]:
        """The directives that state an age, the one that counts first."""
        return tuple(_AGES)

    def until(self, expires: str, response: Response, now: float) -> float:
        """Seconds until a date; 0 for a date that cannot be read or has passed."""
        end = http_date(expires)
        begun = http_date(response.headers.get("date", ""))
        return 0.0 if end is None else max(0.0, end - (now if begun is None else begun))

    def clamped(self, wanted: float, rule: str) -> Lifetime:
        """What the origin wants, within the minimum and the maximum TTL."""
        low, high = self.behavior.min_ttl, self.behavior.max_ttl
        if wanted < low:
            return Lifetime(low, (rule, "cloudfront.ttl.minimum"))
        if wanted > high:
            return Lifetime(high, (rule, "cloudfront.ttl.maximum"))
        return Lifetime(wanted, (rule,))

    def forbidden_lifetime(self) -> Lifetime:
        """What is left where the origin forbids caching: the minimum TTL."""
        rule = (
            "cloudfront.ttl.forbidden-kept" if self.behavior.min_ttl else "cloudfront.ttl.forbidden"
        )
        return Lifetime(self.behavior.min_ttl, (rule,))

    def unsaid_lifetime(self) -> Lifetime:
        """Where the origin says nothing: the greater of the minimum and the default TTL."""
        low, usual = self.behavior.min_ttl, self.behavior.default_ttl
        if low > usual:
            return Lifetime(low, ("cloudfront.ttl.default", "cloudfront.ttl.minimum"))
        return Lifetime(usual, ("cloudfront.ttl.default",))

    def error_lifetime(self, told: Directives) -> Lifetime:
        """The greater of the error caching minimum TTL and what the origin says."""
        said = max((seconds(told.get(name)) or 0 for name in _AGES), default=0)
        return Lifetime(max(self.behavior.error_ttl, said), ("cloudfront.error.ttl",))

    def always_validates(self, response: Response) -> bool:
        """After ``no-cache`` or ``Vary: *`` at a minimum TTL of 0."""
        told = self.told(response.headers)
        return (
            self.behavior.min_ttl == 0
            and response.status < 400
            and ("no-cache" in told or self.any_variation(response))
        )

    def any_variation(self, response: Response) -> bool:
        """Whether the origin sent ``Vary: *``."""
        return "*" in listed(response.headers.get("vary", ""))

    # Reusing.

    def satisfies(self, stored: Stored, request: Request, now: float) -> bool:
        """Whether it is fresh; what the viewer's Cache-Control and Pragma say is ignored."""
        return stored.fresh_for(now) > 0

    def only_cached(self, request: Request) -> bool:
        """Never: the viewer's Cache-Control is ignored."""
        return False

    def may_be_stale(self, stored: Stored) -> bool:
        """Everything but what may not be cached."""
        return not self.respects(self.told(stored.response.headers))

    def stale_on_error(self, stored: Stored, response: Response, now: float) -> bool:
        """An expired object stands in for a 5xx, as long as ``stale-if-error`` allows."""
        if response.status != UNREACHABLE and response.status < 500:
            return False
        limit = seconds(self.told(stored.response.headers).get("stale-if-error"))
        in_time = limit is None or -stored.fresh_for(now) <= limit > 0
        return stored.response.status < 400 and self.may_be_stale(stored) and in_time

    def invalidates(self, request: Request, response: Response) -> bool:
        """Never: only an invalidation removes objects before they expire."""
        return False

    def conditions(self, stored: Stored) -> dict[str, str]:
        """Validators, except after ``Vary: *`` at a minimum TTL of 0."""
        if self.behavior.min_ttl == 0 and self.any_variation(stored.response):
            return {}
        return super().conditions(stored) if stored.response.status < 400 else {}

    def retry_after(self) -> float:
        """An origin that failed is asked again after the error caching minimum TTL."""
        return self.behavior.error_ttl


def _named(pairs: Iterable[str], names: Names) -> list[str]:
    return [pair for pair in pairs if pair.partition("=")[0] in names]
