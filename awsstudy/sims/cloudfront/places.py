"""Edge locations on the globe: distances, price classes, regional edge caches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from awsstudy.sims.cloudfront.world import City, PriceClass

EARTH_KM = 6371.0
LIGHT_KM_PER_MS = 200.0
"""How far light gets in fibre in a millisecond."""
DETOUR = 1.5
"""How much longer than the straight line a cable is taken to be."""
LAST_MILE_MS = 8
"""Round trip between a viewer and the edge of the own city."""


@dataclass(frozen=True, slots=True)
class Place:
    """A city with an edge location."""

    lat: float
    lon: float
    region: str
    """The geographic region by which CloudFront's price classes name it."""
    regional: City
    """The city of its regional edge cache."""


PLACES: Mapping[City, Place] = {
    "seoul": Place(37.6, 127.0, "hong-kong-korea", "seoul"),
    "tokyo": Place(35.7, 139.7, "japan", "tokyo"),
    "singapore": Place(1.35, 103.8, "hong-kong-korea", "singapore"),
    "mumbai": Place(19.1, 72.9, "india", "mumbai"),
    "sydney": Place(-33.9, 151.2, "australia", "sydney"),
    "frankfurt": Place(50.1, 8.7, "europe", "frankfurt"),
    "london": Place(51.5, -0.1, "europe", "london"),
    "cape-town": Place(-33.9, 18.4, "south-africa", "frankfurt"),
    "sao-paulo": Place(-23.5, -46.6, "south-america", "sao-paulo"),
    "virginia": Place(39.0, -77.5, "north-america", "virginia"),
    "oregon": Place(45.8, -119.7, "north-america", "oregon"),
}


@lru_cache(maxsize=512)
def km(first: City, second: City) -> float:
    """Distance along the surface."""
    a, b = PLACES[first], PLACES[second]
    lat, lon = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    part = sin(lat) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(lon) ** 2
    return 2 * EARTH_KM * asin(sqrt(part))


@lru_cache(maxsize=512)
def round_trip_ms(first: City, second: City) -> int:
    """Round trip between two cities over fibre that takes detours."""
    return round(2 * DETOUR * km(first, second) / LIGHT_KM_PER_MS)


def viewer_ms(viewer: City, edge: City) -> int:
    """Round trip between a viewer and an edge."""
    return LAST_MILE_MS + round_trip_ms(viewer, edge)


def allowed(classes: Mapping[str, tuple[str, ...]], price_class: PriceClass) -> tuple[City, ...]:
    """The cities whose edges a price class uses; ``classes`` holds the regions of each."""
    return tuple(name for name, place in PLACES.items() if place.region in classes[price_class])
