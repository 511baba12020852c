"""What learners believe of CloudFront's caches, by id."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.cloudfront import believed_ttls, believed_uses, believed_ways
from awsstudy.sims.cloudfront.delivery import CloudfrontCache
from awsstudy.sims.cloudfront.world import CloudfrontCacheParams
from awsstudy.sims.kernel import Simulation


class DefaultAlwaysCounts(CloudfrontCache):
    """The default TTL sets the lifetime, whatever the origin says."""

    POLICY = believed_ttls.DefaultCounts


class MaximumAlwaysCounts(CloudfrontCache):
    """Objects are kept for the maximum TTL."""

    POLICY = believed_ttls.MaximumCounts


class MinimumAlwaysCounts(CloudfrontCache):
    """Objects are kept for the minimum TTL."""

    POLICY = believed_ttls.MinimumCounts


class LimitsIgnored(CloudfrontCache):
    """What the origin says holds, below the minimum and above the maximum TTL too."""

    POLICY = believed_ttls.Unclamped


class MaxAgeBeforeSMaxage(CloudfrontCache):
    """max-age is the directive that counts; s-maxage is for others."""

    POLICY = believed_ttls.MaxAgeOnly


class ExpiresBeforeMaxAge(CloudfrontCache):
    """A date is more exact than an age, so Expires wins."""

    POLICY = believed_ttls.ExpiresFirst


class NoStoreAlwaysObeyed(CloudfrontCache):
    """no-store, no-cache and private keep an object out of the cache at any minimum TTL."""

    POLICY = believed_ttls.Obedient


class NoStoreOverlooked(CloudfrontCache):
    """Beside max-age, no-store changes nothing."""

    POLICY = believed_ttls.Overlooking


class NoHeaderNoCache(CloudfrontCache):
    """Without caching headers nothing is cached."""

    POLICY = believed_ttls.Unsaid


class QueryAlwaysInKey(CloudfrontCache):
    """Every query string makes another object."""

    POLICY = believed_uses.WholeQuery


class QueryNeverInKey(CloudfrontCache):
    """Only the path names an object, whatever the cache policy says."""

    POLICY = believed_uses.NoQuery


class CopyPerViewer(CloudfrontCache):
    """Each viewer has a copy of his own."""

    POLICY = believed_uses.PerViewer


class EveryRequestReachesOrigin(CloudfrontCache):
    """The edge asks the origin each time."""

    POLICY = believed_uses.Asking


class NeverExpires(CloudfrontCache):
    """What is at the edge stays there."""

    POLICY = believed_uses.Keeping


class ViewerForces(CloudfrontCache):
    """A reload in the browser empties the edge too."""

    POLICY = believed_uses.Forced


class HitsRenew(CloudfrontCache):
    """Each hit starts the TTL anew."""

    POLICY = believed_uses.Renewing


class ErrorsNotCached(CloudfrontCache):
    """Errors are never cached."""

    POLICY = believed_ttls.ErrorFree


class ErrorsLikeObjects(CloudfrontCache):
    """An error is kept as long as any object."""

    POLICY = believed_ttls.ErrorsAlike


WRONG: Mapping[str, type[Simulation[CloudfrontCacheParams]]] = {
    "default-always-counts": DefaultAlwaysCounts,
    "maximum-always-counts": MaximumAlwaysCounts,
    "minimum-always-counts": MinimumAlwaysCounts,
    "limits-ignored": LimitsIgnored,
    "max-age-before-s-maxage": MaxAgeBeforeSMaxage,
    "expires-before-max-age": ExpiresBeforeMaxAge,
    "no-store-always-obeyed": NoStoreAlwaysObeyed,
    "no-store-overlooked": NoStoreOverlooked,
    "no-header-no-cache": NoHeaderNoCache,
    "query-always-in-key": QueryAlwaysInKey,
    "query-never-in-key": QueryNeverInKey,
    "copy-per-viewer": CopyPerViewer,
    "every-request-reaches-origin": EveryRequestReachesOrigin,
    "never-expires": NeverExpires,
    "viewer-forces": ViewerForces,
    "hits-renew": HitsRenew,
    "errors-not-cached": ErrorsNotCached,
    "errors-like-objects": ErrorsLikeObjects,
    "edges-follow-origin": believed_ways.EdgesFollowOrigin,
    "miss-goes-to-origin": believed_ways.MissGoesToOrigin,
    "shield-changes-nothing": believed_ways.ShieldChangesNothing,
    "edges-share-one-cache": believed_ways.EdgesShareOneCache,
    "origin-hooks-on-hits": believed_ways.OriginHooksOnHits,
    "viewer-hooks-on-misses": believed_ways.ViewerHooksOnMisses,
    "price-class-blocks": believed_ways.PriceClassBlocks,
    "price-class-to-origin": believed_ways.PriceClassToOrigin,
    "price-class-on-bill-only": believed_ways.PriceClassOnBillOnly,
    "edge-near-origin": believed_ways.EdgeNearOrigin,
    "pushed-beforehand": believed_ways.PushedBeforehand,
}
