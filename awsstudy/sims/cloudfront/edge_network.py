"""The caches between viewers and origin: edges, regional edge caches, Origin Shield."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from awsstudy.sims.cloudfront.cache import Cache
from awsstudy.sims.cloudfront.journey import Layer
from awsstudy.sims.cloudfront.places import PLACES, allowed, round_trip_ms, viewer_ms
from awsstudy.sims.cloudfront.world import City, Network

NOWHERE = "edge"
"""The name of the single edge of a world without cities."""


class EdgeNetwork:
    """Layers by city; those of a city are its edge, its regional edge cache, and the shield."""

    def __init__(
        self,
        network: Network,
        classes: Mapping[str, tuple[str, ...]],
        new_cache: Callable[[], Cache],
    ) -> None:
        self.network = network
        self.edges: tuple[City, ...] = allowed(classes, network.price_class)
        self._new_cache = new_cache
        self._edge: dict[str, Layer] = {}
        self._regional: dict[City, Layer] = {}
        self._shield: Layer | None = None

    def edge_for(self, viewer: City) -> City:
        """The allowed edge with the lowest latency for a viewer."""
        return min(self.edges, key=lambda city: viewer_ms(viewer, city))

    def path(self, edge: City | None) -> tuple[Layer, ...]:
        """The layers a request goes through from an edge on, the edge first."""
        if edge is None:
            return (self._layer(NOWHERE),)
        network, here, layers = self.network, edge, [self._layer(edge)]
        if network.regional:
            behind = PLACES[edge].regional
            layers[0].next_ms = round_trip_ms(here, behind)
            layers.append(self._regional.setdefault(behind, self._new("regional")))
            here = behind
        if network.shield:
            shield = self._shield = self._shield or self._new("shield")
            layers[-1].next_ms = round_trip_ms(here, network.origin)
            layers.append(shield)
            here = network.origin
        layers[-1].next_ms = round_trip_ms(here, network.origin) + network.processing_ms
        return tuple(layers)

    def _layer(self, name: str) -> Layer:
        if name not in self._edge:
            self._edge[name] = self._new("edge")
        return self._edge[name]

    def _new(self, name: str) -> Layer:
        return Layer(name, self._new_cache())

    def all_layers(self) -> tuple[Layer, ...]:
        """Every cache there is so far."""
        shield = (self._shield,) if self._shield else ()
        return (*self._edge.values(), *self._regional.values(), *shield)
