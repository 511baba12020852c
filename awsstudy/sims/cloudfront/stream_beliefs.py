"""What learners believe of video over CloudFront."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.cloudfront.behavior import CloudFrontPolicy
from awsstudy.sims.cloudfront.believed_ttls import DefaultCounts
from awsstudy.sims.cloudfront.believed_uses import Asking, Renewing, WholeQuery
from awsstudy.sims.cloudfront.journey import Layer
from awsstudy.sims.cloudfront.messages import Request, Response
from awsstudy.sims.cloudfront.player_state import Screen
from awsstudy.sims.cloudfront.stream import CloudfrontStreaming
from awsstudy.sims.cloudfront.video import CloudfrontStreamingParams
from awsstudy.sims.cloudfront.world import City
from awsstudy.sims.kernel import Simulation


class ManifestNotCached(CloudfrontStreaming):
    """A live manifest always comes from the origin."""

    MANIFEST_POLICY = Asking


class OneTtlForAll(CloudfrontStreaming):
    """Manifests are cached as segments are."""

    def manifest_policy(self) -> CloudFrontPolicy:
        """The rules for segments."""
        return self.segment_policy()

    def _origin(self, kind: str, asked: Request) -> Response:
        found = super()._origin(kind, asked)
        age = self.params.packager.segment_max_age
        headers = {} if age is None else {"cache-control": f"max-age={age}"}
        return Response(found.status, headers, found.body)


class DefaultTtlCounts(CloudfrontStreaming):
    """The default TTL sets how long a manifest is kept."""

    MANIFEST_POLICY = DefaultCounts


class ManifestHitsRenew(CloudfrontStreaming):
    """A manifest that is asked for stays in the cache."""

    MANIFEST_POLICY = Renewing


class SegmentsNotCached(CloudfrontStreaming):
    """Segments come from the origin each time."""

    SEGMENT_POLICY = Asking


class ViewersMultiply(CloudfrontStreaming):
    """Each viewer has a stream of his own from the origin."""

    MANIFEST_POLICY = WholeQuery
    SEGMENT_POLICY = WholeQuery

    def request(self, screen: Screen, url: str) -> Request:
        """What tells the viewer apart."""
        return Request("GET", f"{url}?viewer={screen.number}")


class RenditionsShare(CloudfrontStreaming):
    """All qualities share one copy."""

    def segment_url(self, kbps: int, number: int) -> str:
        """The same for all renditions."""
        return f"/all/{number}{self.segment_end}"


class StreamEdgesShare(CloudfrontStreaming):
    """All edges are one cache."""

    def place_of(self, screen: Screen) -> City:
        """The first city's edge."""
        return self.params.audience.cities[0]


class StreamShieldIgnored(CloudfrontStreaming):
    """Origin Shield caches nothing."""

    def layers(self, city: City, kind: str) -> tuple[Layer, ...]:
        """All layers but the shield."""
        return tuple(layer for layer in super().layers(city, kind) if layer.name != "shield")


class StartsAtNewest(CloudfrontStreaming):
    """A player begins with the newest segment."""

    def first_segment(self, oldest: int, newest: int) -> int:
        """The last one listed."""
        return newest if self.params.kind == "live" else 0


class LiveIsNow(StartsAtNewest):
    """A live viewer sees what happens now."""

    MANIFEST_POLICY = Asking


WRONG: Mapping[str, type[Simulation[CloudfrontStreamingParams]]] = {
    "manifest-not-cached": ManifestNotCached,
    "one-ttl-for-all": OneTtlForAll,
    "default-ttl-counts": DefaultTtlCounts,
    "manifest-hits-renew": ManifestHitsRenew,
    "segments-not-cached": SegmentsNotCached,
    "viewers-multiply": ViewersMultiply,
    "renditions-share": RenditionsShare,
    "edges-share": StreamEdgesShare,
    "shield-ignored": StreamShieldIgnored,
    "starts-at-newest": StartsAtNewest,
    "live-is-now": LiveIsNow,
}
