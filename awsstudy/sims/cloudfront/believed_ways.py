"""What learners believe of edges, layers, functions and price classes."""

from __future__ import annotations

from awsstudy.sims.cloudfront.delivery import CloudfrontCache
from awsstudy.sims.cloudfront.journey import Layer, Trip
from awsstudy.sims.cloudfront.messages import Request
from awsstudy.sims.cloudfront.world import City, Exchange


class EdgesFollowOrigin(CloudfrontCache):
    """When a file changes at the origin, the edges have the new one at once."""

    def travel(self, layers: tuple[Layer, ...], request: Request, exchange: Exchange) -> Trip:
        """Drop copies that are not the current version before looking."""
        for layer in layers:
            stored = layer.cache.find(request)
            if stored and stored.response.body != exchange.origin.body:
                layer.cache.purge(request.url.partition("?")[0] + "*")
        return super().travel(layers, request, exchange)


class MissGoesToOrigin(CloudfrontCache):
    """What an edge lacks, the origin must deliver."""

    def layers(self, edge: City | None) -> tuple[Layer, ...]:
        """The edge alone."""
        return self.network.path(edge)[:1]


class ShieldChangesNothing(CloudfrontCache):
    """Origin Shield guards against attacks and caches nothing."""

    def layers(self, edge: City | None) -> tuple[Layer, ...]:
        """All layers but the shield."""
        return tuple(layer for layer in self.network.path(edge) if layer.name != "shield")


class EdgesShareOneCache(CloudfrontCache):
    """All edge locations are one cache."""

    def edge_of(self, city: City | None) -> City | None:
        """The first one's cache for everyone."""
        return super().edge_of(None)


class OriginHooksOnHits(CloudfrontCache):
    """Functions at origin events run on every request."""

    def runs_hook(self, hook: str, *, forwarded: bool, status: int) -> bool:
        """Always."""
        return True


class ViewerHooksOnMisses(CloudfrontCache):
    """A hit is answered by the cache alone, and no function runs."""

    def run_function(self, hook: str, *, forwarded: bool, status: int = 200) -> None:
        """Run viewer events only where the origin is asked."""
        if forwarded:
            super().run_function(hook, forwarded=True, status=status)
            super().run_function(hook.replace("origin", "viewer"), forwarded=True, status=status)


class PriceClassBlocks(CloudfrontCache):
    """Viewers outside the price class are refused."""

    NO_EDGE = "blocked"

    def edge_of(self, city: City | None) -> City | None:
        """Their own edge or none."""
        return city if city in self.network.edges else None


class PriceClassToOrigin(CloudfrontCache):
    """Viewers outside the price class go straight to the origin."""

    NO_EDGE = "straight"

    def edge_of(self, city: City | None) -> City | None:
        """Their own edge or none."""
        return city if city in self.network.edges else None


class PriceClassOnBillOnly(CloudfrontCache):
    """The price class changes the bill and not the edge."""

    def edge_of(self, city: City | None) -> City | None:
        """Always the own city's."""
        return city


class EdgeNearOrigin(CloudfrontCache):
    """The edge that serves is the one near the origin."""

    def edge_of(self, city: City | None) -> City | None:
        """Whoever asks."""
        return self.network.edge_for(self.params.network.origin)


class PushedBeforehand(CloudfrontCache):
    """Objects lie at the edges before anyone asks."""

    def setup(self) -> None:
        """Copy first."""
        super().setup()
        if self.params.network.mode == "pull":
            self.now = 0.0
            self.push()
