"""What learners believe of lifetimes: cache policies with one belief each."""

from __future__ import annotations

from collections.abc import Iterable

from awsstudy.sims.cloudfront.behavior import FORBIDDING, CloudFrontPolicy
from awsstudy.sims.cloudfront.fields import Directives, Headers
from awsstudy.sims.cloudfront.messages import Request, Response
from awsstudy.sims.cloudfront.policy import Lifetime

BELIEVED = ("cloudfront.ttl.default",)


class DefaultCounts(CloudFrontPolicy):
    """The default TTL is the lifetime."""

    def lifetime(self, response: Response, now: float) -> Lifetime:
        """Whatever the origin says."""
        return Lifetime(self.behavior.default_ttl, BELIEVED)


class MaximumCounts(CloudFrontPolicy):
    """The maximum TTL is the lifetime."""

    def lifetime(self, response: Response, now: float) -> Lifetime:
        """How long it is kept."""
        return Lifetime(self.behavior.max_ttl, BELIEVED)


class MinimumCounts(CloudFrontPolicy):
    """The minimum TTL is the lifetime."""

    def lifetime(self, response: Response, now: float) -> Lifetime:
        """How long it is kept."""
        return Lifetime(self.behavior.min_ttl, BELIEVED)


class Unclamped(CloudFrontPolicy):
    """No limits."""

    def clamped(self, wanted: float, rule: str) -> Lifetime:
        """As the origin wants."""
        return Lifetime(wanted, (rule,))

    def unsaid_lifetime(self) -> Lifetime:
        """Without headers."""
        return Lifetime(self.behavior.default_ttl, BELIEVED)


class MaxAgeOnly(CloudFrontPolicy):
    """max-age goes first."""

    def ages(self) -> Iterable[str]:
        """In this order."""
        return ("max-age", "s-maxage")


class ExpiresFirst(CloudFrontPolicy):
    """Expires goes first."""

    def lifetime(self, response: Response, now: float) -> Lifetime:
        """How long it is kept."""
        text = self.expires(response.headers)
        if text is None or response.status >= 400:
            return super().lifetime(response, now)
        return self.clamped(self.until(text, response, now), "cloudfront.ttl.expires")


class Obedient(CloudFrontPolicy):
    """What forbids caching is followed always."""

    def respects(self, told: Directives) -> bool:
        """Whether it is followed."""
        return any(name in told for name in FORBIDDING)

    def forbidden_lifetime(self) -> Lifetime:
        """Not at all."""
        return Lifetime(0, ("cloudfront.ttl.forbidden",))


class Overlooking(CloudFrontPolicy):
    """What forbids caching is not seen."""

    def plain_directives(self, headers: Headers) -> Directives:
        """Without those."""
        told = super().plain_directives(headers)
        return {name: value for name, value in told.items() if name not in FORBIDDING}


class Unsaid(CloudFrontPolicy):
    """Silence means no."""

    def unsaid_lifetime(self) -> Lifetime:
        """Without headers."""
        return Lifetime(0, BELIEVED)


class ErrorFree(CloudFrontPolicy):
    """Errors are not kept."""

    def stores(self, request: Request, response: Response) -> bool:
        """Whether it is kept."""
        return response.status < 400 and super().stores(request, response)


class ErrorsAlike(CloudFrontPolicy):
    """Errors are kept like objects."""

    def error_lifetime(self, told: Directives) -> Lifetime:
        """As objects without headers."""
        return self.unsaid_lifetime()
