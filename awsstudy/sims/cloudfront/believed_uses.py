"""What learners believe of keys and reuse: cache policies with one belief each."""

from __future__ import annotations

from awsstudy.sims.cloudfront.behavior import CloudFrontPolicy
from awsstudy.sims.cloudfront.fields import cache_control
from awsstudy.sims.cloudfront.messages import Request, Stored
from awsstudy.sims.cloudfront.world import Behavior


class WholeQuery(CloudFrontPolicy):
    """The whole query string is part of the key."""

    def kept_query(self, query: str) -> str:
        """All of it."""
        return query


class NoQuery(CloudFrontPolicy):
    """No query string is part of the key."""

    def kept_query(self, query: str) -> str:
        """Of the query string."""
        return ""


class PerViewer(CloudFrontPolicy):
    """The viewer is part of the key."""

    def key(self, request: Request) -> str:
        """With the cookies."""
        return f"{super().key(request)}|viewer={request.headers.get('cookie', '')}"


class Asking(CloudFrontPolicy):
    """Nothing is answered from the cache."""

    def satisfies(self, stored: Stored, request: Request, now: float) -> bool:
        """Never."""
        return False

    def retry_after(self) -> float:
        """At once."""
        return 0.0


class Keeping(CloudFrontPolicy):
    """Nothing expires."""

    def satisfies(self, stored: Stored, request: Request, now: float) -> bool:
        """Whether it answers."""
        return True


class Forced(CloudFrontPolicy):
    """A viewer can force a request to the origin."""

    def satisfies(self, stored: Stored, request: Request, now: float) -> bool:
        """Whether it answers."""
        forced = "no-cache" in cache_control(request.headers) or "pragma" in request.headers
        return not forced and super().satisfies(stored, request, now)


class Renewing(CloudFrontPolicy):
    """A use starts the lifetime anew."""

    def __init__(self, behavior: Behavior) -> None:
        super().__init__(behavior)
        self._used: dict[tuple[str, float], float] = {}

    def satisfies(self, stored: Stored, request: Request, now: float) -> bool:
        """Fresh by its last use."""
        name = (self.key(request), stored.received)
        if now - self._used.get(name, stored.received) >= stored.lifetime:
            return False
        self._used[name] = now
        return True
